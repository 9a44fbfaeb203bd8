from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.defaults import default_grades
from credit_control.engine.errors import CreditError
from credit_control.engine.grades import (
	GradeRule,
	grade_for,
	grade_problems,
	notch,
	rank,
	rule_for,
	worse_of,
	worst_grade,
)

RULES = default_grades()
SCORES = st.decimals(min_value=0, max_value=100, places=2)


def rule(grade, above, factor="1", **changes):
	return GradeRule(grade, Decimal(above), Decimal(factor), **changes)


def messages(*rules):
	return [str(problem) for problem in grade_problems(rules)]


@pytest.mark.parametrize(
	("score", "grade"),
	[
		("100", "AAA"), ("90.01", "AAA"), ("90", "AA"), ("80.01", "AA"), ("80", "A"), ("70", "BBB"),
		("60", "BB"), ("50", "B"), ("40.01", "B"), ("40", "CCC"), ("30", "CC"), ("20", "C"), ("10", "D"),
		("0.01", "D"), ("0", "D"),
	],
)  # fmt: skip
def test_a_score_on_the_edge_gets_the_lower_grade_and_zero_the_lowest(score, grade):
	assert grade_for(Decimal(score), RULES) == grade


@pytest.mark.parametrize("score", ["-0.01", "100.01"])
def test_a_score_outside_0_to_100_is_refused(score):
	with pytest.raises(CreditError, match="not between 0 and 100"):
		grade_for(Decimal(score), RULES)


def test_an_empty_table_is_refused():
	with pytest.raises(CreditError, match="grade table is empty"):
		grade_for(Decimal(50), ())


@given(SCORES, SCORES)
def test_a_better_score_never_gets_a_worse_grade(first, second):
	worse, better = sorted((first, second))
	assert rank(grade_for(better, RULES), RULES) <= rank(grade_for(worse, RULES), RULES)


@given(SCORES, st.permutations(RULES))
def test_the_order_of_the_rows_never_matters(score, shuffled):
	assert grade_for(score, shuffled) == grade_for(score, RULES)


def test_ranks_grow_as_grades_worsen():
	assert [rank(row.grade, RULES) for row in RULES] == list(range(10))


def test_an_unknown_grade_is_refused():
	with pytest.raises(CreditError, match="Grade E is not in the grade table"):
		rank("E", RULES)


@given(st.sampled_from(RULES), st.sampled_from(RULES))
def test_the_worse_of_two_grades_is_the_same_either_way(first, second):
	worse = worse_of(first.grade, second.grade, RULES)
	assert worse == worse_of(second.grade, first.grade, RULES)
	assert rank(worse, RULES) == max(rank(first.grade, RULES), rank(second.grade, RULES))


@pytest.mark.parametrize(
	("grade", "steps", "expected"),
	[("A", 1, "AA"), ("A", -1, "BBB"), ("A", 0, "A"), ("AAA", 1, "AAA"), ("D", -3, "D"), ("AAA", -20, "D")],
)
def test_notches_up_are_positive_and_stop_at_the_ends(grade, steps, expected):
	assert notch(grade, steps, RULES) == expected


def test_a_grade_allows_credit_when_its_factor_is_above_zero():
	assert rule_for("B", RULES).credit_allowed
	assert not rule_for("CCC", RULES).credit_allowed
	assert worst_grade(RULES) == "D"


def test_a_sound_table_has_no_problems():
	assert messages(rule("A", 50), rule("B", 0, "0")) == []


def test_a_grade_listed_twice_is_reported():
	assert messages(rule("A", 50), rule("A", 0)) == ["Grade A is listed twice. Remove one of the rows."]


def test_equal_edges_are_reported_as_an_overlap():
	assert messages(rule("A", 50), rule("B", 50), rule("C", 0)) == [
		"A and B overlap: both start above 50. Give each grade its own lower edge."
	]


def test_a_table_that_does_not_reach_zero_is_reported_as_a_gap():
	assert messages(rule("A", 50), rule("B", 10)) == [
		"Scores from 0 to 10 have no grade: B is the lowest. Let the lowest grade start at 0."
	]


def test_grades_out_of_order_are_reported():
	assert messages(rule("B", 0), rule("A", 50)) == [
		"A stands below B but needs a higher score. List the grades from best to worst."
	]


def test_a_worse_grade_with_a_higher_factor_is_reported():
	assert (
		"B has a higher limit factor than the better grade A."
		in messages(rule("A", 50), rule("B", 0, "2"))[0]
	)


@pytest.mark.parametrize(
	("changes", "message"),
	[
		({"limit_factor": Decimal(-1)}, "Grade A: Limit Factor is -1; it cannot be negative."),
		({"limit_cap": Decimal(-1)}, "Grade A: Limit Cap is -1; it cannot be negative."),
		({"term_days": -1}, "Grade A: Term Days is -1; it cannot be negative."),
		({"prepayment_percent": Decimal(101)}, "Grade A: Prepayment % is 101; it must be between 0 and 100."),
		({"tolerance_percent": Decimal(-1)}, "Grade A: Tolerance % is -1; it must be between 0 and 100."),
		({"net_worth_percent": Decimal(120)}, "Grade A: Net Worth % is 120; it must be between 0 and 100."),
		({"review_months": 0}, "Grade A: the review interval must be one month or more."),
		({"grade": ""}, "A row has no grade. Name the grade."),
	],
)
def test_a_figure_that_cannot_be_is_reported(changes, message):
	assert messages(replace(rule("A", 0), **changes)) == [message]


def test_a_sales_coefficient_may_exceed_100_percent():
	assert messages(rule("A", 0, sales_coefficient=Decimal(300))) == []


def test_an_empty_table_is_reported():
	assert messages() == ["The grade table is empty. Add at least one grade."]


@pytest.mark.parametrize(
	("changes", "field"),
	[
		({"security_percent": Decimal(101)}, "security_percent"),
		({"discount_percent": Decimal(-1), "discount_days": 10}, "discount_percent"),
		({"discount_percent": Decimal(2)}, "discount_days"),
		({"discount_days": -1}, "discount_days"),
		({"instalments": -1}, "instalments"),
		({"instalments": 19, "term_days": 600}, "instalments"),
		({"instalments": 3, "term_days": 90, "payment_terms": "Net 30"}, "instalments"),
		({"instalments": 3, "term_days": 89}, "term_days"),
	],
)
def test_terms_that_cannot_be_are_named(changes, field):
	assert [problem.field for problem in grade_problems([rule("A", 0, 1, **changes)])] == [field]


def test_discount_instalments_and_security_that_can_be_are_accepted():
	terms = {"discount_percent": Decimal(2), "discount_days": 10, "instalments": 18, "term_days": 540}
	assert grade_problems([rule("A", 0, 1, security_percent=Decimal(100), **terms)]) == []
