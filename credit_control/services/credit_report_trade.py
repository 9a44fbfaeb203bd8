"""The credit report's sections on what a customer bought from one of our companies and what it complained about."""

from __future__ import annotations

from frappe import _
from frappe.utils import getdate

from credit_control.erp import customers, issues
from credit_control.services import credit_report_parts as parts
from credit_control.services import trade_record
from credit_control.services.credit_report_parts import Section
from credit_control.services.trade_record import Window


def sections(file, company: str) -> list[Section]:
	"""Purchases and service record, as the tab Trade with Us has them today."""
	if not file.customer:
		return []
	window = Window(file.customer, company, getdate())
	return [purchases(window), service(window)]


def purchases(window: Window) -> Section:
	"""How much, how often, since when; a sentence for a customer that never bought."""
	title = _("Trade with {0}").format(window.company)
	found = trade_record.trade_of(window)
	if not (found["first_invoice"] or found["first_order"]):
		return Section(title, note=_("This customer has bought nothing up to this day."))
	recent = found["recent"]
	pairs = [
		(_("Last 12 Months"), parts.money(recent["amount"], customers.currency_of(window.company))),
		(_("Invoices Issued"), str(recent["invoices"])),
		(_("Trend"), parts.percent(found["trend"])),
		(_("Buys Every"), parts.days(found["frequency"])),
		(_("Share of Our Sales"), parts.percent(found["share"])),
		(_("First Order"), parts.day(found["first_order"])),
		(_("Customer since"), parts.day(found["first_invoice"])),
		(_("Last Order"), parts.day(found["last_order"])),
	]
	return Section(title, pairs=pairs)


def service(window: Window) -> Section:
	"""How many Issues there were, are open and were complaints, for who may read Issues."""
	title = _("Service Record of the Last 24 Months")
	found = trade_record.service_of(window)
	if found is None:
		return Section(title, note=parts.not_readable(issues.DOCTYPE), level=2)
	if not found.issues:
		return Section(title, note=_("No Issues of this customer."), level=2)
	complaints = parts.NOTHING if found.complaints is None else str(found.complaints)
	pairs = [
		(_("Issues"), str(found.issues)),
		(_("Open", context="Issue"), str(found.open)),
		(_("Complaints"), complaints),
	]
	return Section(title, pairs=pairs, level=2)
