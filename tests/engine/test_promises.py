"""Promises to pay: judged by the day and the amount of what came in."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.promises import (
	BROKEN,
	KEPT,
	OPEN,
	PARTLY_KEPT,
	Outcome,
	Pledge,
	Promise,
	Receipt,
	Verdict,
	judge_all,
	judge_promise,
	reliability,
)

MADE = date(2026, 3, 1)
DUE = date(2026, 3, 10)
PROMISE = Promise(Decimal(1000), MADE, DUE)


def received(*parts: tuple[int, int]) -> list[Receipt]:
	"""Receipts as (days after the promise was made, amount)."""
	return [Receipt(MADE + timedelta(days=days), Decimal(amount)) for days, amount in parts]


@pytest.mark.parametrize(
	("receipts", "today", "status"),
	[
		((), DUE, OPEN),
		((), DUE + timedelta(days=1), BROKEN),
		(((9, 1000),), DUE, KEPT),
		(((4, 400), (5, 600)), DUE, KEPT),
		(((4, 400),), DUE, OPEN),
		(((4, 400),), DUE + timedelta(days=1), PARTLY_KEPT),
		(((10, 1000),), DUE + timedelta(days=5), BROKEN),
		(((-1, 1000),), DUE + timedelta(days=5), BROKEN),
	],
	ids=[
		"open on its last day",
		"broken the day after",
		"kept on its last day",
		"kept in two parts",
		"part of it, still time",
		"part of it, too late",
		"paid a day late",
		"paid before it was promised",
	],
)
def test_it_is_judged_by_what_came_in_time(receipts: tuple, today: date, status: str) -> None:
	assert judge_promise(PROMISE, received(*receipts), today).status == status


def test_grace_counts_later_money_and_tolerance_forgives_a_little() -> None:
	promise = Promise(Decimal(1000), MADE, DUE, grace_days=2, tolerance_percent=Decimal(1))
	assert judge_promise(promise, received((11, 990)), DUE + timedelta(days=9)).status == KEPT
	assert judge_promise(promise, received((11, 989)), DUE + timedelta(days=9)).status == PARTLY_KEPT
	assert judge_promise(promise, received((12, 1000)), DUE + timedelta(days=9)).status == BROKEN


@given(st.lists(st.tuples(st.integers(-5, 20), st.integers(1, 900))), st.integers(-5, 30))
def test_more_money_in_time_never_makes_it_worse(parts: list[tuple[int, int]], days: int) -> None:
	order = (BROKEN, PARTLY_KEPT, OPEN, KEPT)
	today = MADE + timedelta(days=days)
	before = judge_promise(PROMISE, received(*parts), today)
	after = judge_promise(PROMISE, received(*parts, (0, 100)), today)
	assert order.index(after.status) >= order.index(before.status)
	assert after.received == before.received + 100


def pledge(amount: int, due: int, *invoices: str, made: int = 0) -> Pledge:
	"""A promise by the days after the first was made on which it was made and falls due."""
	promise = Promise(Decimal(amount), MADE + timedelta(days=made), MADE + timedelta(days=due))
	return Pledge(promise, frozenset(invoices))


def paid(days: int, amount: int, payment: str = "PE-1", invoice: str = "") -> Receipt:
	return Receipt(MADE + timedelta(days=days), Decimal(amount), payment, invoice)


def together(pledges: list[Pledge], allocated: list[Receipt], in_all: list[Receipt] | None = None) -> list:
	"""(status, received) of each, when all their days are over."""
	found = judge_all(pledges, allocated, in_all or [], MADE + timedelta(days=99))
	return [(verdict.status, int(verdict.received)) for verdict in found]


class TestTogether:
	def test_one_payment_keeps_the_promise_that_falls_due_first(self) -> None:
		both = [pledge(100, 20, "A"), pledge(100, 10, "A")]
		assert together(both, [paid(5, 100, invoice="A")]) == [(BROKEN, 0), (KEPT, 100)]
		assert together(both, [paid(5, 150, invoice="A")]) == [(PARTLY_KEPT, 50), (KEPT, 100)]
		assert together(both, [paid(15, 100, invoice="A")]) == [(KEPT, 100), (BROKEN, 0)]

	def test_money_for_one_invoice_keeps_no_promise_over_another(self) -> None:
		both = [pledge(100, 10, "A"), pledge(100, 10, "B")]
		assert together(both, [paid(5, 300, invoice="B")]) == [(BROKEN, 0), (KEPT, 100)]

	def test_one_over_two_invoices_leaves_what_it_does_not_need(self) -> None:
		both = [pledge(120, 9, "A", "B"), pledge(50, 10, "B")]
		receipts = [paid(3, 80, invoice="A"), paid(3, 70, invoice="B")]
		assert together(both, receipts) == [(KEPT, 120), (PARTLY_KEPT, 30)]

	def test_the_oldest_money_is_taken_so_that_a_later_promise_can_have_the_rest(self) -> None:
		both = [pledge(100, 10, "A"), pledge(100, 12, "A", made=4)]
		receipts = [paid(5, 100, "PE-2", "A"), paid(2, 100, "PE-1", "A")]
		assert together(both, receipts) == [(KEPT, 100), (KEPT, 100)]

	def test_one_over_money_at_all_takes_first_what_nobody_else_can(self) -> None:
		both = [pledge(100, 9), pledge(100, 10, "A")]
		in_all = [paid(5, 100, "PE-1"), paid(6, 100, "PE-2")]
		allocated = [paid(5, 100, "PE-1", "A")]
		assert together(both, allocated, in_all) == [(KEPT, 100), (KEPT, 100)]
		# a single payment keeps the earlier one alone, also where it was allocated
		assert together(both, allocated, in_all[:1]) == [(KEPT, 100), (BROKEN, 0)]

	def test_what_was_given_back_of_an_invoice_keeps_nothing(self) -> None:
		receipts = [paid(3, 100, "JV-1", "A"), paid(4, -100, "JV-2", "A"), paid(5, 30, "PE-1", "A")]
		assert together([pledge(100, 10, "A")], receipts) == [(PARTLY_KEPT, 30)]

	def test_until_its_last_day_one_that_gets_nothing_is_open(self) -> None:
		both = [pledge(100, 10, "A"), pledge(100, 20, "A")]
		found = judge_all(both, [paid(5, 100, invoice="A")], [], MADE + timedelta(days=15))
		assert found == [Verdict(KEPT, Decimal(100)), Verdict(OPEN, Decimal(0))]


PLEDGES = st.builds(
	lambda amount, made, days, invoices: pledge(amount, made + days, *invoices, made=made),
	st.integers(1, 500),
	st.integers(0, 9),
	st.integers(0, 9),
	st.sets(st.sampled_from("ABC")),
)
PAYMENTS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 400), st.sampled_from("ABC")), max_size=6)


@given(st.lists(PLEDGES, max_size=6), PAYMENTS)
def test_together_they_never_take_more_than_came_in(pledges: list[Pledge], payments: list) -> None:
	named = [(f"PE-{number}", *each) for number, each in enumerate(payments)]
	allocated = [paid(days, amount, name, invoice) for name, days, amount, invoice in named]
	in_all = [paid(days, amount, name) for name, days, amount, _invoice in named]
	found = judge_all(pledges, allocated, in_all, MADE + timedelta(days=30))
	assert sum(verdict.received for verdict in found) <= sum(each[1] for each in payments)
	for each, verdict in zip(pledges, found, strict=True):
		assert 0 <= verdict.received <= each.promise.amount
		alone = judge_all([each], allocated, in_all, MADE + timedelta(days=30))[0]
		assert verdict.received <= alone.received


def outcome(status: str, received: int = 0) -> Outcome:
	"""A promise of 1000."""
	return Outcome(status, Decimal(1000), Decimal(received))


def test_reliability_is_the_average_of_what_was_kept() -> None:
	"""Kept, 400 of 1000 in time, broken: (100 + 40 + 0) / 3 = 46.67."""
	found = reliability([outcome(KEPT, 990), outcome(PARTLY_KEPT, 400), outcome(BROKEN)])
	assert found is not None
	assert round(found, 2) == Decimal("46.67")


def test_who_promised_nothing_is_neither_reliable_nor_unreliable() -> None:
	assert reliability([]) is None
	assert reliability([outcome(BROKEN)]) == 0
	assert reliability([outcome(KEPT, 995)]) == 100


OUTCOMES = st.builds(
	Outcome,
	st.sampled_from([KEPT, PARTLY_KEPT, BROKEN]),
	st.decimals(0, 10**6, places=2),
	st.decimals(0, 10**6, places=2),
)


@given(st.lists(OUTCOMES, min_size=1, max_size=20), st.randoms())
def test_reliability_is_a_percentage_whatever_the_order(outcomes: list[Outcome], random) -> None:
	found = reliability(outcomes)
	shuffled = list(outcomes)
	random.shuffle(shuffled)
	assert found is not None
	assert 0 <= found <= 100
	assert abs(reliability(shuffled) - found) < Decimal("1e-20")
	better = reliability([*outcomes, outcome(KEPT, 1000)])
	assert better is not None
	assert better >= found
