"""Figures as they come from the database, turned into the engine's."""

from __future__ import annotations

from decimal import Decimal

ZERO = Decimal(0)
#: sums of divided figures are cut here: no currency has more than three decimals
DECIMALS = Decimal("0.001")


def to_decimal(value: object) -> Decimal:
	"""A number of the database as Decimal; nothing there is zero.

	Frappe hands decimals over as floats: beyond the sixth place there is only what adding them left.
	"""
	if not value:
		return ZERO
	if isinstance(value, float):
		# whole amounts are common, and much cheaper this way
		return Decimal(int(value)) if value.is_integer() else Decimal(f"{value:.6f}")
	return value if isinstance(value, Decimal) else Decimal(str(value))


def to_amount(value: object) -> Decimal:
	"""The same, rounded to what a currency can hold: for figures that come from a division."""
	return to_decimal(value).quantize(DECIMALS)


def share(part: object, whole: object) -> Decimal:
	"""`part / whole`, and zero of nothing."""
	divisor = to_decimal(whole)
	return to_decimal(part) / divisor if divisor else ZERO
