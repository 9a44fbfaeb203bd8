from datetime import date
from decimal import Decimal

import pytest

from credit_control.engine.errors import CreditError
from credit_control.engine.measures import NO_DEBT, NO_INTEREST
from credit_control.engine.ratios import GROUPS, RATIOS, Ratio, ratio, ratios, trend
from credit_control.engine.statement import Statement

R = {
	"current_assets": 400, "current_liabilities": 250, "total_assets": 1000, "total_liabilities": 550,
	"equity": 450, "retained_earnings": 180, "ebit": 90, "revenue": 1200, "inventory": 120,
	"operating_cash_flow": 60, "interest": 25, "net_profit": 48,
}  # fmt: skip


def statement(year=2024, lines=R, without=(), **changes):
	figures = {
		code: Decimal(str(value)) for code, value in {**lines, **changes}.items() if code not in without
	}
	return Statement(figures, date(year, 1, 1), date(year, 12, 31), "Audited")


@pytest.mark.parametrize(
	("code", "expected"),
	[
		("current_ratio", "1.60"),
		("quick_ratio", "1.12"),
		("debt_ratio", "55"),
		("net_margin", "4"),
		("ocf_to_current_liabilities", "0.24"),
		("interest_cover", "3.6"),
	],
)
def test_the_reference_statement_gives_the_worked_value(code, expected):
	assert ratio(code, statement()).value == Decimal(expected)


def test_equity_to_debt_and_debt_to_equity_are_each_other_s_inverse():
	forth, back = ratio("equity_to_debt", statement()).value, ratio("debt_to_equity", statement()).value
	assert round(forth * back, 20) == 1


def test_averages_use_both_balances():
	now = statement(2024, receivables=160, cost_of_sales=900)
	before = statement(2023, receivables=140, inventory=80, equity=350, total_assets=800)
	assert ratio("receivables_turnover", now, before).value == 8
	assert ratio("inventory_turnover", now, before).value == 9
	assert ratio("roe", now, before).value == 12
	assert ratio("roa", now, before).value == 10
	assert round(ratio("asset_turnover", now, before).value, 4) == Decimal("1.3333")


def test_without_a_previous_statement_the_closing_balance_stands_in_and_is_named():
	found = ratio("roe", statement())
	assert round(found.value, 2) == Decimal("10.67")
	assert found.note == "closing balance, no previous statement"


def test_growth_and_capital_preservation_compare_two_years():
	now, before = statement(2024), statement(2023, revenue=1000, equity=400)
	assert ratio("sales_growth", now, before).value == 20
	assert ratio("capital_preservation", now, before).value == Decimal("112.5")


@pytest.mark.parametrize("code", ["sales_growth", "capital_preservation"])
def test_without_a_previous_statement_there_is_no_growth(code):
	found = ratio(code, statement())
	assert (found.value, found.note) == (None, "missing: previous statement")


def test_half_a_year_is_compared_as_a_year_and_the_note_says_so():
	half = Statement({"revenue": Decimal(600)}, date(2024, 1, 1), date(2024, 6, 30), "Unaudited")
	found = ratio("sales_growth", half, statement(2023, revenue=1200))
	assert abs(found.value) < 1
	assert found.note == "scaled to a year from 182 days"


@pytest.mark.parametrize("equity", [0, -50])
@pytest.mark.parametrize("code", ["equity_to_debt", "debt_to_equity", "roe"])
def test_equity_of_zero_or_less_gives_no_number(code, equity):
	found = ratio(code, statement(equity=equity, net_profit=-10))
	assert (found.value, found.note) == (None, "negative equity")


def test_average_equity_below_zero_gives_no_return_on_equity():
	assert ratio("roe", statement(2024, equity=10), statement(2023, equity=-90)).value is None


def test_growth_from_negative_equity_gives_no_number():
	assert (
		ratio("capital_preservation", statement(2024), statement(2023, equity=-5)).note == "negative equity"
	)


def test_no_interest_is_named_and_is_not_a_number():
	found = ratio("interest_cover", statement(interest=0))
	assert (found.value, found.note, found.scored) == (None, "no interest", NO_INTEREST)


@pytest.mark.parametrize("ebit", [0, -40])
def test_a_loss_without_interest_counts_as_the_worst_band(ebit):
	assert ratio("interest_cover", statement(interest=0, ebit=ebit)).value == 0


def test_missing_interest_is_not_no_interest():
	found = ratio("interest_cover", statement(without=("interest",)))
	assert (found.value, found.note, found.scored) == (None, "missing: interest", None)


def test_every_missing_line_is_named():
	found = ratio("quick_ratio", statement(without=("inventory", "current_liabilities")))
	assert (found.value, found.note) == (None, "missing: inventory, current_liabilities")


def test_missing_inventory_is_not_an_inventory_of_zero():
	assert ratio("quick_ratio", statement(without=("inventory",))).value is None
	assert ratio("quick_ratio", statement(inventory=0)).value == Decimal("1.6")


@pytest.mark.parametrize(
	("code", "line", "note"),
	[
		("current_ratio", "current_liabilities", "no current liabilities"),
		("equity_to_debt", "total_liabilities", "no liabilities"),
	],
)
def test_no_debt_is_a_good_reason_for_no_number(code, line, note):
	found = ratio(code, statement(**{line: 0}))
	assert (found.value, found.note, found.scored) == (None, note, NO_DEBT)


@pytest.mark.parametrize(
	("code", "line"),
	[("net_margin", "revenue"), ("debt_ratio", "total_assets"), ("roa", "total_assets")],
)
def test_a_denominator_of_zero_gives_no_number_and_no_text(code, line):
	found = ratio(code, statement(**{line: 0}))
	assert (found.value, found.scored) == (None, None)


def test_all_ratios_come_in_the_order_of_the_registry():
	assert list(ratios(statement())) == list(RATIOS)


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_previous_statement_that_is_not_earlier_is_refused(year):
	with pytest.raises(CreditError, match="not before"):
		ratio("roe", statement(2024), statement(year))


def test_an_unknown_ratio_is_refused():
	with pytest.raises(CreditError, match="no ratio cash_ratio"):
		ratio("cash_ratio", statement())


def test_every_ratio_is_labelled_in_both_languages_and_defined():
	assert all(rule.label and rule.label_zh and rule.definition for rule in RATIOS.values())


def test_every_ratio_is_in_one_group():
	grouped = [code for codes in GROUPS.values() for code in codes]
	assert sorted(grouped) == sorted(RATIOS)


@pytest.mark.parametrize(
	("code", "now", "before", "expected"),
	[
		("current_ratio", 2, 1, "Better"),
		("current_ratio", 1, 2, "Worse"),
		("debt_ratio", 60, 50, "Worse"),
		("debt_ratio", 50, 60, "Better"),
		("roe", 5, 5, "Same"),
		("roe", None, 5, ""),
		("roe", 5, None, ""),
	],
)
def test_the_trend_follows_the_direction_of_the_ratio(code, now, before, expected):
	def made(value):
		return Ratio(code, None if value is None else Decimal(value))

	assert trend(made(now), made(before)) == expected
	assert trend(made(now), None) == ""
