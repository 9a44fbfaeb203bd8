"""What became of a customer's Promises to Pay, as it stood on any one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import frappe
from frappe.utils import add_days, getdate

from credit_control.engine.money import decimal
from credit_control.engine.promises import BROKEN, KEPT, PARTLY_KEPT, Outcome
from credit_control.services import prefetch, settings

OUTCOMES = """
	select customer, status, amount, received_amount
	from `tabPromise to Pay`
	where customer in %(customers)s and company = %(company)s and docstatus = 1
		and promised_date > %(since)s and promised_date < %(until)s and status in %(judged)s
	order by customer, promised_date"""


def between(customer: str, company: str, since: date, as_of: date) -> list[Outcome]:
	"""The promises due after `since` whose last day was over by `as_of`, the earliest first.

	Money that comes after the last day changes no verdict, so what is stored today is what held on that day;
	a payment that was taken back meanwhile never was.
	"""
	return prefetch.of_customer(_of_customers, customer, company, since, as_of)


def _of_customers(
	customers: Sequence[str], company: str, since: date, as_of: date
) -> dict[str, list[Outcome]]:
	values = {
		"customers": list(customers),
		"company": company,
		"since": since,
		"until": getdate(add_days(as_of, -(settings.settings().promise_grace_days or 0))),
		"judged": (KEPT, PARTLY_KEPT, BROKEN),
	}
	found: dict[str, list[Outcome]] = {}
	for customer, status, amount, received in frappe.db.sql(OUTCOMES, values):
		found.setdefault(customer, []).append(Outcome(status, decimal(amount), decimal(received)))
	return found
