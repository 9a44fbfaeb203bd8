from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.statement import Statement
from credit_control.engine.wall import WALL_ITEMS, points_for, wall_index, wall_problems

# every ratio of this statement is exactly at its standard
AT_STANDARD = {
	"current_assets": 400, "current_liabilities": 200, "equity": 600, "total_liabilities": 400,
	"total_assets": 1000, "fixed_assets": 400, "cost_of_sales": 800, "inventory": 100, "revenue": 1800,
	"receivables": 300,
}  # fmt: skip


def statement(without=(), **changes):
	figures = {
		code: Decimal(value) for code, value in {**AT_STANDARD, **changes}.items() if code not in without
	}
	return Statement(figures, date(2024, 1, 1), date(2024, 12, 31), "Audited")


def row(result, code):
	return next(entry for entry in result.rows if entry.item.code == code)


def test_the_weights_make_100():
	assert wall_problems(WALL_ITEMS) == []


def test_ratios_at_their_standards_give_their_weights():
	result = wall_index(statement(revenue=1600, receivables=200))
	assert row(result, "current").points == 25
	assert row(result, "equity_to_debt").points == 25
	assert row(result, "fixed_assets").points == 15
	assert row(result, "inventory").points == 10
	assert row(result, "fixed_turnover").points == 10


def test_the_index_is_the_sum_of_the_points():
	result = wall_index(statement())
	# 25 + 25 + 15 + 10 + 10 + 10 × 4.5 / 4 + 5
	assert result.index == Decimal("101.25")
	assert result.covered_weight == 100


@pytest.mark.parametrize(("actual", "points"), [("0.5", "12.5"), ("1", "12.5"), ("3", "37.5"), ("9", "37.5")])
def test_an_item_counts_between_half_and_one_and_a_half_times_its_weight(actual, points):
	assert points_for(WALL_ITEMS[0], Decimal(actual)) == Decimal(points)


def test_a_missing_line_leaves_the_index_open_and_names_the_line():
	result = wall_index(statement(without=("fixed_assets",)))
	assert result.index is None
	assert result.covered_weight == 75
	assert row(result, "fixed_assets").note == "missing: fixed_assets"


def test_a_denominator_of_zero_leaves_the_item_open():
	assert row(wall_index(statement(inventory=0)), "inventory").note == "zero: inventory"


def test_negative_equity_gets_the_floor():
	assert row(wall_index(statement(equity=-1)), "equity_to_debt").points == Decimal("12.5")


@given(st.lists(st.integers(min_value=1, max_value=10**9), min_size=10, max_size=10))
def test_the_index_stays_between_50_and_150(figures):
	changes = dict(zip(AT_STANDARD, figures, strict=True))
	assert 50 <= wall_index(statement(**changes)).index <= 150
