"""Exchange rates from ERPNext's Currency Exchange, never from the network inside a request."""

from datetime import date
from decimal import Decimal

import frappe
from frappe import _

from credit_control.engine.money import ONE, decimal


class NoExchangeRateError(frappe.ValidationError):
	"""There is no rate between two currencies on or before a day."""


def rate(source: str, target: str, on: date) -> Decimal:
	"""Units of `target` for one of `source` on a day; raises NoExchangeRateError when none is kept."""
	if source == target:
		return ONE
	direct = _newest(source, target, on)
	if direct:
		return direct
	inverse = _newest(target, source, on)
	if inverse:
		return ONE / inverse
	frappe.throw(
		_("There is no exchange rate from {0} to {1} on or before {2}. Add a Currency Exchange.").format(
			source, target, frappe.format(on, "Date")
		),
		NoExchangeRateError,
		title=_("Exchange Rate Missing"),
	)


def _newest(source: str, target: str, on: date) -> Decimal | None:
	found = frappe.db.get_value(
		"Currency Exchange",
		{"from_currency": source, "to_currency": target, "date": ["<=", on]},
		"exchange_rate",
		order_by="date desc",
	)
	return decimal(found) if found else None
