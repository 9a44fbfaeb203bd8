"""Repayment plans: instalments, what was paid of them, and which were missed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from credit_control.engine.promises import Receipt
from credit_control.engine.receivables import Instalment
from credit_control.engine.repayment_plan import (
	COMPLETED,
	IN_DEFAULT,
	ON_TRACK,
	judge_plan,
	plan_problems,
)

DAYS = (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))
PLAN = tuple(Instalment(day, Decimal(100)) for day in DAYS)


def test_what_came_in_pays_the_earliest_instalments_first() -> None:
	state = judge_plan(PLAN, [Receipt(date(2026, 3, 30), Decimal(150))], date(2026, 4, 20))
	assert state.paid == (Decimal(100), Decimal(50), Decimal(0))
	assert (state.status, state.next_due) == (ON_TRACK, date(2026, 5, 1))


def test_an_instalment_is_missed_the_day_after_its_grace() -> None:
	assert judge_plan(PLAN, (), date(2026, 4, 4), grace_days=3).status == ON_TRACK
	late = judge_plan(PLAN, (), date(2026, 4, 5), grace_days=3)
	assert (late.status, late.missed) == (IN_DEFAULT, (0,))


def test_who_catches_up_is_on_track_again_and_who_pays_all_is_done() -> None:
	caught_up = judge_plan(PLAN, [Receipt(date(2026, 4, 20), Decimal(100))], date(2026, 4, 20))
	assert caught_up.status == ON_TRACK
	done = judge_plan(PLAN, [Receipt(date(2026, 4, 20), Decimal(300))], date(2026, 4, 20))
	assert (done.status, done.next_due) == (COMPLETED, None)


def test_money_that_is_posted_tomorrow_does_not_count_today() -> None:
	state = judge_plan(PLAN, [Receipt(date(2026, 4, 21), Decimal(100))], date(2026, 4, 20))
	assert (state.status, state.received) == (IN_DEFAULT, Decimal(0))


@pytest.mark.parametrize(
	("instalments", "found"),
	[
		(PLAN, []),
		(PLAN[:2], ["The instalments come to 200, the items to 300. Make both the same."]),
		((*PLAN[:2], Instalment(DAYS[1], Decimal(100))), ["Two instalments are due on the same day. Put them together."]),
		((*PLAN, Instalment(date(2026, 7, 1), Decimal(0))), ["An instalment has no amount. Enter one above zero."]),
	],
	ids=["sound", "too little", "same day", "no amount"],
)  # fmt: skip
def test_a_plan_must_pay_back_its_items(instalments: tuple, found: list[str]) -> None:
	assert [str(problem) for problem in plan_problems(instalments, Decimal(300))] == found


def test_what_is_due_now_is_what_should_have_been_paid_by_today() -> None:
	paid = [Receipt(date(2026, 3, 30), Decimal(60))]
	assert judge_plan(PLAN, paid, date(2026, 3, 31)).due_now == 0
	assert judge_plan(PLAN, paid, date(2026, 4, 1)).due_now == Decimal(40)


def test_a_default_makes_all_that_is_left_due_where_that_was_agreed() -> None:
	late = date(2026, 4, 2)
	assert judge_plan(PLAN, (), late).due_now == Decimal(100)
	assert judge_plan(PLAN, (), late, accelerates=True).due_now == Decimal(300)
	# still within its grace: nothing is in default, the first instalment is due
	assert judge_plan(PLAN, (), late, grace_days=3, accelerates=True).due_now == Decimal(100)
