"""Late interest: simple, actual days over 365, on what was overdue on each day."""

from datetime import date, timedelta
from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.late_interest import Owed, Span, a_day, overdue_on, spans, total
from credit_control.engine.promises import Receipt
from credit_control.engine.receivables import Instalment

DUE = date(2026, 1, 31)
#: 0.05 % a day
STATUTORY = D("18.25")


def owed(outstanding, *lowered, terms=None, left_out=D(0)) -> Owed:
	receipts = [Receipt(day, D(amount)) for day, amount in lowered]
	whole = D(outstanding) + sum(receipt.amount for receipt in receipts)
	return Owed(terms or (Instalment(DUE, whole),), D(outstanding), receipts, left_out)


def test_ten_thousand_for_sixty_days_at_five_in_ten_thousand_a_day_is_three_hundred() -> None:
	until = DUE + timedelta(days=60)
	assert spans(owed("10000"), until, STATUTORY) == (Span(DUE, until, D(10000), D("300.00")),)


def test_at_six_percent_a_year_ninety_days_of_1234_56() -> None:
	# 1234.56 × 0.06 × 90 / 365 = 18.2647…
	found = spans(owed("1234.56"), DUE + timedelta(days=90), D(6))
	assert (found[0].days, total(found)) == (90, D("18.26"))


def test_a_leap_year_has_365_days_too() -> None:
	until = date(2028, 12, 31)
	start = date(2027, 12, 31)
	item = Owed((Instalment(start, D(1000)),), D(1000), ())
	# 366 days: 1000 × 0.10 × 366 / 365
	assert spans(item, until, D(10)) == (Span(start, until, D(1000), D("100.27")),)


def test_a_part_payment_lowers_the_principal_from_the_day_after_it() -> None:
	paid, until = DUE + timedelta(days=20), DUE + timedelta(days=50)
	# 1000 × 18.25 % × 20/365 = 10.00; 400 × 18.25 % × 30/365 = 6.00
	assert spans(owed(400, (paid, 600)), until, STATUTORY) == (
		Span(DUE, paid, D(1000), D("10.00")),
		Span(paid, until, D(400), D("6.00")),
	)


def test_what_was_paid_by_the_due_date_bears_no_interest() -> None:
	until = DUE + timedelta(days=10)
	found = spans(owed(400, (DUE, 500), (DUE - timedelta(days=9), 100)), until, STATUTORY)
	assert found == (Span(DUE, until, D(400), D("2.00")),)


def test_each_term_bears_interest_from_its_own_due_date_and_payments_count_for_the_first() -> None:
	second, until = DUE + timedelta(days=30), DUE + timedelta(days=40)
	terms = (Instalment(DUE, D(500)), Instalment(second, D(500)))
	item = owed(700, (DUE + timedelta(days=10), 300), terms=terms)
	# 500 × 10 days, 200 × 20 days, 700 × 10 days, at 0.05 % a day
	assert [(span.principal, span.days, span.interest) for span in spans(item, until, STATUTORY)] == [
		(D(500), 10, D("2.50")),
		(D(200), 20, D("2.00")),
		(D(700), 10, D("3.50")),
	]


def test_a_part_that_is_left_out_bears_none() -> None:
	until = DUE + timedelta(days=10)
	assert total(spans(owed(1000, left_out=D(800)), until, STATUTORY)) == D("1.00")
	assert spans(owed(1000, left_out=D(1000)), until, STATUTORY) == ()


@pytest.mark.parametrize("days", [-5, 0])
def test_nothing_before_the_day_after_the_due_date(days) -> None:
	assert spans(owed(1000), DUE + timedelta(days=days), STATUTORY) == ()


def test_one_more_day_and_a_rate_of_nothing() -> None:
	assert a_day(D(10000), STATUTORY) == D("5.00")
	assert total(spans(owed(1000), DUE + timedelta(days=10), D(0))) == 0
	with pytest.raises(ValueError, match="not below zero"):
		spans(owed(1000), DUE + timedelta(days=10), D(-1))


def test_a_reversed_payment_raises_the_principal_again() -> None:
	back, until = DUE + timedelta(days=20), DUE + timedelta(days=30)
	item = owed(1000, (DUE + timedelta(days=10), 400), (back, -400))
	assert [span.principal for span in spans(item, until, STATUTORY)] == [D(1000), D(600), D(1000)]


payments = st.lists(st.tuples(st.integers(-30, 400), st.decimals("0.01", "500", places=2)), max_size=8)


@given(payments, st.integers(1, 400), st.decimals("0", "50", places=2))
def test_the_days_never_overlap_and_paying_never_costs_more(paid, days, rate) -> None:
	lowered = [Receipt(DUE + timedelta(days=day), amount) for day, amount in paid]
	whole = sum((receipt.amount for receipt in lowered), D(1000))
	terms, until = (Instalment(DUE, whole),), DUE + timedelta(days=days)
	found = spans(Owed(terms, D(1000), lowered), until, rate)
	assert all(first.until <= second.since for first, second in pairwise(found))
	assert sum(span.days for span in found) == days
	unpaid = total(spans(Owed(terms, whole, ()), until, rate))
	assert total(found) <= unpaid + D("0.01") * len(found)


@given(payments)
def test_what_is_overdue_is_never_below_zero(paid) -> None:
	lowered = [Receipt(DUE + timedelta(days=day), amount) for day, amount in paid]
	item = Owed((Instalment(DUE, D(100)),), D(0), lowered, D(50))
	assert all(overdue_on(item, DUE + timedelta(days=day)) >= 0 for day in range(-30, 400, 50))
