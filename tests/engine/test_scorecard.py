from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.defaults import default_scorecard
from credit_control.engine.indicators import INDICATORS
from credit_control.engine.scorecard import REALLOCATE, ZERO_POINTS, Band, Factor, Scorecard, score

CARD = default_scorecard()


def band(start, points, text="", advice=""):
	return Band(None if start is None else Decimal(start), Decimal(points), text, advice)


LATE = Factor(
	"late_ratio", Decimal(40), (band(None, 100), band(5, 80), band(15, 50), band(50, 0, advice="Prepay."))
)
MARGIN = Factor("net_margin", Decimal(30), (band(None, 0), band(0, 40), band(5, 100)))
SIZE = Factor("company_size", Decimal(30), (band(None, 100, "Large"), band(None, 50, "Small")))
SMALL_CARD = Scorecard("Small", "1", (LATE, MARGIN, SIZE))


def values_of(factor):
	"""Any value the factor's indicator can take, missing included."""
	numbers = st.decimals(min_value=-200, max_value=400, places=2)
	texts = INDICATORS[factor.indicator].texts
	if INDICATORS[factor.indicator].direction == "category":
		return st.none() | st.sampled_from(texts)
	return st.none() | numbers | (st.sampled_from(texts) if texts else st.nothing())


VALUES = st.fixed_dictionaries({factor.indicator: values_of(factor) for factor in CARD.factors})
MODES = st.sampled_from([REALLOCATE, ZERO_POINTS])
NUMERIC = [factor for factor in CARD.factors if INDICATORS[factor.indicator].direction != "category"]


@pytest.mark.parametrize(
	("value", "points"),
	[("-1", 100), ("4.99", 100), ("5", 80), ("14.99", 80), ("15", 50), ("50", 0), ("100", 0)],
)
def test_a_value_on_an_edge_belongs_to_the_band_that_starts_there(value, points):
	assert LATE.band(Decimal(value)).points == points


def test_bands_may_stand_in_any_order():
	shuffled = replace(LATE, bands=tuple(reversed(LATE.bands)))
	assert shuffled.band(Decimal(20)) == LATE.band(Decimal(20))


def test_contributions_add_up_to_the_score():
	result = score(SMALL_CARD, {"late_ratio": Decimal(10), "net_margin": Decimal(3), "company_size": "Small"})
	assert [row.contribution for row in result.rows] == [32, 12, 15]
	assert [row.lost for row in result.rows] == [8, 18, 15]
	assert (result.score, result.coverage, result.enough) == (Decimal("59.00"), 100, True)


def test_a_factor_of_weight_40_where_30_is_missing_weighs_57_14_percent():
	result = score(SMALL_CARD, {"late_ratio": Decimal(10), "company_size": "Large"})
	late, margin, size = result.rows
	assert round(late.effective_weight, 2) == Decimal("57.14")
	assert (margin.effective_weight, margin.contribution, margin.missing) == (0, 0, True)
	assert round(size.effective_weight, 2) == Decimal("42.86")
	# (40 × 80 + 30 × 100) / 70
	assert (result.score, result.coverage) == (Decimal("88.57"), 70)


def test_in_zero_mode_a_missing_factor_keeps_its_weight_and_scores_nothing():
	result = score(
		replace(SMALL_CARD, missing_mode=ZERO_POINTS), {"late_ratio": Decimal(10), "company_size": "Large"}
	)
	margin = result.rows[1]
	assert (margin.effective_weight, margin.contribution, margin.lost, margin.points) == (30, 0, 30, None)
	assert (result.score, result.coverage) == (Decimal("62.00"), 70)


@pytest.mark.parametrize("mode", [REALLOCATE, ZERO_POINTS])
def test_without_any_data_there_is_no_score(mode):
	result = score(replace(SMALL_CARD, missing_mode=mode), {})
	assert (result.score, result.coverage, result.enough) == (None, 0, False)


@pytest.mark.parametrize(("minimum", "enough"), [(70, True), (71, False)])
def test_coverage_must_reach_the_minimum(minimum, enough):
	card = replace(SMALL_CARD, minimum_coverage=Decimal(minimum))
	assert score(card, {"late_ratio": Decimal(10), "company_size": "Large"}).enough is enough


def test_a_value_no_band_covers_is_missing_and_says_so():
	row = score(SMALL_CARD, {"company_size": "Huge"}).rows[2]
	assert (row.missing, row.points, row.value, row.note) == (True, None, "Huge", "no band for this value")


def test_a_row_names_its_source_and_carries_the_advice_of_its_band():
	row = score(SMALL_CARD, {"late_ratio": Decimal(60)}).rows[0]
	assert (row.source, row.advice) == ("ledger", "Prepay.")


def test_a_text_may_stand_in_for_a_number():
	factor = Factor(
		"interest_cover", Decimal(100), (band(None, 0), band(3, 80), band(None, 100, "No Interest"))
	)
	card = Scorecard("Texts", "1", (factor,))
	assert score(card, {"interest_cover": "No Interest"}).score == 100
	assert score(card, {"interest_cover": Decimal(-5)}).score == 0


@pytest.mark.parametrize(("first", "second"), [("1", "33.33"), ("2", "66.67")])
def test_the_score_is_rounded_half_up_to_two_decimals(first, second):
	bands = (band(None, 0), band(1, 100))
	card = Scorecard(
		"Thirds", "1", (Factor("net_margin", Decimal(first), bands), Factor("roe", 3 - Decimal(first), bands))
	)
	assert score(card, {"net_margin": Decimal(2), "roe": Decimal(0)}).score == Decimal(second)


@given(VALUES, MODES)
def test_a_score_is_always_between_0_and_100(values, mode):
	result = score(replace(CARD, missing_mode=mode), values)
	assert result.score is None or 0 <= result.score <= 100
	assert 0 <= result.coverage <= 100


@given(VALUES, MODES)
def test_the_rows_explain_the_score(values, mode):
	result = score(replace(CARD, missing_mode=mode), values)
	if result.score is not None:
		assert abs(sum(row.contribution for row in result.rows) - result.score) <= Decimal("0.0051")


@given(VALUES)
def test_reallocated_weights_make_100(values):
	result = score(CARD, values)
	if result.score is not None:
		assert abs(sum(row.effective_weight for row in result.rows) - 100) < Decimal("1e-20")


@given(VALUES, MODES, st.randoms(use_true_random=False))
def test_the_order_of_factors_never_matters(values, mode, random):
	card = replace(CARD, missing_mode=mode)
	shuffled = list(card.factors)
	random.shuffle(shuffled)
	other = score(replace(card, factors=tuple(shuffled)), values)
	assert (other.score, other.coverage) == (score(card, values).score, score(card, values).coverage)


@given(
	VALUES,
	MODES,
	st.sampled_from(NUMERIC),
	st.decimals(-200, 400, places=2),
	st.decimals(-200, 400, places=2),
)
def test_a_better_value_never_gets_fewer_points(values, mode, factor, first, second):
	is_higher = INDICATORS[factor.indicator].direction == "higher"
	worse, better = sorted((first, second), reverse=not is_higher)
	card = replace(CARD, missing_mode=mode)
	code = factor.indicator
	assert score(card, {**values, code: worse}).score <= score(card, {**values, code: better}).score


@given(VALUES, st.sampled_from(NUMERIC))
def test_a_dropped_value_lowers_the_coverage_and_is_not_a_zero(values, factor):
	zero = {**values, factor.indicator: Decimal(0)}
	dropped = {**values, factor.indicator: None}
	absent = {code: value for code, value in values.items() if code != factor.indicator}
	assert score(CARD, zero).coverage - score(CARD, dropped).coverage == factor.weight
	assert score(CARD, dropped).score == score(CARD, absent).score
	row = next(row for row in score(CARD, dropped).rows if row.indicator == factor.indicator)
	assert (row.missing, row.value, row.points) == (True, None, None)


@given(VALUES)
def test_spreading_a_missing_weight_never_scores_less_than_counting_it_as_nothing(values):
	spread, nothing = score(CARD, values).score, score(replace(CARD, missing_mode=ZERO_POINTS), values).score
	assert (spread is None) == (nothing is None)
	assert spread is None or spread >= nothing
