"""Reports that somebody downloaded: a JSON or CSV file in the documented shape, no network."""

from pathlib import PurePath

import frappe
from frappe import _
from frappe.utils import escape_html

from credit_control.engine.bureau import BureauReport
from credit_control.engine.bureau_reading import read_csv, read_json
from credit_control.engine.errors import Problem
from credit_control.services.bureaus.adapter import BureauAdapter, BureauQuery

READERS = {".json": read_json, ".csv": read_csv}
#: more mistakes than this are of one kind
SHOWN = 20


class FileDrop(BureauAdapter):
	"""Reads the uploaded file; which bureau it is from stands in the file."""

	code = "file-drop"
	label = "Uploaded File"
	reads = tuple(READERS)

	def fetch(self, query: BureauQuery) -> BureauReport:
		if query.upload is None:
			frappe.throw(_("There is no file. Upload a report as JSON or CSV."))
		reader = READERS.get(PurePath(query.upload.name).suffix.lower())
		if reader is None:
			frappe.throw(
				_("{0} is neither JSON nor CSV. Upload a report in one of these formats.").format(
					escape_html(query.upload.name)
				)
			)
		report, problems = reader(self._text(query))
		if problems:
			_refuse(problems)
		return report

	def _text(self, query: BureauQuery) -> str:
		try:
			return query.upload.content.decode("utf-8-sig")
		except UnicodeDecodeError:
			frappe.throw(_("The file is not in UTF-8. Save it in that encoding and upload it again."))


def _refuse(problems: list[Problem]) -> None:
	"""Raise with every mistake; what stands in the file is escaped."""
	sentences = [problem.render(_, lambda written: escape_html(str(written))) for problem in problems[:SHOWN]]
	if len(problems) > SHOWN:
		sentences.append(_("… and {0} more.").format(len(problems) - SHOWN))
	frappe.throw(sentences, title=_("The Report Cannot Be Read"), as_list=True)
