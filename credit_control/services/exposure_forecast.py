"""A customer's exposure of the days to come, from what is planned, due and usual for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import formatdate

from credit_control.engine.circumstances import Cover
from credit_control.engine.exposure import (
	CREDIT_NOTES,
	OPEN_INVOICES,
	OTHER_RECEIVABLES,
	UNALLOCATED_RECEIPTS,
	Exposure,
)
from credit_control.engine.forecast import (
	Flow,
	Forecast,
	Outlook,
	bill_flows,
	fitted,
	forecast,
	planned_flows,
	term_flows,
	whole_days,
)
from credit_control.engine.judgement import Case
from credit_control.engine.money import ZERO
from credit_control.engine.receivables import OpenTerm, open_terms
from credit_control.erp import customers, planned
from credit_control.erp.receivables import open_items
from credit_control.services import covers, exposure_view, files, indicators, terms, wording
from credit_control.services.indicators import Subject

DAYS = (30, 60, 90, 180)
DEFAULT_DAYS = 90
#: how often cover may change within the forecast before its end is taken for all that follows
CHANGES = 24
INVOICES = ("Sales Invoice", "POS Invoice")


def curve(customer: str, company: str, days: int = DEFAULT_DAYS) -> dict:
	"""The exposure of the next days with the limit, and what it means in words."""
	days = days if days in DAYS else DEFAULT_DAYS
	case = exposure_view.case_of(customer, company)
	late = indicators.payment_behaviour(Subject(customer, company, case.today)).weighted_days_late
	outlook = outlook_of(case, customer, company, late)
	cover_on = cover_by_day(customer, company, case.today, days)
	found = forecast(outlook, days, case.standing.effective_limit, cover_on)
	return {
		"currency": customers.currency_of(company),
		"days": days,
		"choices": list(DAYS),
		"points": [_point(point) for point in found.points],
		"crosses_on": found.crosses_on and str(found.crosses_on),
		"under_again_on": found.under_again_on and str(found.under_again_on),
		"verdict": verdict(found, case, customers.currency_of(company)),
		"assumptions": assumptions(outlook, late, customers.currency_of(company)),
	}


def outlook_of(case: Case, customer: str, company: str, late: Decimal | None) -> Outlook:
	"""Every amount of today's exposure with the day on which it ends."""
	today, exposure = case.today, case.exposure
	usual = terms.granted_days(files.granted_terms(customer, company), today) or 0
	free = exposure.switches.unallocated_receipts
	flows = [
		*receivable_flows(exposure, list(open_terms(open_items(customer, company))), late, today),
		*planned_flows(planned.planned(customer, company, usual), late, today),
		*bill_flows(planned.open_bills(customer, company, today, free), today),
	]
	return Outlook(today, tuple(flows), credits_of(exposure), exposure.switches)


def receivable_flows(
	exposure: Exposure, found: list[OpenTerm], late: Decimal | None, today: date
) -> list[Flow]:
	"""Invoices and journals apart, each made to sum to its part."""
	invoices = [term for term in found if term.voucher_type in INVOICES]
	others = [term for term in found if term.voucher_type not in INVOICES]
	return [
		*fitted(term_flows(invoices, late, today), OPEN_INVOICES, exposure.open_invoices),
		*fitted(
			term_flows(others, late, today, OTHER_RECEIVABLES), OTHER_RECEIVABLES, exposure.other_receivables
		),
	]


def credits_of(exposure: Exposure) -> Decimal:
	"""What lowers the exposure, as far as the settings count it."""
	counted = (part for part in (CREDIT_NOTES, UNALLOCATED_RECEIPTS) if exposure.switches.includes(part))
	return sum((exposure.amount(part) for part in counted), ZERO)


def cover_by_day(customer: str, company: str, today: date, days: int) -> Callable[[date], Cover | None]:
	"""What covers the debts on each day: read again only after something of it has run out."""
	try:
		found = _covers(customer, company, today, today + timedelta(days=days))
	except frappe.ValidationError:
		# a security in a currency without a rate: the page says so beside the curve
		frappe.clear_last_message()
		return lambda _day: None
	return lambda day: next((cover for start, cover in reversed(found) if start <= day), None)


def _covers(customer: str, company: str, today: date, last: date) -> list[tuple[date, Cover]]:
	found, day = [], today
	for _number in range(CHANGES):
		cover = covers.cover(customer, company, day)
		found.append((day, cover))
		if cover.expires is None or cover.expires >= last:
			break
		day = cover.expires + timedelta(days=1)
	return found


def _point(point) -> dict:
	return {
		"day": str(point.day),
		"exposure": round(float(point.exposure), 2),
		"limit": None if point.limit is None else float(point.limit),
		"unsecured": round(float(point.unsecured), 2),
	}


def verdict(found: Forecast, case: Case, currency: str) -> str:
	"""When the limit would be crossed and when not any more, in one sentence."""
	if case.standing.effective_limit(case.today) is None:
		return _("The customer's limit is unlimited.")
	if found.crosses_on is None:
		peak = wording.show(found.peak.exposure, currency)
		return _("Stays within the limit. Highest on {0} with {1}.").format(formatdate(found.peak.day), peak)
	return _over_today(found) if found.crosses_on == case.today else _crossing(found)


def _over_today(found: Forecast) -> str:
	if found.under_again_on is None:
		return _("Over the limit today, and to the end of this forecast.")
	return _("Over the limit today; under it again from {0}.").format(formatdate(found.under_again_on))


def _crossing(found: Forecast) -> str:
	day = formatdate(found.crosses_on)
	if found.under_again_on is None:
		return _("Would cross the limit on {0} and stay over it to the end of this forecast.").format(day)
	again = formatdate(found.under_again_on)
	return _("Would cross the limit on {0}; under it again from {1}.").format(day, again)


def _when_paid(late: Decimal | None) -> str:
	if late is None:
		return _("No invoice was paid or fell due in 12 months: invoices are taken as paid when due.")
	days = whole_days(late)
	if not days:
		return _("Invoices are taken as paid when due, as this customer paid in the last 12 months.")
	if days == 1:
		return _(
			"Invoices are taken as paid a day after they are due, as this customer paid in the last 12 months."
		)
	return _(
		"Invoices are taken as paid {0} days after they are due, as this customer paid in the last 12 months."
	).format(days)


def assumptions(outlook: Outlook, late: Decimal | None, currency: str) -> list[str]:
	"""What the curve rests on, and which amounts it expects no money for."""
	said = [
		_when_paid(late),
		_("Orders are taken as delivered and billed on their delivery date. New orders are not foreseen."),
	]
	stays = sum((flow.amount for flow in outlook.flows if flow.ends is None), ZERO)
	if stays:
		said.append(
			_(
				"For {0} no payment is expected: it is later than the customer usually pays, or has no date."
			).format(wording.show(stays, currency))
		)
	return said
