from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.statement_import_cells import (
	PERCENTAGE,
	TEXT,
	UNCLEAR,
	CellError,
	amount,
	column_letter,
	is_amount,
	is_of_which,
	same_label,
)


@pytest.mark.parametrize(
	("text", "value"),
	[
		("1200", "1200"),
		("1,234,567.89", "1234567.89"),
		("１，２３４．５", "1234.5"),
		("(1,200)", "-1200"),
		("（1,200.50）", "-1200.50"),
		("-35", "-35"),
		("－35", "-35"),
		("35-", "-35"),
		("△35", "-35"),
		("¥ 1,200.00", "1200.00"),
		("(¥1,200)", "-1200"),
		("-¥5", "-5"),
		("1,200元", "1200"),
		("RMB 1,200", "1200"),
		("1 234 567", "1234567"),
		("1'234'567", "1234567"),
		("1.234.567,89", "1234567.89"),
		("0", "0"),
		("0.00", "0"),
		(".5", "0.5"),
		("+7", "7"),
	],
)
def test_a_figure_is_read_as_accountants_write_it(text, value):
	assert amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "  ", "-", "－", "—", "——", "--", "　", "N/A", "不适用", "nil", "/"])
def test_a_blank_or_dash_is_no_figure_and_not_zero(text):
	assert amount(text) is None
	assert not is_amount(text)


@pytest.mark.parametrize(
	("text", "template"),
	[
		("about 100", TEXT),
		("1,200万元", TEXT),
		("#REF!", TEXT),
		("2024-12-31", TEXT),
		("12.5%", PERCENTAGE),
		("１２％", PERCENTAGE),
		("1,5", UNCLEAR),
		("12,34,567", UNCLEAR),
		("1.2.3", UNCLEAR),
	],
)
def test_what_is_no_amount_is_refused_with_its_reason(text, template):
	with pytest.raises(CellError) as caught:
		amount(text)
	assert caught.value.template == template


@pytest.mark.parametrize(
	("printed", "plain"),
	[
		("一、营业收入", "营业收入"),
		("减：营业成本", "营业成本"),
		("  加: 其他收益", "其他收益"),
		("其中：利息费用", "利息费用"),
		("三、利润总额（亏损总额以“－”号填列）", "利润总额"),
		("实收资本（或股本）", "实收资本"),
		("资　产　总　计", "资产总计"),
		("（一）持续经营净利润", "持续经营净利润"),
		("1. Revenue", "REVENUE"),
		("Less: Cost of sales", "Cost of  Sales"),
		("Profit/(loss) for the year", "Profit for the year"),
		("*应收票据", "应收票据"),
	],
)
def test_labels_are_compared_without_what_is_printed_around_them(printed, plain):
	assert same_label(printed) == same_label(plain)


def test_different_lines_stay_different():
	labels = [
		"应收账款",
		"应收票据",
		"其他应收款",
		"流动资产合计",
		"非流动资产合计",
		"负债合计",
		"流动负债合计",
	]
	assert len({same_label(label) for label in labels}) == len(labels)


def test_a_row_that_details_another_is_known_by_its_word():
	assert is_of_which("其中：应收利息")
	assert is_of_which("of which: interest")
	assert not is_of_which("应收利息")


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_spreadsheet(index, letter):
	assert column_letter(index) == letter


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_any_amount_survives_being_written_with_separators(value):
	assert amount(f"{value:,.2f}") == value
	assert amount(f"({-value:,.2f})" if value < 0 else f"{value:,.2f}") == value


@given(st.text(max_size=20))
def test_any_text_is_a_figure_a_blank_or_refused(text):
	try:
		found = amount(text)
	except CellError:
		return
	assert found is None or found.is_finite()
