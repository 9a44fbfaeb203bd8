"""What our own books tell of a customer: what it bought, what it paid late, what it complained about."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import frappe
from frappe.utils import add_months, getdate

from credit_control.engine import trade
from credit_control.engine.overdue_record import OverdueRecord, overdue_record
from credit_control.engine.service import ServiceRecord, service_record
from credit_control.erp import customers, issues
from credit_control.erp import trade as erp_trade
from credit_control.services import overdue_notes, payment_history, pictures

MONTHS = 24
YEAR = 12
#: late payments are looked for among the invoices of this many months: older ones are time-barred nearly everywhere
LOOK_BACK = 60
#: the form lists this many occurrences; the sums are of all of them
MOST = 100


class Window(NamedTuple):
	"""Whom and when a record is about."""

	customer: str
	company: str
	as_of: date

	def back(self, months: int) -> date:
		"""The same day so many months earlier."""
		return getdate(add_months(self.as_of, -months))


def record(file, company: str | None = None, as_of: date | None = None) -> dict:
	"""Everything the tab Trade with Us shows, for one company as of a day."""
	choices = pictures.companies(file)
	company = company or (choices and choices[0]) or frappe.defaults.get_user_default("Company")
	window = Window(file.customer, company, as_of or getdate())
	head = {"company": company, "companies": choices, "as_of": str(window.as_of)}
	if not (file.customer and company):
		return {**head, "empty": True}
	return {
		**head,
		"currency": customers.currency_of(company),
		"trade": trade_of(window),
		"overdue": _overdue(window),
		"service": _service(window),
	}


def trade_of(window: Window) -> dict:
	"""What the customer bought: by month, in the last 12 months and those before, how often, since when."""
	months = trade.months_up_to(window.as_of, MONTHS)
	since = min(months[0], window.back(MONTHS))
	days = erp_trade.sales_by_day(window.customer, window.company, since, window.as_of)
	known = erp_trade.milestones(window.customer, window.company, window.as_of)
	year_ago, two_ago = window.back(YEAR), window.back(2 * YEAR)
	recent, before = trade.between(days, year_ago, window.as_of), trade.between(days, two_ago, year_ago)
	# a customer that joined in the course of the year before has no such year to be compared with
	full_year = known.first_invoice is not None and known.first_invoice <= two_ago
	return {
		"months": [_month(month, sold) for month, sold in trade.by_month(days, months).items()],
		"recent": _period(recent),
		"before": _period(before) if full_year else None,
		"frequency": plain(trade.frequency(row.day for row in days if row.invoices)),
		"trend": plain(trade.trend(recent.amount, before.amount if full_year else None)),
		"share": plain(_share(window, recent)),
		**{name: day and str(day) for name, day in known._asdict().items()},
	}


def _month(month: date, sold: trade.Period) -> dict:
	return {"month": str(month), "amount": plain(sold.amount), "invoices": sold.invoices}


def _period(sold: trade.Period) -> dict:
	return {"amount": plain(sold.amount), "invoices": sold.invoices, "average": plain(sold.average)}


def _share(window: Window, recent: trade.Period) -> Decimal | None:
	if not recent.amount:
		return None
	after = frappe.utils.add_days(window.back(YEAR), 1)
	return trade.share(recent.amount, erp_trade.company_sales(window.company, after, window.as_of))


def overdue_of(window: Window) -> OverdueRecord:
	"""What the customer paid late or left unpaid in the last 24 months."""
	history = payment_history.of_customer(
		window.customer, window.company, window.back(LOOK_BACK), window.as_of
	)
	return overdue_record(history, window.back(MONTHS), window.as_of)


def _overdue(window: Window) -> dict:
	found = overdue_of(window)
	shown = found.occurrences[:MOST]
	notes = overdue_notes.by_invoice([item.voucher_no for item in shown])
	return {
		"times": found.times,
		"judged": found.judged,
		"late_share": plain(found.late_share),
		"amount": plain(found.amount),
		"overdue": plain(found.overdue),
		"disputed": plain(found.disputed),
		"longest": found.longest,
		"average_days": plain(found.average_days),
		"buckets": [plain_values(asdict(bucket)) for bucket in found.buckets],
		"occurrences": [{**plain_values(asdict(item)), "note": notes.get(item.voucher_no)} for item in shown],
		"reasons": overdue_notes.reasons([item.voucher_no for item in found.occurrences]),
		"may_note": bool(frappe.has_permission(overdue_notes.DOCTYPE, "create")),
	}


def service_of(window: Window) -> ServiceRecord | None:
	"""The customer's Issues of the last 24 months; None for a user who may not read Issues."""
	if not issues.may_read():
		return None
	return service_record(
		issues.issues_of(window.customer, window.company, window.back(MONTHS), window.as_of)
	)


def _service(window: Window) -> dict:
	found = service_of(window)
	if found is None:
		return {"hidden": True}
	return plain_values(asdict(found))


def plain_values(values: dict) -> dict:
	"""The values as JSON takes them."""
	return {name: plain(value) for name, value in values.items()}


def plain(value):
	"""A figure for the desk: a Decimal as a number of two decimals, a day as text; None stays None."""
	if isinstance(value, Decimal):
		return round(float(value), 2)
	return str(value) if isinstance(value, date) else value
