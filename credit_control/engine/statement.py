"""One set of financial statements of a customer: its lines, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from .errors import CreditError
from .money import ZERO

Section = Literal["Balance Sheet", "Income", "Cash Flow"]

AUDITED = "Audited"
REVIEWED = "Reviewed"
UNAUDITED = "Unaudited"
OWN_ESTIMATE = "Own Estimate"
AUDITS = (AUDITED, REVIEWED, UNAUDITED, OWN_ESTIMATE)

YEAR_DAYS = 365
# 52- and 53-week years count as a year; anything shorter or longer is scaled to one
FULL_YEAR_DAYS = range(350, 381)


@dataclass(frozen=True, slots=True)
class Line:
	"""A standard statement line with its label in English and in the words of 中国企业会计准则."""

	code: str
	label: str
	label_zh: str
	section: Section
	may_be_negative: bool = False


_LINES = (
	Line("cash", "Cash", "货币资金", "Balance Sheet"),
	Line("receivables", "Receivables", "应收票据及应收账款", "Balance Sheet"),
	Line("inventory", "Inventory", "存货", "Balance Sheet"),
	Line("other_current_assets", "Other Current Assets", "其他流动资产", "Balance Sheet"),
	Line("current_assets", "Current Assets", "流动资产合计", "Balance Sheet"),
	Line("fixed_assets", "Fixed Assets", "固定资产", "Balance Sheet"),
	Line("intangible_assets", "Intangible Assets and Goodwill", "无形资产及商誉", "Balance Sheet"),
	Line("other_non_current_assets", "Other Non-Current Assets", "其他非流动资产", "Balance Sheet"),
	Line("non_current_assets", "Non-Current Assets", "非流动资产合计", "Balance Sheet"),
	Line("total_assets", "Total Assets", "资产总计", "Balance Sheet"),
	Line("short_term_debt", "Short-Term Debt", "短期借款", "Balance Sheet"),
	Line("payables", "Payables", "应付票据及应付账款", "Balance Sheet"),
	Line("other_current_liabilities", "Other Current Liabilities", "其他流动负债", "Balance Sheet"),
	Line("current_liabilities", "Current Liabilities", "流动负债合计", "Balance Sheet"),
	Line("long_term_debt", "Long-Term Debt", "长期借款", "Balance Sheet"),
	Line("other_non_current_liabilities", "Other Non-Current Liabilities", "其他非流动负债", "Balance Sheet"),
	Line("total_liabilities", "Total Liabilities", "负债合计", "Balance Sheet"),
	Line("share_capital", "Share Capital", "实收资本或股本", "Balance Sheet"),
	Line("other_equity", "Capital Reserve and Other Equity", "资本公积及其他权益", "Balance Sheet", True),
	Line("retained_earnings", "Retained Earnings", "留存收益", "Balance Sheet", True),
	Line("equity", "Equity", "所有者权益合计", "Balance Sheet", True),
	Line("revenue", "Revenue", "营业收入", "Income"),
	Line("cost_of_sales", "Cost of Sales", "营业成本", "Income"),
	Line("gross_profit", "Gross Profit", "毛利", "Income", True),
	Line("operating_expenses", "Operating Expenses without Interest", "税金及期间费用", "Income"),
	Line("other_income", "Other Income Net", "其他收益及营业外收支净额", "Income", True),
	Line("ebit", "EBIT", "息税前利润", "Income", True),
	Line("interest", "Interest Expense", "利息费用", "Income", True),
	Line("profit_before_tax", "Profit before Tax", "利润总额", "Income", True),
	Line("tax", "Income Tax", "所得税费用", "Income", True),
	Line("net_profit", "Net Profit", "净利润", "Income", True),
	Line("operating_cash_flow", "Operating Cash Flow", "经营活动产生的现金流量净额", "Cash Flow", True),
	Line("investing_cash_flow", "Investing Cash Flow", "投资活动产生的现金流量净额", "Cash Flow", True),
	Line("financing_cash_flow", "Financing Cash Flow", "筹资活动产生的现金流量净额", "Cash Flow", True),
	Line("fx_effect", "Exchange Rate Effect on Cash", "汇率变动对现金的影响", "Cash Flow", True),
	Line("opening_cash", "Opening Cash", "期初现金及现金等价物余额", "Cash Flow"),
	Line("closing_cash", "Closing Cash", "期末现金及现金等价物余额", "Cash Flow"),
)
LINES: Mapping[str, Line] = MappingProxyType({line.code: line for line in _LINES})


@dataclass(frozen=True, slots=True)
class Sum:
	"""A line that must equal others: Σ plus − Σ minus."""

	code: str
	plus: tuple[str, ...]
	minus: tuple[str, ...] = ()


#: parts before the totals that use them
SUBTOTALS = (
	Sum("current_assets", ("cash", "receivables", "inventory", "other_current_assets")),
	Sum("non_current_assets", ("fixed_assets", "intangible_assets", "other_non_current_assets")),
	Sum("total_assets", ("current_assets", "non_current_assets")),
	Sum("current_liabilities", ("short_term_debt", "payables", "other_current_liabilities")),
	Sum("total_liabilities", ("current_liabilities", "long_term_debt", "other_non_current_liabilities")),
	Sum("equity", ("share_capital", "other_equity", "retained_earnings")),
	Sum("gross_profit", ("revenue",), ("cost_of_sales",)),
	Sum("ebit", ("gross_profit", "other_income"), ("operating_expenses",)),
	Sum("profit_before_tax", ("ebit",), ("interest",)),
	Sum("net_profit", ("profit_before_tax",), ("tax",)),
	Sum(
		"closing_cash",
		("opening_cash", "operating_cash_flow", "investing_cash_flow", "financing_cash_flow", "fx_effect"),
	),
)
_SUBTOTAL_CODES = frozenset(rule.code for rule in SUBTOTALS)
IDENTITIES = (
	Sum("total_assets", ("total_liabilities", "equity")),
	Sum("cash", ("closing_cash",)),
)


@dataclass(frozen=True, slots=True)
class Statement:
	"""Balance sheet, income and cash flow of one period, in one currency, unit multiplier applied.

	A line that is absent is missing. Lines keyed by the codes of LINES; both period dates are included.
	"""

	lines: Mapping[str, Decimal]
	period_start: date
	period_end: date
	audit: str

	@property
	def days(self) -> int:
		"""Length of the period in days, both ends included; zero or less when the dates are reversed."""
		return (self.period_end - self.period_start).days + 1

	@property
	def is_full_year(self) -> bool:
		return self.days in FULL_YEAR_DAYS

	def value(self, code: str) -> Decimal | None:
		"""The line as stated, None when missing. Raises CreditError for a code that is not in LINES."""
		if code not in LINES:
			raise CreditError("There is no statement line {code}.", {"code": code}, field=code)
		return self.lines.get(code)

	def yearly(self, code: str) -> Decimal | None:
		"""A flow scaled to 365 days when the period is not about a year, else as stated.

		Half a year's sales over a closing balance would halve every turnover and margin on capital.
		"""
		value = self.value(code)
		if value is None or self.is_full_year or self.days <= 0:
			return value
		return value * YEAR_DAYS / self.days

	def scaled_note(self, codes: Iterable[str]) -> str:
		"""Says that flows among these lines were scaled to a year; empty when they are as stated."""
		is_scaled = not self.is_full_year and any(LINES[code].section != "Balance Sheet" for code in codes)
		return f"scaled to a year from {self.days} days" if is_scaled else ""

	def missing(self, codes: Iterable[str]) -> tuple[str, ...]:
		"""The codes among these that have no figure, in the order given."""
		return tuple(code for code in codes if self.value(code) is None)


def with_subtotals(statement: Statement) -> Statement:
	"""The statement with every absent subtotal filled in that follows from the figures given; stated ones stay."""
	lines = dict(statement.lines)
	while found := _derivable(lines):
		lines.update(found)
	return replace(statement, lines=lines)


def derived_codes(statement: Statement) -> frozenset[str]:
	"""The lines that `with_subtotals` adds: computed, not stated."""
	return frozenset(with_subtotals(statement).lines) - frozenset(statement.lines)


def _derivable(lines: Mapping[str, Decimal]) -> dict[str, Decimal]:
	"""The next subtotal that can be had: as the sum of its parts, else as the only unknown of another sum."""
	balancing = (*SUBTOTALS, IDENTITIES[0])
	for rule in balancing:
		figure = computed(rule, lines)
		if figure is not None and rule.code not in lines:
			return {rule.code: figure}
	for rule in balancing:
		found = _solved(rule, lines)
		if found:
			return found
	return {}


def _solved(rule: Sum, lines: Mapping[str, Decimal]) -> dict[str, Decimal]:
	"""The one part of a stated sum that is not given, when it is itself a subtotal."""
	unknown = [code for code in (rule.code, *rule.plus, *rule.minus) if code not in lines]
	if len(unknown) != 1 or unknown[0] == rule.code or unknown[0] not in _SUBTOTAL_CODES:
		return {}
	code = unknown[0]
	rest = sum((lines[part] for part in rule.plus if part != code), ZERO)
	rest -= sum((lines[part] for part in rule.minus if part != code), ZERO)
	gap = lines[rule.code] - rest
	return {code: gap if code in rule.plus else -gap}


def tangible_net_worth(statement: Statement) -> Decimal | None:
	"""Equity − intangible assets and goodwill, in the statement's currency; None when either is missing."""
	equity, intangible = statement.value("equity"), statement.value("intangible_assets")
	return None if equity is None or intangible is None else equity - intangible


def computed(rule: Sum, lines: Mapping[str, Decimal]) -> Decimal | None:
	"""What the parts of a sum make; None when one of them is missing."""
	if any(code not in lines for code in rule.plus + rule.minus):
		return None
	return sum((lines[code] for code in rule.plus), ZERO) - sum((lines[code] for code in rule.minus), ZERO)
