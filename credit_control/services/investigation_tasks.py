"""The tasks of an investigation: one ToDo per channel, closed by itself, and reminders of what is overdue."""

from datetime import date

import frappe
from frappe import _
from frappe.desk.form.assign_to import notify_assignment
from frappe.utils import getdate

from credit_control.engine.investigations import OPEN
from credit_control.services import notices
from credit_control.services.investigation_channels import CHANNEL, title

DOCTYPE = "Credit Investigation"


def follow(doc) -> None:
	"""Give each open channel its owner's task, and close the tasks of channels that need nothing more.

	Tasks are written by the right to the investigation, as when Frappe assigns.
	"""
	for row in doc.channels:
		_follow(doc, row)
	_close_others(doc)
	_assign_once(doc)


def _follow(doc, row) -> None:
	task = _task(row)
	if doc.docstatus or row.status not in OPEN or not row.assigned_to:
		_end(task, "Closed" if row.status not in OPEN else "Cancelled")
		return
	if task and task.allocated_to != row.assigned_to:
		_end(task, "Cancelled")
		task = None
	if task is None:
		row.db_set("todo", _add(doc, row), update_modified=False)
	elif str(task.date or "") != str(row.due_date or ""):
		task.date = row.due_date
		task.save(ignore_permissions=True)


def _task(row):
	"""The row's ToDo; None when it never had one or somebody deleted it."""
	known = row.todo and frappe.db.exists("ToDo", row.todo)
	return frappe.get_doc("ToDo", row.todo) if known else None


def _add(doc, row) -> str:
	task = frappe.get_doc(
		{
			"doctype": "ToDo",
			"allocated_to": row.assigned_to,
			"assigned_by": doc.owner if frappe.session.user == "Guest" else frappe.session.user,
			"reference_type": DOCTYPE,
			"reference_name": doc.name,
			"date": row.due_date,
			"priority": "Medium",
			"description": _description(doc, row),
		}
	).insert(ignore_permissions=True)
	notify_assignment(
		task.assigned_by, task.allocated_to, DOCTYPE, doc.name, action="ASSIGN", description=task.description
	)
	return task.name


def _description(doc, row) -> str:
	"""Short: Frappe repeats it in the investigation's history, where the questions stand anyway."""
	return _("{0}: {1}").format(title(row), frappe.utils.escape_html(doc.customer_name or doc.customer))


def _assign_once(doc) -> None:
	"""Whoever has several channels is listed once: Frappe lists a person for each task."""
	listed = frappe.parse_json(frappe.db.get_value(DOCTYPE, doc.name, "_assign") or "[]")
	names = list(dict.fromkeys(listed))
	if names != listed:
		frappe.db.set_value(DOCTYPE, doc.name, "_assign", frappe.as_json(names), update_modified=False)


def _end(task, status: str) -> None:
	if task and task.status == "Open":
		task.status = status
		task.save(ignore_permissions=True)


def _close_others(doc) -> None:
	"""Tasks of rows that were removed from the table."""
	before = doc.get_doc_before_save()
	kept = {row.name for row in doc.channels}
	for row in before.channels if before else ():
		if row.name not in kept:
			_end(_task(row), "Cancelled")


def end_all(doc) -> None:
	"""Cancel the tasks of a draft that is deleted."""
	for row in doc.channels:
		_end(_task(row), "Cancelled")


def remind(today: date | None = None) -> int:
	"""Remind the owners of channels that are overdue, once a day; returns how many were reminded."""
	today = today or getdate()
	by_owner: dict[tuple[str, str], list] = {}
	for row in _overdue(today):
		user = row.assigned_to or row.specialist
		if user and frappe.db.get_value("User", user, "enabled"):
			by_owner.setdefault((row.parent, user), []).append(row)
	for (name, user), rows in by_owner.items():
		_remind(name, user, rows, today)
	return len(by_owner)


def _overdue(today: date) -> list:
	parent, row = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType(CHANNEL)
	query = (
		frappe.qb.from_(row)
		.join(parent)
		.on((row.parent == parent.name) & (row.parenttype == DOCTYPE))
		.select(row.name, row.parent, row.channel, row.subject, row.due_date, row.assigned_to)
		.select(parent.specialist)
		.where((parent.docstatus == 0) & row.status.isin(sorted(OPEN)) & (row.due_date < today))
		.where(row.reminded_on.isnull() | (row.reminded_on < today))
		.orderby(row.due_date)
	)
	return query.run(as_dict=True)


def _remind(name: str, user: str, rows: list, today: date) -> None:
	doc = frappe.get_doc(DOCTYPE, name)
	lines = [_("{0}, due on {1}").format(title(row), frappe.format(row.due_date, "Date")) for row in rows]
	subject = _("Investigation of {0}: {1} channels are overdue").format(doc.customer_name, len(rows))
	notices.notify([user], subject, doc, "<br>".join(lines))
	for row in rows:
		frappe.db.set_value(CHANNEL, row.name, "reminded_on", today, update_modified=False)
