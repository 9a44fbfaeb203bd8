from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.circumstances import Cover
from credit_control.engine.insurance import (
	CURRENCY,
	NOT_REPORTED,
	TERMS,
	TOO_EARLY,
	Debt,
	Insurance,
	extension_days,
	stop_days,
	uncovered,
	with_disputes,
)
from credit_control.engine.security import Security

TODAY = date(2026, 11, 22)
#: 90 % of at most 500 000
PLAIN = Insurance(Security(Decimal(500_000), Decimal(90)))
#: due 30 days ago, with terms of 60 days
LATE = Debt(
	"INV-1",
	posted=TODAY - timedelta(90),
	due=TODAY - timedelta(30),
	amount=Decimal(100),
	currency="CNY",
)
AMOUNTS = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)


class TestCover:
	def test_covered_is_the_exposure_the_securities_or_the_insurance_whichever_is_less(self) -> None:
		cover = Cover(secured=Decimal(80_000), insured=Decimal(90_000))
		assert [cover.covered(Decimal(exposure)) for exposure in (50_000, 150_000, 300_000)] == [
			50_000,
			150_000,
			170_000,
		]
		assert cover.unsecured(Decimal(300_000)) == 130_000

	def test_an_insurer_leaves_us_our_share_of_every_debt(self) -> None:
		cover = Cover(insured=Decimal(450_000), insured_percent=Decimal(90))
		assert (cover.covered(Decimal(100_000)), cover.unsecured(Decimal(100_000))) == (90_000, 10_000)
		assert cover.covered(Decimal(1_000_000)) == 450_000

	def test_what_the_insurer_does_not_cover_is_unsecured(self) -> None:
		cover = Cover(insured=Decimal(450_000), insured_percent=Decimal(90), ineligible=Decimal(40_000))
		assert cover.covered(Decimal(100_000)) == 54_000
		assert cover.unsecured(Decimal(100_000)) == 46_000

	def test_securities_cover_what_the_insurer_does_not(self) -> None:
		cover = Cover(
			secured=Decimal(50_000),
			insured=Decimal(450_000),
			insured_percent=Decimal(90),
			ineligible=Decimal(40_000),
		)
		assert cover.unsecured(Decimal(100_000)) == 0

	def test_credit_is_covered_by_nothing(self) -> None:
		cover = Cover(secured=Decimal(10), insured=Decimal(10))
		assert (cover.covered(Decimal(-5)), cover.unsecured(Decimal(-5))) == (0, 0)


class TestEligible:
	def test_without_conditions_every_debt_is_covered(self) -> None:
		assert PLAIN.refusal(LATE, TODAY) is None
		assert uncovered([PLAIN], [LATE], TODAY) == 0

	@pytest.mark.parametrize(
		("condition", "refusal"),
		[
			({"currency": "USD"}, CURRENCY),
			({"currency": "CNY"}, None),
			({"since": TODAY - timedelta(89)}, TOO_EARLY),
			({"since": TODAY - timedelta(90)}, None),
			({"extension_days": 59}, TERMS),
			({"extension_days": 60}, None),
			({"report_days": 29}, NOT_REPORTED),
			({"report_days": 30}, None),
		],
	)
	def test_each_condition_refuses_from_the_first_day_beyond_it(self, condition, refusal) -> None:
		assert replace(PLAIN, **condition).refusal(LATE, TODAY) == refusal

	def test_what_was_reported_stays_covered(self) -> None:
		assert replace(PLAIN, report_days=1).refusal(replace(LATE, reported=True), TODAY) is None

	def test_a_report_of_zero_days_is_due_on_the_due_date(self) -> None:
		strict = replace(PLAIN, report_days=0)
		assert strict.report_by(LATE) == LATE.due
		assert strict.refusal(replace(LATE, due=TODAY), TODAY) is None

	def test_of_a_disputed_debt_the_rest_is_covered(self) -> None:
		assert uncovered([PLAIN], [replace(LATE, disputed=Decimal(30))], TODAY) == 30

	def test_a_debt_that_one_of_two_insurers_covers_is_covered(self) -> None:
		assert uncovered([replace(PLAIN, currency="USD"), PLAIN], [LATE], TODAY) == 0

	def test_without_insurance_nothing_is_covered(self) -> None:
		assert uncovered([], [LATE], TODAY) == 100


class TestDisputes:
	def test_a_dispute_lies_on_the_earliest_instalments_of_its_voucher(self) -> None:
		later = replace(LATE, due=TODAY)
		other = replace(LATE, voucher_no="INV-2")
		found = with_disputes([later, other, LATE], {"INV-1": Decimal(130)})
		assert [(debt.voucher_no, debt.due, debt.disputed) for debt in found] == [
			("INV-1", LATE.due, 100),
			("INV-2", LATE.due, 0),
			("INV-1", TODAY, 30),
		]


class TestConditionsOfSeveral:
	def test_the_strictest_stops_deliveries(self) -> None:
		assert stop_days([replace(PLAIN, stop_days=60), PLAIN, replace(PLAIN, stop_days=45)]) == 45
		assert stop_days([PLAIN]) is None

	def test_the_most_generous_says_how_long_terms_may_be(self) -> None:
		longest = [replace(PLAIN, extension_days=days) for days in (60, 90)]
		assert extension_days(longest) == 90
		assert extension_days([*longest, PLAIN]) is None
		assert extension_days([]) is None


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.integers(0, 100).map(Decimal), AMOUNTS, AMOUNTS)
def test_more_exposure_is_covered_by_at_least_as_much_and_never_by_more_than_it_is(
	exposure: Decimal,
	more: Decimal,
	secured: Decimal,
	percent: Decimal,
	insured: Decimal,
	ineligible: Decimal,
) -> None:
	cover = Cover(secured, insured, insured_percent=percent, ineligible=ineligible)
	covered = cover.covered(exposure)
	assert 0 <= covered <= exposure
	assert covered <= cover.covered(exposure + more) <= covered + more
	assert covered <= secured + insured
	assert covered + cover.unsecured(exposure) == exposure


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, st.booleans()), max_size=6), st.integers(0, 90))
def test_what_is_not_covered_is_part_of_what_is_owed_and_a_report_never_makes_it_more(rows, days) -> None:
	debts = [replace(LATE, amount=a, disputed=d, reported=r) for a, d, r in rows]
	strict = replace(PLAIN, report_days=days)
	left_out = uncovered([strict], debts, TODAY)
	assert 0 <= left_out <= sum(debt.amount for debt in debts)
	assert uncovered([strict], [replace(debt, reported=True) for debt in debts], TODAY) <= left_out
