from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.performance import (
	MonthSales,
	Paid,
	average_days_delinquent,
	best_possible_dso,
	collection_effectiveness,
	concentration,
	count_back_dso,
	dso,
	largest_share,
	overdue_rate,
	weighted_days_late,
	weighted_days_to_pay,
)

MONTHS = tuple(MonthSales(Decimal(amount), 30) for amount in (100, 80, 70))
AMOUNTS = st.decimals(0, 10_000, places=2)


def test_simple_dso_gives_the_worked_value():
	assert round(dso(Decimal(212), Decimal(250), 90), 1) == Decimal("76.3")


def test_count_back_dso_gives_the_worked_value():
	# 30 + 30 + 32/70 × 30
	assert round(count_back_dso(Decimal(212), MONTHS), 1) == Decimal("73.7")


@pytest.mark.parametrize(("receivables", "days"), [(0, 0), (50, 15), (100, 30), (180, 60), (250, 90)])
def test_count_back_takes_whole_months_and_the_last_one_pro_rata(receivables, days):
	assert count_back_dso(Decimal(receivables), MONTHS) == days


def test_receivables_older_than_the_known_months_have_no_count_back():
	assert count_back_dso(Decimal("250.01"), MONTHS) is None


def test_a_month_without_sales_counts_its_days():
	idle = (MonthSales(Decimal(0), 31), MonthSales(Decimal(-5), 30), *MONTHS)
	assert count_back_dso(Decimal(50), idle) == 76


def test_best_possible_dso_and_average_days_delinquent_share_sales_and_days():
	# 150 of 212 are not due: 54.0 days at best, so 22.3 of the 76.3 are delinquency
	assert best_possible_dso(Decimal(150), Decimal(250), 90) == 54
	late = average_days_delinquent(Decimal(212), Decimal(150), Decimal(250), 90)
	assert round(late, 1) == Decimal("22.3")


def test_collection_effectiveness_gives_the_worked_value():
	cei = collection_effectiveness(Decimal(1000), Decimal(1500), Decimal(1100), Decimal(700))
	assert round(cei, 1) == Decimal("77.8")


def test_collecting_all_that_was_due_is_an_effectiveness_of_100():
	assert collection_effectiveness(Decimal(1000), Decimal(1500), Decimal(700), Decimal(700)) == 100


def test_the_overdue_rate_is_a_share_of_the_receivables():
	assert overdue_rate(Decimal(62), Decimal(248)) == 25


def test_days_to_pay_are_weighted_by_what_was_paid():
	# 400 after 30 days and 100 after 80
	assert weighted_days_to_pay(Paid(Decimal(500), Decimal(20_000), Decimal(5_000))) == 40


def test_days_late_count_what_is_unpaid_and_overdue_too():
	# 500 paid 10 days late on average, 300 unpaid for 50 days: (5000 + 15 000) / 800
	late = weighted_days_late(
		Paid(Decimal(500), Decimal(20_000), Decimal(5_000)), Decimal(300), Decimal(15_000)
	)
	assert late == 25
	assert weighted_days_late(Paid(), Decimal(300), Decimal(15_000)) == 50


@pytest.mark.parametrize(("count", "share"), [(1, 60), (2, 90), (5, 100)])
def test_the_largest_share_leaves_credit_balances_aside(count, share):
	assert largest_share(map(Decimal, (10, 60, -40, 30)), count) == share


@pytest.mark.parametrize(
	("amounts", "index"), [((100,), 1), ((50, 50), "0.5"), ((60, 30, 10), "0.46"), ((100, -40), 1)]
)
def test_concentration_is_the_sum_of_the_squared_shares(amounts, index):
	assert concentration(map(Decimal, amounts)) == Decimal(index)


def test_what_there_is_nothing_to_measure_on_is_missing_and_not_zero():
	zero = Decimal(0)
	assert dso(Decimal(5), zero, 90) is None
	assert average_days_delinquent(Decimal(5), zero, zero, 90) is None
	assert collection_effectiveness(zero, zero, zero, zero) is None
	assert overdue_rate(zero, zero) is None
	assert concentration([]) is None
	assert largest_share([], 1) is None
	assert weighted_days_to_pay(Paid()) is None
	assert weighted_days_late(Paid(), zero, zero) is None


@given(AMOUNTS, AMOUNTS)
def test_more_receivables_never_stand_for_fewer_days(first, second):
	less, more = sorted((first, second))
	days = [count_back_dso(amount, MONTHS) for amount in (less, more)]
	assert None in days or days[0] <= days[1]


@given(st.lists(AMOUNTS.filter(bool), min_size=1, max_size=20))
def test_concentration_lies_between_an_equal_spread_and_a_single_debtor(amounts):
	index = concentration(amounts)
	assert Decimal(1) / len(amounts) - Decimal("1e-20") <= index <= 1
