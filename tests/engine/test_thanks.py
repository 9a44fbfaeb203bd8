"""Thanks: for what we wrote about, was overdue and then paid; once for a payment and a claim, never for a credit note."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.strategy import Claim
from credit_control.engine.thanks import Noted, Paid, Payment, paid

DUE = date(2026, 3, 10)
CLAIM = Claim("INV-1", DUE, Decimal(1000))
NOTED = Noted(CLAIM, date(2026, 3, 13))


def payment(day: int, amount: int = 1000, voucher: str = "PE-1", invoice: str = "INV-1") -> Payment:
	return Payment(voucher, invoice, date(2026, 3, day), Decimal(amount))


def test_what_was_written_about_and_then_paid():
	(found,) = paid([NOTED], (), [payment(14)], ())
	assert found == Paid(CLAIM, "PE-1", date(2026, 3, 14), Decimal(1000))
	assert found.days_late == 4


@pytest.mark.parametrize(
	("still_open", "payments", "thanked"),
	[
		((CLAIM.key,), [payment(14, 400)], ()),
		((), [], ()),
		((), [payment(12)], ()),
		((), [payment(14, invoice="INV-2")], ()),
		((), [payment(14)], (CLAIM.key,)),
		((), [payment(14)], ("PE-1",)),
	],
	ids=["part", "credit note", "before we wrote", "another's", "thanked for it", "thanked for the payment"],
)
def test_nobody_is_thanked(still_open, payments, thanked):
	assert paid([NOTED], still_open, payments, thanked) == ()


def test_who_paid_in_time_after_a_friendly_note_needs_no_thanks():
	before_due = Noted(CLAIM, date(2026, 3, 7))
	assert paid([before_due], (), [payment(10)], ()) == ()
	assert paid([before_due], (), [payment(11)], ())


def test_of_several_payments_the_last_is_thanked_for():
	parts = [payment(14, 400, "PE-1"), payment(20, 600, "PE-2")]
	assert paid([NOTED], (), parts, ()) == (Paid(CLAIM, "PE-2", date(2026, 3, 20), Decimal(1000)),)
	assert paid([NOTED], (), parts, ("PE-1",))[0].voucher == "PE-2"


def test_what_was_credited_is_not_said_to_be_paid():
	assert paid([NOTED], (), [payment(14, 700)], ())[0].amount == Decimal(700)


def test_terms_of_an_invoice_share_what_was_paid():
	later = Claim("INV-1", date(2026, 3, 12), Decimal(500))
	found = paid([NOTED, Noted(later, date(2026, 3, 15))], (), [payment(16, 1200)], ())
	assert [each.amount for each in found] == [Decimal(1000), Decimal(200)]


@given(st.lists(st.tuples(st.integers(1, 31), st.integers(1, 2000)), max_size=6))
def test_thanking_again_finds_nothing_and_never_more_than_came_in(rows):
	payments = [payment(day, amount, f"PE-{at}") for at, (day, amount) in enumerate(rows)]
	found = paid([NOTED], (), payments, ())
	assert sum(each.amount for each in found) <= sum(each.amount for each in payments)
	assert paid([NOTED], (), payments, {each.voucher for each in found}) == ()
