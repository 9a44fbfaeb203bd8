"""Collection steps: one at a time, once each, in their order, with their distance, and reasons."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.messages import Message
from credit_control.engine.strategy import Claim, Debtor, Excuse, Plan, Rules, Step, Taken, next_step, plan

DUE = date(2026, 3, 10)
STEPS = (
	Step("before", -3, "E-Mail"),
	Step("first", 3, "E-Mail"),
	Step("second", 10, "Letter"),
	Step("call", 20, "Phone"),
)
CLAIM = Claim("INV-1", DUE, Decimal(100))
DEBTOR = Debtor("Acme")
NO_ADDRESS = Message("There is no address.")


def on(days: int) -> date:
	return DUE + timedelta(days=days)


def took(step: str, days: int) -> Taken:
	return Taken(step, next(each.offset for each in STEPS if each.name == step), on(days))


def name(step: Step | None) -> str | None:
	return step and step.name


@pytest.mark.parametrize(
	("days", "last", "expected"),
	[
		(-4, None, None),
		(-3, None, "before"),
		(0, None, "before"),
		(1, None, None),
		(3, None, "first"),
		(50, None, "first"),
		(3, ("before", -3), "first"),
		(9, ("first", 3), None),
		(10, ("first", 3), "second"),
		(12, ("first", 6), None),
		(13, ("first", 6), "second"),
		(50, ("call", 20), None),
	],
	ids=[
		"too early",
		"reminder before",
		"reminder on the day itself",
		"no reminder after the due date",
		"first",
		"an old claim starts with the first",
		"after the reminder",
		"second not reached",
		"second",
		"a late first puts the second off",
		"until the distance is kept",
		"all taken",
	],
)
def test_the_next_step(days: int, last: tuple | None, expected: str | None) -> None:
	taken = [took(*last)] if last else []
	assert name(next_step(CLAIM, STEPS, taken, DEBTOR, on(days))) == expected


@pytest.mark.parametrize(
	("taken", "expected"),
	[
		([Taken("removed", 5, on(5))], "second"),
		([took("first", 3), Taken("of another strategy", 30, on(30))], None),
		([Taken("second", 2, on(2))], "first"),
		([Taken("first", 20, on(20))], None),
	],
	ids=[
		"a step that is gone",
		"a change of strategy",
		"moved towards the end",
		"moved towards the beginning",
	],
)
def test_steps_go_upwards_only_whatever_becomes_of_the_strategy(taken: list, expected: str | None) -> None:
	assert name(next_step(CLAIM, STEPS, taken, DEBTOR, on(40))) == expected


def test_a_customer_that_no_longer_meets_a_step_it_had_does_not_begin_again() -> None:
	steps = (Step("first", 3, "E-Mail"), Step("strict", 10, "Letter", grades=frozenset("C")), STEPS[3])
	taken = [took("first", 3), Taken("strict", 10, on(10))]
	assert name(next_step(CLAIM, steps, taken, Debtor("Acme", grade="A"), on(19))) is None
	assert name(next_step(CLAIM, steps, taken, Debtor("Acme", grade="A"), on(20))) == "call"


def test_one_message_with_all_claims_in_the_tone_of_the_gravest() -> None:
	other = Claim("INV-2", on(-20), Decimal(50))
	taken = {other.key: [took("first", -10)]}
	made = plan(DEBTOR, [CLAIM, other], STEPS, taken, Rules(), on(3))
	assert [(due.claim.voucher, due.step.name) for due in made.due] == [
		("INV-2", "second"),
		("INV-1", "first"),
	]
	assert (name(made.gravest), made.total) == ("second", Decimal(150))


def test_the_gravest_is_the_farthest_step_whatever_way_the_customer_is_contacted() -> None:
	"""A claim at its letter is not put off to a call because of another that is at its call."""
	steps = (Step("call", 17, "Phone"), Step("demand", 30, "Letter"))
	old, late = Claim("INV-1", on(-30), Decimal(100)), Claim("INV-2", on(-17), Decimal(50))
	taken = {old.key: [Taken("call", 17, on(-13))]}
	made = plan(DEBTOR, [old, late], steps, taken, Rules(), DUE)
	assert [due.step.name for due in made.due] == ["demand", "call"]
	assert name(made.gravest) == "demand"


def test_what_is_disputed_promised_or_planned_is_left_out_with_its_reason() -> None:
	other = Claim("INV-2", DUE, Decimal(50))
	rules = Rules(excused={"INV-1": [Excuse(Message("It is disputed."))]})
	made = plan(DEBTOR, [CLAIM, other], STEPS, {}, rules, on(3))
	assert [due.claim.voucher for due in made.due] == ["INV-2"]
	assert [(each.claim.voucher, str(each.reason)) for each in made.left_out] == [
		("INV-1", "It is disputed.")
	]


def test_of_what_is_partly_disputed_the_rest_is_collected() -> None:
	later = Claim("INV-1", on(1), Decimal(100))
	rules = Rules(
		excused={
			"INV-1": [Excuse(Message("Disputed."), Decimal(130)), Excuse(Message("Planned."), Decimal(20))]
		}
	)
	made = plan(DEBTOR, [later, CLAIM], STEPS, {}, rules, on(5))
	assert [(due.claim.due, due.claim.amount) for due in made.due] == [(on(1), Decimal(50))]
	assert [(each.claim.amount, str(each.reason)) for each in made.left_out] == [
		(Decimal(100), "Disputed."),
		(Decimal(30), "Disputed."),
		(Decimal(20), "Planned."),
	]


def test_an_excuse_of_part_of_an_invoice_stays_with_its_earliest_terms_also_while_they_wait() -> None:
	"""What is disputed of the first term does not move to the second because the first waits for its next step."""
	later = Claim("INV-1", on(1), Decimal(100))
	rules = Rules(excused={"INV-1": [Excuse(Message("Disputed."), Decimal(100))]})
	made = plan(DEBTOR, [later, CLAIM], STEPS, {CLAIM.key: [took("first", 3)]}, rules, on(4))
	assert [(due.claim.due, due.claim.amount) for due in made.due] == [(on(1), Decimal(100))]
	assert made.left_out == ()


@pytest.mark.parametrize(
	("days", "expected"), [(3, None), (9, None), (10, "second"), (15, "second")]
)  # fmt: skip
def test_whom_no_mail_reaches_goes_on_with_the_first_step_of_another_kind(
	days: int, expected: str | None
) -> None:
	made = plan(Debtor("Acme", no_mail=NO_ADDRESS), [CLAIM], STEPS, {}, Rules(), on(days))
	assert name(made.gravest) == expected
	assert [each.reason for each in made.left_out] == ([] if expected else [NO_ADDRESS])


@pytest.mark.parametrize(
	("rules", "reason"),
	[
		(Rules(minimum_amount=Decimal(101)), "100.00 is less than the 101.00 from which customers are contacted."),
		(Rules(contacts_left=0), "The customer was contacted as often as a week allows."),
		(Rules(quiet=Message("Today is a quiet day.")), "Today is a quiet day."),
	],
	ids=["little", "often enough", "quiet day"],
)  # fmt: skip
def test_who_is_not_contacted_at_all(rules: Rules, reason: str) -> None:
	made = plan(DEBTOR, [CLAIM], STEPS, {}, rules, on(3))
	assert (made.due, str(made.left_out[0].reason)) == ((), reason)


@pytest.mark.parametrize(
	("fields", "debtor", "meets"),
	[
		({"grades": frozenset("BC")}, Debtor("A", grade="B"), True),
		({"grades": frozenset("BC")}, Debtor("A"), False),
		({"risk_classes": frozenset(["High"])}, Debtor("A", risk_class="Low"), False),
		({"minimum_amount": Decimal(10)}, Debtor("A", amount=Decimal(10)), True),
		({"overdue_share": Decimal(50)}, Debtor("A", overdue_share=Decimal(49)), False),
		({"broken_promises": 2}, Debtor("A", broken_promises=2), True),
	],
)
def test_a_step_is_for_those_who_meet_its_conditions(fields: dict, debtor: Debtor, meets: bool) -> None:
	made = plan(debtor, [CLAIM], [Step("only", 3, "E-Mail", **fields)], {}, Rules(), on(3))
	assert bool(made.due) is meets


def test_nothing_due_is_an_empty_plan() -> None:
	assert plan(DEBTOR, [CLAIM], STEPS, {}, Rules(), on(-9)) == Plan()
	assert Plan().gravest is None


@given(st.lists(st.integers(-10, 60), min_size=1, max_size=40))
def test_whatever_runs_were_missed_each_step_is_taken_once_in_order_and_no_two_too_close(
	days: list[int],
) -> None:
	taken: dict[str, list[Taken]] = {}
	history: list[tuple[str, int]] = []
	for day in sorted(days):
		for _again in range(3):
			for due in plan(DEBTOR, [CLAIM], STEPS, taken, Rules(), on(day)).due:
				taken.setdefault(due.claim.key, []).append(Taken(due.step.name, due.step.offset, on(day)))
				history.append((due.step.name, day))
	offsets = {step.name: step.offset for step in STEPS}
	names = [step for step, _day in history]
	assert names == sorted(set(names), key=offsets.__getitem__)
	for (before, first), (after, second) in pairwise(history):
		assert second - first >= offsets[after] - offsets[before]
