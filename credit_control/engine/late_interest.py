"""Late-payment interest of one claim, item by item and day by day.

Simple interest I = P × r / 100 × days / 365, actual days over a fixed year of 365 (Actual/365 Fixed, ISDA 2006
Definitions § 4.16 (d)), on what was overdue on each day. It begins with the day after a due date and counts
the day until which it is counted, and the day of a payment with what was owed before it.

The rate comes from the contract, or from the law where nothing was agreed: in China 0.05 % a day, 18.25 % a year
(State Council Order 802 of 2025). It is entered by the user and no constant here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from .money import HUNDRED, ZERO
from .promises import Receipt
from .receivables import Instalment

DAYS_A_YEAR = Decimal(365)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Owed:
	"""An item in one currency: its terms, what is open of it now, and what lowered it, whenever that was.

	`left_out` is a part that is open and bears no interest here, such as one in dispute.
	"""

	terms: Sequence[Instalment]
	outstanding: Decimal
	lowered: Sequence[Receipt]
	left_out: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Span:
	"""Interest of some days in a row: after `since` until and with `until`, on the same principal."""

	since: date
	until: date
	principal: Decimal
	interest: Decimal

	@property
	def days(self) -> int:
		return (self.until - self.since).days


def spans(owed: Owed, until: date, percent_a_year: Decimal) -> tuple[Span, ...]:
	"""The interest of an item up to and with a day, in spans of the same principal; each to the cent.

	Nothing for days on which nothing was overdue. Raises ValueError for a rate below zero.
	"""
	if percent_a_year < ZERO:
		raise ValueError("a rate of interest is not below zero")
	found = [
		_span(since, end, principal, percent_a_year)
		for since, end, principal in _same_principal(owed, until)
		if principal > ZERO
	]
	return tuple(found)


def _same_principal(owed: Owed, until: date) -> Iterable[tuple[date, date, Decimal]]:
	"""Neighbouring days with the same principal put together."""
	whole: list[tuple[date, date, Decimal]] = []
	for since, end in pairwise(_days(owed, until)):
		principal = overdue_on(owed, since)
		if whole and whole[-1][2] == principal:
			since = whole.pop()[0]
		whole.append((since, end, principal))
	return whole


def _days(owed: Owed, until: date) -> list[date]:
	"""The days after which the principal may be another, the last day included."""
	first = min(term.due for term in owed.terms)
	changes = [*(term.due for term in owed.terms), *(each.posted for each in owed.lowered)]
	return sorted({day for day in changes if first <= day < until} | ({until} if first < until else set()))


def overdue_on(owed: Owed, day: date) -> Decimal:
	"""What bears interest on the days after a day: open at its end and due by then."""
	balance = owed.outstanding + sum((each.amount for each in owed.lowered if each.posted > day), ZERO)
	not_due = sum((term.amount for term in owed.terms if term.due > day), ZERO)
	return max(ZERO, balance - not_due - owed.left_out)


def _span(since: date, until: date, principal: Decimal, percent_a_year: Decimal) -> Span:
	days = Decimal((until - since).days)
	interest = principal * percent_a_year / HUNDRED * days / DAYS_A_YEAR
	return Span(since, until, principal, interest.quantize(CENT, ROUND_HALF_UP))


def a_day(principal: Decimal, percent_a_year: Decimal) -> Decimal:
	"""What one more day costs, to the cent."""
	return (principal * percent_a_year / HUNDRED / DAYS_A_YEAR).quantize(CENT, ROUND_HALF_UP)


def total(of: Iterable[Span]) -> Decimal:
	"""The interest of some spans: the sum of what is printed for each."""
	return sum((span.interest for span in of), ZERO)
