from datetime import date
from decimal import Decimal

import pytest

from credit_control.engine.statement import Statement
from credit_control.engine.statement_notes import Stated, retained_earnings_note, unit_suspicions

LINES = {"total_assets": 1000, "revenue": 1200, "retained_earnings": 180, "net_profit": 48}


def statement(year=2024, times="1", **changes):
	lines = {code: Decimal(value) * Decimal(times) for code, value in {**LINES, **changes}.items()}
	return Statement(lines, date(year, 1, 1), date(year, 12, 31), "Audited")


def suspicions(now, before, units=("1", "1")):
	return unit_suspicions(Stated(now, units[0]), Stated(before, units[1]))


@pytest.mark.parametrize(
	("times", "factor"), [("1000", 1000), ("1400", 1000), ("10000", 10000), ("7000", 10000)]
)
def test_a_figure_a_thousand_or_ten_thousand_times_larger_is_named_with_both_figures(times, factor):
	found = suspicions(statement(2024, times), statement(2023), ("10000", "1"))
	assert {message.params["label"] for message in found} == {"Total Assets", "Revenue"}
	assert {message.params["factor"] for message in found} == {factor}


def test_the_sentence_names_the_line_both_figures_and_both_units():
	found = suspicions(statement(2024, "10000"), statement(2023), ("10000", "1"))
	assert str(found[0]) == (
		"Total Assets is 10,000,000.00 (entered in ten thousands), about 10000 times the 1,000.00 "
		"(entered in single units) of 2023-12-31. Check the unit."
	)


def test_a_figure_that_is_a_thousandth_is_named_too():
	found = suspicions(statement(2024), statement(2023, "1000"), ("1", "1000"))
	assert str(found[0]) == (
		"Total Assets is 1,000.00 (entered in single units), and was 1,000,000.00 (entered in whole thousands) on "
		"2023-12-31, about 1000 times as much. Check the unit."
	)


@pytest.mark.parametrize("times", ["1", "2", "50", "0.02", "300", "100000"])
def test_growth_is_not_taken_for_a_wrong_unit(times):
	assert suspicions(statement(2024, times), statement(2023)) == []


def test_a_line_that_one_of_them_lacks_is_not_compared():
	now = Statement({"revenue": Decimal(1)}, date(2024, 1, 1), date(2024, 12, 31), "Audited")
	assert [message.params["label"] for message in suspicions(now, statement(2023, revenue=1000))] == [
		"Revenue"
	]


def test_sales_of_a_quarter_are_compared_as_a_year():
	quarter = Statement({"revenue": Decimal(300)}, date(2024, 1, 1), date(2024, 3, 31), "Unaudited")
	assert suspicions(quarter, statement(2023, revenue="300000")) == []


def test_profit_that_was_not_retained_is_a_note():
	message = retained_earnings_note(statement(2024), statement(2023, retained_earnings=150))
	assert str(message) == (
		"Retained Earnings changed by 30.00, Net Profit is 48.00: the difference of -18.00 is dividends, "
		"reserves or corrections."
	)


def test_profit_that_was_retained_is_no_note():
	assert retained_earnings_note(statement(2024), statement(2023, retained_earnings=132)) is None
	assert retained_earnings_note(statement(2024), None) is None
