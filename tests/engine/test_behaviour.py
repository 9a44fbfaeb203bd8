from datetime import timedelta
from decimal import Decimal

from credit_control.engine.behaviour import InvoiceHistory, PaidPart, behaviour
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
