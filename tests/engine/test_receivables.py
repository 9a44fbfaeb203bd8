from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.receivables import (
	Instalment,
	OpenItem,
	OpenTerm,
	ageing,
	excuse,
	open_terms,
	overdue,
	settle,
)
from tests.engine.cases import TODAY, item

CENTS = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)


def two_terms(outstanding: str) -> OpenItem:
	"""An invoice of 1000 in two terms of 500, due 40 and 10 days ago."""
	schedule = tuple(Instalment(TODAY - timedelta(days), Decimal(500)) for days in (40, 10))
	return OpenItem("Sales Invoice", "INV-2", date(2026, 1, 1), Decimal(1000), Decimal(outstanding), schedule)


def test_a_payment_settles_the_first_term_first():
	late = overdue(open_terms([two_terms("500")]), TODAY)
	assert (late.amount, late.oldest_days) == (500, 10)


def test_a_part_payment_leaves_the_rest_of_the_first_term_overdue():
	late = overdue(open_terms([two_terms("800")]), TODAY)
	assert (late.amount, late.oldest_days, late.items) == (800, 40, 1)


def test_an_item_due_today_is_not_overdue():
	assert overdue(open_terms([item("100", 0)]), TODAY).amount == 0


def test_a_residue_below_half_a_cent_is_rounding():
	assert list(open_terms([item("0.004", 50)])) == []


def test_an_overpaid_item_leaves_nothing_open():
	assert list(open_terms([two_terms("-20")])) == []


def test_ageing_puts_each_edge_into_the_bucket_it_closes():
	items = [item("1", days, f"I{days}") for days in (0, 1, 30, 31, 60, 61, 90, 91)]
	assert ageing(open_terms(items), TODAY) == (1, 2, 2, 2, 1)


@given(st.lists(st.tuples(CENTS, st.integers(-60, 400)), max_size=8), CENTS)
def test_open_terms_add_up_to_what_is_outstanding(terms, paid):
	schedule = tuple(Instalment(TODAY - timedelta(days), amount) for amount, days in terms)
	invoiced = sum((amount for amount, _ in terms), Decimal(0))
	outstanding = max(Decimal(0), invoiced - paid)
	opened = list(open_terms([OpenItem("X", "I", TODAY, invoiced, outstanding, schedule)]))
	left_out = sum(1 for amount, _ in terms if amount)
	assert abs(sum((term.amount for term in opened), Decimal(0)) - outstanding) <= Decimal("0.005") * left_out
	assert sum(ageing(opened, TODAY)) == sum((term.amount for term in opened), Decimal(0))


@given(st.lists(st.tuples(CENTS, st.integers(-60, 400)), max_size=8))
def test_overdue_is_everything_aged_beyond_the_due_date(rows):
	terms = list(open_terms([item(str(amount), days, f"I{n}") for n, (amount, days) in enumerate(rows)]))
	assert overdue(terms, TODAY).amount == sum(ageing(terms, TODAY)[1:])


def test_what_is_excused_leaves_the_earliest_terms_of_its_voucher() -> None:
	terms = [
		OpenTerm("Sales Invoice", "A", date(2026, 2, 1), Decimal(50)),
		OpenTerm("Sales Invoice", "A", date(2026, 1, 1), Decimal(50)),
		OpenTerm("Sales Invoice", "B", date(2026, 1, 1), Decimal(70)),
	]
	left = list(excuse(terms, {"A": Decimal(60), "C": Decimal(5)}))
	assert [(term.voucher_no, term.due.month, term.amount) for term in left] == [("B", 1, 70), ("A", 2, 40)]


def test_credit_on_account_pays_the_earliest_terms() -> None:
	terms = list(open_terms([two_terms("1000"), item("100", 60)]))
	paid = overdue(settle(terms, Decimal(250)), TODAY)
	assert (paid.amount, paid.oldest_days, paid.oldest_voucher) == (850, 40, "INV-2")
	assert list(settle(terms, Decimal(1100))) == []
	assert overdue(settle(terms, Decimal(-5)), TODAY) == overdue(terms, TODAY)
