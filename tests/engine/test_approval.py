"""The approval matrix: who is asked, by amount, grade and increase; who is left when each decides once."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.approval import (
	KINDS,
	PERMANENT,
	RELEASE,
	SPECIAL,
	TEMPORARY,
	USUAL_ROLE,
	ApprovalLevel,
	approver_names,
	increase_percent,
	levels_for,
	matrix_problems,
	nobody_for,
	special_levels,
	temporary_levels,
)
from credit_control.engine.codec import dumps, loads
from credit_control.engine.defaults import default_policy
from credit_control.engine.policy import Policy
from credit_control.engine.standing import Standing

GRADES = ("AAA", "AA", "A", "BBB", "BB", "B")
AMOUNTS = st.decimals(min_value=0, max_value=10**7, places=2)
PERCENTS = st.decimals(min_value=0, max_value=1000, places=2)


def row(level: int, role: str = "", *, kind: str = PERMANENT, **conditions) -> ApprovalLevel:
	return ApprovalLevel(kind, level, role=role or f"Role {level}", **conditions)


#: domain.md: manager; credit manager for BBB; and finance for BB; finance director for B
MATRIX = (
	row(1, "Sales Manager"),
	row(1, "Credit Manager", grades=("BBB", "BB", "B"), amount_from=Decimal(100_000)),
	row(2, "Finance", grades=("BB", "B"), amount_from=Decimal(500_000), increase_above=Decimal(50)),
	row(3, "Finance Director", grades=("B",), amount_from=Decimal(2_000_000)),
)


def policy(*rows: ApprovalLevel) -> Policy:
	return replace(default_policy(), approvals=rows)


def asked(amount="1000", grade: str | None = "A", increase: str | None = "10", rows=MATRIX, kind=PERMANENT):
	percent = None if increase is None else Decimal(increase)
	return approver_names(levels_for(policy(*rows), kind, Decimal(amount), grade, percent))


@pytest.mark.parametrize(
	("given_request", "approvers"),
	[
		({}, ("Sales Manager",)),
		({"grade": "BBB"}, ("Credit Manager",)),
		({"amount": "100000"}, ("Credit Manager",)),
		({"amount": "99999.99"}, ("Sales Manager",)),
		({"grade": "BB"}, ("Credit Manager", "Finance")),
		({"amount": "500000"}, ("Credit Manager", "Finance")),
		({"increase": "50"}, ("Sales Manager",)),
		({"increase": "50.01"}, ("Sales Manager", "Finance")),
		({"grade": "B"}, ("Credit Manager", "Finance", "Finance Director")),
		({"amount": "2000000", "grade": "AAA"}, ("Credit Manager", "Finance", "Finance Director")),
	],
)
def test_amount_grade_and_increase_each_ask_for_a_level(given_request, approvers):
	assert asked(**given_request) == approvers


def test_a_customer_without_a_grade_needs_every_level_that_any_grade_needs():
	assert asked(grade=None) == ("Credit Manager", "Finance", "Finance Director")


def test_a_first_limit_is_more_than_any_increase():
	assert asked(increase=None) == ("Sales Manager", "Finance")


def test_lowering_a_limit_needs_the_first_level_only():
	assert asked("3000000", "B", "-1") == ("Credit Manager",)


def test_a_kind_without_rows_needs_one_credit_manager():
	assert asked("99999999", "B", kind=TEMPORARY) == (USUAL_ROLE,)


def test_a_level_below_is_asked_even_when_none_of_its_conditions_holds():
	rows = (row(1), row(2, grades=("B",)), row(3, amount_from=Decimal(500)))
	assert asked("500", "A", rows=rows) == ("Role 1", "Role 2", "Role 3")


def test_a_release_has_no_increase_that_could_ask_for_more():
	rows = (row(1, kind=RELEASE), row(2, kind=RELEASE, increase_above=Decimal(10)))
	assert asked(increase=None, rows=rows, kind=RELEASE) == ("Role 1",)


def test_a_special_approval_is_no_way_around_the_levels_of_a_release():
	release = (
		row(1, "Credit Manager", kind=RELEASE),
		row(2, "Finance", kind=RELEASE, amount_from=Decimal(500)),
	)
	special = (row(1, "Credit Manager", kind=SPECIAL),)
	given_policy = policy(*release, *special)
	assert approver_names(special_levels(given_policy, Decimal(500), "A")) == ("Credit Manager", "Finance")
	assert approver_names(special_levels(given_policy, Decimal(499), "A")) == ("Credit Manager",)
	assert approver_names(special_levels(policy(row(1, "Boss", kind=RELEASE)), Decimal(1), "A")) == ("Boss",)


def test_who_may_grant_a_temporary_limit_is_asked_with_the_permanent_one_in_it():
	rows = (row(1, kind=TEMPORARY), row(2, kind=TEMPORARY, amount_from=Decimal(1500)))
	standing = Standing("ACME", grade="A", limit=Decimal(1000))
	assert approver_names(temporary_levels(policy(*rows), standing, Decimal("499.99"))) == ("Role 1",)
	assert approver_names(temporary_levels(policy(*rows), standing, Decimal(500))) == ("Role 1", "Role 2")


@pytest.mark.parametrize(
	("before", "after", "percent"),
	[
		("1000", "1500", "50"),
		("1000", "900", "-10"),
		("1000", "1000", "0"),
		("0", "500", None),
		(None, "9", "-100"),
	],
)
def test_the_increase_in_percent(before, after, percent):
	known = None if before is None else Decimal(before)
	assert increase_percent(known, Decimal(after)) == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
	("rows", "fault"),
	[
		(
			(row(1), row(3)),
			"Permanent Limit has a level 3 but no level 2. Add the level between, or lower the number.",
		),
		(
			(row(2),),
			"Permanent Limit has a level 2 but no level 1. Add the level between, or lower the number.",
		),
		((row(1), row(5)), "Row 2: the level must be between 1 and 4."),
		(
			(row(1, grades=("A", "Z")), row(1)),
			"Row 1: grade Z is not in the grade table. Correct the grades.",
		),
		((row(1, kind="Wish"),), "Row 1: this kind of request is not known. Choose one from the list."),
		((replace(row(1), role=None),), "Row 1: enter either a role or a user who approves."),
		((replace(row(1), user="a@b.example"),), "Row 1: enter either a role or a user who approves."),
		(
			(row(1, amount_from=Decimal(5)),),
			"Permanent Limit: each row of level 1 has a condition, so what meets none would need nobody."
			" Leave one row of level 1 without conditions.",
		),
		(
			(row(1, kind=RELEASE), row(2, kind=RELEASE, increase_above=Decimal(5))),
			"Row 2: only limits have an increase. Use an amount or grades as the condition.",
		),
		((row(1, escalate_role="Boss"),), "Row 1: it says to whom it goes on, but not after how many days."),
		((row(1), row(2, amount_from=Decimal(-1))), "Row 2: a figure is negative. Enter zero or more."),
		(
			(row(1, days=2, escalate_role="Boss", escalate_user="a@b.example"),),
			"Row 1: enter either a role or a user to whom it goes on.",
		),
		(
			tuple(ApprovalLevel(PERMANENT, level, user="a@b.example") for level in (1, 2)),
			"Permanent Limit: a@b.example stands at two levels, but one person approves one level only."
			" Name another user or a role.",
		),
	],
)
def test_a_faulty_matrix_is_named_with_its_remedy(rows, fault):
	assert fault in [str(problem) for problem in matrix_problems(rows, GRADES)]


def test_the_matrices_of_the_tests_and_of_a_new_site_have_no_faults():
	assert matrix_problems(MATRIX, GRADES) == []
	assert matrix_problems(default_policy().approvals, GRADES) == []
	assert {kind: asked(rows=default_policy().approvals, kind=kind) for kind in KINDS} == dict.fromkeys(
		KINDS, ("Credit Manager",)
	)


def test_a_policy_with_a_matrix_is_stored_and_read_back():
	given_policy = policy(*MATRIX)
	assert loads(Policy, dumps(given_policy)).approvals == MATRIX


def test_each_person_decides_one_level_only():
	assert nobody_for([{"ann"}, {"ann", "bob"}]) is None
	assert nobody_for([{"ann", "bob"}, {"ann"}]) is None
	assert nobody_for([{"ann"}, {"ann"}]) == 1
	assert nobody_for([set(), {"ann"}]) == 0
	assert nobody_for([]) is None


@given(st.lists(st.sets(st.sampled_from("abcd")), max_size=4))
def test_a_way_to_share_the_levels_is_found_exactly_when_there_is_one(candidates):
	possible = any(
		all(person in wanted for person, wanted in zip(order, candidates, strict=False))
		for order in permutations("abcd", len(candidates))
	)
	assert (nobody_for(candidates) is None) == possible


@given(AMOUNTS, AMOUNTS, PERCENTS, PERCENTS, st.sampled_from(GRADES), st.sampled_from(GRADES))
def test_more_is_never_asked_of_fewer(amount, more, percent, higher, grade, other):
	low = levels_for(policy(*MATRIX), PERMANENT, min(amount, more), grade, min(percent, higher))
	high = levels_for(policy(*MATRIX), PERMANENT, max(amount, more), grade, max(percent, higher))
	assert len(low) <= len(high)
	worse = max(grade, other, key=GRADES.index)
	assert len(low) <= len(
		levels_for(policy(*MATRIX), PERMANENT, max(amount, more), worse, max(percent, higher))
	)


@given(AMOUNTS, st.none() | PERCENTS, st.none() | st.sampled_from(GRADES), st.sampled_from(KINDS))
def test_there_are_one_to_four_levels_without_a_gap(amount, percent, grade, kind):
	levels = levels_for(policy(*MATRIX), kind, amount, grade, percent)
	assert [level.level for level in levels] == list(range(1, len(levels) + 1))
	assert 1 <= len(levels) <= 4
	assert all(level.approver for level in levels)
