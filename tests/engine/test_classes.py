from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.classes import (
	RISK_CLASSES,
	VALUE_CLASSES,
	Cell,
	Scheme,
	Trade,
	ValueRule,
	classify,
	review_months,
	scheme_problems,
	value_class,
)

D = Decimal
VIP, KEY, ORDINARY = VALUE_CLASSES
RULES = (
	ValueRule(VIP, D(1_000_000), 24, 12),
	ValueRule(KEY, D(200_000), None, 4),
	ValueRule(ORDINARY),
)
GRADES = {"AAA": "Prime", "AA": "Prime", "A": "Standard", "BBB": "Standard", "CCC": "High Risk"}
MATRIX = {(risk, value): Cell(f"{risk} {value}") for risk in RISK_CLASSES for value in VALUE_CLASSES}
SCHEME = Scheme(GRADES, RULES, MATRIX, {"Steel": D(50), "Chips": D(200)})


def test_the_best_class_whose_every_minimum_is_reached_and_minimums_are_inclusive() -> None:
	assert value_class(SCHEME, Trade(D(1_000_000), 24, 12)) == VIP
	assert value_class(SCHEME, Trade(D("999999.99"), 24, 12)) == KEY
	assert value_class(SCHEME, Trade(D(1_000_000), 23, 12)) == KEY
	assert value_class(SCHEME, Trade(D(200_000), 1, 3)) == ORDINARY
	assert value_class(SCHEME, Trade(D(0), 40, 0)) == ORDINARY


def test_a_missing_figure_leaves_the_class_open_unless_the_known_ones_rule_it_out() -> None:
	assert value_class(SCHEME, Trade(None, 24, 12)) is None
	assert value_class(SCHEME, Trade(D(1_000_000), None, 12)) is None
	# too few invoices for a VIP and for a key customer, whatever the amount
	assert value_class(SCHEME, Trade(None, 24, 3)) == ORDINARY
	# not a VIP, but a key customer needs no tenure
	assert value_class(SCHEME, Trade(D(500_000), None, 12)) == KEY


def test_a_customer_of_whom_nothing_is_known_has_no_class() -> None:
	assert value_class(SCHEME, Trade()) is None
	assert classify(SCHEME, None, Trade()).customer_class is None


def test_an_industry_weighs_the_amount() -> None:
	assert value_class(SCHEME, Trade(D(500_000), 30, 12, "Chips")) == VIP
	assert value_class(SCHEME, Trade(D(399_999), 30, 12, "Steel")) == ORDINARY
	assert value_class(SCHEME, Trade(D(400_000), 30, 12, "Steel")) == KEY
	assert value_class(SCHEME, Trade(D(400_000), 30, 12, "Unheard of")) == KEY


def test_risk_and_value_make_the_class() -> None:
	found = classify(SCHEME, "CCC", Trade(D(1_000_000), 24, 12))
	assert (found.risk_class, found.value_class, found.customer_class) == ("High Risk", VIP, "High Risk VIP")


@pytest.mark.parametrize("grade", [None, "", "Z"])
def test_without_a_grade_of_the_scheme_there_is_a_value_class_only(grade: str | None) -> None:
	found = classify(SCHEME, grade, Trade(D(1_000_000), 24, 12))
	assert (found.risk_class, found.value_class, found.customer_class) == (None, VIP, None)


def test_a_scheme_without_rules_classifies_nobody() -> None:
	empty = Scheme({}, (), {})
	assert classify(empty, "AAA", Trade(D(1), 1, 1)).value_class is None
	assert scheme_problems(empty) == []


def test_the_review_interval_follows_the_factor_and_stays_a_month_at_least() -> None:
	assert review_months(None, 6) == 6
	assert review_months(Cell("x", D("0.5")), 12) == 6
	assert review_months(Cell("x", D("0.5")), 3) == 1
	assert review_months(Cell("x", D("0.1")), 3) == 1
	assert review_months(Cell("x", D("1.5")), 6) == 9
	assert review_months(Cell("x", D("0.5")), 0) == 0


def test_a_scheme_through_which_customers_fall_is_told() -> None:
	assert scheme_problems(SCHEME) == []
	gaps = Scheme({"AAA": "Prime"}, RULES[:2], {("Prime", VIP): Cell("Best", D(0))})
	assert [str(problem) for problem in scheme_problems(gaps)] == [
		"Key is the last value class and asks for minimums: customers below them have no class."
		" Let the last class ask for nothing.",
		"Prime and Key have no class in the matrix. Add a row.",
		"The review factor of Best must be above zero. Enter 1 to leave the policy's interval as it is.",
	]


FIGURES = st.one_of(st.none(), st.integers(0, 60))


AMOUNTS = st.one_of(st.none(), st.decimals(0, 2_000_000, places=2))


@given(AMOUNTS, FIGURES, FIGURES, st.integers(0, 1_000_000))
def test_more_trade_never_makes_a_lower_class(
	amount: Decimal | None, months: int | None, invoices: int | None, more: int
) -> None:
	before = value_class(SCHEME, Trade(amount, months, invoices))
	after = value_class(SCHEME, Trade(None if amount is None else amount + more, months, invoices))
	if before and after:
		assert VALUE_CLASSES.index(after) <= VALUE_CLASSES.index(before)
	if None not in (amount, months, invoices):
		assert before
		assert after


@given(FIGURES, FIGURES)
def test_an_unknown_amount_is_never_taken_for_zero(months: int | None, invoices: int | None) -> None:
	found = value_class(SCHEME, Trade(None, months, invoices))
	if found == ORDINARY:
		# only where the other figures alone rule both better classes out
		assert invoices is not None
		assert invoices < 4
