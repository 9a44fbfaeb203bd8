from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.adjustments import KINDS, Change, change_problems

AMOUNTS = st.decimals(0, 10**9, places=2)
CHANGES = st.builds(
	Change,
	kind=st.sampled_from(KINDS),
	value=st.decimals(-(10**6), 10**6, places=2),
	step=st.none() | st.sampled_from([Decimal("0.01"), Decimal(1), Decimal(1000)]),
	floor=st.none() | AMOUNTS,
	ceiling=st.none() | AMOUNTS,
)


def changed(limit, kind, value, **fields):
	return Change(kind, Decimal(value), **{name: Decimal(each) for name, each in fields.items()}).apply(
		Decimal(limit)
	)


def test_ten_percent_more_is_rounded_down():
	assert changed(15_500, "percent", 10) == 17_050
	assert changed(15_500, "percent", 10, step=1000) == 17_000


def test_ten_percent_less_is_rounded_down_too():
	assert changed(15_500, "percent", -10, step=1000) == 13_000


def test_an_amount_is_added_or_taken_off_and_never_leaves_less_than_nothing():
	assert changed(5_000, "amount", 2_500) == 7_500
	assert changed(5_000, "amount", -7_000) == 0


def test_a_limit_is_set_whatever_it_was():
	assert changed(5_000, "set_to", 8_000) == 8_000


def test_floor_and_ceiling_hold():
	assert changed(5_000, "percent", -50, floor=4_000) == 4_000
	assert changed(5_000, "percent", 50, ceiling=6_000) == 6_000


def test_the_cap_of_the_grade_wins_over_the_floor():
	change = Change("percent", Decimal(-50), floor=Decimal(4_000))
	assert change.apply(Decimal(5_000), cap=Decimal(3_000)) == 3_000


@pytest.mark.parametrize(
	("change", "fields"),
	[
		(Change("percent", Decimal(0)), ["value"]),
		(Change("amount", Decimal(0)), ["value"]),
		(Change("set_to", Decimal(0)), []),
		(Change("percent", Decimal(-101)), ["value"]),
		(Change("set_to", Decimal(-1)), ["value"]),
		(Change("percent", Decimal(5), step=Decimal(0)), ["step"]),
		(Change("percent", Decimal(5), floor=Decimal(2), ceiling=Decimal(1)), ["floor"]),
	],
)
def test_a_change_that_cannot_be_is_reported(change, fields):
	assert [problem.field for problem in change_problems(change)] == fields


@given(CHANGES, AMOUNTS, st.none() | AMOUNTS)
def test_no_cap_is_exceeded_and_no_limit_falls_below_zero(change, limit, cap):
	new = change.apply(limit, cap)
	assert new >= 0
	assert all(new <= most for most in (change.ceiling, cap) if most is not None)


@given(CHANGES, AMOUNTS, AMOUNTS)
def test_who_had_more_never_gets_less(change, lower, more):
	assert change.apply(lower) <= change.apply(lower + more)
