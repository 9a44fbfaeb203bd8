"""What a customer's purchases tell: how much, how often, since when, which way it goes.

Amounts are in company currency, tax included, less returns. A figure that there is nothing to measure on is None.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from .money import HUNDRED, ZERO

HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class DaySales:
	"""One day: what was invoiced net of returns, and how many invoices (returns are none)."""

	day: date
	amount: Decimal
	invoices: int


@dataclass(frozen=True, slots=True)
class Period:
	"""What was invoiced in a period net of returns, and the number of invoices."""

	amount: Decimal = ZERO
	invoices: int = 0

	@property
	def average(self) -> Decimal | None:
		"""Amount per invoice; None without invoices."""
		return self.amount / self.invoices if self.invoices else None


def total(days: Iterable[DaySales]) -> Period:
	"""The days added up."""
	rows = list(days)
	return Period(sum((row.amount for row in rows), ZERO), sum(row.invoices for row in rows))


def between(days: Iterable[DaySales], after: date, until: date) -> Period:
	"""What was invoiced later than `after` up to and including `until`."""
	return total(row for row in days if after < row.day <= until)


def months_up_to(day: date, count: int) -> list[date]:
	"""The first days of the `count` calendar months that end with the one of `day`, oldest first."""
	last = day.year * 12 + day.month - 1
	return [date(number // 12, number % 12 + 1, 1) for number in range(last - count + 1, last + 1)]


def by_month(days: Iterable[DaySales], months: Iterable[date]) -> dict[date, Period]:
	"""Each of the months by its first day; one without an invoice is nothing bought, which is known to be zero."""
	found: dict[date, list[DaySales]] = {month: [] for month in months}
	for row in days:
		if (month := row.day.replace(day=1)) in found:
			found[month].append(row)
	return {month: total(rows) for month, rows in found.items()}


def frequency(days: Iterable[date]) -> Decimal | None:
	"""Median days from one invoice to the next; several on one day are one purchase. None under two days."""
	gaps = sorted((later - earlier).days for earlier, later in pairwise(sorted(set(days))))
	if not gaps:
		return None
	middle = len(gaps) // 2
	return Decimal(gaps[middle]) if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) * HALF


def trend(recent: Decimal, before: Decimal | None) -> Decimal | None:
	"""Change in percent from the 12 months before; None where nothing was bought in them."""
	if before is None or before <= ZERO:
		return None
	return HUNDRED * (recent - before) / before


def share(part: Decimal, whole: Decimal | None) -> Decimal | None:
	"""Percent of our sales; None where we sold nothing."""
	if whole is None or whole <= ZERO:
		return None
	return HUNDRED * part / whole
