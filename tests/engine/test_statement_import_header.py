from datetime import date

import pytest

from credit_control.engine.statement_import_header import facts_of, period_of


@pytest.mark.parametrize(
	("text", "unit"),
	[
		("单位：元", "1"),
		("单位：人民币元", "1"),
		("金额单位：千元", "1000"),
		("单位：人民币万元", "10000"),
		("（单位：百万元）", "1000000"),
		("RMB'000", "1000"),
		("in thousands of USD", "1000"),
		("US$ millions", "1000000"),
		("资产负债表", None),
	],
)
def test_the_unit_is_recognised(text, unit):
	assert facts_of([text]).unit == unit


@pytest.mark.parametrize(
	("text", "start", "end"),
	[
		("2024年12月31日", None, "2024-12-31"),
		("2024-09-30", None, "2024-09-30"),
		("2024年度", "2024-01-01", "2024-12-31"),
		("2024年1-9月", "2024-01-01", "2024-09-30"),
		("2024年1月—6月", "2024-01-01", "2024-06-30"),
		("2024年半年度", "2024-01-01", "2024-06-30"),
		("2024年第三季度", "2024-01-01", "2024-09-30"),
		("2024年2季度", "2024-01-01", "2024-06-30"),
		("2024年2月", None, "2024-02-29"),
		("As at 31 December 2024", None, "2024-12-31"),
		("December 31, 2024", None, "2024-12-31"),
		("For the year ended 31 March 2025", "2024-04-01", "2025-03-31"),
		("Six months ended 30 June 2024", "2024-01-01", "2024-06-30"),
		("FY2024", "2024-01-01", "2024-12-31"),
		("2024年13月1日", None, None),
		("会企01表", None, None),
	],
)
def test_the_period_is_recognised(text, start, end):
	found = period_of(text)
	assert tuple(day and day.isoformat() for day in found) == (start, end)


def test_whose_statement_it_is_and_in_which_currency():
	found = facts_of(["合并资产负债表", "编制单位：明远机械有限公司  2024年12月31日", "单位：人民币元"])
	assert found.entity == "明远机械有限公司"
	assert (found.currency, found.consolidated, found.unit) == ("CNY", True, "1")
	assert found.end == date(2024, 12, 31)


def test_a_parent_company_s_own_statement_is_not_consolidated():
	assert facts_of(["母公司利润表"]).consolidated is False
	assert facts_of(["利润表"]).consolidated is None


def test_a_whole_period_is_preferred_to_its_last_day():
	found = facts_of(["2024年12月31日", "2024年度"])
	assert (found.start, found.end) == (date(2024, 1, 1), date(2024, 12, 31))
