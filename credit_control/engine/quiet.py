"""When a message may go out: not in the quiet hours, and not on a quiet day."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
	"""From a time of day, included, until another, not included; past midnight where the first is the later one."""

	begin: time
	end: time

	def include(self, moment: time) -> bool:
		if self.begin < self.end:
			return self.begin <= moment < self.end
		return moment >= self.begin or moment < self.end


def time_of(text: str) -> time:
	"""A time of day from a text such as 21:00. Raises ValueError for anything else."""
	found = TIME.fullmatch(text.strip())
	if not found:
		raise ValueError(text)
	return time(int(found[1]), int(found[2]))


def waits_until(now: datetime, hours: QuietHours | None, quiet_days: Collection[date]) -> datetime | None:
	"""When a message that is ready now may go out; None: at once.

	It goes when the quiet hours end, on the first day that is not quiet. Outside of the quiet hours
	the day is not looked at: who writes nothing on quiet days has no message ready.
	"""
	if hours is None or not hours.include(now.time()):
		return None
	day = now.date() if now.time() < hours.end else now.date() + DAY
	while day in quiet_days:
		day += DAY
	return datetime.combine(day, hours.end)
