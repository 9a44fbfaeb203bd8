"""Whom to call first: worked priorities, their edges, and what holds for every debtor."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine import codec
from credit_control.engine.priority import Debtor, Judged, Priority, Weights, priority

TODAY = date(2026, 11, 22)
LATE = Debtor(late=Decimal(50_000), oldest_days=45, grade="B")

amounts = st.decimals(min_value=0, max_value=10**7, places=2)
days = st.none() | st.integers(-400, 400).map(lambda number: TODAY + timedelta(days=number))
debtors = st.builds(
	Debtor,
	late=amounts,
	oldest_days=st.integers(0, 4000),
	grade=st.sampled_from([None, "AAA", "BBB", "B", "D"]),
	risk_class=st.sampled_from([None, "Prime", "Standard", "High Risk"]),
	broken_promises=st.integers(0, 9),
	promises=st.integers(0, 12),
	reliability=st.none() | st.decimals(0, 100, places=2),
	plan_default=st.sampled_from([None, "RP-1"]),
	report_by=days,
	limitation=days,
	disputed=amounts,
	planned=amounts,
	promised=amounts,
	promised_by=st.just(TODAY),
)


def told(found: Priority) -> list[tuple[int, str]]:
	return [(reason.points, str(reason.message)) for reason in found.reasons]


def points(**changes: object) -> int:
	values: dict = {"late": Decimal(50_000), "oldest_days": 45, "grade": "AAA", **changes}
	return priority(Debtor(**values), TODAY).points


class TestWorkedValues:
	def test_half_of_a_large_amount_half_as_old_as_counts_and_a_poor_grade(self) -> None:
		found = priority(LATE, TODAY)
		assert told(found) == [
			(15, "50,000.00 are overdue"),
			(13, "The oldest item is 45 days overdue"),
			(12, "Grade B"),
		]
		assert found.points == 40
		assert not found.waits

	def test_what_is_late_with_nothing_has_no_priority(self) -> None:
		assert priority(Debtor(late=Decimal(0), oldest_days=0, broken_promises=3), TODAY) == Priority()

	def test_the_worse_of_risk_class_and_grade_counts_and_an_unknown_one_half(self) -> None:
		assert points(grade="A", risk_class="High Risk") == 28 + 15
		assert points(grade="D", risk_class="Standard") == 28 + 15
		assert points(grade=None, risk_class="Prime") == 28
		assert points(grade=None) == 28 + 8

	@pytest.mark.parametrize(("number", "more"), [(0, 0), (1, 5), (2, 10), (3, 15), (7, 15)])
	def test_each_broken_promise_counts_up_to_three(self, number: int, more: int) -> None:
		assert points(broken_promises=number) == 28 + more

	@pytest.mark.parametrize(
		("outcomes", "more", "words"),
		[
			(("1000",), 0, None),
			(("0",), 5, "A promise was broken"),
			(("400",), 3, "A promise was kept to 40 %"),
			(("0", "0"), 10, "2 broken promises"),
			(("0", "1000"), 5, "2 promises were kept to 50 %"),
			(("0", "400", "999"), 8, "3 promises were kept to 46 %"),
			(("0", "0", "0", "0"), 15, "4 broken promises"),
			(("0", *["1000"] * 9), 2, "10 promises were kept to 90 %"),
		],
	)
	def test_what_was_not_kept_counts_a_third_each_up_to_three_promises_then_on_average(
		self, outcomes: tuple[str, ...], more: int, words: str | None
	) -> None:
		"""Of each promise of 1000 the part that came in time; (1 - 0.4) / 3 of 15 points is 3."""
		kept = [Decimal(each) for each in outcomes]
		debtor = Debtor(
			Decimal(50_000),
			45,
			"AAA",
			broken_promises=kept.count(Decimal(0)),
			promises=len(kept),
			reliability=sum(kept, Decimal(0)) / len(kept) / 10,
		)
		found = priority(debtor, TODAY)
		assert found.points == 28 + more
		assert [text for _points, text in told(found) if "promise" in text] == ([words] if words else [])

	def test_reasons_from_before_reliability_was_known_stay_as_they_were(self) -> None:
		assert told(priority(Debtor(Decimal(1), 0, "AAA", broken_promises=2), TODAY)) == [
			(10, "2 broken promises")
		]

	def test_a_plan_in_default_counts_as_much_as_three_broken_promises_and_not_beside_them(self) -> None:
		found = priority(Debtor(Decimal(1), 0, "AAA", broken_promises=2, plan_default="RP-7"), TODAY)
		assert told(found) == [(15, "Repayment Plan RP-7 is in default")]

	@pytest.mark.parametrize(("ahead", "more"), [(-1, 0), (0, 20), (7, 20), (8, 10), (30, 10), (31, 0)])
	def test_the_insurers_date_counts_as_it_comes_near_and_no_more_once_it_is_over(
		self, ahead: int, more: int
	) -> None:
		assert points(report_by=TODAY + timedelta(days=ahead)) == 28 + more

	@pytest.mark.parametrize(("ahead", "more"), [(-1, 15), (0, 30), (60, 30), (61, 15), (180, 15), (181, 0)])
	def test_the_limitation_date_counts_as_it_comes_near(self, ahead: int, more: int) -> None:
		assert points(limitation=TODAY + timedelta(days=ahead)) == 28 + more

	def test_a_promise_over_half_of_it_takes_half_of_the_points_and_says_so(self) -> None:
		promised = Debtor(Decimal(50_000), 45, "B", promised=Decimal(25_000), promised_by=date(2026, 12, 1))
		found = priority(promised, TODAY)
		assert told(found)[-1] == (-20, "25,000.00 are promised by 2026-12-01")
		assert found.points == 20
		assert found.waits

	def test_what_is_covered_as_a_whole_has_nothing_left_whoever_covers_it(self) -> None:
		covered = Debtor(
			Decimal(50_000),
			45,
			"B",
			disputed=Decimal(20_000),
			planned=Decimal(10_000),
			promised=Decimal(90_000),
		)
		found = priority(covered, TODAY)
		assert [reason.points for reason in found.reasons[-3:]] == [-16, -8, -16]
		assert found.points == 0

	def test_own_weights_count(self) -> None:
		weights = Weights(amount=10, age=0, risk=0, large_amount=Decimal(500_000))
		assert told(priority(LATE, TODAY, weights)) == [(1, "50,000.00 are overdue")]
		assert priority(LATE, TODAY, Weights(large_amount=Decimal(0), age=0, risk=0)).points == 30


class TestWhatAlwaysHolds:
	@given(debtors)
	def test_the_points_are_the_sum_of_the_reasons_and_never_negative(self, debtor: Debtor) -> None:
		found = priority(debtor, TODAY)
		assert found.points == sum(reason.points for reason in found.reasons) >= 0

	@given(debtors)
	def test_more_money_late_never_lowers_what_speaks_for_calling(self, debtor: Debtor) -> None:
		urgent = [reason.points for reason in priority(debtor, TODAY).reasons if reason.points > 0]
		values = {name: getattr(debtor, name) for name in Debtor.__dataclass_fields__}
		more = Debtor(**{**values, "late": debtor.late + 1000})
		assert sum(r.points for r in priority(more, TODAY).reasons if r.points > 0) >= sum(urgent)

	@given(debtors)
	def test_promising_all_of_it_leaves_nothing(self, debtor: Debtor) -> None:
		values = {name: getattr(debtor, name) for name in Debtor.__dataclass_fields__}
		assert priority(Debtor(**{**values, "promised": debtor.late}), TODAY).points == 0

	@given(debtors)
	def test_what_is_stored_tells_the_same_reasons_again(self, debtor: Debtor) -> None:
		stored = codec.dumps(Judged(debtor, TODAY))
		assert codec.loads(Judged, stored).priority() == priority(debtor, TODAY)
