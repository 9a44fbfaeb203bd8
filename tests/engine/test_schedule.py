from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.money import HUNDRED, ZERO
from credit_control.engine.schedule import (
	AFTER_DATE,
	AFTER_MONTH,
	MONTHS_AFTER_MONTH,
	STEP,
	Grant,
	Part,
	compose,
	instalments,
	split,
	without_prepayment,
)

SHARES = st.lists(st.decimals(min_value="0.5", max_value=100, places=3), min_size=1, max_size=24)


def D(value):
	return Decimal(str(value))


def parts(*rows):
	return tuple(Part(D(share), days) for share, days in rows)


def shares(schedule):
	return [part.share for part in schedule]


@pytest.mark.parametrize(
	("whole", "weights", "expected"),
	[
		(100, (1, 1, 1), ("33.333", "33.334", "33.333")),
		(70, (50, 50), ("35", "35")),
		(70, (1, 1, 1), ("23.333", "23.334", "23.333")),
		(100, (100,), ("100",)),
	],
)
def test_a_whole_is_split_by_weight_and_adds_up(whole, weights, expected):
	assert split(D(whole), [D(weight) for weight in weights]) == tuple(D(each) for each in expected)


def test_weights_that_come_to_nothing_cannot_be_split():
	with pytest.raises(ValueError, match="must come to more"):
		split(HUNDRED, [ZERO])


@given(st.decimals(min_value=1, max_value=10**9, places=3), SHARES)
def test_a_split_adds_up_exactly_and_no_part_is_off_by_more_than_a_step(whole, weights):
	split_parts = split(whole, weights)
	assert sum(split_parts) == whole
	total = sum(weights)
	for part, weight in zip(split_parts, weights, strict=True):
		assert abs(part - whole * weight / total) <= STEP
		assert part >= 0


@pytest.mark.parametrize("count", [1, 2, 3, 7, 18])
def test_instalments_are_equal_and_a_month_apart(count):
	schedule = instalments(count)
	assert sum(shares(schedule)) == HUNDRED
	assert [part.days for part in schedule] == [30 * number for number in range(1, count + 1)]
	assert max(shares(schedule)) - min(shares(schedule)) <= STEP


def test_no_instalments_are_refused():
	with pytest.raises(ValueError, match="at least one"):
		instalments(0)


def test_a_prepayment_comes_first_and_the_rest_keeps_its_days():
	schedule = compose(parts((50, 30), (50, 60)), Grant(D(30)))
	assert schedule == parts((30, 0), (35, 30), (35, 60))


def test_a_prepayment_of_everything_leaves_one_part():
	assert compose(parts((100, 60)), Grant(HUNDRED)) == parts((100, 0))
	assert compose((), Grant(HUNDRED)) == parts((100, 0))


def test_terms_that_ask_for_as_much_at_once_keep_their_parts():
	assert compose(parts((40, 0), (60, 30)), Grant(D(30))) == parts((40, 0), (60, 30))


def test_terms_that_ask_for_less_at_once_are_raised_to_the_grades_share():
	assert compose(parts((20, 0), (80, 30)), Grant(D(30))) == parts((30, 0), (70, 30))


def test_an_early_payment_discount_is_stated_of_the_whole_document():
	schedule = compose(parts((50, 30), (50, 60)), Grant(D(30), D(2), 10))
	assert [part.discount_percent for part in schedule] == [0, D("0.7"), D("0.7")]
	assert [part.discount_days for part in schedule] == [0, 10, 10]


def test_a_discount_never_outlasts_the_part_it_is_for():
	short, long, months = compose(
		(Part(D(30), 7), Part(D(30), 5, AFTER_MONTH), Part(D(40), 1, MONTHS_AFTER_MONTH)),
		Grant(ZERO, D(2), 20),
	)
	assert [short.discount_days, long.discount_days, months.discount_days] == [7, 5, 20]


def test_a_discount_of_the_terms_themselves_stays():
	own = (Part(HUNDRED, 30, AFTER_DATE, D(3), 5),)
	assert compose(own, Grant(ZERO, D(2), 10)) == own


def test_a_discount_without_days_adds_nothing():
	assert Grant(ZERO, D(2), 0).adds_nothing
	assert compose(parts((100, 30)), Grant(ZERO, D(2), 0)) == parts((100, 30))


def test_what_follows_a_prepayment_is_the_whole_of_what_is_left():
	schedule = compose(parts((50, 30), (50, 60)), Grant(D(30), D(2), 10))
	rest = without_prepayment(schedule)
	assert shares(rest) == [50, 50]
	assert sum(part.discount_percent for part in rest) == D("1.4")
	assert without_prepayment(parts((100, 0))) == ()


@given(SHARES, st.decimals(min_value=0, max_value=100, places=2), st.decimals(0, 20, places=2))
def test_composed_terms_always_add_up_and_ask_for_the_prepayment(weights, percent, discount):
	base = [Part(share, 10 * number) for number, share in enumerate(split(HUNDRED, weights)) if share > ZERO]
	schedule = compose(base, Grant(percent, discount, 10))
	assert sum(shares(schedule)) == HUNDRED
	assert sum(part.share for part in schedule if part.at_once) >= percent
	assert sum(part.discount_percent for part in schedule) <= discount + STEP * len(schedule)
	assert max(part.days for part in schedule) <= max(part.days for part in base)
