from datetime import date
from decimal import Decimal

import pytest

from credit_control.engine.common_size import Part, change, share
from credit_control.engine.statement import Statement


def statement(year=2024, **lines):
	figures = {code: Decimal(value) for code, value in lines.items()}
	return Statement(figures, date(year, 1, 1), date(year, 12, 31), "Audited")


NOW = statement(total_assets=1000, inventory=120, revenue=1200, net_profit=48, operating_cash_flow=60)


@pytest.mark.parametrize(
	("code", "percent"),
	[("inventory", 12), ("total_assets", 100), ("net_profit", 4), ("operating_cash_flow", 5)],
)
def test_a_line_is_a_share_of_assets_or_of_sales(code, percent):
	assert share(NOW, code) == Part(Decimal(percent))


def test_a_missing_line_or_base_is_named_and_never_zero():
	assert share(NOW, "cash") == Part(None, "missing: cash")
	assert share(statement(cash=1), "cash") == Part(None, "missing: total_assets")
	assert share(statement(), "total_assets") == Part(None, "missing: total_assets")


def test_a_base_of_zero_is_not_available():
	assert share(statement(revenue=0, ebit=-5), "ebit") == Part(None, "zero: revenue")


def test_change_is_beside_the_year_before():
	assert change("revenue", NOW, statement(2023, revenue=1000)) == Part(Decimal(20))
	assert change("inventory", NOW, statement(2023, inventory=160)) == Part(Decimal(-25))


@pytest.mark.parametrize(
	("before", "note"),
	[
		(None, "missing: previous statement"),
		(statement(2023), "missing before"),
		(statement(2023, net_profit=0), "zero before"),
		(statement(2023, net_profit=-10), "negative before"),
	],
)
def test_a_change_that_has_no_meaning_says_why(before, note):
	assert change("net_profit", NOW, before) == Part(None, note)


def test_a_line_missing_now_is_named():
	assert change("cash", NOW, statement(2023, cash=1)) == Part(None, "missing: cash")
