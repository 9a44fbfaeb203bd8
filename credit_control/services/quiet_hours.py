"""The quiet hours of Collection Strategies, in the time zone of the site: ERPNext knows none of a customer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import escape_html, now_datetime

from credit_control.engine.quiet import QuietHours, time_of, waits_until

#: so far a Holiday List is looked at for a day that is not quiet
DAYS_AHEAD = 60


def validate(doc) -> None:
	"""Refuse quiet hours that cannot be read, have no end, or would be the whole day; write them as 08:00."""
	for field in ("quiet_from", "quiet_to"):
		_tidy(doc, field)
	if bool(doc.quiet_from) != bool(doc.quiet_to):
		missing = doc.meta.get_label("quiet_to" if doc.quiet_from else "quiet_from")
		frappe.throw(_("{0} is missing. Enter both times, or none.").format(_(missing, context=doc.doctype)))
	if doc.quiet_from and doc.quiet_from == doc.quiet_to:
		frappe.throw(_("Quiet hours begin and end at {0}. Choose two times.").format(doc.quiet_from))


def _tidy(doc, field: str) -> None:
	text = (doc.get(field) or "").strip()
	try:
		doc.set(field, f"{time_of(text):%H:%M}" if text else None)
	except ValueError:
		label = _(doc.meta.get_label(field), context=doc.doctype)
		frappe.throw(_('{0}: "{1}" is no time. Enter one such as 21:00.').format(label, escape_html(text)))


def of(strategy) -> QuietHours | None:
	"""The quiet hours of a strategy; None without any."""
	if not (strategy.quiet_from and strategy.quiet_to):
		return None
	return QuietHours(time_of(strategy.quiet_from), time_of(strategy.quiet_to))


def sends_after(strategy, now: datetime | None = None) -> datetime | None:
	"""When an e-mail of a strategy that is ready now may be sent; None: at once."""
	now = now or now_datetime()
	hours = of(strategy)
	if hours is None or not hours.include(now.time()):
		return None
	return waits_until(now, hours, _quiet_days(strategy, now.date()))


def _quiet_days(strategy, day: date) -> set[date]:
	if not strategy.holiday_list:
		return set()
	filters = {
		"parent": strategy.holiday_list,
		"parenttype": "Holiday List",
		"holiday_date": ["between", [day, day + timedelta(days=DAYS_AHEAD)]],
	}
	return set(frappe.get_all("Holiday", filters, pluck="holiday_date"))
