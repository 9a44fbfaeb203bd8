"""Instalments that are proposed: equal, by grade, seasonal; always the total, never an instalment of nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.errors import CreditError
from credit_control.engine.plan_proposal import (
	GradeTerms,
	equal_instalments,
	month_shares,
	terms_for,
	weighted_instalments,
	with_down_payment,
)
from credit_control.engine.receivables import Instalment
from credit_control.engine.repayment_plan import plan_problems

D = Decimal
CENT = D("0.01")
DAYS = (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))


def amounts(parts: tuple[Instalment, ...]) -> list[Decimal]:
	return [part.amount for part in parts]


def test_equal_parts_are_rounded_down_and_the_last_takes_the_rest() -> None:
	assert amounts(equal_instalments(D(1000), DAYS, CENT)) == [D("333.33"), D("333.33"), D("333.34")]


@pytest.mark.parametrize(
	("step", "expected"),
	[("0.01", ["33.33", "33.33", "33.34"]), ("0.05", ["33.30", "33.30", "33.40"]), ("1", ["33", "33", "34"])],
	ids=["yuan", "franc", "yen"],
)
def test_the_smallest_unit_is_that_of_the_currency(step: str, expected: list[str]) -> None:
	assert amounts(equal_instalments(D(100), DAYS, D(step))) == [D(each) for each in expected]


def test_a_total_too_small_for_its_days_has_fewer_instalments() -> None:
	assert equal_instalments(D("0.02"), DAYS, CENT) == (Instalment(DAYS[2], D("0.02")),)


def test_no_day_is_no_plan() -> None:
	with pytest.raises(CreditError, match="no instalments"):
		equal_instalments(D(1), (), CENT)


def test_seasons_weigh_the_months_and_leave_out_those_without_a_share() -> None:
	"""1000 by 1 : 0 : 2 = 333.33 and 666.67."""
	parts = weighted_instalments(D(1000), DAYS, [D(1), D(0), D(2)], CENT)
	assert parts == (Instalment(DAYS[0], D("333.33")), Instalment(DAYS[2], D("666.67")))


def test_the_rest_goes_to_the_last_month_that_has_a_share() -> None:
	parts = weighted_instalments(D(100), DAYS, [D(1), D(2), D(0)], D(1))
	assert parts == (Instalment(DAYS[0], D(33)), Instalment(DAYS[1], D(67)))


def test_months_without_any_share_are_refused() -> None:
	with pytest.raises(CreditError, match="No month of the plan has a share"):
		weighted_instalments(D(100), DAYS, [D(0)] * 3, CENT)


def test_a_down_payment_comes_first_and_the_rest_is_equal_or_seasonal() -> None:
	assert amounts(with_down_payment(D(1000), D(400), DAYS, CENT)) == [400, 300, 300]
	# the first day's own share is not asked: the down payment is due there
	seasonal = with_down_payment(D(1000), D(400), DAYS, CENT, [D(9), D(1), D(2)])
	assert amounts(seasonal) == [400, 200, 400]


@pytest.mark.parametrize(("down", "days"), [("0", DAYS), ("1000", DAYS), ("400", DAYS[:1])])
def test_a_down_payment_that_leaves_nothing_for_later_is_refused(down: str, days: tuple) -> None:
	with pytest.raises(CreditError, match="leaves nothing for later instalments"):
		with_down_payment(D(1000), D(down), days, CENT)


TABLE = (GradeTerms("A", D(10), 12), GradeTerms("BBB", D("12.5"), 6), GradeTerms(None, D(30), 3))


@pytest.mark.parametrize(("grade", "instalments"), [("A", 12), ("BBB", 6), ("CCC", 3), (None, 3)])
def test_a_grade_without_terms_has_those_of_everybody_else(grade: str | None, instalments: int) -> None:
	found = terms_for(grade, TABLE)
	assert found is not None
	assert found.instalments == instalments


def test_without_a_row_for_everybody_else_nothing_is_known() -> None:
	assert terms_for("CCC", TABLE[:2]) is None


def test_a_grades_down_payment_is_rounded_down() -> None:
	assert TABLE[1].down_payment(D("999.99"), CENT) == D("124.99")


def year(**months: int) -> list[tuple[date, Decimal]]:
	"""The twelve months of 2025 with these amounts, e.g. m3=100."""
	return [(date(2025, month, 1), D(months.get(f"m{month}", 0))) for month in range(1, 13)]


def test_shares_are_percent_of_an_average_year() -> None:
	"""300 in March and 100 in June: 75 % and 25 %."""
	shares = month_shares(year(m3=300, m6=100))
	assert shares is not None
	assert (shares[3], shares[6], shares[1], len(shares)) == (D("75.0"), D("25.0"), 0, 12)


def test_a_month_known_twice_counts_with_its_average() -> None:
	"""March 300 and 100, June 200: 200 to 200. A return in May is no negative season."""
	again = [(date(2026, 3, 1), D(100)), (date(2026, 5, 1), D(-50))]
	shares = month_shares([*year(m3=300, m6=200), *again])
	assert shares is not None
	assert (shares[3], shares[5], shares[6]) == (50, 0, 50)


def test_less_than_a_year_or_no_purchases_tell_no_seasons() -> None:
	assert month_shares(year(m3=300)[:11]) is None
	assert month_shares(year()) is None


WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=60).filter(any)


@given(st.integers(1, 10**9), WEIGHTS, st.sampled_from(["0.01", "0.05", "0.001", "1"]), st.data())
def test_what_is_proposed_pays_back_the_total_to_the_last_unit(cents, weights, step, data) -> None:
	total = D(cents) / 100
	days = [date(2026, 1, 1) + timedelta(days=30 * each) for each in range(len(weights))]
	given_weights = [D(weight) for weight in weights]
	parts = weighted_instalments(total, days, given_weights, D(step))
	assert plan_problems(parts, total) == []
	assert sum(amounts(parts)) == total
	assert all(part.amount % D(step) == 0 for part in parts[:-1])
	whole = sum(given_weights)
	for part in parts[:-1]:
		fair = total * given_weights[days.index(part.due)] / whole
		assert fair - D(step) < part.amount <= fair
	if len(days) > 1 and any(weights[1:]) and total > 1:
		down = data.draw(st.integers(1, cents - 1)) / D(100)
		assert sum(amounts(with_down_payment(total, down, days, D(step), given_weights))) == total
