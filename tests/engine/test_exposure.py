from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.exposure import PARTS, Exposure, ExposureSwitches, utilisation

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


def test_the_total_adds_what_is_owed_and_deducts_what_was_received():
	exposure = Exposure(*map(Decimal, (100, 50, 200, 10, 30, 20)))
	assert exposure.total == 100 + 50 + 200 + 10 - 30 - 20


def test_a_part_that_is_switched_off_does_not_count():
	switches = ExposureSwitches(open_orders=False, credit_notes=False)
	exposure = Exposure(*map(Decimal, (100, 0, 200, 0, 30, 0)), switches=switches)
	assert exposure.total == 200


def test_an_uncleared_bill_makes_up_for_what_it_lowered():
	"""1500 invoiced; a cheque of 600 for one invoice and one of 400 on account, neither of them cleared."""
	bills = {"uncleared_bills": Decimal(1000), "unallocated_bills": Decimal(400)}
	owed = {"open_invoices": Decimal(900), "unallocated_receipts": Decimal(400)}
	assert Exposure(**owed, **bills).total == 1500
	assert Exposure(**owed).total == 500


def test_a_bill_on_account_makes_up_for_nothing_where_receipts_lower_nothing():
	switches = ExposureSwitches(unallocated_receipts=False)
	bills = {"uncleared_bills": Decimal(1000), "unallocated_bills": Decimal(400)}
	exposure = Exposure(
		open_invoices=Decimal(900), unallocated_receipts=Decimal(400), **bills, switches=switches
	)
	assert dict(exposure.parts()) == {
		"open_orders": 0,
		"delivered_not_billed": 0,
		"open_invoices": 900,
		"other_receivables": 0,
		"uncleared_bills": 600,
		"credit_notes": 0,
	}
	assert exposure.total == 1500


def test_bills_are_no_receivable_of_the_ledger_and_may_be_switched_off():
	exposure = Exposure(uncleared_bills=Decimal(70), switches=ExposureSwitches(uncleared_bills=False))
	assert (exposure.receivable, exposure.total) == (0, 0)


def test_the_receivable_ignores_orders_deliveries_and_switches():
	exposure = Exposure(
		*map(Decimal, (100, 50, 200, 10, 30, 20)), switches=ExposureSwitches(open_invoices=False)
	)
	assert exposure.receivable == 160


def test_an_unknown_part_is_refused():
	with pytest.raises(ValueError, match="unknown exposure part: tips"):
		Exposure().plus("tips", Decimal(1))


@pytest.mark.parametrize(("limit", "percent"), [("200", "50"), ("0", None), ("-5", None)])
def test_utilisation_of_a_limit_of_zero_has_no_meaning(limit, percent):
	expected = None if percent is None else Decimal(percent)
	assert utilisation(Decimal(100), Decimal(limit)) == expected


@given(st.sampled_from(PARTS), AMOUNTS)
def test_adding_to_a_part_and_taking_it_away_changes_nothing(part, amount):
	exposure = Exposure(open_invoices=Decimal(7))
	assert exposure.plus(part, amount).plus(part, -amount) == exposure
