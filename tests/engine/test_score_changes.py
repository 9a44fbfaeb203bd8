from decimal import Decimal

import pytest

from credit_control.engine.defaults import default_grades
from credit_control.engine.errors import CreditError
from credit_control.engine.score_changes import factor_changes, grade_change, main_change
from credit_control.engine.scorecard import Band, Factor, Scorecard, score

RULES = default_grades()
VALUES = {"net_margin": Decimal(3), "roe": Decimal(12), "current_ratio": Decimal("1.5")}


def factor(indicator, weight, low, high):
	return Factor(indicator, Decimal(weight), (Band(None, Decimal(low)), Band(Decimal(1), Decimal(high))))


def scored(*factors):
	return score(Scorecard("Card", "1", factors), VALUES)


def test_each_factor_tells_what_it_gave_before_and_after_the_greatest_move_first():
	before = scored(factor("net_margin", 60, 0, 50), factor("roe", 40, 0, 100))
	after = scored(factor("net_margin", 50, 0, 50), factor("current_ratio", 50, 0, 100))
	found = [(row.indicator, row.before, row.after, row.change) for row in factor_changes(before, after)]
	assert found == [("current_ratio", None, 50, 50), ("roe", 40, None, -40), ("net_margin", 30, 25, -5)]


def test_the_main_change_goes_the_way_the_score_goes():
	# +50 by liquidity, −40 by equity, −5 by margin: the score rises by 5
	before = scored(factor("net_margin", 60, 0, 50), factor("roe", 40, 0, 100))
	rising = scored(factor("net_margin", 50, 0, 50), factor("current_ratio", 50, 0, 100))
	assert main_change(factor_changes(before, rising)).indicator == "current_ratio"
	# the same the other way round: it falls, though the greatest move is not what made it fall
	assert main_change(factor_changes(rising, before)).indicator == "current_ratio"
	falling = scored(factor("net_margin", 25, 0, 20), factor("roe", 75, 0, 60))
	assert main_change(factor_changes(before, falling)).indicator == "net_margin"


def test_without_a_move_there_is_no_main_change_and_even_moves_name_the_greatest():
	card = scored(factor("net_margin", 60, 0, 50), factor("roe", 40, 0, 100))
	assert main_change(factor_changes(card, card)) is None
	even = scored(factor("net_margin", 60, 0, 80), factor("roe", 40, 0, 55))
	assert main_change(factor_changes(card, even)).indicator == "net_margin"


def test_the_changes_of_the_factors_make_the_change_of_the_score():
	before = scored(factor("net_margin", 60, 0, 50), factor("roe", 40, 0, 100))
	after = scored(factor("net_margin", 30, 0, 80), factor("roe", 70, 0, 90))
	assert sum(row.change for row in factor_changes(before, after)) == after.score - before.score


def test_a_missing_factor_gives_nothing_and_keeps_its_missing_value():
	card = Scorecard("Card", "1", (factor("net_margin", 50, 0, 50), factor("quick_ratio", 50, 0, 100)))
	row = next(row for row in factor_changes(score(card, VALUES), score(card, VALUES)) if row.value is None)
	assert (row.indicator, row.before, row.change) == ("quick_ratio", 0, 0)


@pytest.mark.parametrize(
	("before", "after", "expected"),
	[
		("A", "AAA", ("Moved Up", 2)),
		("A", "BBB", ("Moved Down", -1)),
		("A", "A", ("Same Grade", 0)),
		(None, None, ("Same Grade", 0)),
		(None, "A", ("Now Graded", 0)),
		("A", None, ("No Longer Graded", 0)),
	],
)
def test_a_change_of_grade_has_a_name_and_a_distance(before, after, expected):
	assert grade_change(before, after, RULES) == expected


def test_a_grade_that_is_not_in_the_table_is_refused():
	with pytest.raises(CreditError, match="not in the grade table"):
		grade_change("A+", "A", RULES)
