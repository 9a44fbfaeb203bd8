"""Tasks for what runs out or has to be done by a day: made once, told to whoever is to do them, ended by themselves.

Securities, insurances and agreements share it. A task's mark says what it is about, so that running again
makes nothing twice, also when the task is done or was missed for some days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.desk.form import assign_to
from frappe.translate import print_language
from frappe.utils import escape_html, formatdate

from credit_control.engine.reminders import PASSED, days_of, stage
from credit_control.services import settings
from credit_control.services.file_tasks import MARK

EXPIRY = "expiry"
DEFAULT_DAYS = (60, 30, 7)


@dataclass(frozen=True, slots=True)
class Task:
	"""Something to be done by a day.

	`mark` is what it is about, its kind before the first bar; `say` says it in the language of the moment.
	"""

	doctype: str
	name: str
	mark: str
	say: Callable[[], str]
	due: date
	user: str


def days_before() -> tuple[int, ...]:
	"""How many days before something runs out its specialist is reminded, most first."""
	text = settings.settings().expiry_reminder_days
	return days_of(text) if text else DEFAULT_DAYS


def validate_days(text: str | None) -> None:
	"""Raise where the days of the settings cannot be read."""
	try:
		days_of(text or "")
	except ValueError as fault:
		frappe.throw(
			_('"{0}" is no number of days. Enter days before expiry such as 60, 30, 7.').format(
				escape_html(str(fault))
			)
		)


def person(specialist: str | None, company: str | None, owner: str) -> str | None:
	"""Who gets the tasks of a customer: the specialist, else who entered the document; None: nobody who works here."""
	user = settings.specialist(specialist, company) or owner
	return user if frappe.db.get_value("User", user, "enabled") else None


def expiring(row, today: date, days: Sequence[int], say: Callable[[int], str]) -> Task | None:
	"""The task that a document needs that runs out, None while it has time.

	`row` has doctype, name, valid_to, specialist, company and owner; `say` is given the stage.
	"""
	reached = stage(row.valid_to, today, days)
	user = None if reached is None else person(row.specialist, row.company, row.owner)
	if reached is None or user is None:
		return None
	mark = f"{EXPIRY}|{row.valid_to}|{reached}"
	return Task(row.doctype, row.name, mark, lambda: say(reached), row.valid_to, user)


def ends_or_ended(reached: int, what: str, customer: str, day: date) -> str:
	"""The sentence of such a task."""
	template = _("{0} of {1} ended on {2}") if reached == PASSED else _("{0} of {1} ends on {2}")
	return template.format(what, escape_html(customer), formatdate(day))


def make(tasks: Iterable[Task]) -> list[str]:
	"""Make those that are new; an open one of an earlier stage gives way. Returns the names of the new ones."""
	tasks = list(tasks)
	known = _known({task.name for task in tasks})
	made = []
	for task in tasks:
		if (task.doctype, task.name, task.mark) not in known:
			if task.mark.startswith(EXPIRY):
				end(task.doctype, task.name, EXPIRY)
			made.append(_insert(task))
	return made


def _known(names: set[str]) -> set[tuple[str, str, str]]:
	if not names:
		return set()
	filters = {"reference_name": ["in", list(names)], MARK: ["is", "set"]}
	rows = frappe.get_all("ToDo", filters, ["reference_type", "reference_name", MARK])
	return {(row.reference_type, row.reference_name, row[MARK]) for row in rows}


def _insert(task: Task) -> str:
	# as when Frappe assigns: the right is that to the document
	todo = frappe.get_doc(
		{
			"doctype": "ToDo",
			"allocated_to": task.user,
			"assigned_by": frappe.session.user,
			"reference_type": task.doctype,
			"reference_name": task.name,
			"description": _in_language_of(task.user, task.say),
			"date": task.due,
			MARK: task.mark,
		}
	).insert(ignore_permissions=True)
	assign_to.notify_assignment(
		todo.assigned_by,
		task.user,
		task.doctype,
		task.name,
		action="ASSIGN",
		description=todo.description,
	)
	return todo.name


def _in_language_of(user: str, say: Callable[[], str]) -> str:
	with print_language(frappe.db.get_value("User", user, "language") or frappe.local.lang):
		return say()


def open_marks(doctype: str, name: str, mark: str) -> set[str]:
	"""The marks, beginning with `mark`, of the open tasks of a document."""
	return {row[MARK] for row in _open(doctype, name, mark)}


def end(doctype: str, name: str, mark: str) -> int:
	"""Close the open tasks of a document whose mark starts so; returns how many."""
	rows = _open(doctype, name, mark)
	for row in rows:
		doc = frappe.get_doc("ToDo", row.name)
		doc.status = "Closed"
		doc.save(ignore_permissions=True)
	return len(rows)


def _open(doctype: str, name: str, mark: str) -> list:
	filters = {"reference_type": doctype, "reference_name": name, "status": "Open", MARK: ["is", "set"]}
	return [row for row in frappe.get_all("ToDo", filters, ["name", MARK]) if row[MARK].startswith(mark)]
