"""Exchange rates from ERPNext's Currency Exchange, never from the network inside a request; what can be paid."""

from datetime import date
from decimal import Decimal

import frappe
from frappe import _

from credit_control.engine.money import ONE, decimal

DEFAULT_FORMAT = "#,###.##"


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


def smallest_unit(currency: str) -> Decimal:
	"""The smallest amount that can be paid in a currency: that of its master, else one of its last decimal."""
	smallest, shown = frappe.get_cached_value(
		"Currency", currency, ["smallest_currency_fraction_value", "number_format"]
	)
	if smallest:
		return decimal(smallest)
	shown = shown or DEFAULT_FORMAT
	separators = [sign for sign in shown if sign != "#"]
	if len(set(separators)) < 2:
		# "#,###" and "#.###" group thousands; only a second kind of sign begins decimals
		return ONE
	return ONE.scaleb(shown.rindex(separators[-1]) + 1 - len(shown))
