from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.month_ends import Account, balances, days_of, month_ends
from credit_control.engine.receivables import Instalment

ENDS = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31))
CHANGES = st.lists(st.decimals(-500, 500, places=2), min_size=3, max_size=3)


def account(*changes, due=date(2026, 2, 10), terms=()):
	return Account("Acme", due, tuple((at, Decimal(amount)) for at, amount in changes), terms)


def test_an_invoice_ages_from_bucket_to_bucket_until_it_is_paid():
	ends = month_ends([account((0, 1000), (2, -400), due=date(2026, 2, 10))], ENDS)
	assert [end.buckets for end in ends] == [(1000, 0, 0, 0, 0), (0, 1000, 0, 0, 0), (0, 0, 600, 0, 0)]
	assert [end.counts for end in ends] == [(1, 0, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 1, 0, 0)]
	# 18 days at the end of February, 49 at the end of March
	assert [end.overdue_days for end in ends] == [0, 18_000, 600 * 49]
	assert [(end.items, end.overdue_items) for end in ends] == [(1, 0), (1, 1), (1, 1)]


def test_what_falls_due_on_the_last_day_is_not_overdue():
	(end,) = month_ends([account((0, 10), due=ENDS[0])], ENDS[:1])
	assert (end.not_due, end.overdue) == (10, 0)


def test_a_credit_lowers_nobody_else_s_invoice_but_the_balance():
	ends = month_ends([account((0, 1000)), account((1, -300))], ENDS)
	assert [end.receivables for end in ends] == [1000, 1000, 1000]
	assert [end.credits for end in ends] == [0, 300, 300]
	assert [end.net for end in ends] == [1000, 700, 700]


def test_an_advance_stands_on_account_until_the_invoice_that_it_is_for():
	ends = month_ends([account((0, -300), (1, 1000))], ENDS)
	assert [(end.credits, end.receivables) for end in ends] == [(300, 0), (0, 700), (0, 700)]


def test_a_settled_voucher_is_open_no_more_and_rounding_is_no_debt():
	assert list(balances(account((0, 100), (1, "-99.996")), 3)) == [(0, 100)]


def test_many_vouchers_that_are_alike_count_as_many():
	alike = Account("", date(2026, 2, 10), ((0, Decimal(900)), (2, Decimal(-400))), count=3)
	ends = month_ends([alike], ENDS)
	assert [end.counts[:3] for end in ends] == [(3, 0, 0), (0, 3, 0), (0, 0, 3)]
	assert [(end.items, end.overdue_items) for end in ends] == [(3, 0), (3, 3), (3, 3)]


def test_several_terms_are_paid_from_the_first_and_may_lie_in_several_buckets():
	terms = (Instalment(date(2026, 1, 20), Decimal(500)), Instalment(date(2026, 3, 20), Decimal(500)))
	ends = month_ends([account((0, 1000), (1, -200), terms=terms)], ENDS)
	assert [end.buckets[:3] for end in ends] == [(500, 500, 0), (500, 0, 300), (0, 500, 0)]
	assert ends[2].buckets[3] == 300
	assert [(end.items, end.overdue_items) for end in ends] == [(1, 1)] * 3
	assert ends[0].counts == (1, 1, 0, 0, 0)


def test_more_than_was_invoiced_is_due_with_the_first_term():
	terms = (Instalment(date(2026, 1, 20), Decimal(500)), Instalment(date(2026, 3, 20), Decimal(500)))
	(end,) = month_ends([account((0, 1030), terms=terms)], ENDS[:1])
	assert end.buckets[:2] == (500, 530)


@pytest.mark.parametrize(
	("last", "months", "days"),
	[
		(date(2026, 3, 31), 2, ENDS),
		(date(2026, 3, 5), 1, (date(2026, 2, 28), date(2026, 3, 5))),
		(date(2028, 3, 31), 1, (date(2028, 2, 29), date(2028, 3, 31))),
		(date(2026, 1, 31), 0, (date(2026, 1, 31),)),
	],
)
def test_the_days_are_the_ends_of_the_months_before_and_the_last_day_itself(last, months, days):
	assert days_of(last, months) == days


@given(st.lists(CHANGES, max_size=5))
def test_the_balance_is_always_all_that_was_posted(ledgers):
	accounts = [account(*enumerate(changes)) for changes in ledgers]
	for position, end in enumerate(month_ends(accounts, ENDS)):
		posted = sum(sum(changes[: position + 1]) for changes in ledgers)
		# each voucher may leave its rounding behind
		assert abs(end.net - posted) <= Decimal("0.005") * len(ledgers)
		assert sum(end.buckets) == end.not_due + end.overdue == end.receivables
