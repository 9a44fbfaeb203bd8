"""When a document is to be paid: a prepayment, what follows it, equal instalments, early-payment discount.

Shares are percentage points of the whole document and always add up to exactly 100.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from .money import HUNDRED, ZERO

#: from when days are counted: the document's date, the end of its month, or whole months after that end
AFTER_DATE = "after_date"
AFTER_MONTH = "after_month"
MONTHS_AFTER_MONTH = "months_after_month"
#: days between two monthly instalments
MONTH = 30
#: shares are kept with three decimals, as Frappe shows percentages
STEP = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Part:
	"""One part of a schedule. `days` are months where the basis says so.

	`discount_percent` is taken off when it is paid within `discount_days` of the document's date. It is
	stated in per cent of the whole document, not of the part: that is how ERPNext reads it. `source` is
	the row of the terms that it comes from, counted from 0; None for what was added to them.
	"""

	share: Decimal
	days: int = 0
	basis: str = AFTER_DATE
	discount_percent: Decimal = ZERO
	discount_days: int = 0
	source: int | None = None

	@property
	def at_once(self) -> bool:
		"""True for what is due on the document's own date."""
		return self.basis == AFTER_DATE and self.days == 0

	@property
	def shortest(self) -> int:
		"""The fewest days that can lie between the document's date and the day the part is due."""
		return self.days * 28 if self.basis == MONTHS_AFTER_MONTH else self.days


@dataclass(frozen=True, slots=True)
class Grant:
	"""What a grade adds to the terms: percentages of the document, days from its date."""

	prepayment_percent: Decimal = ZERO
	discount_percent: Decimal = ZERO
	discount_days: int = 0

	@property
	def adds_nothing(self) -> bool:
		return not (self.prepayment_percent or (self.discount_percent and self.discount_days))


def split(whole: Decimal, weights: Sequence[Decimal], step: Decimal = STEP) -> tuple[Decimal, ...]:
	"""`whole` in proportion to the weights, in multiples of `step`, adding up to exactly `whole`.

	The running sums are rounded, not the parts, so that no part is off by more than one step.
	Raises ValueError when the weights come to nothing.
	"""
	total = sum(weights, ZERO)
	if total <= ZERO:
		raise ValueError(f"weights must come to more than nothing, not {total}")
	reached, running, parts = ZERO, ZERO, []
	for weight in weights:
		running += weight
		upto = whole if running == total else _rounded(whole * running / total, step)
		parts.append(upto - reached)
		reached = upto
	return tuple(parts)


def _rounded(value: Decimal, step: Decimal) -> Decimal:
	return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def instalments(count: int) -> tuple[Part, ...]:
	"""`count` equal monthly parts, the first a month after the document. Raises ValueError for fewer than 1."""
	if count < 1:
		raise ValueError(f"an amount has at least one instalment, not {count}")
	shares = split(HUNDRED, [Decimal(1)] * count)
	return tuple(Part(share, MONTH * number) for number, share in enumerate(shares, start=1))


def compose(base: Sequence[Part], grant: Grant) -> tuple[Part, ...]:
	"""The terms with what the grade adds: its prepayment first, its discount on what has none.

	Terms that ask for as much at once already keep their parts.
	"""
	parts = discounted(base, grant)
	if at_once(base) >= min(grant.prepayment_percent, HUNDRED):
		return parts
	later = [part for part in parts if not part.at_once]
	rest = HUNDRED - grant.prepayment_percent
	if not later or rest <= ZERO:
		return (Part(HUNDRED),)
	return (Part(grant.prepayment_percent), *_scaled(later, rest))


def without_prepayment(parts: Sequence[Part]) -> tuple[Part, ...]:
	"""What follows the prepayment, as the whole of what is left to pay; nothing where nothing follows.

	The discount stays as it is: it is in per cent of the document and not of what is left of it.
	"""
	later = [part for part in parts if not part.at_once]
	if not later:
		return ()
	shares = split(HUNDRED, [part.share for part in later])
	return tuple(replace(part, share=share) for part, share in zip(later, shares, strict=True))


def at_once(parts: Sequence[Part]) -> Decimal:
	"""The share that is due on the document's date."""
	return sum((part.share for part in parts if part.at_once), ZERO)


def discounted(parts: Sequence[Part], grant: Grant) -> tuple[Part, ...]:
	"""The parts with the discount on all that fall due later, unless the terms have a discount of their own."""
	if not (grant.discount_percent and grant.discount_days) or any(part.discount_percent for part in parts):
		return tuple(parts)
	return tuple(part if part.at_once else _discounted(part, grant) for part in parts)


def _discounted(part: Part, grant: Grant) -> Part:
	percent = _rounded(grant.discount_percent * part.share / HUNDRED, STEP)
	return replace(part, discount_percent=percent, discount_days=min(grant.discount_days, part.shortest))


def _scaled(parts: Sequence[Part], whole: Decimal) -> list[Part]:
	before = sum((part.share for part in parts), ZERO)
	shares = split(whole, [part.share for part in parts])
	return [
		replace(part, share=share, discount_percent=_rounded(part.discount_percent * whole / before, STEP))
		for part, share in zip(parts, shares, strict=True)
	]
