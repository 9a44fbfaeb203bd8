"""What holds a limit down, and what security adds to it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.limit_methods import LimitInputs
from credit_control.engine.limits import propose
from tests.engine.limit_cases import (
	ALL_METHODS,
	AMOUNTS,
	CAP,
	FACTORS,
	FULL,
	INPUTS,
	KNOWN,
	NO_CREDIT,
	SETTINGS,
	B,
	amounts,
)


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
