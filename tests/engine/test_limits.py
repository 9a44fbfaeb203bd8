from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.grades import GradeRule
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

SETTINGS = LimitSettings(step=Decimal(1000))
B = GradeRule(
	"B",
	Decimal(40),
	Decimal("0.1"),
	term_days=30,
	net_worth_percent=Decimal(35),
	turnover_percent=Decimal(5),
	sales_coefficient=Decimal(60),
)
FULL = replace(B, grade="AA", limit_factor=Decimal(1))
NO_CREDIT = replace(B, grade="D", limit_factor=Decimal(0))

# R of domain.md: CA 400, CL 250, TL 550, E 450, inventory 120
R = LimitInputs(
	working_capital=Decimal(150),
	net_worth=Decimal(450),
	current_ratio=Decimal("1.60"),
	quick_ratio=Decimal("1.12"),
	current_liabilities_to_equity=Decimal(250) / Decimal(450),
	liabilities_to_equity=Decimal(550) / Decimal(450),
)
NEEDS = LimitInputs(annual_purchases=Decimal(365000), average_days_late=Decimal(10))

AMOUNTS = st.none() | st.decimals(min_value=-(10**7), max_value=10**9, places=2)
INPUTS = st.builds(
	LimitInputs,
	tangible_net_worth=AMOUNTS,
	turnover=AMOUNTS,
	annual_purchases=AMOUNTS,
	average_days_late=st.none() | st.decimals(0, 400, places=1),
	monthly_credit_sales=AMOUNTS,
	working_capital=AMOUNTS,
	net_worth=AMOUNTS,
	current_ratio=st.none() | st.decimals(0, 9, places=2),
	quick_ratio=st.none() | st.decimals(0, 9, places=2),
	current_liabilities_to_equity=st.none() | st.decimals(0, 9, places=2),
	liabilities_to_equity=st.none() | st.decimals(0, 9, places=2),
	insured=AMOUNTS,
	group_remainder=AMOUNTS,
)
ALL_METHODS = st.builds(
	LimitSettings,
	methods=st.lists(st.sampled_from(sorted(METHODS)), unique=True, min_size=1).map(tuple),
	step=st.sampled_from([Decimal("0.01"), Decimal(1), Decimal(1000)]),
	unsecured_cap=st.none() | st.decimals(min_value=0, max_value=10**8, places=2),
	security_share=st.none() | st.decimals(0, 300, places=1),
)
FACTORS = st.sampled_from([Decimal(factor) for factor in ("0", "0.1", "0.6", "1", "1.5")])


def amounts(proposal):
	return {term.code: term.amount for term in proposal.terms}


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


KNOWN = replace(NEEDS, tangible_net_worth=Decimal(80000), turnover=Decimal(700000))


def test_the_lowest_term_binds_and_the_factor_and_the_step_follow():
	proposal = propose(KNOWN, SETTINGS, replace(B, limit_factor=Decimal("0.6")))
	assert amounts(proposal) == {"need": 40000, "capacity": 28000}
	assert (proposal.binding, proposal.before_factor, proposal.amount) == ("capacity", 28000, 16000)


CAP = Decimal(5000)


@pytest.mark.parametrize(
	("binding", "inputs", "settings", "rule"),
	[
		("grade_cap", KNOWN, SETTINGS, replace(FULL, limit_cap=CAP)),
		("unsecured_cap", KNOWN, replace(SETTINGS, unsecured_cap=CAP), FULL),
		("unsecured_cap", KNOWN, SETTINGS, replace(FULL, unsecured_cap=CAP)),
		("insured_cap", replace(KNOWN, insured=CAP), SETTINGS, FULL),
		("group_remainder", replace(KNOWN, group_remainder=CAP), SETTINGS, FULL),
	],
)
def test_a_cap_below_every_method_binds(binding, inputs, settings, rule):
	proposal = propose(inputs, settings, rule)
	assert (proposal.binding, proposal.amount) == (binding, 5000)


def test_a_group_that_is_used_up_leaves_nothing():
	assert propose(replace(KNOWN, group_remainder=Decimal(-1)), SETTINGS, FULL).amount == 0


def test_the_lower_of_the_policys_and_the_grades_unsecured_cap_counts():
	rule = replace(FULL, unsecured_cap=Decimal(9000))
	assert propose(KNOWN, replace(SETTINGS, unsecured_cap=Decimal(7000)), rule).amount == 7000
	assert propose(KNOWN, replace(SETTINGS, unsecured_cap=Decimal(12000)), rule).amount == 9000


def test_insurance_comes_on_top_of_the_unsecured_cap():
	insured = replace(KNOWN, insured=Decimal(15000))
	proposal = propose(insured, replace(SETTINGS, unsecured_cap=CAP), FULL)
	assert amounts(proposal)["insured_cap"] == 20000
	assert (proposal.binding, proposal.amount) == ("insured_cap", 20000)


def test_an_insurer_that_covers_nothing_is_not_the_same_as_no_insurance():
	assert propose(replace(KNOWN, insured=Decimal(0)), SETTINGS, FULL).amount == 0
	assert propose(KNOWN, SETTINGS, FULL).amount == 28000


def test_a_policy_that_leaves_insurance_or_groups_aside_is_not_capped_by_them():
	inputs = replace(KNOWN, insured=Decimal(0), group_remainder=Decimal(0))
	settings = replace(SETTINGS, cap_by_insurance=False, cap_by_group=False)
	assert propose(inputs, settings, FULL).amount == 28000
	assert propose(inputs, replace(settings, unsecured_cap=CAP), FULL).amount == 5000


def test_security_is_added_to_the_rounded_limit_as_it_is():
	proposal = propose(
		replace(KNOWN, security=Decimal(12345)), SETTINGS, replace(FULL, limit_factor=Decimal("0.6"))
	)
	assert (proposal.unsecured, proposal.security, proposal.amount) == (16000, 12345, 28345)
	assert (proposal.binding, amounts(proposal)["security"]) == ("capacity", 12345)


def test_security_lies_above_the_highest_limit_of_the_grade():
	rule = replace(FULL, limit_cap=CAP)
	assert propose(replace(KNOWN, security=Decimal(3000)), SETTINGS, rule).amount == 8000


def test_security_is_held_to_the_policys_share_of_the_limit_without_it():
	secured = replace(KNOWN, security=Decimal(50000))
	proposal = propose(secured, replace(SETTINGS, security_share=Decimal(50)), FULL)
	assert (proposal.unsecured, proposal.amount) == (28000, 42000)
	assert proposal.terms[-1].note == "held to the share of the policy"


def test_security_never_lifts_a_member_over_what_its_group_leaves():
	secured = replace(KNOWN, security=Decimal(9000), group_remainder=Decimal(30500))
	proposal = propose(secured, SETTINGS, FULL)
	assert (proposal.binding, proposal.amount, proposal.security) == ("group_remainder", 30500, 2500)


def test_security_alone_makes_no_limit():
	proposal = propose(LimitInputs(security=Decimal(9000)), SETTINGS, FULL)
	assert (proposal.amount, proposal.binding, proposal.security) == (None, None, 0)
	assert proposal.terms[-1].note == "no limit to add it to"


def test_security_gives_no_credit_to_a_grade_without_any():
	proposal = propose(replace(KNOWN, security=Decimal(9000)), SETTINGS, NO_CREDIT)
	assert (proposal.amount, proposal.binding) == (0, "grade")
	assert proposal.terms[-1].note == "the grade allows no credit"


def test_a_policy_may_leave_security_aside():
	proposal = propose(replace(KNOWN, security=Decimal(9000)), replace(SETTINGS, add_security=False), FULL)
	assert (proposal.amount, "security" in amounts(proposal)) == (28000, False)


def test_no_security_is_not_shown_and_a_worthless_one_is():
	assert "security" not in amounts(propose(KNOWN, SETTINGS, FULL))
	assert amounts(propose(replace(KNOWN, security=Decimal(0)), SETTINGS, FULL))["security"] == 0


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


@given(INPUTS, ALL_METHODS, FACTORS, st.decimals(0, 10**7, places=2), st.decimals(0, 10**7, places=2))
def test_more_security_never_lowers_the_limit_and_no_security_never_raises_it(
	inputs, settings, factor, less, more
):
	rule = replace(B, limit_factor=factor)
	without, some, all_of_it = (
		propose(replace(inputs, security=security), settings, rule).amount
		for security in (None, less, less + more)
	)
	if without is None:
		assert some is all_of_it is None
	else:
		assert without <= some <= all_of_it


@given(INPUTS, ALL_METHODS, FACTORS, AMOUNTS)
def test_no_cap_is_ever_exceeded(inputs, settings, factor, security):
	rule = replace(B, limit_factor=factor, limit_cap=Decimal(10**6))
	proposal = propose(replace(inputs, security=security), settings, rule)
	if proposal.amount is None:
		return
	known = amounts(proposal)
	caps = [known[code] for code in ("grade_cap", "unsecured_cap", "insured_cap") if code in known]
	assert all(proposal.unsecured <= cap for cap in caps)
	assert proposal.amount <= known.get("group_remainder", proposal.amount)
	assert proposal.unsecured % settings.step == 0
	assert proposal.amount - proposal.unsecured == proposal.security <= max(Decimal(0), security or 0)


@given(INPUTS, ALL_METHODS, FACTORS, st.decimals(0, 10**7, places=2), st.decimals(0, 10**7, places=2))
def test_more_insurance_or_more_of_the_pool_never_lowers_the_limit(inputs, settings, factor, less, more):
	rule = replace(B, limit_factor=factor)
	for name in ("insured", "group_remainder"):
		lower, higher = (
			propose(replace(inputs, **{name: amount}), settings, rule).amount
			for amount in (less, less + more)
		)
		assert lower is higher is None or lower <= higher
