from datetime import date
from decimal import Decimal

from credit_control.engine.behaviour import Behaviour
from credit_control.engine.payments import payment_values, years
from credit_control.engine.receivables import open_terms
from tests.engine.cases import TODAY, item

PUNCTUAL = Behaviour(invoices=1, late_ratio=Decimal(0), weighted_days_late=Decimal(0))


def test_the_overdue_share_is_of_what_is_receivable():
	terms = tuple(open_terms([item("30", 45, "A"), item("70", -5, "B")]))
	values = payment_values(PUNCTUAL, terms, TODAY)
	assert (values["overdue_share"], values["oldest_overdue_days"]) == (30, 45)


def test_a_customer_that_owes_nothing_has_nothing_overdue():
	values = payment_values(PUNCTUAL, (), TODAY)
	assert (values["overdue_share"], values["oldest_overdue_days"]) == (0, 0)


def test_behaviour_that_is_not_known_stays_missing():
	assert payment_values(Behaviour(), (), TODAY)["late_ratio"] is None


def test_years_have_two_decimals():
	assert years(date(2020, 1, 1), date(2026, 7, 2)) == Decimal("6.50")
