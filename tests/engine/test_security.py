from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.security import Security, remainder, total_value

DAY = date(2026, 3, 31)
GUARANTEE = Security(Decimal(100_000), Decimal(80), valid_from=DAY, valid_to=DAY)
AMOUNTS = st.decimals(0, 10**9, places=2)


def test_the_haircut_is_taken_off():
	assert GUARANTEE.value == 80_000


def test_an_insurer_pays_its_share_up_to_its_maximum():
	assert Security(Decimal(100_000), Decimal(90)).value == 90_000
	assert Security(Decimal(100_000), Decimal(90), maximum=Decimal(75_000)).value == 75_000


@pytest.mark.parametrize(("days", "valid"), [(-1, False), (0, True), (1, False)])
def test_the_first_and_the_last_day_are_included(days, valid):
	assert GUARANTEE.is_valid(DAY + timedelta(days)) is valid


def test_without_dates_it_is_valid_on_any_day():
	assert Security(Decimal(1)).is_valid(date(1990, 1, 1))


def test_none_held_is_not_the_same_as_one_that_ran_out():
	assert total_value([], DAY) is None
	assert total_value([GUARANTEE], DAY + timedelta(1)) == 0


def test_those_valid_are_added_up():
	deposit = Security(Decimal(5_000))
	assert total_value([GUARANTEE, deposit], DAY) == 85_000
	assert total_value([GUARANTEE, deposit], DAY + timedelta(1)) == 5_000


def test_a_pool_of_a_million_with_two_granted_leaves_the_rest():
	assert remainder(Decimal(1_000_000), [Decimal(300_000), Decimal(450_000)]) == 250_000
	assert remainder(Decimal(1_000_000), []) == 1_000_000


def test_a_pool_granted_beyond_its_limit_leaves_nothing_and_never_less():
	assert remainder(Decimal(100), [Decimal(70), Decimal(50)]) == 0


def test_an_unlimited_member_leaves_nothing():
	assert remainder(Decimal(1_000_000), [None]) == 0


@given(AMOUNTS, st.lists(AMOUNTS, max_size=5), AMOUNTS)
def test_a_further_grant_never_leaves_more_and_the_pool_is_never_exceeded(pooled, others, grant):
	left = remainder(pooled, others)
	assert 0 <= remainder(pooled, [*others, grant]) <= left
	assert left == 0 or sum(others) + left == pooled


@given(AMOUNTS, st.decimals(0, 100, places=2), AMOUNTS)
def test_a_security_is_never_worth_more_than_its_amount_or_maximum(amount, percent, maximum):
	assert 0 <= Security(amount, percent, maximum=maximum).value <= min(amount, maximum)
