"""What the credit department granted a customer: its grade, limit and terms for one company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .money import ZERO

LIMITED = "Limited"
UNLIMITED = "Unlimited"
NO_CREDIT = "No Credit"
LIMIT_MODES = (LIMITED, UNLIMITED, NO_CREDIT)


@dataclass(frozen=True, slots=True)
class Standing:
	"""One customer's standing with one company; amounts in company currency.

	A mode says what a limit of zero means, so that zero is never taken for "unlimited".
	"""

	customer: str
	grade: str | None = None
	limit_mode: str = LIMITED
	limit: Decimal = ZERO
	temporary_limit: Decimal = ZERO
	temporary_until: date | None = None
	next_review: date | None = None
	#: the longest credit days of the terms that the file grants; None: the grade's count
	term_days: int | None = None
	temporary_from: date | None = None

	def effective_limit(self, today: date) -> Decimal | None:
		"""Permanent plus temporary limit in date; zero without credit, None when unlimited."""
		if self.limit_mode == UNLIMITED:
			return None
		if self.limit_mode == NO_CREDIT:
			return ZERO
		return self.limit + (self.temporary_limit if self.temporary_in_date(today) else ZERO)

	def temporary_in_date(self, today: date) -> bool:
		"""True from the first to the last day of the temporary limit; without a first day it has begun."""
		if self.temporary_from is not None and today < self.temporary_from:
			return False
		return self.temporary_until is not None and today <= self.temporary_until
