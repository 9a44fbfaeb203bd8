"""Reporting periods: do the dates fit the kind of period, and do two statements cover the same days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from .errors import Problem

ANNUAL = "Annual"
HALF_YEAR = "Half-Year"
QUARTER = "Quarter"
MONTH = "Month"

_MONTH_DAYS = 365.25 / 12
#: how many months each kind of period may cover; more than the first: cumulated since the year began, as
#: Chinese quarterly statements are
MONTHS: Mapping[str, tuple[int, ...]] = MappingProxyType(
	{ANNUAL: (12,), HALF_YEAR: (6,), QUARTER: (3, 6, 9), MONTH: tuple(range(1, 12))}
)


@dataclass(frozen=True, slots=True)
class Period:
	"""What a statement covers; both days are included."""

	kind: str
	start: date
	end: date

	@property
	def days(self) -> int:
		return (self.end - self.start).days + 1

	@property
	def months(self) -> int | None:
		"""Whole months covered, None when the days make no whole months; weeks (4-4-5, 52–53) are allowed for."""
		months = round(self.days / _MONTH_DAYS)
		fits = months > 0 and abs(self.days - months * _MONTH_DAYS) <= _slack(months)
		return months if fits else None

	@property
	def is_year_to_date(self) -> bool:
		"""Cumulated since the financial year began: longer than its kind of period."""
		return self.months is not None and self.months > MONTHS[self.kind][0]

	def overlaps(self, other: Period) -> bool:
		return self.start <= other.end and other.start <= self.end

	def is_year_after(self, other: Period) -> bool:
		"""The same kind and length of period, one year later."""
		same = self.kind == other.kind and self.months == other.months
		return same and abs((self.end - other.end).days - 365) <= _slack(12)

	def repeats(self, other: Period) -> bool:
		"""The two state the same days twice; quarters cumulated to different days do not."""
		if self.kind != other.kind or not self.overlaps(other):
			return False
		cumulated = self.is_year_to_date or other.is_year_to_date
		return self.end == other.end or not cumulated


def period_problems(period: Period) -> list[Problem]:
	"""The dates that do not fit the kind of period; nothing for reversed dates, which are told apart."""
	if period.end <= period.start or period.months in MONTHS[period.kind]:
		return []
	return [
		Problem(
			"period_end",
			"{kind} does not fit the dates: {start} to {end} is {days} days, {kind} is about {expected}.",
			"Correct the dates, or choose another kind of period.",
			{
				"kind": period.kind,
				"start": period.start,
				"end": period.end,
				"days": period.days,
				"expected": round(MONTHS[period.kind][0] * _MONTH_DAYS),
			},
		)
	]


def likely_period(start: date | None, end: date) -> Period:
	"""The kind of period that the head of a sheet names; without a first day it is taken to begin with the year."""
	first = start or date(end.year, 1, 1)
	months = Period(ANNUAL, first, end).months
	kinds = {12: ANNUAL, 6: HALF_YEAR, 3: QUARTER, 9: QUARTER}
	return Period(kinds.get(months or 0, MONTH), first, end)


def _slack(months: int) -> int:
	"""Days that so many months may differ from the calendar's average."""
	if months == 1:
		return 5
	return 15 if months == 12 else 8
