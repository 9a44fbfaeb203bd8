from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.errors import CreditError
from credit_control.engine.loss_rates import RollRate, expected_loss, is_thin, loss_rates, roll_rates

MILLION = Decimal(1_000_000)
BALANCES = [Decimal(millions) * MILLION for millions in ("15", "7.5", "4", "2.5", "1")]
RATES = [Decimal(rate) / 1000 for rate in (3, 16, 36, 66, 106)]
SHARES = st.decimals(0, 1, places=4)


def decimals(*values):
	return [Decimal(value) for value in values]


def test_the_provision_matrix_gives_the_worked_value():
	assert expected_loss(BALANCES, RATES) == 580_000


def test_each_bucket_contributes_its_worked_share():
	alone = [
		expected_loss(
			[balance if place == bucket else Decimal(0) for place, balance in enumerate(BALANCES)], RATES
		)
		for bucket in range(5)
	]
	assert alone == [45_000, 120_000, 144_000, 165_000, 106_000]


def test_the_forward_factor_scales_the_whole():
	assert expected_loss(BALANCES, RATES, Decimal("1.1")) == 638_000


def test_a_roll_is_what_is_found_one_bucket_older_a_month_later():
	months = [decimals(100, 40, 10), decimals(120, 30, 20), decimals(90, 24, 9)]
	# 30/100 and 24/120; 20/40 and 9/30
	assert roll_rates(months) == (RollRate(Decimal("0.25"), 2), RollRate(Decimal("0.4"), 2))


def test_a_month_with_an_empty_bucket_says_nothing_of_it():
	assert roll_rates([decimals(0, 5), decimals(100, 5), decimals(100, 20)]) == (RollRate(Decimal("0.2"), 1),)
	assert roll_rates([decimals(0, 5), decimals(100, 5)]) == (RollRate(None, 0),)


def test_a_roll_is_capped_at_all_of_the_bucket():
	assert roll_rates([decimals(10, 50), decimals(10, 60)]) == (RollRate(Decimal(1), 1),)


def test_without_months_there_is_nothing_to_roll():
	assert roll_rates([]) == ()


def test_months_with_other_buckets_are_refused():
	with pytest.raises(CreditError, match="same ageing buckets"):
		roll_rates([decimals(1, 2), decimals(1, 2, 3)])


def test_a_loss_rate_is_the_product_of_the_rolls_up_to_the_end():
	rates = loss_rates(decimals("0.5", "0.4"), Decimal("0.6"))
	# 0.5 × 0.4 × 0.6, 0.4 × 0.6, 0.6
	assert rates == (Decimal("0.120"), Decimal("0.24"), Decimal("0.6"))


def test_a_missing_roll_leaves_every_younger_bucket_without_a_rate():
	assert loss_rates([Decimal("0.5"), None], Decimal("0.6")) == (None, None, Decimal("0.6"))


def test_a_balance_without_a_rate_gives_no_loss_and_is_not_zero():
	assert expected_loss(decimals(10, 5), [None, Decimal("0.5")]) is None
	assert expected_loss(decimals(0, 5), [None, Decimal("0.5")]) == Decimal("2.5")


def test_rates_that_do_not_fit_the_buckets_are_refused():
	with pytest.raises(CreditError, match="5 buckets need as many loss rates, not 4"):
		expected_loss(BALANCES, RATES[:4])


@pytest.mark.parametrize(("invoices", "months", "thin"), [(30, 12, False), (29, 12, True), (30, 11, True)])
def test_a_bucket_is_thin_below_30_invoices_or_12_months(invoices, months, thin):
	assert is_thin(invoices, months) is thin
	assert RollRate(Decimal(1), months).is_thin is (months < 12)


@given(st.lists(SHARES, max_size=4), SHARES)
def test_older_buckets_never_lose_less_than_younger_ones(rolls, loss_given_default):
	rates = loss_rates(rolls, loss_given_default)
	assert list(rates) == sorted(rates)
	assert all(0 <= rate <= 1 for rate in rates)
