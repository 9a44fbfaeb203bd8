"""Statements from a spreadsheet: shown before anything is written, then one or two drafts, or nothing."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.utils import add_years, cint, getdate
from frappe.utils.file_manager import save_file

from credit_control.engine.articulation import sum_problems
from credit_control.engine.money import ONE
from credit_control.engine.statement import LINES, UNAUDITED, Statement
from credit_control.engine.statement_choice import Candidate, repeated
from credit_control.engine.statement_import import Choices, Reading, read
from credit_control.engine.statement_import_table import Sheet
from credit_control.engine.statement_period import Period
from credit_control.services import statement_files, statement_templates, statements, wording
from credit_control.services.statement_words import word

#: what the user says of the sheets; everything else follows from the figures
VALUES = ("period_type", "period_start", "period_end", "unit", "currency", "audit", "consolidated", "source")


@dataclass(frozen=True)
class Upload:
	"""What was pasted, or a file by its name and content; `choices` are the user's."""

	text: str = ""
	filename: str = ""
	content: bytes = b""
	choices: Choices = field(default_factory=Choices)

	def sheets(self) -> list[Sheet]:
		if self.content:
			return statement_files.uploaded(self.filename, self.content)
		return statement_files.pasted(self.text)

	def read(self) -> tuple[Reading, list[Sheet]]:
		"""The sheets matched with the site's templates."""
		sheets = self.sheets()
		return read(sheets, statement_templates.enabled(), self.choices), sheets


def run(customer: str, upload: Upload, values: dict, statement: str | None, both: bool) -> dict[str, Any]:
	"""Write the draft of the period, and of the previous one where it is wanted and not there yet.

	Returns the names; raises with every problem, and then nothing was written.
	"""
	reading, _sheets = upload.read()
	refuse(reading)
	_refuse_undated(values)
	doc = _document(customer, statement, {key: values.get(key) for key in VALUES})
	before, kept = _previous_document(doc, reading) if both else (None, None)
	_fill(doc, reading.current.lines)
	for written in filter(None, (before, doc)):
		written.save()
	if upload.content:
		save_file(upload.filename, upload.content, statements.DOCTYPE, doc.name, is_private=1)
	return {"statement": doc.name, "previous": before and before.name, "kept": kept}


def refuse(reading: Reading) -> None:
	"""Raise with every problem of the sheets."""
	if reading.problems:
		frappe.throw(
			[say(problem) for problem in reading.problems], title=_("Nothing Was Imported"), as_list=True
		)


def _refuse_undated(values: dict) -> None:
	if not (values.get("period_start") and values.get("period_end")):
		frappe.throw(_("Enter the first and the last day of the period."), title=_("Nothing Was Imported"))


def say(message) -> str:
	"""A problem or note about the sheets in the user's language; figures are in the unit of the sheet."""
	return message.render(word, figure)


def figure(value: object) -> str:
	"""A figure of a sheet without a currency: the sheet's own unit is not applied yet."""
	return f"{value:,f}" if isinstance(value, Decimal) else wording.show(value, "")


def sums(reading: Reading, which: str) -> list[str]:
	"""What does not add up in one column, as saving it would say."""
	lines = getattr(reading, which).lines
	today = getdate()
	return [say(problem) for problem in sum_problems(Statement(lines, today, today, UNAUDITED), ONE)]


def _document(customer: str, statement: str | None, values: dict):
	if not statement:
		return frappe.get_doc({"doctype": statements.DOCTYPE, "customer": customer, **values})
	doc = frappe.get_doc(statements.DOCTYPE, statement)
	doc.check_permission("write")
	if doc.customer != customer:
		frappe.throw(
			_("Financial Statement {0} belongs to customer {1}. Choose one of {2}.").format(
				doc.name, doc.customer, customer
			)
		)
	doc.update(values)
	return doc


def _fill(doc, lines) -> None:
	doc.set("lines", [])
	for code, entry in LINES.items():
		if code in lines:
			doc.append("lines", {"line": entry.label, "amount": float(lines[code])})


def _previous_document(doc, reading: Reading):
	"""The year before as a new document, or the name of the statement that is there already."""
	lines = previous_lines(
		reading, Period(doc.period_type, getdate(doc.period_start), getdate(doc.period_end))
	)
	if not lines:
		return None, None
	values = {key: doc.get(key) for key in VALUES}
	values |= {
		"period_start": add_years(getdate(doc.period_start), -1),
		"period_end": year_before(getdate(doc.period_end)),
	}
	if name := existing(doc.customer, values):
		return None, name
	before = frappe.get_doc({"doctype": statements.DOCTYPE, "customer": doc.customer, **values})
	_fill(before, lines)
	return before, None


def previous_lines(reading: Reading, period: Period) -> dict:
	"""The previous column's lines that belong to the year before.

	Beside a part-year the balance sheet shows the year's opening balance, which is of another day.
	"""
	lines = reading.previous.lines
	if period.months == 12 or reading.previous.end == year_before(period.end):
		return dict(lines)
	return {code: value for code, value in lines.items() if LINES[code].section != "Balance Sheet"}


def year_before(day):
	"""The same day of the year before; the last of February stays the last of February."""
	is_last_of_february = (day.month, day.day) in ((2, 28), (2, 29))
	return getdate(
		frappe.utils.get_last_day(add_years(day, -1)) if is_last_of_february else add_years(day, -1)
	)


def existing(customer: str, values: dict) -> str | None:
	"""A statement of these days that is there already."""
	period = Period(values["period_type"], getdate(values["period_start"]), getdate(values["period_end"]))
	wanted = Candidate("", period, UNAUDITED, bool(cint(values["consolidated"])), values["currency"])
	found = repeated(wanted, statements.of_customer(customer, ("<", 2)))
	return found and found.name
