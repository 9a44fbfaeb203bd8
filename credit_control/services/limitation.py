"""When the claims for open invoices lapse, from what ERPNext and this app know of demands, payments and plans.

Demands are the demand letters and the filing of a Legal Action, ERPNext's Dunnings, and letters of a Collection
Strategy that somebody says to have posted; an acknowledgement is a Repayment Plan whose signed agreement is attached. What was only said on the phone interrupts nothing that could
be proven and does not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import frappe
from frappe.utils import getdate

from credit_control.engine.limitation import (
	ACKNOWLEDGEMENT,
	DEMAND,
	PART_PAYMENT,
	Interruption,
	Limitation,
	limitation,
)
from credit_control.erp.dunnings import dunning_days
from credit_control.erp.receipts import payment_days
from credit_control.services import settings

DEFAULT_YEARS = 3
#: stages of a Legal Action that interrupt
DEMANDS = ("Demand Letter", "Filing")


def years() -> int:
	"""After how many years claims lapse."""
	return settings.settings().limitation_years or DEFAULT_YEARS


def limitations(customer: str, company: str, invoices: Sequence[str]) -> dict[str, Limitation]:
	"""The limitation of each invoice. One that is paid in instalments counts from the last of them (art. 189)."""
	due = _due_dates(invoices)
	if not due:
		return {}
	events: dict[str, list[Interruption]] = {invoice: [] for invoice in due}
	for kind, days in _sources(customer, company, min(due.values()), list(due)):
		for invoice, found in days.items():
			events[invoice] += [Interruption(kind, getdate(day)) for day in found]
	period = years()
	return {invoice: limitation(day, events[invoice], period) for invoice, day in due.items()}


def last_demand(invoices: Sequence[str], before: date) -> date | None:
	"""The last day before another on which payment of one of some invoices was demanded; None without any."""
	if not invoices:
		return None
	known = (dunning_days(invoices), _demanded(list(invoices)))
	days = (getdate(day) for found in known for each in found.values() for day in each)
	return max((day for day in days if day < before), default=None)


def _due_dates(invoices: Sequence[str]) -> dict:
	if not invoices:
		return {}
	rows = frappe.get_all(
		"Sales Invoice", {"name": ["in", list(invoices)]}, ["name", "due_date", "posting_date"]
	)
	return {row.name: row.due_date or row.posting_date for row in rows}


def _sources(customer: str, company: str, since, invoices: list[str]) -> Iterator[tuple[str, dict]]:
	yield DEMAND, dunning_days(invoices)
	yield DEMAND, _demanded(invoices)
	yield DEMAND, _posted(invoices)
	yield PART_PAYMENT, payment_days(customer, company, since, invoices)
	yield ACKNOWLEDGEMENT, _acknowledged(invoices)


def _demanded(invoices: list[str]) -> dict[str, list]:
	return _by_invoice(
		"""
		select item.sales_invoice, step.step_date
		from `tabLegal Action` action
		join `tabLegal Action Item` item on item.parent = action.name and item.parenttype = 'Legal Action'
		join `tabLegal Action Step` step on step.parent = action.name and step.parenttype = 'Legal Action'
		where action.docstatus = 1 and step.stage in %(stages)s and item.sales_invoice in %(invoices)s
		""",
		{"invoices": invoices, "stages": DEMANDS},
	)


def _posted(invoices: list[str]) -> dict[str, list]:
	"""The days of letters that were done. A letter is never posted before its day: the claim lapses no later than told."""
	return _by_invoice(
		"""
		select item.sales_invoice, notice.taken_on
		from `tabCollection Notice Item` item
		join `tabCollection Notice` notice on notice.name = item.parent
			and item.parenttype = 'Collection Notice'
		where notice.kind = 'Reminder' and notice.channel = 'Letter' and notice.status = 'Done'
			and item.sales_invoice in %(invoices)s
		""",
		{"invoices": invoices},
	)


def _acknowledged(invoices: list[str]) -> dict[str, list]:
	return _by_invoice(
		"""
		select item.sales_invoice, plan.agreed_on
		from `tabRepayment Plan` plan
		join `tabRepayment Plan Item` item on item.parent = plan.name and item.parenttype = 'Repayment Plan'
		where plan.docstatus = 1 and coalesce(plan.agreement, '') <> '' and item.sales_invoice in %(invoices)s
		""",
		{"invoices": invoices},
	)


def _by_invoice(statement: str, values: dict) -> dict[str, list]:
	found: dict[str, list] = {}
	for invoice, day in frappe.db.sql(statement, values):
		found.setdefault(invoice, []).append(day)
	return found
