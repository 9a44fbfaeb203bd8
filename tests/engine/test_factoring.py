from dataclasses import replace
from decimal import Decimal

import pytest

from credit_control.engine.factoring import Customer, Invoice, refusals

GOOD = Invoice(Decimal(1000), term_days=30)
GRADED = Customer("A", granted_days=30)


def said(invoice=GOOD, customer=GRADED):
	return [str(message) for message in refusals(invoice, customer)]


def test_an_invoice_that_is_not_due_of_a_graded_customer_can_be_discounted():
	assert said() == []


@pytest.mark.parametrize(
	("changes", "reason"),
	[
		({"outstanding": Decimal(0)}, "Nothing of it is open."),
		({"discounted_in": "ACC-INV-DISC-1"}, "It is in ACC-INV-DISC-1 already."),
		({"overdue": Decimal(400), "days_overdue": 3}, "400.00 of it has been overdue for 3 days."),
		({"disputed": Decimal("0.5")}, "0.50 of it is disputed."),
		({"term_days": 31}, "Its terms give 31 days of credit; 30 are granted."),
	],
)
def test_what_is_wrong_with_the_invoice_is_named(changes, reason):
	assert said(replace(GOOD, **changes)) == [reason]


@pytest.mark.parametrize(
	("changes", "reason"),
	[
		({"grade": None}, "The customer has no grade yet."),
		({"grade": "D", "credit_allowed": False}, "Grade D buys against payment only."),
		(
			{"assignment_prohibited": True},
			"The contract with the customer forbids the assignment of its invoices.",
		),
	],
)
def test_what_is_wrong_with_the_customer_is_named(changes, reason):
	assert said(customer=replace(GRADED, **changes)) == [reason]


def test_every_reason_is_named():
	bad = Invoice(Decimal(10), Decimal(10), 1, Decimal(10), 90, "X")
	assert len(said(bad, Customer(None, assignment_prohibited=True, granted_days=30))) == 6


def test_terms_are_never_too_long_where_none_were_granted_or_named():
	assert said(replace(GOOD, term_days=900), replace(GRADED, granted_days=None)) == []
	assert said(replace(GOOD, term_days=None)) == []
