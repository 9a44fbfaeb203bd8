from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.money import ZERO, decimal, optional_decimal, percent_of, round_down

AMOUNTS = st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False, allow_infinity=False)
STEPS = st.decimals(min_value="0.01", max_value=10**6, places=2, allow_nan=False, allow_infinity=False)


def test_a_float_becomes_the_decimal_that_is_written_not_the_one_that_is_stored():
	assert decimal(0.1) == Decimal("0.1")


@pytest.mark.parametrize(
	"value", ["", "  ", "abc", "1,000", "NaN", "inf", float("nan"), float("inf"), Decimal("NaN")]
)
def test_what_is_not_a_finite_number_is_refused(value):
	with pytest.raises(ValueError, match="number"):
		decimal(value)


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_figure_stays_missing(value):
	assert optional_decimal(value) is None


def test_zero_is_a_figure_and_not_missing():
	assert optional_decimal(0) == ZERO
	assert optional_decimal("0") == ZERO


def test_rounding_down_gives_the_multiple_below():
	assert round_down(Decimal("27999.99"), Decimal(1000)) == Decimal(27000)
	assert round_down(Decimal(28000), Decimal(1000)) == Decimal(28000)


def test_a_negative_amount_rounds_to_zero():
	assert round_down(Decimal(-1), Decimal(1000)) == ZERO


@pytest.mark.parametrize("step", [0, -1])
def test_a_step_of_zero_or_less_is_refused(step):
	with pytest.raises(ValueError, match="step"):
		round_down(Decimal(5), Decimal(step))


def test_rounding_down_stays_exact_beyond_the_usual_28_digits():
	amount = Decimal("123456789012345678901234567890.99")
	assert round_down(amount, Decimal("0.01")) == amount


@given(AMOUNTS, STEPS)
def test_rounding_down_never_exceeds_and_never_loses_a_whole_step(amount, step):
	rounded = round_down(amount, step)
	assert rounded <= amount < rounded + step
	assert rounded % step == 0


def test_percent_of_is_in_the_unit_of_the_amount():
	assert percent_of(Decimal(80000), Decimal(35)) == Decimal(28000)
