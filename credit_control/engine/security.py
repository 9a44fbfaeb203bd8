"""What a customer's securities and insurance are worth on a day (domain.md, Exposure: covered).

Amounts are in one currency, percentages are percentage points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .money import HUNDRED, ZERO, percent_of


@dataclass(frozen=True, slots=True)
class Security:
	"""One security that is held. `valid_to` is its last day, None: no end.

	`percent` is the share of the amount that counts: 100 less the haircut, or what an insurer covers;
	`maximum` is the most that counts, None: no maximum.
	"""

	amount: Decimal
	percent: Decimal = HUNDRED
	valid_from: date | None = None
	valid_to: date | None = None
	maximum: Decimal | None = None

	@property
	def value(self) -> Decimal:
		"""What it counts for while it is valid."""
		counted = percent_of(self.amount, self.percent)
		return counted if self.maximum is None else min(counted, self.maximum)

	def is_valid(self, on: date) -> bool:
		"""True from its first to its last day, both included."""
		started = self.valid_from is None or self.valid_from <= on
		return started and (self.valid_to is None or on <= self.valid_to)


def total_value(securities: Iterable[Security], on: date) -> Decimal | None:
	"""Σ value of those valid on a day; one that is held but has run out counts 0; None: none is held."""
	held = list(securities)
	if not held:
		return None
	return sum((security.value for security in held if security.is_valid(on)), ZERO)


def remainder(pooled: Decimal, others: Iterable[Decimal | None]) -> Decimal:
	"""What the other members leave of a pooled limit, never below 0; None among them is unlimited."""
	granted = list(others)
	if any(limit is None for limit in granted):
		return ZERO
	return max(ZERO, pooled - sum((limit for limit in granted if limit is not None), ZERO))
