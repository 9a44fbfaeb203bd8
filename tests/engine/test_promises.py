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
	Promise,
	Receipt,
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
