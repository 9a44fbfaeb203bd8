"""Amounts and percentages as exact decimals: reading them in, rounding them down."""

from __future__ import annotations

from decimal import ROUND_DOWN, Context, Decimal, InvalidOperation

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)

# wide enough that the product of quotient and step is exact, so rounding down never rounds up
_WIDE = Context(prec=80, rounding=ROUND_DOWN)


def decimal(value: Decimal | int | str | float) -> Decimal:
	"""The value as a finite Decimal; a float goes through its shortest text, so 0.1 becomes exactly 0.1.

	Raises ValueError for blank text, text that is not a number, NaN and infinity.
	"""
	try:
		number = value if isinstance(value, Decimal) else Decimal(str(value).strip())
	except InvalidOperation:
		raise ValueError(f"not a number: {value!r}") from None
	if not number.is_finite():
		raise ValueError(f"not a finite number: {value!r}")
	return number


def optional_decimal(value: Decimal | int | str | float | None) -> Decimal | None:
	"""Like `decimal`, but None and blank text stay None: a missing figure is never 0.

	Raises ValueError for text that is not a number, NaN and infinity.
	"""
	if value is None or (isinstance(value, str) and not value.strip()):
		return None
	return decimal(value)


def round_down(amount: Decimal, step: Decimal) -> Decimal:
	"""The greatest multiple of `step` that does not exceed `amount`; 0 for a negative amount.

	Both in the same currency. Raises ValueError when the step is zero or negative.
	"""
	if step <= ZERO:
		raise ValueError(f"the rounding step must be above zero, not {step}")
	if amount <= ZERO:
		return ZERO
	return _WIDE.multiply(_WIDE.divide_int(amount, step), step)


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
	"""`percent` per cent of `amount`, in the amount's unit: 35 % of 80 000 is 28 000."""
	return amount * percent / HUNDRED
