"""The financial ratios of domain.md, each with the reason when it has no value.

Percentages are percentage points (55 means 55 %); other ratios are plain numbers. Averages are the mean
of opening and closing balance; without a previous statement the closing balance stands in, and the note
says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from .errors import CreditError
from .measures import (
	NEGATIVE_EQUITY,
	NO_DEBT,
	Measure,
	NotAvailableError,
	average,
	capital_preservation,
	flow,
	interest_cover,
	line,
	over,
	sales_growth,
	with_equity,
)
from .money import HUNDRED
from .statement import Statement

Unit = Literal["ratio", "percent"]
Direction = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Ratio:
	"""One ratio: its value or None, and why. `text` names a good reason for having none, e.g. No Debt."""

	code: str
	value: Decimal | None
	note: str = ""
	text: str = ""

	@property
	def scored(self) -> Decimal | str | None:
		"""What a scorecard sees: the number, else the text, else None for missing."""
		return self.value if self.value is not None else self.text or None


@dataclass(frozen=True, slots=True)
class RatioRule:
	"""The definition of a ratio, as shown to users and as computed."""

	code: str
	label: str
	label_zh: str
	unit: Unit
	direction: Direction
	definition: str
	lines: tuple[str, ...]
	measure: Measure


def ratio(code: str, current: Statement, previous: Statement | None = None) -> Ratio:
	"""One ratio by its code. Source: domain.md, Ratios.

	Raises CreditError for an unknown code, or when `previous` does not end before `current`.
	"""
	if code not in RATIOS:
		raise CreditError("There is no ratio {code}.", {"code": code}, field=code)
	_check_order(current, previous)
	rule = RATIOS[code]
	missing = current.missing(rule.lines)
	if missing:
		return Ratio(code, None, f"missing: {', '.join(missing)}")
	try:
		figure = rule.measure(current, previous)
	except NotAvailableError as reason:
		return Ratio(code, None, reason.note, reason.text)
	return Ratio(code, figure.value * HUNDRED if rule.unit == "percent" else figure.value, figure.note)


def ratios(current: Statement, previous: Statement | None = None) -> dict[str, Ratio]:
	"""Every ratio of RATIOS by code, in that order. Raises CreditError as `ratio` does."""
	return {code: ratio(code, current, previous) for code in RATIOS}


def _check_order(current: Statement, previous: Statement | None) -> None:
	if previous is not None and previous.period_end >= current.period_end:
		raise CreditError(
			"The previous statement ends on {previous}, not before {current}.",
			{"previous": previous.period_end, "current": current.period_end},
			field="period_end",
			remedy="Compare with an earlier period.",
		)


_CL = line("current_liabilities")
_TL = line("total_liabilities")
_RULES = (
	RatioRule(
		"current_ratio",
		"Current Ratio",
		"流动比率",
		"ratio",
		"higher",
		"Current assets / current liabilities",
		("current_assets", "current_liabilities"),
		over(line("current_assets"), _CL, "no current liabilities", NO_DEBT),
	),
	RatioRule(
		"quick_ratio",
		"Quick Ratio",
		"速动比率",
		"ratio",
		"higher",
		"(Current assets − inventory) / current liabilities",
		("current_assets", "inventory", "current_liabilities"),
		over(line("current_assets", less="inventory"), _CL, "no current liabilities", NO_DEBT),
	),
	RatioRule(
		"debt_ratio",
		"Debt Ratio",
		"资产负债率",
		"percent",
		"lower",
		"Total liabilities / total assets",
		("total_liabilities", "total_assets"),
		over(_TL, line("total_assets"), "no assets"),
	),
	RatioRule(
		"equity_to_debt",
		"Equity to Debt",
		"权益负债比",
		"ratio",
		"higher",
		"Equity / total liabilities",
		("equity", "total_liabilities"),
		with_equity(over(line("equity"), _TL, "no liabilities", NO_DEBT)),
	),
	RatioRule(
		"debt_to_equity",
		"Debt to Equity",
		"产权比率",
		"ratio",
		"lower",
		"Total liabilities / equity",
		("total_liabilities", "equity"),
		with_equity(over(_TL, line("equity"), NEGATIVE_EQUITY)),
	),
	RatioRule(
		"net_margin",
		"Net Margin",
		"销售净利率",
		"percent",
		"higher",
		"Net profit / revenue",
		("net_profit", "revenue"),
		over(line("net_profit"), line("revenue"), "no revenue"),
	),
	RatioRule(
		"ocf_to_current_liabilities",
		"Operating Cash Flow to Current Liabilities",
		"现金流动负债比率",
		"ratio",
		"higher",
		"Operating cash flow / current liabilities",
		("operating_cash_flow", "current_liabilities"),
		over(flow("operating_cash_flow"), _CL, "no current liabilities"),
	),
	RatioRule(
		"interest_cover",
		"Interest Cover",
		"已获利息倍数",
		"ratio",
		"higher",
		"EBIT / interest expense",
		("ebit", "interest"),
		interest_cover,
	),
	RatioRule(
		"receivables_turnover",
		"Receivables Turnover",
		"应收账款周转率",
		"ratio",
		"higher",
		"Revenue / average receivables",
		("revenue", "receivables"),
		over(flow("revenue"), average("receivables"), "no receivables"),
	),
	RatioRule(
		"inventory_turnover",
		"Inventory Turnover",
		"存货周转率",
		"ratio",
		"higher",
		"Cost of sales / average inventory",
		("cost_of_sales", "inventory"),
		over(flow("cost_of_sales"), average("inventory"), "no inventory"),
	),
	RatioRule(
		"asset_turnover",
		"Asset Turnover",
		"总资产周转率",
		"ratio",
		"higher",
		"Revenue / average total assets",
		("revenue", "total_assets"),
		over(flow("revenue"), average("total_assets"), "no assets"),
	),
	RatioRule(
		"roe",
		"Return on Equity",
		"净资产收益率",
		"percent",
		"higher",
		"Net profit / average equity",
		("net_profit", "equity"),
		with_equity(over(flow("net_profit"), average("equity"), NEGATIVE_EQUITY)),
	),
	RatioRule(
		"roa",
		"Return on Assets",
		"总资产报酬率",
		"percent",
		"higher",
		"EBIT / average total assets",
		("ebit", "total_assets"),
		over(flow("ebit"), average("total_assets"), "no assets"),
	),
	RatioRule(
		"sales_growth",
		"Sales Growth",
		"销售增长率",
		"percent",
		"higher",
		"(Revenue − revenue of the previous year) / revenue of the previous year",
		("revenue",),
		sales_growth,
	),
	RatioRule(
		"capital_preservation",
		"Capital Preservation",
		"资本保值增值率",
		"percent",
		"higher",
		"Closing equity / opening equity",
		("equity",),
		capital_preservation,
	),
)
RATIOS: Mapping[str, RatioRule] = MappingProxyType({rule.code: rule for rule in _RULES})

#: in the order they are shown; every ratio is in one group
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
	{
		"Solvency": (
			"current_ratio",
			"quick_ratio",
			"ocf_to_current_liabilities",
			"debt_ratio",
			"equity_to_debt",
			"debt_to_equity",
			"interest_cover",
		),
		"Profitability": ("net_margin", "roe", "roa"),
		"Efficiency": ("receivables_turnover", "inventory_turnover", "asset_turnover"),
		"Growth": ("sales_growth", "capital_preservation"),
	}
)


def trend(now: Ratio, before: Ratio | None) -> str:
	"""Better, Worse or Same as before, by the ratio's direction; empty when either has no number."""
	if before is None or now.value is None or before.value is None:
		return ""
	if now.value == before.value:
		return "Same"
	rises = now.value > before.value
	return "Better" if rises == (RATIOS[now.code].direction == "higher") else "Worse"
