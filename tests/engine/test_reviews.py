from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.errors import CreditError
from credit_control.engine.reviews import next_review, review_due, whole_months


@pytest.mark.parametrize(
	("approved", "months", "expected"),
	[
		(date(2025, 1, 31), 1, date(2025, 2, 28)),
		(date(2024, 1, 31), 1, date(2024, 2, 29)),
		(date(2024, 2, 29), 12, date(2025, 2, 28)),
		(date(2025, 3, 15), 6, date(2025, 9, 15)),
		(date(2025, 12, 1), 1, date(2026, 1, 1)),
		(date(2025, 11, 30), 3, date(2026, 2, 28)),
	],
)
def test_a_review_falls_on_the_same_day_or_on_the_last_of_a_shorter_month(approved, months, expected):
	assert next_review(approved, months) == expected


@pytest.mark.parametrize("months", [0, -1])
def test_an_interval_of_less_than_a_month_is_refused(months):
	with pytest.raises(CreditError, match="one month or more"):
		next_review(date(2025, 1, 1), months)


def test_a_review_is_due_on_its_day_and_not_before():
	assert not review_due(date(2025, 5, 2), date(2025, 5, 1))
	assert review_due(date(2025, 5, 2), date(2025, 5, 2))


@pytest.mark.parametrize(
	("start", "end", "months"),
	[
		(date(2024, 12, 31), date(2025, 1, 30), 0),
		(date(2024, 12, 31), date(2025, 1, 31), 1),
		(date(2024, 12, 31), date(2025, 2, 28), 2),
		(date(2024, 12, 31), date(2025, 6, 15), 5),
		(date(2025, 1, 1), date(2024, 1, 1), 0),
	],
)
def test_whole_months_count_only_months_that_are_over(start, end, months):
	assert whole_months(start, end) == months


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(min_value=1, max_value=120))
def test_the_months_to_the_next_review_are_the_interval(approved, months):
	assert whole_months(approved, next_review(approved, months)) == months
