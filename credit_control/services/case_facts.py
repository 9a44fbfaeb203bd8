"""What the priority of Collection Cases is made of, read for many customers in one statement each.

Within `prefetch.for_customers`, as in the daily run, each is asked once for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import frappe

from credit_control.engine.exposure import ExposureSwitches
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.promises import OPEN
from credit_control.engine.repayment_plan import IN_DEFAULT
from credit_control.erp import ledger
from credit_control.erp.exposure import horizon_of
from credit_control.erp.position import KINDS, Position, position_of
from credit_control.services import insurer_tasks, planned_items, prefetch, repayment_plans

PROMISES = """
	select customer, amount - received_amount, promised_date from `tabPromise to Pay`
	where customer in %s and company = %s and docstatus = 1 and status = %s"""


def position(customer: str, company: str, switches: ExposureSwitches, day: date) -> Position:
	"""Where a customer stands with a company."""
	rows = prefetch.of_customer(_rows, customer, company, day, horizon_of(switches, day), empty=dict)
	return position_of(rows, switches)


def _rows(customers: Sequence[str], company: str, day: date, horizon: date | None) -> dict[str, ledger.Rows]:
	return ledger.read_ledgers(customers, company, KINDS, day, horizon)


def planned(customer: str, company: str) -> dict[str, Decimal]:
	"""What is still to be paid of each invoice under plans that are kept, in company currency."""
	return prefetch.of_customer(planned_items.by_invoice, customer, company, empty=dict)


def live_promises(customer: str, company: str) -> tuple[Decimal, date | None]:
	"""What is promised and has not come yet, and by when the last of it; nothing without a live promise."""
	rows = prefetch.of_customer(_live_promises, customer, company)
	return max(ZERO, sum((left for left, _day in rows), ZERO)), max(
		(day for _left, day in rows), default=None
	)


def _live_promises(customers: Sequence[str], company: str) -> dict[str, list[tuple[Decimal, date]]]:
	found: dict[str, list[tuple[Decimal, date]]] = {}
	for customer, left, day in frappe.db.sql(PROMISES, (tuple(customers), company, OPEN)):
		found.setdefault(customer, []).append((decimal(left), day))
	return found


def plan_in_default(customer: str, company: str) -> str | None:
	"""A customer's plan that is in default; None when there is none."""
	return prefetch.of_customer(_plans_in_default, customer, company, empty=lambda: None)


def _plans_in_default(customers: Sequence[str], company: str) -> dict[str, str]:
	filters = {"customer": ["in", list(customers)], "company": company, "docstatus": 1, "status": IN_DEFAULT}
	rows = frappe.get_all(repayment_plans.DOCTYPE, filters, ["customer", "name"], order_by="modified")
	return {row.customer: row.name for row in rows}


def report_by(customer: str, company: str, day: date) -> date | None:
	"""The next day by which something is to be reported to an insurer; only the insured are asked about."""
	if not prefetch.of_customer(_insured, customer, empty=bool):
		return None
	return insurer_tasks.next_report(customer, company, day)


def _insured(customers: Sequence[str]) -> dict[str, bool]:
	filters = {"customer": ["in", list(customers)], "docstatus": 1, "must_report": 1}
	return dict.fromkeys(frappe.get_all("Credit Security", filters, pluck="customer"), True)


def file(customer: str) -> frappe._dict:
	"""Grade and risk class of a customer's Credit File; empty without one."""
	return prefetch.of_customer(_files, customer, empty=frappe._dict)


def _files(customers: Sequence[str]) -> dict[str, frappe._dict]:
	fields = ["customer", "grade", "risk_class"]
	rows = frappe.get_all("Credit File", {"customer": ["in", list(customers)]}, fields, order_by="modified")
	return {row.customer: row for row in rows}
