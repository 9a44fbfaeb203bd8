from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from credit_control.engine.limit_methods import (
	METHODS,
	LimitInputs,
	LimitSettings,
	WorkingAssetsBand,
	capacity,
	monthly_sales,
	need,
	net_worth,
	working_assets,
	working_assets_evaluation,
)
from credit_control.engine.limits import limit_problems, propose
from tests.engine.limit_cases import (
	ALL_METHODS,
	CAP,
	FACTORS,
	FULL,
	INPUTS,
	KNOWN,
	NEEDS,
	NO_CREDIT,
	SETTINGS,
	B,
	R,
	amounts,
)


def test_net_worth_takes_k_percent():
	assert net_worth(LimitInputs(tangible_net_worth=Decimal(80000)), SETTINGS, B).amount == 8000


def test_capacity_of_grade_b_gives_the_worked_value():
	inputs = LimitInputs(tangible_net_worth=Decimal(80000), turnover=Decimal(700000))
	assert capacity(inputs, SETTINGS, B).amount == 28000


def test_capacity_takes_turnover_where_that_is_lower():
	inputs = LimitInputs(tangible_net_worth=Decimal(80000), turnover=Decimal(300000))
	assert capacity(inputs, SETTINGS, B).amount == 15000


def test_capacity_with_one_figure_missing_uses_the_other_and_says_so():
	term = capacity(LimitInputs(turnover=Decimal(700000)), SETTINGS, B)
	assert (term.amount, term.note) == (35000, "missing: tangible_net_worth")


def test_capacity_with_nothing_known_is_missing():
	assert capacity(LimitInputs(), SETTINGS, B).amount is None


def test_need_covers_term_delay_and_delivery():
	assert need(NEEDS, replace(SETTINGS, buffer_days=5), B).amount == 45000


def test_need_takes_the_customer_s_own_term_and_buffer_before_the_policy_s():
	own = replace(NEEDS, term_days=60, buffer_days=0)
	assert need(own, replace(SETTINGS, buffer_days=5), B).amount == 70000


def test_need_without_payment_history_is_missing_unless_the_policy_assumes_a_delay():
	new = replace(NEEDS, average_days_late=None)
	assert need(new, SETTINGS, B).note == "missing: average_days_late"
	assumed = need(new, replace(SETTINGS, assumed_days_late=Decimal(0)), B)
	assert (assumed.amount, assumed.note) == (30000, "days late assumed")


def test_monthly_sales_take_months_and_the_grade_s_coefficient():
	inputs = LimitInputs(monthly_credit_sales=Decimal(10000))
	assert monthly_sales(inputs, SETTINGS, B).amount == 12000
	assert monthly_sales(replace(inputs, credit_months=Decimal(3)), SETTINGS, B).amount == 18000
	assert monthly_sales(inputs, SETTINGS, replace(B, sales_coefficient=Decimal(0))).amount == 0
	assert monthly_sales(inputs, SETTINGS, replace(B, sales_coefficient=None)).amount is None


def test_working_assets_of_the_reference_statement_give_the_worked_evaluation_and_base():
	assert round(working_assets_evaluation(R), 4) == Decimal("0.9422")
	# base 300, and an evaluation above 0.3 takes 20 %
	assert working_assets(R, SETTINGS, B).amount == 60


@pytest.mark.parametrize(
	("evaluation", "percent"), [("-4.6", 0), ("-4.59", "2.5"), ("0.3", "17.5"), ("1.0", 20), ("1.01", 25)]
)
def test_an_evaluation_on_an_edge_takes_the_lower_percentage(evaluation, percent):
	inputs = LimitInputs(
		working_capital=Decimal(100),
		net_worth=Decimal(100),
		current_ratio=Decimal(evaluation),
		quick_ratio=Decimal(0),
		current_liabilities_to_equity=Decimal(0),
		liabilities_to_equity=Decimal(0),
	)
	assert working_assets(inputs, SETTINGS, B).amount == Decimal(percent)


def test_a_missing_ratio_leaves_working_assets_missing():
	term = working_assets(replace(R, quick_ratio=None), SETTINGS, B)
	assert (term.amount, term.note) == (None, "missing: quick_ratio")


@pytest.mark.parametrize("code", sorted(METHODS))
def test_a_method_without_figures_gives_none_and_not_zero(code):
	term = METHODS[code](LimitInputs(), SETTINGS, B)
	assert term.amount is None
	assert term.note.startswith("missing: ")


def test_a_negative_base_gives_nothing():
	term = net_worth(LimitInputs(tangible_net_worth=Decimal(-5)), SETTINGS, B)
	assert (term.amount, term.note) == (0, "below zero")


def test_the_lowest_term_binds_and_the_factor_and_the_step_follow():
	proposal = propose(KNOWN, SETTINGS, replace(B, limit_factor=Decimal("0.6")))
	assert amounts(proposal) == {"need": 40000, "capacity": 28000}
	assert (proposal.binding, proposal.before_factor, proposal.amount) == ("capacity", 28000, 16000)


def test_a_cap_that_binds_is_taken_times_the_factor_as_the_methods_are():
	proposal = propose(KNOWN, SETTINGS, replace(B, limit_factor=Decimal("0.6"), limit_cap=Decimal(10000)))
	assert (proposal.binding, proposal.before_factor, proposal.amount) == ("grade_cap", 10000, 6000)


def test_with_all_figures_missing_there_is_no_amount():
	proposal = propose(LimitInputs(), SETTINGS, FULL)
	assert (proposal.amount, proposal.binding, proposal.before_factor) == (None, None, None)
	assert amounts(proposal) == {"need": None, "capacity": None}


def test_a_cap_alone_makes_no_limit():
	assert propose(LimitInputs(insured=CAP), SETTINGS, FULL).amount is None


def test_a_missing_method_is_shown_and_does_not_bind():
	proposal = propose(NEEDS, SETTINGS, FULL)
	assert (proposal.binding, proposal.amount) == ("need", 40000)
	assert amounts(proposal)["capacity"] is None


@pytest.mark.parametrize("inputs", [KNOWN, LimitInputs()])
def test_a_grade_without_credit_gives_zero_and_binds(inputs):
	proposal = propose(inputs, SETTINGS, NO_CREDIT)
	assert (proposal.amount, proposal.binding) == (0, "grade")


def test_settings_that_cannot_be_are_reported():
	wrong = LimitSettings(("luck",), Decimal(-1), step=Decimal(0))
	assert [problem.field for problem in limit_problems(wrong)] == ["methods", "step", "net_worth_percent"]
	assert [problem.field for problem in limit_problems(LimitSettings(()))] == ["methods"]
	assert limit_problems(SETTINGS) == []
	caps = replace(SETTINGS, unsecured_cap=Decimal(-1), security_share=Decimal(-1))
	assert [problem.field for problem in limit_problems(caps)] == ["unsecured_cap", "security_share"]


def test_bands_of_the_working_assets_that_overlap_or_cannot_be_are_reported():
	twice = (WorkingAssetsBand(None, Decimal(0)), WorkingAssetsBand(None, Decimal(5)))
	over = (WorkingAssetsBand(None, Decimal(101)),)
	for bands in (twice, over):
		problems = limit_problems(replace(SETTINGS, working_assets_bands=bands))
		assert [problem.field for problem in problems] == ["working_assets_bands"]


@given(INPUTS, ALL_METHODS, FACTORS)
def test_a_proposal_is_never_above_any_term_times_the_factor(inputs, settings, factor):
	proposal = propose(inputs, settings, replace(B, limit_factor=factor, limit_cap=Decimal(10**8)))
	if proposal.amount is not None:
		assert proposal.amount >= 0
		assert proposal.amount % settings.step == 0
		assert all(
			proposal.amount <= term.amount * factor for term in proposal.terms if term.amount is not None
		)


@given(INPUTS, ALL_METHODS)
def test_the_binding_term_is_the_lowest(inputs, settings):
	proposal = propose(inputs, settings, FULL)
	if proposal.binding is not None:
		lowest = min(term.amount for term in proposal.terms if term.amount is not None)
		assert amounts(proposal)[proposal.binding] == proposal.before_factor == lowest
