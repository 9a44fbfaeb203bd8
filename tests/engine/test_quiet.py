"""Quiet hours: what is ready then waits until they end, on a day that is not quiet, and not a minute longer."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.quiet import QuietHours, time_of, waits_until

NIGHT = QuietHours(time(21), time(8))
NOON = QuietHours(time(12), time(14))
DAY = date(2026, 11, 20)


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
	return datetime.combine(DAY, time(hour, minute)) + timedelta(days=days)


@pytest.mark.parametrize(
	("hours", "now", "expected"),
	[
		(NIGHT, at(20, 59), None),
		(NIGHT, at(21), at(8, days=1)),
		(NIGHT, at(23, 59), at(8, days=1)),
		(NIGHT, at(0, 5), at(8)),
		(NIGHT, at(7, 59), at(8)),
		(NIGHT, at(8), None),
		(NOON, at(11, 59), None),
		(NOON, at(12), at(14)),
		(NOON, at(14), None),
		(NOON, at(23), None),
		(None, at(3), None),
	],
)
def test_a_message_waits_until_the_quiet_hours_end(hours, now, expected):
	assert waits_until(now, hours, ()) == expected


def test_it_does_not_go_out_on_a_quiet_day():
	saturday, sunday = DAY + timedelta(days=1), DAY + timedelta(days=2)
	assert waits_until(at(22), NIGHT, {saturday, sunday}) == at(8, days=3)
	assert waits_until(at(1), NIGHT, {saturday, sunday}) == at(8)
	assert waits_until(at(13), NOON, {DAY}) == at(14, days=1)


def test_outside_of_the_quiet_hours_the_day_is_not_looked_at():
	assert waits_until(at(10), NIGHT, {DAY}) is None


@pytest.mark.parametrize(
	("text", "expected"), [("21:00", time(21)), (" 8:05 ", time(8, 5)), ("00：30", time(0, 30))]
)
def test_a_time_is_read(text, expected):
	assert time_of(text) == expected


@pytest.mark.parametrize("text", ["", "24:00", "8", "8:60", "21:00:00", "nine", "-1:00"])
def test_what_is_no_time_is_refused(text):
	with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
		time_of(text)


times = st.times().map(lambda each: each.replace(second=0, microsecond=0))


@given(
	now=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
	begin=times,
	end=times,
	quiet=st.sets(st.dates(date(2026, 1, 1), date(2027, 1, 10)), max_size=40),
)
def test_what_waits_goes_later_at_the_end_of_the_hours_and_never_in_them_or_on_a_quiet_day(
	now, begin, end, quiet
):
	if begin == end:
		return
	hours = QuietHours(begin, end)
	found = waits_until(now, hours, quiet)
	assert (found is None) == (not hours.include(now.time()))
	if found:
		assert found > now
		assert found.time() == end
		assert not hours.include(found.time())
		assert found.date() not in quiet
