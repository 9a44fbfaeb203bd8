"""What is booked for a lost debt, in company currency and in that of a foreign account."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.errors import CreditError
from credit_control.engine.write_off import Claim, amount_in_account, left_to_recover

HOME = Claim(Decimal("1000.00"), Decimal("1000.00"), Decimal(1))
#: 100.01 dollars at 7.0321 are 703.28 yuan
DOLLARS = Claim(Decimal("703.28"), Decimal("100.01"), Decimal("7.0321"))


def test_in_company_currency_it_is_the_amount_itself() -> None:
	assert amount_in_account(Decimal("250.50"), HOME) == Decimal("250.50")


def test_all_that_is_open_takes_the_last_cent_of_a_foreign_account() -> None:
	assert amount_in_account(Decimal("703.28"), DOLLARS) == Decimal("100.01")


def test_a_part_is_turned_at_the_rate_of_the_invoice() -> None:
	# 351.64 / 7.0321 = 50.00497…
	assert amount_in_account(Decimal("351.64"), DOLLARS) == Decimal("50.00")


def test_more_than_is_open_is_refused_with_both_figures() -> None:
	with pytest.raises(CreditError) as caught:
		amount_in_account(Decimal("703.30"), DOLLARS)
	assert (
		caught.value.problem.render()
		== "703.30 is to be written off, but only 703.28 is open. Enter at most what is open."
	)


def test_what_may_still_come_back() -> None:
	assert left_to_recover(Decimal(1000), Decimal(400)) == Decimal(600)
	assert left_to_recover(Decimal(1000), Decimal(1000)) == 0


@given(st.decimals("0.01", "703.28", places=2))
def test_no_part_is_more_than_the_account_has_open(amount: Decimal) -> None:
	assert 0 <= amount_in_account(amount, DOLLARS) <= DOLLARS.open_in_account
