import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.reminders import PASSED, days_of, stage

END = date(2026, 12, 31)
DAYS = (60, 30, 7)


@pytest.mark.parametrize(
	("left", "expected"),
	[
		(61, None),
		(60, 60),
		(31, 60),
		(30, 30),
		(25, 30),
		(8, 30),
		(7, 7),
		(0, 7),
		(-1, PASSED),
		(-400, PASSED),
	],
)
def test_the_latest_reminder_counts_and_missed_days_are_caught_up(left: int, expected: int | None) -> None:
	assert stage(END, END - timedelta(left), DAYS) == expected


def test_what_has_no_end_needs_no_reminder() -> None:
	assert stage(None, END, DAYS) is None


def test_without_days_before_only_the_end_is_told() -> None:
	assert stage(END, END, ()) is None
	assert stage(END, END + timedelta(1), ()) == PASSED


def test_days_are_read_in_any_order_and_with_chinese_commas() -> None:
	assert days_of("7, 60，30、30,") == DAYS
	assert days_of(" ") == ()


@pytest.mark.parametrize("text", ["soon", "30 days", "-1", "4000", "1.5", "²", "x"])
def test_what_is_no_number_of_days_is_refused(text: str) -> None:
	with pytest.raises(ValueError, match=re.escape(text)):
		days_of(f"60, {text}")


@given(st.integers(-400, 400), st.sets(st.integers(0, 365), max_size=5))
def test_a_stage_is_only_ever_followed_by_a_later_one(left: int, days: set[int]) -> None:
	order = [None, *sorted(days, reverse=True), PASSED]
	today, tomorrow = (stage(END, END - timedelta(left - shift), days) for shift in (0, 1))
	assert order.index(today) <= order.index(tomorrow)
