"""What holds for every scorecard that has no faults, not only for the default one."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.indicators import INDICATORS
from credit_control.engine.scorecard import MISSING_MODES, REALLOCATE, Band, Factor, Scorecard, score
from credit_control.engine.scorecard_problems import scorecard_problems

NUMERIC = [code for code, entry in INDICATORS.items() if entry.direction != "category"]
CATEGORIES = [code for code, entry in INDICATORS.items() if entry.direction == "category"]
NUMBERS = st.decimals(-1000, 1000, places=2)
POINTS = st.decimals(0, 100, places=1)
HAIRCUTS = st.decimals(0, 100, places=2)


@st.composite
def numeric_bands(draw, code):
	"""Bands whose points never fall as the value gets better."""
	starts = sorted(draw(st.sets(NUMBERS, max_size=5)))
	lower_is_better = INDICATORS[code].direction == "lower"
	size = len(starts) + 1
	points = sorted(draw(st.lists(POINTS, min_size=size, max_size=size)), reverse=lower_is_better)
	numeric = tuple(Band(start, points[place]) for place, start in enumerate([None, *starts]))
	return (*numeric, *(Band(None, draw(POINTS), text) for text in INDICATORS[code].texts))


@st.composite
def cards(draw):
	"""Any scorecard without faults, by either way of treating what is missing."""
	codes = draw(st.lists(st.sampled_from([*NUMERIC, *CATEGORIES]), min_size=1, max_size=8, unique=True))
	cuts = sorted(draw(st.sets(st.integers(1, 999), min_size=len(codes) - 1, max_size=len(codes) - 1)))
	edges = [0, *cuts, 1000]
	factors = [
		Factor(code, Decimal(edges[place + 1] - edges[place]) / 10, draw(bands_of(code)))
		for place, code in enumerate(codes)
	]
	return Scorecard("Any", "1", tuple(factors), missing_mode=draw(st.sampled_from(MISSING_MODES)))


def bands_of(code):
	if code in NUMERIC:
		return numeric_bands(code)
	return st.tuples(*(st.builds(Band, st.none(), POINTS, st.just(text)) for text in INDICATORS[code].texts))


def values_for(card):
	return st.fixed_dictionaries(
		{
			factor.indicator: st.none()
			| (NUMBERS if factor.indicator in NUMERIC else st.nothing())
			| st.sampled_from(INDICATORS[factor.indicator].texts or (None,))
			for factor in card.factors
		}
	)


CASES = cards().flatmap(lambda card: st.tuples(st.just(card), values_for(card)))


@given(cards())
def test_the_scorecards_tried_here_have_no_faults(card):
	assert scorecard_problems(card) == []


@given(CASES, HAIRCUTS)
def test_a_score_is_between_0_and_100_or_there_is_none(case, haircut):
	card, values = case
	result = score(card, values, haircut)
	assert (result.score is None) == all(row.missing for row in result.rows)
	assert result.score is None or 0 <= result.score <= 100


@given(CASES, HAIRCUTS, NUMBERS, NUMBERS, st.data())
def test_a_better_value_never_gets_fewer_points(case, haircut, first, second, data):
	card, values = case
	numeric = [factor.indicator for factor in card.factors if factor.indicator in NUMERIC]
	if not numeric:
		return
	code = data.draw(st.sampled_from(numeric))
	worse, better = sorted((first, second), reverse=INDICATORS[code].direction == "lower")
	scores = [score(card, {**values, code: value}, haircut).score for value in (worse, better)]
	assert scores[0] <= scores[1]


@given(CASES)
def test_reallocated_weights_make_100_and_keep_their_proportions(case):
	card, values = case
	rows = [row for row in score(replace(card, missing_mode=REALLOCATE), values).rows if not row.missing]
	if rows:
		assert abs(sum(row.effective_weight for row in rows) - 100) < Decimal("1e-18")
		shares = {row.effective_weight / row.weight for row in rows}
		assert max(shares) - min(shares) < Decimal("1e-18")


@given(CASES, HAIRCUTS, st.randoms(use_true_random=False))
def test_the_order_of_factors_never_matters(case, haircut, random):
	card, values = case
	shuffled = list(card.factors)
	random.shuffle(shuffled)
	one, other = (score(each, values, haircut) for each in (card, replace(card, factors=tuple(shuffled))))
	assert (one.score, one.coverage, one.enough) == (other.score, other.coverage, other.enough)
	assert {row.indicator: row for row in one.rows} == {row.indicator: row for row in other.rows}


@given(CASES)
def test_a_missing_value_is_never_a_zero(case):
	card, values = case
	for row in score(card, values).rows:
		if values[row.indicator] is None:
			assert (row.missing, row.points, row.points_before_haircut, row.contribution) == (
				True,
				None,
				None,
				0,
			)
		else:
			assert row.points is not None
