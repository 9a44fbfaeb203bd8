from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.articulation import articulation_problems
from credit_control.engine.defaults.statements import default_templates
from credit_control.engine.statement import LINES, Statement, with_subtotals
from credit_control.engine.statement_import import Choices, read
from credit_control.engine.statement_import_cells import same_label
from credit_control.engine.statement_import_rows import TemplateRow
from tests.engine.sheets import BALANCE_SHEET, CASH_FLOW, ENGLISH, INCOME, sheet

TEMPLATES = default_templates()
BALANCE, PROFIT, CASH, IN_ENGLISH = (template.name for template in TEMPLATES)
ALL = [sheet(BALANCE_SHEET, "资产负债表"), sheet(INCOME, "利润表"), sheet(CASH_FLOW, "现金流量表")]


def reading(*texts, **choices):
	return read([sheet(text, f"S{n}") for n, text in enumerate(texts, 1)], TEMPLATES, Choices(**choices))


def messages(found):
	return [str(problem) for problem in found.problems]


def row(found, label):
	return next(entry for entry in found.rows if entry.label == label)


def test_every_shipped_template_names_lines_that_exist():
	for template in TEMPLATES:
		for entry in template.rows:
			assert entry.line in LINES or entry.use == "Ignore", entry
			for condition in filter(None, (entry.only_with, entry.only_without)):
				assert same_label(condition) in template.index()


def test_a_workbook_of_three_chinese_statements_is_read_into_our_lines():
	found = read(ALL, TEMPLATES)
	assert messages(found) == []
	assert dict(found.templates) == {
		"资产负债表": (BALANCE,),
		"利润表": (PROFIT,),
		"现金流量表": (CASH,),
	}
	expected = {
		"cash": 80, "receivables": 150, "inventory": 120, "other_current_assets": 50, "current_assets": 400,
		"fixed_assets": 500, "intangible_assets": 40, "other_non_current_assets": 60, "total_assets": 1000,
		"non_current_assets": 600, "short_term_debt": 100, "payables": 120, "other_current_liabilities": 30,
		"current_liabilities": 250, "long_term_debt": 280, "other_non_current_liabilities": 20,
		"total_liabilities": 550, "share_capital": 200, "other_equity": 70, "retained_earnings": 180,
		"equity": 450, "revenue": 1200, "cost_of_sales": 900, "operating_expenses": 215, "other_income": 5,
		"interest": 25, "profit_before_tax": 65, "tax": 17, "net_profit": 48, "operating_cash_flow": 60,
		"investing_cash_flow": -30, "financing_cash_flow": -10, "fx_effect": 0, "opening_cash": 60,
		"closing_cash": 80,
	}  # fmt: skip
	assert found.current.lines == expected
	assert found.current.zeros == {"fx_effect"}


def test_what_was_read_adds_up_and_ebit_follows():
	lines = read(ALL, TEMPLATES).current.lines
	statement = Statement(lines, date(2024, 1, 1), date(2024, 12, 31), "Unaudited")
	assert articulation_problems(statement, Decimal("0.05"), date(2025, 6, 1)) == []
	assert with_subtotals(statement).value("ebit") == 90


def test_the_previous_period_is_read_from_its_own_column():
	found = read(ALL, TEMPLATES).previous.lines
	assert (found["total_assets"], found["revenue"], found["operating_cash_flow"]) == (930, 1100, 40)


def test_unit_period_and_name_are_told_by_the_head():
	facts = read(ALL, TEMPLATES).facts
	assert (facts.unit, facts.entity) == ("10000", "明远机械有限公司")
	assert (facts.start, facts.end) == (date(2024, 1, 1), date(2024, 12, 31))


def test_statements_pasted_one_below_the_other_are_told_apart_by_their_headings():
	found = reading(BALANCE_SHEET + INCOME + CASH_FLOW)
	assert messages(found) == []
	assert found.templates == {"S1": (BALANCE, PROFIT, CASH)}
	assert found.current.lines == read(ALL, TEMPLATES).current.lines
	assert (found.facts.unit, found.facts.start) == ("10000", date(2024, 1, 1))


def test_a_detail_of_the_row_above_is_left_out():
	found = read(ALL, TEMPLATES)
	assert row(found, "其中:应收利息").status == "ignored"
	assert found.current.lines["other_current_assets"] == 50


def test_interest_is_taken_out_of_financial_expenses_where_it_is_stated():
	lines = reading(INCOME.replace("财务费用|7|25.00", "财务费用|7|30.00")).current.lines
	assert (lines["interest"], lines["operating_expenses"]) == (25, 220)


def test_financial_expenses_stand_for_interest_where_it_is_not():
	without = INCOME.replace("其中：利息费用|8|25.00|24.00", "其中：利息费用|8||")
	lines = reading(without).current.lines
	assert (lines["interest"], lines["operating_expenses"]) == (25, 215)


def test_a_label_s_other_name_fulfils_a_condition():
	lines = reading(INCOME.replace("其中：利息费用", "其中：利息支出")).current.lines
	assert (lines["interest"], lines["operating_expenses"]) == (25, 215)


def test_receivables_are_not_counted_twice_where_their_sum_is_a_row_of_its_own():
	text = BALANCE_SHEET.replace("应收票据|4|30.00|20.00|", "应收票据及应收账款|4|150.00|140.00|")
	assert reading(text).current.lines["receivables"] == 150


def test_an_english_statement_with_years_as_headings():
	found = reading(ENGLISH)
	assert messages(found) == []
	assert found.templates == {"S1": (IN_ENGLISH,)}
	assert (found.current.lines["total_assets"], found.previous.lines["total_assets"]) == (1000, 930)
	assert (found.facts.unit, found.facts.currency, found.facts.consolidated) == ("1000", "USD", True)
	assert found.facts.entity == "Northwind Ltd"
	assert (found.current.end, found.previous.end) == (date(2024, 12, 31), date(2023, 12, 31))


def test_inventories_of_a_cash_flow_statement_are_a_change_and_no_balance():
	flows = "|2024|2023\nProfit before tax|65|54\nInventories|(10)|5\nTrade receivables|(10)|2\n"
	found = reading(ENGLISH, flows + "Net cash from operating activities|60|40")
	assert messages(found) == []
	assert found.current.lines["inventory"] == 120
	assert found.current.lines["operating_cash_flow"] == 60


def test_the_newer_of_two_dated_columns_is_the_current_one():
	found = reading("项目|2023年12月31日|2024年12月31日\n货币资金|60|80\n资产总计|930|1000")
	assert found.current.lines == {"cash": 80, "total_assets": 1000}


def test_this_year_is_preferred_to_this_month():
	found = reading("项目|行次|本月金额|本年累计金额\n一、营业收入|1|100|900\n减：营业成本|2|70|600")
	assert found.current.lines["revenue"] == 900


def test_two_columns_without_headings_are_label_and_figure():
	found = reading("货币资金|80\n应收账款|150\n资产总计|1000")
	assert found.current.lines == {"cash": 80, "receivables": 150, "total_assets": 1000}


def test_line_numbers_are_no_figures_where_headings_are_missing():
	found = reading("货币资金|1|80|60\n应收账款|2|150|140\n存货|3|120|110")
	assert found.current.lines == {"cash": 80, "receivables": 150, "inventory": 120}
	assert found.previous.lines["cash"] == 60


class TestProblems:
	def test_text_in_place_of_a_figure_names_sheet_row_and_column(self):
		found = reading(BALANCE_SHEET.replace("存货|9|120.00", "存货|9|about 120"))
		assert messages(found) == [
			"Sheet S1, row 12, column C (存货): about 120 is text where an amount is expected. "
			"Correct the cell and read the sheet again."
		]

	def test_the_right_side_and_the_previous_column_are_named_by_their_own_letters(self):
		found = reading(BALANCE_SHEET.replace("应付账款|39|120.00|110.00", "应付账款|39|120.00|see note"))
		assert messages(found)[0].startswith("Sheet S1, row 7, column H (应付账款): see note is text")

	def test_a_percentage_is_no_amount(self):
		found = reading(INCOME.replace("一、营业收入|1|1,200.00", "一、营业收入|1|100%"))
		assert "row 4, column C (一、营业收入): 100% is a percentage, not an amount." in messages(found)[0]

	def test_text_in_a_row_that_no_line_needs_is_no_problem(self):
		assert messages(reading(INCOME.replace("利息收入|9|0.50", "利息收入|9|see note"))) == []

	def test_wrong_columns_are_named_with_what_is_expected(self):
		(found,) = messages(reading("利润表\n项目|去年|预算\n一、营业收入|100|200"))
		assert found.startswith(
			"Sheet S1, row 2: none of the columns A 项目, B 去年, C 预算 holds the figures"
		)
		assert "本期金额" in found

	def test_a_sheet_of_other_things_is_named(self):
		assert messages(reading("Name|Phone\nAnna|123456")) == [
			"Sheet S1: no row has a label that a template knows. Choose a template that fits, or make one."
		]

	def test_an_empty_sheet_is_refused(self):
		assert len(messages(read([], TEMPLATES))) == 1
		assert len(messages(reading(""))) == 1

	def test_a_sheet_of_other_things_beside_a_statement_is_left_out(self):
		found = reading("Remarks\nNothing to say", INCOME)
		assert messages(found) == []
		assert found.current.lines["revenue"] == 1200

	def test_a_label_that_comes_twice_with_different_figures_names_both(self):
		found = reading(INCOME + "一、营业收入|1|1,300.00|1,100.00")
		assert messages(found) == [
			"Sheet S1: 一、营业收入 is 1,200.00 in row 4 and 1,300.00 in row 21. "
			"Leave one of the two rows, or map one of them to no line."
		]

	def test_a_label_that_comes_twice_with_the_same_figure_counts_once(self):
		found = reading(INCOME + "一、营业收入|1|1,200.00|1,100.00")
		assert messages(found) == []
		assert found.current.lines["revenue"] == 1200

	def test_the_total_of_the_right_side_must_be_that_of_the_left(self):
		found = reading(BALANCE_SHEET.replace("总计|72|1,000.00", "总计|72|1,010.00"))
		assert messages(found) == [
			"Sheet S1, row 22: 负债和所有者权益(或股东权益)总计 is 1,010.00, but Total Assets is 1,000.00. "
			"Correct one of the two figures."
		]

	def test_a_line_that_two_sheets_state_differently_is_named_with_both(self):
		found = reading(INCOME, INCOME.replace("1,200.00", "1,250.00"))
		assert "Revenue is 1,200.00 on sheet S1 and 1,250.00 on sheet S2." in messages(found)[0]

	def test_sheets_in_different_units_are_refused(self):
		found = reading(BALANCE_SHEET, INCOME.replace("万元", "千元"))
		assert messages(found)[0].startswith("Sheet S2 is stated in another unit")

	def test_figures_in_no_known_row_are_told(self):
		found = reading("项目|本期金额\n一、营业收入|\n减：营业成本|-")
		assert messages(found)[0].startswith("Sheet S1: column B has no figure")


class TestByHand:
	def test_a_row_that_the_template_lacks_is_listed_and_can_be_mapped(self):
		text = INCOME.replace("研发费用|6", "数字化支出|6")
		found = reading(text)
		assert row(found, "数字化支出").status == "unmatched"
		by_hand = (TemplateRow("数字化支出", "Add", "operating_expenses"),)
		assert reading(text, by_hand=by_hand).current.lines["operating_expenses"] == 215

	def test_a_row_can_be_left_out_by_hand(self):
		found = reading(INCOME, by_hand=(TemplateRow("研发费用", "Ignore"),))
		assert found.current.lines["operating_expenses"] == 190

	def test_a_sheet_can_be_left_out_or_read_with_another_template(self):
		found = reading(BALANCE_SHEET, INCOME, templates={"S2": ""})
		assert "revenue" not in found.current.lines
		(problem,) = messages(reading(INCOME, templates={"S1": IN_ENGLISH}))
		assert problem.startswith("Sheet S1")


class TestProof:
	def test_a_blank_that_the_total_leaves_no_room_for_is_zero(self):
		text = BALANCE_SHEET.replace("无形资产|27|40.00", "无形资产|27|-").replace(
			"股权投资|18|60.00", "股权投资|18|100.00"
		)
		found = reading(text)
		assert found.current.lines["intangible_assets"] == 0
		assert "intangible_assets" in found.current.zeros

	def test_a_blank_that_the_total_leaves_room_for_stays_missing(self):
		found = reading(BALANCE_SHEET.replace("无形资产|27|40.00", "无形资产|27|-"))
		assert "intangible_assets" not in found.current.lines

	def test_two_blanks_of_either_sign_are_not_proven(self):
		text = "项目|期末余额\n实收资本|200\n所有者权益合计|200"
		assert set(reading(text).current.lines) == {"share_capital", "equity"}

	def test_cash_that_is_not_free_goes_to_other_current_assets_and_is_told(self):
		balance = BALANCE_SHEET.replace("货币资金|1|80.00", "货币资金|1|90.00").replace(
			"应收款|8|30.00", "应收款|8|20.00"
		)
		found = reading(balance, CASH_FLOW)
		assert (found.current.lines["cash"], found.current.lines["other_current_assets"]) == (80, 50)
		assert str(found.notes[0]) == (
			"Cash of 90.00 is above the Closing Cash of 80.00: 10.00 counts as restricted, under Other Current Assets."
		)


@given(st.integers(min_value=0, max_value=22), st.text(max_size=12))
def test_no_text_anywhere_breaks_the_reading(number, text):
	rows = list(sheet(BALANCE_SHEET).rows)
	target = number % len(rows)
	rows[target] = (text, *rows[target][1:])
	found = read([replace(sheet(BALANCE_SHEET), rows=tuple(rows))], TEMPLATES)
	assert found.rows or found.problems


@given(st.permutations(range(3)))
def test_the_order_of_the_sheets_never_matters(order):
	assert (
		read([ALL[number] for number in order], TEMPLATES).current.lines == read(ALL, TEMPLATES).current.lines
	)
