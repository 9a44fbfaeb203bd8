"""Warnings before claims lapse: of each Legal Action, and of old open invoices that nobody sues for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

import frappe
from frappe import _
from frappe.utils import escape_html, formatdate, getdate

from credit_control.engine.limitation import next_to_lapse, years_later
from credit_control.engine.reminders import PASSED, days_of, stage
from credit_control.services import files, limitation, reminders, settings
from credit_control.services.legal_actions import BEFORE_COURT, CLOSED, DOCTYPE, JUDGED

DEFAULT_DAYS = (180, 60, 14)
CHUNK = 200
#: the kind of the tasks about a customer's old invoices
LAPSE = "limitation"


def days_before() -> tuple[int, ...]:
	"""How many days before a claim lapses it is warned of, most first."""
	text = settings.settings().limitation_reminder_days
	return days_of(text) if text else DEFAULT_DAYS


def remind_all(today: date | None = None) -> Iterator[int]:
	"""Warn of all that lapses soon or has; pauses after each chunk. Running again makes nothing twice."""
	today = today or getdate()
	days = days_before()
	yield len(reminders.make(_of_actions(today, days)))
	# an invoice cannot lapse before the years are over, whatever happened to it
	oldest_due = today + timedelta(days=max(days, default=0))
	for customers in _chunks(_old_debtors(oldest_due)):
		yield len(reminders.make(_of_debtors(customers, today, days)))


def _of_actions(today: date, days: Sequence[int]) -> list[reminders.Task]:
	rows = frappe.get_all(
		DOCTYPE,
		{"docstatus": 1, "status": ["in", BEFORE_COURT], "limitation_date": ["is", "set"]},
		["name", "customer", "customer_name", "company", "owner", "assigned_to", "limitation_date"],
	)
	tasks = (_of_action(row, today, days) for row in rows)
	return [task for task in tasks if task]


def _of_action(row, today: date, days: Sequence[int]) -> reminders.Task | None:
	row.update(
		{
			"doctype": DOCTYPE,
			"valid_to": row.limitation_date,
			"specialist": row.assigned_to or _specialist(row.customer),
		}
	)
	return reminders.expiring(row, today, days, lambda reached: _sentence(row, reached))


def _sentence(row, reached: int) -> str:
	customer = escape_html(row.customer_name or row.customer)
	if reached == PASSED:
		return _("The claims against {0} lapsed on {1}").format(customer, formatdate(row.valid_to))
	return _("The claims against {0} lapse on {1}: demand payment again or file the suit").format(
		customer, formatdate(row.valid_to)
	)


def _specialist(customer: str) -> str | None:
	return frappe.db.get_value(files.CREDIT_FILE, {"customer": customer}, "specialist")


def _old_debtors(oldest_due: date) -> list:
	"""Customer, company and open invoices that could lapse by a day if nothing had happened since their due date."""
	rows = frappe.get_all(
		"Sales Invoice",
		filters={
			"docstatus": 1,
			"is_return": 0,
			"outstanding_amount": [">", 0],
			"due_date": ["<=", years_later(oldest_due, -limitation.years())],
		},
		fields=["customer", "company", "name"],
		order_by="customer, company, name",
	)
	return [
		(customer, company, [row.name for row in group])
		for (customer, company), group in groupby(rows, key=lambda row: (row.customer, row.company))
	]


def _chunks(debtors: list) -> Iterator[list]:
	for start in range(0, len(debtors), CHUNK):
		yield debtors[start : start + CHUNK]


def _of_debtors(debtors: Iterable, today: date, days: Sequence[int]) -> list[reminders.Task]:
	tasks = (_of_debtor(*debtor, today, days) for debtor in debtors)
	return [task for task in tasks if task]


def _of_debtor(customer: str, company: str, invoices: list[str], today: date, days: Sequence[int]):
	"""The task about a customer's old invoices that are in no action, on its Credit File."""
	file = frappe.db.get_value(
		files.CREDIT_FILE, {"customer": customer}, ["name", "specialist", "owner"], as_dict=True
	)
	sued_for = _sued_for(invoices)
	left = [name for name in invoices if name not in sued_for]
	first = next_to_lapse(limitation.limitations(customer, company, left).values(), today)
	reached = first and stage(first.last_day, today, days)
	# what has lapsed already is no surprise any more, and cannot be saved
	if file is None or first is None or reached is None or reached == PASSED:
		return None
	user = reminders.person(file.specialist, company, file.owner)
	if user is None:
		return None
	row = frappe._dict(customer=customer, customer_name=None, valid_to=first.last_day)
	mark = f"{LAPSE}|{company}|{first.last_day}|{reached}"
	return reminders.Task(
		files.CREDIT_FILE, file.name, mark, lambda: _sentence(row, reached), first.last_day, user
	)


def _sued_for(invoices: list[str]) -> set[str]:
	"""Those in an action that is under way or came to a judgment; after a withdrawal they may be sued for again."""
	rows = frappe.db.sql(
		"""
		select item.sales_invoice from `tabLegal Action` action
		join `tabLegal Action Item` item on item.parent = action.name and item.parenttype = 'Legal Action'
		where action.docstatus = 1 and item.sales_invoice in %s
			and (action.status <> %s or action.outcome in %s)
		""",
		(invoices, CLOSED, JUDGED),
	)
	return {name for (name,) in rows}
