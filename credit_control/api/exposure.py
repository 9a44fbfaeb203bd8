"""The exposure page of a customer: its parts, the documents behind them, and the days to come."""

import frappe

from credit_control.services import exposure_forecast, exposure_view, strips


@frappe.whitelist()
def view(customer: str, company: str | None = None, as_of: str | None = None) -> dict:
	"""Parts, cover, limit and overdue of one customer, as of now or of a past day."""
	_check(customer, company)
	return exposure_view.view(customer, company, exposure_view.asked_day(as_of))


@frappe.whitelist()
def documents(customer: str, company: str, part: str, as_of: str | None = None, start: str | int = 0) -> dict:
	"""A page of the documents behind one part of the exposure."""
	_check(customer, company)
	day = exposure_view.asked_day(as_of)
	return exposure_view.documents(customer, company, part, day, int(start))


@frappe.whitelist()
def forecast(customer: str, company: str, days: str | int = exposure_forecast.DEFAULT_DAYS) -> dict:
	"""The exposure of the next days against the limit of each."""
	_check(customer, company)
	return strips.or_problem(lambda: exposure_forecast.curve(customer, company, int(days)))


def _check(customer: str, company: str | None) -> None:
	frappe.has_permission("Customer", "read", customer, throw=True)
	exposure_view.refuse_company(customer, company)
