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
