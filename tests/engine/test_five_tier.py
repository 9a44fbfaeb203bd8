from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.five_tier import WEIGHTS, TierStandard, evaluate, level, tier_points, tier_problems

ROE = TierStandard("roe", *map(Decimal, (15, 10, 6, 2, -4)))
DEBT = TierStandard("debt_ratio", *map(Decimal, (40, 50, 60, 75, 90)))
STANDARDS = {
	code: DEBT if code == "debt_ratio" else TierStandard(code, *map(Decimal, (15, 10, 6, 2, -4)))
	for code in WEIGHTS
}


@pytest.mark.parametrize(
	("value", "points"),
	[
		("15", "20"),  # 优: full
		("40", "20"),
		("10", "16"),
		("8", "14"),  # half-way from 平均 0.6 to 良 0.8
		("6", "12"),
		("2", "8"),
		("-1", "6"),
		("-4", "4"),  # 较差 itself
		("-4.01", "0"),
	],
)
def test_points_run_linearly_between_the_tiers(value, points):
	assert tier_points(Decimal(value), ROE, Decimal(20), lower_is_better=False) == Decimal(points)


@pytest.mark.parametrize(
	("value", "points"), [("40", 12), ("30", 12), ("45", "10.8"), ("90", "2.4"), ("91", 0)]
)
def test_the_debt_ratio_runs_downwards(value, points):
	assert tier_points(Decimal(value), DEBT, Decimal(12), lower_is_better=True) == Decimal(points)


def test_the_weights_make_100():
	assert sum(WEIGHTS.values()) == 100


def test_everything_excellent_scores_100():
	values = {code: Decimal(40 if code == "debt_ratio" else 15) for code in WEIGHTS}
	result = evaluate(values, STANDARDS)
	assert (result.score, result.level) == (100, "Excellent")


def test_a_missing_ratio_leaves_the_score_open_and_is_not_zero():
	values = {code: Decimal(40 if code == "debt_ratio" else 15) for code in WEIGHTS}
	result = evaluate({**values, "interest_cover": None}, STANDARDS)
	assert (result.score, result.level) == (None, None)
	assert (result.covered_weight, result.score_on_covered) == (90, 100)
	assert evaluate({**values, "interest_cover": Decimal(-9)}, STANDARDS).score == 90


def test_without_any_data_there_is_no_score():
	assert evaluate({}, STANDARDS).score_on_covered is None


@pytest.mark.parametrize(
	("score", "name"),
	[(85, "Excellent"), (84, "Good"), (70, "Good"), (50, "Average"), (40, "Low"), (39, "Poor")],
)
def test_a_level_starts_with_its_lowest_score(score, name):
	assert level(Decimal(score)) == name


def test_standards_in_the_wrong_order_are_reported():
	upside_down = TierStandard("debt_ratio", *map(Decimal, (90, 75, 60, 50, 40)))
	(found,) = tier_problems({"debt_ratio": upside_down})
	assert "Debt Ratio" in str(found)
	assert tier_problems(STANDARDS) == []


def test_a_ratio_outside_the_evaluation_is_reported():
	assert tier_problems({"quick_ratio": ROE})[0].field == "quick_ratio"


def test_equal_neighbouring_standards_do_not_divide_by_zero():
	flat = TierStandard("roe", *map(Decimal, (10, 6, 6, 6, 0)))
	assert tier_points(Decimal(6), flat, Decimal(20), lower_is_better=False) == 16


@given(st.decimals(-50, 50, places=2), st.decimals(-50, 50, places=2))
def test_a_better_ratio_never_scores_less(first, second):
	worse, better = sorted((first, second))
	assert tier_points(worse, ROE, Decimal(20), False) <= tier_points(better, ROE, Decimal(20), False)


def test_a_good_reason_for_having_no_number_earns_the_full_weight():
	values = {code: Decimal(40 if code == "debt_ratio" else 15) for code in WEIGHTS}
	result = evaluate({**values, "interest_cover": "No Interest"}, STANDARDS)
	assert result.score == 100
	assert next(row for row in result.rows if row.code == "interest_cover").note == "No Interest"


def test_what_is_missing_is_named():
	result = evaluate({"roe": Decimal(10)}, {})
	assert {row.note for row in result.rows if row.code in ("roe", "roa")} == {
		"missing: standard",
		"missing: roa",
	}
