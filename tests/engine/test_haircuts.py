from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.assessment import Facts, assess
from credit_control.engine.defaults import default_grades, default_scorecard
from credit_control.engine.haircuts import Haircut, haircut_percent, haircut_problems
from credit_control.engine.scorecard import ZERO_POINTS, Band, Factor, Scorecard, score
from credit_control.engine.statement import AUDITS

DEFAULTS = default_scorecard().haircuts
LATE = Factor("late_ratio", Decimal(40), (Band(None, Decimal(100)), Band(Decimal(5), Decimal(80))))
MARGIN = Factor("net_margin", Decimal(60), (Band(None, Decimal(0)), Band(Decimal(5), Decimal(90))))
CARD = Scorecard("Card", "1", (LATE, MARGIN))
VALUES = {"late_ratio": Decimal(10), "net_margin": Decimal(6)}


def haircut(audit, over_months, percent):
	return Haircut(audit, over_months, Decimal(percent))


def messages(*rows):
	return [str(problem) for problem in haircut_problems(rows)]


@pytest.mark.parametrize(
	("audit", "age", "percent"),
	[
		("Audited", 0, 0),
		("Audited", 12, 0),
		("Audited", 13, 10),
		("Audited", 24, 10),
		("Audited", 25, 25),
		("Reviewed", 0, 5),
		("Unaudited", 12, 10),
		("Unaudited", 13, 20),
		("Own Estimate", 3, 30),
		(None, None, 0),
	],
)
def test_the_default_haircut_grows_with_age_and_falls_with_trust(audit, age, percent):
	assert haircut_percent(DEFAULTS, audit, age) == percent


def test_a_status_without_a_row_loses_nothing():
	assert haircut_percent([haircut("Unaudited", 0, 20)], "Audited", 60) == 0


def test_an_unknown_age_is_covered_by_the_row_for_any_age_only():
	rows = [haircut("Unaudited", 0, 20), haircut("Unaudited", 12, 40)]
	assert haircut_percent(rows, "Unaudited", None) == 20


def test_only_points_from_statements_are_cut_and_the_row_tells_what_they_were():
	late, margin = score(CARD, VALUES, Decimal(20)).rows
	assert (late.points, late.points_before_haircut, late.haircut) == (80, 80, 0)
	# 90 × (1 − 20 %)
	assert (margin.points, margin.points_before_haircut, margin.haircut) == (72, 90, 20)
	assert (margin.contribution, margin.lost) == (Decimal("43.2"), Decimal("16.8"))


def test_the_score_falls_by_the_weight_of_the_points_taken():
	# (40 × 80 + 60 × 90) / 100 = 86 and (40 × 80 + 60 × 72) / 100 = 75.2
	assert [score(CARD, VALUES, Decimal(cut)).score for cut in (0, 20)] == [86, Decimal("75.20")]


def test_a_missing_figure_is_not_cut():
	row = score(CARD, {"late_ratio": Decimal(1)}, Decimal(20)).rows[1]
	assert (row.missing, row.haircut, row.points_before_haircut) == (True, 0, None)


def test_an_assessment_cuts_by_the_audit_and_age_of_its_statement():
	card = replace(CARD, haircuts=DEFAULTS)
	fresh = Facts(VALUES, statement_audit="Audited", statement_age_months=6)
	scores = {
		(audit, age): assess(
			card, default_grades(), replace(fresh, statement_audit=audit, statement_age_months=age)
		).score_result.score
		for audit, age in (("Audited", 6), ("Audited", 18), ("Own Estimate", 6))
	}
	# 32 + 54 × (1 − haircut)
	assert scores == {
		("Audited", 6): 86,
		("Audited", 18): Decimal("80.60"),
		("Own Estimate", 6): Decimal("69.80"),
	}


def test_the_default_table_is_sound_and_an_empty_one_too():
	assert messages(*DEFAULTS) == messages() == []


@pytest.mark.parametrize(
	("rows", "message"),
	[
		([haircut("Guessed", 0, 5)], "Guessed is no kind of audit. Choose one of: Audited, "),
		([haircut("Audited", -1, 5)], "Haircut for Audited: the age in months cannot be negative."),
		([haircut("Audited", 0, 101)], "Haircut for Audited: 101 % is not between 0 and 100 %."),
		(
			[haircut("Own Estimate", 6, 5), haircut("Own Estimate", 6, 7)],
			"Haircut for Own Estimate over 6 months is listed twice. Remove one of the rows.",
		),
		(
			[haircut("Own Estimate", 0, 10), haircut("Own Estimate", 12, 5)],
			"Haircut for Own Estimate: figures over 12 months old lose less than newer ones. Let the haircut grow",
		),
		(
			[haircut("Unaudited", 0, 10)],
			"Own Estimate figures over 0 months old lose less than Unaudited ones. Give the less trusted",
		),
	],
)
def test_a_table_that_cannot_be_names_the_row(rows, message):
	assert messages(*rows)[0].startswith(message)


PERCENTS = st.decimals(0, 100, places=2)


@given(PERCENTS, PERCENTS, st.sampled_from([CARD, replace(CARD, missing_mode=ZERO_POINTS)]))
def test_a_higher_haircut_never_scores_more_and_the_score_stays_between_0_and_100(first, second, card):
	less, more = sorted((first, second))
	scores = [score(card, VALUES, cut).score for cut in (more, less)]
	assert 0 <= scores[0] <= scores[1] <= 100


@given(PERCENTS, st.decimals(-50, 50, places=2), st.decimals(-50, 50, places=2))
def test_a_better_value_never_gets_fewer_points_whatever_the_haircut(cut, first, second):
	worse, better = sorted((first, second))
	scored = [score(CARD, {**VALUES, "net_margin": value}, cut).score for value in (worse, better)]
	assert scored[0] <= scored[1]


@given(st.sampled_from(AUDITS), st.integers(0, 60), st.integers(0, 60))
def test_by_the_default_table_older_figures_never_lose_less(audit, first, second):
	younger, older = sorted((first, second))
	assert haircut_percent(DEFAULTS, audit, younger) <= haircut_percent(DEFAULTS, audit, older)
