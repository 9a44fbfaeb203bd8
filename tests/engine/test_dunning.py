"""The clocks of a dunning letter, with worked values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.dunning import interest, interest_days, interest_from, pay_by

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
	("overdue", "free", "expected"), [(10, 0, 10), (10, 7, 3), (7, 7, 0), (3, 7, 0), (-2, 0, 0)]
)
def test_days_without_interest_come_first(overdue, free, expected):
	assert interest_days(overdue, free) == expected


def test_interest_is_simple_over_a_year_of_365_days():
	assert interest(Decimal(36500), Decimal(10), 10) == 100
	# 0.05 % a day, the rate of Order 802 where nothing was agreed
	assert round(interest(Decimal(100_000), Decimal("18.25"), 30), 2) == Decimal("1500.00")


def test_interest_runs_from_the_day_after_the_first_due_date():
	assert interest_from([date(2026, 3, 20), DAY], 0) == date(2026, 3, 11)
	assert interest_from([DAY], 30) == date(2026, 4, 10)
	assert interest_from([], 0) is None


def test_a_last_day_to_pay_is_named_or_not():
	assert pay_by(DAY, 10) == date(2026, 3, 20)
	assert pay_by(DAY, 0) is None


@given(st.integers(0, 400), st.integers(0, 400))
def test_free_days_never_make_it_more(overdue, free):
	assert 0 <= interest_days(overdue, free) <= overdue
