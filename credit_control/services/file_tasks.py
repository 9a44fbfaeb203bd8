"""Tasks from what a Credit File lacks: on a button, and by themselves when something is about to expire."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.desk.form import assign_to
from frappe.translate import print_language
from frappe.utils import add_days, escape_html, formatdate, getdate

from credit_control.engine import completeness as rules
from credit_control.engine.completeness import ITEMS, Finding
from credit_control.services import file_rows, joining, settings
from credit_control.services.file_completeness import (
	DOCUMENT,
	Records,
	figure,
	newest_statements,
	records,
	records_of,
)
from credit_control.services.files import CREDIT_FILE

#: the ToDo's field that says what it is about: the item and the day it expires
MARK = "credit_file_item"
#: how many files are read, judged and written at a time
CHUNK = 500


def label(code: str) -> str:
	"""An item's name, or a kind of document's, in the user's language."""
	if code.startswith(DOCUMENT):
		return _(code.removeprefix(DOCUMENT), context="Credit File Document")
	return _(ITEMS[code].label, context="Credit File Item")


def field(code: str) -> str:
	"""The field of the Credit File where the item is kept; `statements` is a list of its own."""
	return "documents" if code.startswith(DOCUMENT) else ITEMS[code].field


def describe(finding: Finding) -> str:
	"""What is to be done, as a sentence for the task."""
	if finding.state == rules.MISSING:
		return _("{0} is missing").format(label(finding.code))
	template = _("{0} expired on {1}") if finding.state == rules.EXPIRED else _("{0} expires on {1}")
	return template.format(label(finding.code), formatdate(finding.until))


def open_tasks(file: str) -> dict[str, str]:
	"""Item → the open ToDo that somebody has for it."""
	filters = {"reference_type": CREDIT_FILE, "reference_name": file, "status": "Open", MARK: ["is", "set"]}
	rows = frappe.get_all("ToDo", filters, ["name", MARK])
	return {row[MARK].split("|")[0]: row.name for row in rows}


def make(doc, code: str, today: date) -> str:
	"""Make the task for one item of a file and return its name; the open one where there is one.

	Raises when the item is neither missing nor out of date nor about to be.
	"""
	found = next((finding for finding in records_of(doc, today).open if finding.code == code), None)
	if found is None:
		frappe.throw(_("Nothing is to be done about this item of the file. Reload it."))
	known = open_tasks(doc.name).get(code)
	return known or _insert(doc, found, today, _person(doc) or frappe.session.user)


def _person(file) -> str | None:
	company = next((row.company for row in file.get("limits") or []), None)
	return settings.specialist(file.specialist, company)


def _insert(file, finding: Finding, today: date, user: str) -> str:
	# as when Frappe assigns: the right is that to the file
	task = frappe.get_doc(
		{
			"doctype": "ToDo",
			"allocated_to": user,
			"assigned_by": frappe.session.user,
			"reference_type": CREDIT_FILE,
			"reference_name": file.name,
			"description": _description(file, finding, user),
			"date": due(finding, today),
			MARK: _mark(finding),
		}
	).insert(ignore_permissions=True)
	assign_to.notify_assignment(
		task.assigned_by, user, CREDIT_FILE, file.name, action="ASSIGN", description=task.description
	)
	return task.name


def _description(file, finding: Finding, user: str) -> str:
	"""In the language of who is to do it, not of who or what makes the task."""
	with print_language(frappe.db.get_value("User", user, "language") or frappe.local.lang):
		return joining.labelled(escape_html(file.customer_name or file.customer), describe(finding))


def _mark(finding: Finding) -> str:
	return f"{finding.code}|{finding.until or ''}"


def due(finding: Finding, today: date) -> date:
	"""What expires is due on its last day, the rest within the days that a review has."""
	if finding.state == rules.EXPIRING and finding.until:
		return finding.until
	return getdate(add_days(today, settings.settings().review_due_days or 0))


def refresh_all(today: date | None = None):
	"""Bring every active file's figure up to date and remind of what is about to expire.

	A generator: it pauses after each chunk, for the caller to commit. Running again the same day changes
	nothing. Yields how many files were judged so far.
	"""
	today, done = today or getdate(), 0
	for files in file_rows.active(CHUNK):
		ends = newest_statements([file.customer for file in files], today)
		judged = [(file, records(file, today, ends.get(file.customer))) for file in files]
		for file, found in judged:
			_store(file, found)
		remind(judged, today)
		done += len(files)
		yield done


def _store(file, found: Records) -> None:
	percent = figure(found.result.percent)
	if (file.completeness, file.records_status) != (percent, found.status):
		values = {"completeness": percent, "records_status": found.status}
		frappe.db.set_value(CREDIT_FILE, file.name, values, update_modified=False)


def remind(judged, today: date) -> list[str]:
	"""One task for each item that is about to expire, once for each day it expires on, open or done."""
	wanted = [
		(file, finding)
		for file, found in judged
		for finding in found.findings
		if finding.state == rules.EXPIRING
	]
	known = _reminded({file.name for file, _finding in wanted})
	made = []
	for file, finding in wanted:
		user = _person(file)
		if user and (file.name, _mark(finding)) not in known:
			made.append(_insert(file, finding, today, user))
	return made


def _reminded(names: set[str]) -> set[tuple[str, str]]:
	if not names:
		return set()
	filters = {"reference_type": CREDIT_FILE, "reference_name": ["in", list(names)], MARK: ["is", "set"]}
	rows = frappe.get_all("ToDo", filters, ["reference_name", MARK])
	return {(row.reference_name, row[MARK]) for row in rows}
