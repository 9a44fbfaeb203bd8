"""What a customer's ledger contributes to an assessment: how it paid, and what it owes too long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from .behaviour import Behaviour
from .money import HUNDRED, ZERO
from .receivables import OpenTerm, overdue

DAYS_PER_YEAR = Decimal("365.25")
CENT = Decimal("0.01")


def payment_values(paid: Behaviour, terms: Sequence[OpenTerm], today: date) -> dict[str, Decimal | None]:
	"""Indicators of payment behaviour by code: percent, days, days, percent of what is receivable."""
	late = overdue(terms, today)
	receivable = sum((term.amount for term in terms), ZERO)
	return {
		"late_ratio": paid.late_ratio,
		"weighted_days_late": paid.weighted_days_late,
		"oldest_overdue_days": Decimal(late.oldest_days),
		"overdue_share": HUNDRED * late.amount / receivable if receivable else ZERO,
	}


def years(start: date, end: date) -> Decimal:
	"""Years between two days, two decimals."""
	return (Decimal((end - start).days) / DAYS_PER_YEAR).quantize(CENT)
