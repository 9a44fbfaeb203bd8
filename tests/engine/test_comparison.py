from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.assessment import Facts
from credit_control.engine.comparison import Assessed, compare, sentences, signed
from credit_control.engine.defaults import default_scorecard
from credit_control.engine.indicators import INDICATORS
from credit_control.engine.scorecard import Band, Factor, Scorecard


def bands(*pairs: tuple[str | None, str]) -> tuple[Band, ...]:
	return tuple(Band(None if start is None else Decimal(start), Decimal(points)) for start, points in pairs)


LATE = Factor("weighted_days_late", Decimal(40), bands((None, "100"), ("10", "60"), ("30", "20")))
DEBT = Factor("debt_ratio", Decimal(40), bands((None, "90"), ("60", "50")))
HISTORY = Factor("months_of_history", Decimal(20), bands((None, "50"), ("24", "100")))
CARD = Scorecard("Main", "SC-1", (LATE, DEBT, HISTORY))


def facts(late="5", debt="55", months="30") -> Facts:
	pairs = {"weighted_days_late": late, "debt_ratio": debt, "months_of_history": months}
	return Facts({code: None if value is None else Decimal(value) for code, value in pairs.items()})


def move_of(comparison, code: str):
	return next(move for move in comparison.moves if move.indicator == code)


def plain(code, value) -> str:
	return "missing" if value is None else str(value)


def told(comparison) -> list[str]:
	return [message.render() for message in sentences(comparison, plain)]


def test_a_worse_value_costs_its_weight_times_the_points_lost():
	"""40 % × (20 − 100) = −32 points; the others stay."""
	found = compare(Assessed(CARD, facts()), Assessed(CARD, facts(late="35")))
	move = move_of(found, "weighted_days_late")
	assert (move.before, move.after, move.change, move.by_value, move.by_weight) == (40, 8, -32, -32, 0)
	assert (found.score_before, found.score_after, found.change) == (96, 64, -32)
	assert found.same_scorecard
	assert told(found) == ["Average Days Late 5 → 35: −32.0 points"]


def test_a_value_that_stays_in_its_band_moves_nothing_and_is_not_told():
	found = compare(Assessed(CARD, facts()), Assessed(CARD, facts(late="9")))
	assert (move_of(found, "weighted_days_late").change, told(found)) == (0, [])


def test_another_weight_is_told_apart_from_another_value():
	"""40 × 100 % before; 20 × 20 % after: −36, of which the value at the new weight is 20 × −80 % = −16."""
	heavier = (replace(LATE, weight=Decimal(20)), replace(DEBT, weight=Decimal(60)), HISTORY)
	after = replace(CARD, version="SC-2", factors=heavier)
	found = compare(Assessed(CARD, facts()), Assessed(after, facts(late="35")))
	move = move_of(found, "weighted_days_late")
	assert (move.change, move.by_value, move.by_weight) == (-36, -16, -20)
	assert not found.same_scorecard
	assert "Debt Ratio 55 as before, but it weighs differently: +18.0 points" in told(found)
	assert "Average Days Late 5 → 35, and it weighs differently: −36.0 points" in told(found)


def test_factors_that_came_and_went_are_told():
	after = Scorecard("Main", "SC-2", (replace(LATE, weight=Decimal(60)), replace(DEBT, weight=Decimal(40))))
	found = compare(Assessed(CARD, facts()), Assessed(after, facts()))
	assert (move_of(found, "months_of_history").before, move_of(found, "months_of_history").after) == (
		20,
		None,
	)
	assert "Months of Trade with Us is no longer in the scorecard: −20.0 points" in told(found)
	back = compare(Assessed(after, facts()), Assessed(CARD, facts()))
	assert "Months of Trade with Us is new in the scorecard, 30: +20.0 points" in told(back)


def test_data_that_got_lost_takes_the_whole_factor_with_it_and_the_others_weigh_more():
	"""Debt 40 × 90 % = 36 goes; 40 and 20 of 60 then weigh 66.67 and 33.33."""
	found = compare(Assessed(CARD, facts()), Assessed(CARD, facts(debt=None)))
	debt, late = move_of(found, "debt_ratio"), move_of(found, "weighted_days_late")
	assert (debt.change, debt.by_value) == (-36, -36)
	assert (round(late.change, 2), late.by_value) == (Decimal("26.67"), 0)
	assert told(found)[0] == "Debt Ratio 55 → missing: −36.0 points"


def test_without_a_score_on_one_side_there_is_no_change_of_it():
	found = compare(Assessed(CARD, Facts({})), Assessed(CARD, facts()))
	assert (found.score_before, found.change) == (None, None)


def test_points_are_written_with_their_sign():
	assert [signed(Decimal(value)) for value in ("2", "-8.25", "0")] == ["+2.0", "−8.3", "+0.0"]


numbers = st.none() | st.integers(-50, 200).map(Decimal)


@st.composite
def some_facts(draw):
	values = {}
	for factor in default_scorecard().factors:
		known = INDICATORS[factor.indicator]
		options = st.none() | st.sampled_from(known.texts) if known.direction == "category" else numbers
		values[factor.indicator] = draw(options)
	return Facts(values)


@given(some_facts(), some_facts(), st.integers(1, 9))
def test_the_moves_sum_to_the_change_and_their_parts_to_the_moves(before, after, shift):
	card = default_scorecard()
	first, second, *rest = card.factors
	tilted = replace(
		card,
		version="other",
		factors=(
			replace(first, weight=first.weight + second.weight / (shift + 1)),
			replace(second, weight=second.weight - second.weight / (shift + 1)),
			*rest,
		),
	)
	found = compare(Assessed(card, before), Assessed(tilted, after))
	for move in found.moves:
		assert abs(move.by_value + move.by_weight - move.change) < Decimal("1e-20")
	total = sum(move.change for move in found.moves)
	expected = (found.score_after or 0) - (found.score_before or 0)
	assert abs(total - expected) <= Decimal("0.01")
