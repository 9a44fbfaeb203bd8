from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.articulation import articulation_problems, sum_checks
from credit_control.engine.errors import CreditError
from credit_control.engine.statement import (
	LINES,
	SUBTOTALS,
	Statement,
	derived_codes,
	tangible_net_worth,
	with_subtotals,
)

TODAY = date(2025, 6, 1)
CENT = Decimal("0.01")

COMPLETE = {
	"cash": 80, "receivables": 150, "inventory": 120, "other_current_assets": 50, "current_assets": 400,
	"fixed_assets": 500, "intangible_assets": 40, "other_non_current_assets": 60, "non_current_assets": 600,
	"total_assets": 1000,
	"short_term_debt": 100, "payables": 120, "other_current_liabilities": 30, "current_liabilities": 250,
	"long_term_debt": 280, "other_non_current_liabilities": 20, "total_liabilities": 550,
	"share_capital": 200, "other_equity": 70, "retained_earnings": 180, "equity": 450,
	"revenue": 1200, "cost_of_sales": 900, "gross_profit": 300, "operating_expenses": 215, "other_income": 5,
	"ebit": 90, "interest": 25, "profit_before_tax": 65, "tax": 17, "net_profit": 48,
	"operating_cash_flow": 60, "investing_cash_flow": -30, "financing_cash_flow": -12, "fx_effect": 2,
	"opening_cash": 60, "closing_cash": 80,
}  # fmt: skip


def statement(lines=None, start=date(2024, 1, 1), end=date(2024, 12, 31), audit="Audited", **changes):
	figures = {**(COMPLETE if lines is None else lines), **changes}
	return Statement({code: Decimal(str(value)) for code, value in figures.items()}, start, end, audit)


def problems(given_statement, tolerance=CENT, today=TODAY):
	return articulation_problems(given_statement, tolerance, today)


def test_every_line_has_a_chinese_label():
	assert all(line.label_zh and line.label for line in LINES.values())
	assert set(COMPLETE) == set(LINES)


def test_a_complete_statement_that_adds_up_has_no_problems():
	assert problems(statement()) == []


def test_assets_that_differ_from_liabilities_and_equity_are_reported_with_both_figures_and_labels():
	found = problems(statement({"total_assets": 1000, "total_liabilities": 550, "equity": 440}))
	assert [str(problem) for problem in found] == [
		"Total Assets is 1,000, but Total Liabilities, Equity make 990: a difference of 10. "
		"Correct one of these lines."
	]


@pytest.mark.parametrize("rule", SUBTOTALS, ids=lambda rule: rule.code)
def test_each_subtotal_that_does_not_add_up_is_reported(rule):
	broken = statement(**{rule.code: COMPLETE[rule.code] + 1})
	assert rule.code in {problem.field for problem in problems(broken)}


def test_gross_profit_names_what_is_subtracted():
	(found,) = problems(statement({"revenue": 1200, "cost_of_sales": 900, "gross_profit": 310}))
	assert str(found).startswith("Gross Profit is 310, but Revenue less Cost of Sales make 300")


def test_cash_of_the_balance_sheet_must_tie_to_the_cash_flow_statement():
	(found,) = problems(statement({"cash": 90, "closing_cash": 80}))
	assert found.field == "cash"
	assert "restricted cash" in str(found)


def test_closing_cash_must_follow_from_opening_cash_and_the_flows():
	(found,) = problems(statement(opening_cash=61))
	assert found.field == "closing_cash"
	assert found.params["difference"] == Decimal(-1)


def test_a_difference_within_the_tolerance_is_rounding():
	assert problems(statement(total_assets="1000.01")) == []
	assert problems(statement(total_assets="1000.02")) != []


def test_a_sum_with_a_missing_part_is_not_checked_as_if_the_part_were_zero():
	assert problems(statement({"current_assets": 400, "cash": 80, "receivables": 150})) == []


def test_parts_are_checked_against_a_total_through_a_subtotal_that_was_left_out():
	lines = {code: value for code, value in COMPLETE.items() if code != "current_assets"}
	assert "total_assets" in {problem.field for problem in problems(statement(lines, inventory=121))}


@pytest.mark.parametrize(
	"code", ["cash", "inventory", "total_assets", "revenue", "share_capital", "cost_of_sales"]
)
def test_a_line_that_cannot_be_negative_is_reported(code):
	found = problems(statement({code: -1}))
	assert [problem.field for problem in found] == [code]
	assert "cannot be negative" in str(found[0])


@pytest.mark.parametrize("code", ["equity", "retained_earnings", "net_profit", "ebit", "operating_cash_flow"])
def test_a_line_that_may_be_negative_is_accepted(code):
	assert problems(statement({code: -1})) == []


def test_a_period_that_ends_after_today_is_reported():
	(found,) = problems(statement(end=date(2025, 6, 2), start=date(2024, 6, 3)))
	assert str(found) == (
		"The period ends on 2025-06-02, after today, 2025-06-01. Enter statements of a period that is over."
	)


def test_a_period_that_ends_today_is_accepted():
	assert problems(statement(start=date(2024, 6, 2), end=TODAY)) == []


@pytest.mark.parametrize("end", [date(2024, 1, 1), date(2023, 12, 31)])
def test_a_period_without_length_is_reported(end):
	assert "has no length" in str(problems(statement(end=end))[0])


def test_an_empty_statement_is_reported():
	assert [str(problem) for problem in problems(statement({}))] == [
		"The statement has no figures. Enter at least the totals."
	]


def test_an_unknown_line_and_an_unknown_audit_are_reported():
	found = problems(statement({"goodwill": 1}, audit="Guess"))
	assert {problem.field for problem in found} == {"goodwill", "audit"}


def test_asking_for_an_unknown_line_is_an_error_and_not_a_missing_value():
	with pytest.raises(CreditError, match="no statement line goodwill"):
		statement().value("goodwill")


def test_an_absent_subtotal_is_filled_in_and_a_stated_one_is_kept():
	lines = {code: value for code, value in COMPLETE.items() if code not in ("gross_profit", "total_assets")}
	full = with_subtotals(statement(lines, ebit=91))
	assert (full.value("gross_profit"), full.value("total_assets")) == (300, 1000)
	assert full.value("ebit") == 91


def test_a_subtotal_with_a_missing_part_stays_missing():
	assert with_subtotals(statement({"revenue": 1200})).value("gross_profit") is None


def test_half_a_year_of_sales_is_scaled_to_a_year():
	half = statement({"revenue": 600}, end=date(2024, 6, 30))
	assert half.days == 182
	assert half.yearly("revenue") == Decimal(600) * 365 / 182


def test_a_53_week_year_is_a_year():
	long_year = statement({"revenue": 600}, start=date(2024, 1, 1), end=date(2025, 1, 5))
	assert long_year.yearly("revenue") == 600


def test_tangible_net_worth_needs_both_figures():
	assert tangible_net_worth(statement()) == 410
	assert tangible_net_worth(statement({"equity": 450})) is None


@given(st.sampled_from(sorted(COMPLETE)))
def test_leaving_out_one_line_of_a_sound_statement_never_makes_it_unsound(code):
	lines = {key: value for key, value in COMPLETE.items() if key != code}
	assert problems(statement(lines)) == []


@given(st.sampled_from(sorted(COMPLETE)), st.integers(min_value=1, max_value=1000))
def test_any_figure_changed_in_a_complete_statement_is_noticed(code, change):
	assert problems(statement(**{code: COMPLETE[code] + change})) != []


@pytest.mark.parametrize(
	("given_lines", "code", "value"),
	[
		({"total_assets": 1000, "current_assets": 400}, "non_current_assets", 600),
		({"total_assets": 1000, "total_liabilities": 550}, "equity", 450),
		({"total_assets": 1000, "equity": -50}, "total_liabilities", 1050),
		({"total_liabilities": 550, "equity": 450}, "total_assets", 1000),
		({"profit_before_tax": 65, "interest": 25}, "ebit", 90),
		({"net_profit": 48, "tax": 17, "interest": 25}, "ebit", 90),
	],
)
def test_a_subtotal_is_derived_as_the_only_unknown_of_a_sum(given_lines, code, value):
	assert with_subtotals(statement(given_lines)).value(code) == value
	assert code in derived_codes(statement(given_lines))


def test_a_line_that_is_no_subtotal_is_never_derived():
	lines = {key: value for key, value in COMPLETE.items() if key != "inventory"}
	assert with_subtotals(statement(lines)).value("inventory") is None
	assert derived_codes(statement(lines)) == frozenset()


@given(st.sets(st.sampled_from(sorted(COMPLETE))))
def test_what_is_derived_from_part_of_a_sound_statement_is_what_it_states(left_out):
	lines = {key: value for key, value in COMPLETE.items() if key not in left_out}
	full = with_subtotals(statement(lines))
	assert all(value == COMPLETE[code] for code, value in full.lines.items())


def test_each_stated_total_is_listed_with_what_its_parts_make():
	found = dict(
		(code, (stated, computed)) for code, stated, computed in sum_checks(statement(gross_profit=310))
	)
	assert found["gross_profit"] == (310, 300)
	assert found["total_liabilities"] == (550, 550)
	assert sum_checks(statement({"equity": 450})) == [("equity", 450, None)]
