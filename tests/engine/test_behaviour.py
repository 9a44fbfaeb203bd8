from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.behaviour import InvoiceHistory, PaidPart, behaviour, settlements
from credit_control.engine.receivables import Instalment
from tests.engine.cases import TODAY


def invoice(*paid, amount="100", due_days_ago=50, posted_days_ago=80, name="I") -> InvoiceHistory:
	"""An invoice with payments of (amount, days ago); the rest is outstanding."""
	parts = tuple(PaidPart(Decimal(value), TODAY - timedelta(days)) for value, days in paid)
	outstanding = Decimal(amount) - sum((part.amount for part in parts), Decimal(0))
	posted, due = TODAY - timedelta(posted_days_ago), TODAY - timedelta(due_days_ago)
	return InvoiceHistory(name, posted, due, Decimal(amount), parts, outstanding)


def test_no_history_gives_no_figures_and_not_zeros():
	found = behaviour([], TODAY)
	assert (found.late_ratio, found.weighted_days_late, found.weighted_days_to_pay) == (None, None, None)


def test_paid_on_the_due_date_is_punctual():
	found = behaviour([invoice(("100", 50))], TODAY)
	assert (found.late_ratio, found.weighted_days_late, found.weighted_days_to_pay) == (0, 0, 30)


def test_days_are_weighted_by_amount_and_split_by_payment():
	found = behaviour([invoice(("75", 50), ("25", 10))], TODAY)
	assert (found.weighted_days_late, found.weighted_days_to_pay) == (10, 40)


def test_paying_early_does_not_make_up_for_paying_late():
	found = behaviour([invoice(("50", 70), ("50", 40))], TODAY)
	assert found.weighted_days_late == 5


def test_an_unpaid_overdue_invoice_counts_as_late_up_to_today():
	found = behaviour([invoice()], TODAY)
	assert (found.late_ratio, found.weighted_days_late, found.weighted_days_to_pay) == (100, 50, None)


def test_an_invoice_that_is_not_due_yet_is_not_judged():
	found = behaviour([invoice(("100", 50)), invoice(due_days_ago=-5, name="J")], TODAY)
	assert (found.invoices, found.late_ratio) == (2, 0)


def test_an_invoice_with_one_part_paid_late_is_late():
	assert behaviour([invoice(("50", 60), ("50", 49))], TODAY).late_ratio == 100


def two_terms(*paid) -> InvoiceHistory:
	"""100 posted 80 days ago, half due 60 and half due 20 days ago."""
	terms = tuple(Instalment(TODAY - timedelta(days), Decimal(50)) for days in (60, 20))
	return replace(invoice(*paid, due_days_ago=20), terms=terms)


def test_a_late_first_instalment_shows_though_the_invoice_is_not_due_yet():
	"""50 paid 30 days late, 50 on the day: (50 × 30 + 50 × 0) / 100 = 15."""
	found = behaviour([two_terms(("50", 30), ("50", 20))], TODAY)
	assert (found.late_ratio, found.weighted_days_late) == (100, 15)


def test_one_payment_covers_instalments_first_in_first_out():
	parts = settlements(two_terms(("70", 40)))
	assert [(part.amount, part.days_late(TODAY)) for part in parts] == [(50, 20), (20, 0), (30, 20)]


def test_an_unpaid_first_instalment_is_late_before_the_second_falls_due():
	found = behaviour(
		[replace(two_terms(), terms=(two_terms().terms[0], Instalment(TODAY, Decimal(50))))], TODAY
	)
	assert (found.late_ratio, found.weighted_days_late) == (100, 60)


def test_what_was_written_off_is_neither_paid_nor_open():
	parts = settlements(replace(two_terms(("50", 70)), outstanding=Decimal(20)))
	assert [(part.amount, part.due, part.paid_on is None) for part in parts] == [
		(50, TODAY - timedelta(60), False),
		(20, TODAY - timedelta(20), True),
	]


@given(
	st.lists(st.tuples(st.integers(1, 90), st.integers(1, 400)), max_size=6),
	st.lists(st.integers(1, 60), min_size=1, max_size=5),
)
def test_settlements_sum_to_what_was_paid_and_what_is_open(payments, dues):
	terms = tuple(Instalment(TODAY - timedelta(days), Decimal(100)) for days in dues)
	paid = sum(amount for _, amount in payments)
	total = Decimal(100 * len(dues))
	made = InvoiceHistory(
		"I",
		TODAY - timedelta(90),
		max(term.due for term in terms),
		total,
		tuple(PaidPart(Decimal(amount), TODAY - timedelta(days)) for days, amount in payments),
		max(Decimal(0), total - paid),
		terms,
	)
	parts = settlements(made)
	assert sum(part.amount for part in parts if part.paid_on) == paid
	assert sum(part.amount for part in parts if not part.paid_on) == made.outstanding
	assert all(part.amount > 0 for part in parts)
