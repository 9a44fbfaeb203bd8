from datetime import date
from decimal import Decimal

import pytest

from credit_control.engine.errors import CreditError
from credit_control.engine.financials import limit_inputs, statement_knock_outs, statement_values
from credit_control.engine.indicators import INDICATORS, from_source, indicator
from credit_control.engine.limit_methods import working_assets_evaluation
from credit_control.engine.statement import Statement

R = {
	"current_assets": 400, "current_liabilities": 250, "total_assets": 1000, "total_liabilities": 550,
	"equity": 450, "retained_earnings": 180, "ebit": 90, "revenue": 1200, "inventory": 120,
	"operating_cash_flow": 60, "interest": 25, "net_profit": 48,
}  # fmt: skip


def statement(**changes):
	lines = {code: Decimal(value) for code, value in {**R, **changes}.items() if value is not None}
	return Statement(lines, date(2024, 1, 1), date(2024, 12, 31), "Audited")


def test_a_statement_gives_every_indicator_that_comes_from_statements():
	values = statement_values(statement())
	assert tuple(values) == from_source("statement")
	assert values["debt_ratio"] == 55
	assert round(values["z_double_prime"], 4) == Decimal("3.0347")
	assert values["sales_growth"] is None


def test_a_firm_without_interest_is_told_from_one_whose_interest_is_missing():
	assert statement_values(statement(interest=0))["interest_cover"] == "No Interest"
	assert statement_values(statement(interest=None))["interest_cover"] is None


def test_a_subtotal_left_out_is_computed_from_its_parts():
	parts = {
		"current_liabilities": None,
		"short_term_debt": 100,
		"payables": 120,
		"other_current_liabilities": 30,
	}
	assert statement_values(statement(**parts))["current_ratio"] == Decimal("1.6")


@pytest.mark.parametrize(("equity", "hit"), [(-1, True), (0, True), (1, False), (None, False)])
def test_equity_of_zero_or_less_is_a_knock_out_and_missing_equity_is_not(equity, hit):
	assert ("negative_equity" in statement_knock_outs(statement(equity=equity))) is hit


def test_a_statement_gives_the_limit_methods_their_figures():
	inputs = limit_inputs(statement(intangible_assets=50))
	assert (inputs.tangible_net_worth, inputs.net_worth, inputs.turnover) == (400, 450, 1200)
	assert inputs.working_capital == 150
	assert round(working_assets_evaluation(inputs), 4) == Decimal("0.9422")


def test_figures_the_statement_lacks_stay_missing():
	inputs = limit_inputs(statement(equity=None, total_liabilities=None))
	assert (inputs.tangible_net_worth, inputs.net_worth, inputs.liabilities_to_equity) == (None, None, None)


def test_every_indicator_is_labelled_in_both_languages_and_defined():
	assert all(entry.label and entry.label_zh and entry.definition for entry in INDICATORS.values())
	assert all(entry.texts for entry in INDICATORS.values() if entry.direction == "category")


def test_every_indicator_has_one_source():
	counted = [len(from_source(source)) for source in ("ledger", "statement", "file")]
	assert counted == [7, 17, 12]
	assert sum(counted) == len(INDICATORS)


def test_an_unknown_indicator_is_refused():
	with pytest.raises(CreditError, match="no indicator luck"):
		indicator("luck")
