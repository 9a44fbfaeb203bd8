from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.assessment import EXPLANATIONS, CapApplied, Facts, assess, cap_problems
from credit_control.engine.defaults import default_grades
from credit_control.engine.errors import CreditError
from credit_control.engine.grades import rank
from credit_control.engine.knock_outs import KNOCK_OUTS
from credit_control.engine.scorecard import Band, Factor, Scorecard

RULES = default_grades()
# one point per day or per cent makes scores easy to choose
PUNCTUAL = tuple(Band(Decimal(start) if start else None, Decimal(start)) for start in range(101))
CARD = Scorecard(
	"Test",
	"1",
	(Factor("months_of_history", Decimal(60), PUNCTUAL), Factor("net_margin", Decimal(40), PUNCTUAL)),
	unaudited_cap="AA",
	old_statement_months=18,
	old_statement_cap="A",
)


def facts(months=95, margin=95, **changes):
	given = {"months_of_history": months, "net_margin": margin}
	values = {code: None if value is None else Decimal(value) for code, value in given.items()}
	return replace(Facts(values, statement_audit="Audited", statement_age_months=6), **changes)


def test_the_grade_follows_from_the_score():
	result = assess(CARD, RULES, facts())
	assert (result.score_result.score, result.model_grade) == (95, "AAA")
	assert (result.caps, result.knock_outs, result.explanation) == ((), (), ("graded",))


@pytest.mark.parametrize(("score", "grade"), [(91, "AAA"), (90, "AA"), (80, "A"), (70, "BBB"), (0, "D")])
def test_a_score_on_the_edge_gets_the_lower_grade(score, grade):
	assert assess(CARD, RULES, facts(score, score)).model_grade == grade


def test_too_little_data_gives_no_automatic_grade():
	result = assess(CARD, RULES, facts(months=None))
	assert (result.model_grade, result.scored_grade) == (None, None)
	assert (result.score_result.coverage, result.explanation) == (40, ("low_coverage",))


def test_coverage_of_exactly_the_minimum_is_enough():
	assert assess(CARD, RULES, facts(margin=None)).model_grade == "AAA"


def test_no_data_at_all_gives_no_grade():
	assert assess(CARD, RULES, facts(None, None)).explanation == ("no_data",)


@pytest.mark.parametrize("code", KNOCK_OUTS)
def test_a_knock_out_gives_the_lowest_grade_whatever_the_score(code):
	result = assess(CARD, RULES, facts(knock_outs=frozenset({code})))
	assert (result.model_grade, result.scored_grade, result.knock_outs) == ("D", "AAA", (code,))
	assert result.explanation == ("graded", f"knock_out:{code}")


def test_a_knock_out_counts_even_without_enough_data():
	assert assess(CARD, RULES, facts(None, None, knock_outs=frozenset({"fraud"}))).model_grade == "D"


def test_a_knock_out_the_scorecard_does_not_list_is_no_knock_out():
	card = replace(CARD, knock_outs=("insolvency",))
	result = assess(card, RULES, facts(knock_outs=frozenset({"fraud"})))
	assert (result.model_grade, result.knock_outs) == ("AAA", ())


def test_a_new_customer_gets_at_most_a():
	result = assess(CARD, RULES, facts(has_history=False))
	assert result.model_grade == "A"
	assert result.caps == (CapApplied("no_history", "AAA", "A"),)


def test_a_cap_never_lifts_a_grade():
	result = assess(CARD, RULES, facts(45, 45, has_history=False))
	assert (result.model_grade, result.caps) == ("B", ())


@pytest.mark.parametrize(
	("audit", "grade"), [("Audited", "AAA"), ("Reviewed", "AAA"), ("Unaudited", "AA"), ("Own Estimate", "AA")]
)
def test_statements_that_nobody_checked_cap_the_grade(audit, grade):
	assert assess(CARD, RULES, facts(statement_audit=audit)).model_grade == grade


def test_handing_in_no_statement_is_no_better_than_handing_in_an_unaudited_one():
	result = assess(CARD, RULES, facts(statement_audit=None, statement_age_months=None))
	assert result.caps == (CapApplied("no_statement", "AAA", "AA"),)


def test_a_scorecard_without_statement_factors_asks_for_no_statement():
	card = replace(CARD, factors=(replace(CARD.factors[0], weight=Decimal(100)),))
	assert assess(card, RULES, facts(statement_audit=None, statement_age_months=None)).caps == ()


@pytest.mark.parametrize(("months", "grade"), [(18, "AAA"), (19, "A")])
def test_statements_older_than_the_limit_cap_the_grade(months, grade):
	assert assess(CARD, RULES, facts(statement_age_months=months)).model_grade == grade


def test_caps_are_applied_one_after_the_other_and_each_is_kept():
	result = assess(CARD, RULES, facts(statement_audit="Unaudited", statement_age_months=30))
	assert result.caps == (CapApplied("unaudited", "AAA", "AA"), CapApplied("old_statement", "AA", "A"))
	assert result.explanation == ("graded", "cap:unaudited", "cap:old_statement")


def test_without_a_cap_nothing_is_capped():
	card = replace(CARD, no_history_cap=None)
	assert assess(card, RULES, facts(has_history=False)).model_grade == "AAA"


def test_a_cap_that_is_no_grade_is_reported_and_refused():
	card = replace(CARD, no_history_cap="A+")
	assert [problem.field for problem in cap_problems(card, RULES)] == ["no_history_cap"]
	with pytest.raises(CreditError, match="Grade A\\+ is not in the grade table"):
		assess(card, RULES, facts(has_history=False))


def test_every_explanation_has_a_sentence():
	everything = facts(has_history=False, statement_audit="Unaudited", statement_age_months=30)
	for code in assess(CARD, RULES, replace(everything, knock_outs=frozenset(KNOCK_OUTS))).explanation:
		assert EXPLANATIONS[code.rpartition(":")[2]]


@given(
	st.integers(0, 100),
	st.integers(0, 100),
	st.booleans(),
	st.sampled_from([None, "Audited", "Unaudited"]),
	st.none() | st.integers(0, 60),
)
def test_a_better_value_never_gives_a_worse_grade_and_caps_never_lift(first, second, history, audit, age):
	worse, better = sorted((first, second))
	state = {"has_history": history, "statement_audit": audit, "statement_age_months": age}
	low, high = (assess(CARD, RULES, facts(value, **state)) for value in (worse, better))
	assert rank(high.model_grade, RULES) <= rank(low.model_grade, RULES)
	assert rank(low.model_grade, RULES) >= rank(low.scored_grade, RULES)
