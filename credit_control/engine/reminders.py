"""When to remind of a document that runs out: some days before, and once it has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

#: the stage of what has run out
PASSED = -1


def stage(valid_to: date | None, today: date, days_before: Iterable[int]) -> int | None:
	"""Which reminder is due today: the days before of the latest one, PASSED after the last day, None: none yet.

	A day that nobody worked on is caught up: with 60, 30 and 7 days, 25 days before the end is stage 30.
	On the last day itself a document still counts, so it has not passed.
	"""
	if valid_to is None:
		return None
	left = (valid_to - today).days
	if left < 0:
		return PASSED
	return min((days for days in days_before if left <= days), default=None)


def days_of(text: str) -> tuple[int, ...]:
	"""The days before, most first, from a text such as "60, 30, 7".

	Raises ValueError for anything that is no whole number of days from 0 to 3650.
	"""
	parts = [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",")]
	days = {_day(part) for part in parts if part}
	return tuple(sorted(days, reverse=True))


def _day(text: str) -> int:
	if not (text.isascii() and text.isdigit()) or int(text) > 3650:
		raise ValueError(text)
	return int(text)
