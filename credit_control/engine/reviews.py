"""When a customer's credit comes up for review."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from .errors import CreditError


def next_review(approved_on: date, months: int) -> date:
	"""The same day `months` later, or the last day of a month that is too short (31 Jan → 28 Feb).

	Raises CreditError when the interval is not at least one month.
	"""
	if months < 1:
		raise CreditError(
			"A review interval of {months} months is not possible.",
			{"months": months},
			field="review_months",
			remedy="Enter one month or more.",
		)
	year, month = divmod(approved_on.year * 12 + approved_on.month - 1 + months, 12)
	return date(year, month + 1, min(approved_on.day, monthrange(year, month + 1)[1]))


def review_due(next_review: date, today: date) -> bool:
	"""True from the review date on."""
	return today >= next_review


def whole_months(start: date, end: date) -> int:
	"""Full months from `start` to `end`, e.g. the age of a statement; 0 when `end` is not later."""
	months = (end.year - start.year) * 12 + end.month - start.month
	# from a month's last day to a shorter month's last day is a full month
	short = end.day < start.day and end.day < monthrange(end.year, end.month)[1]
	return max(0, months - int(short))
