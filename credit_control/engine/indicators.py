"""The indicators a scorecard may use: what each means, its unit, and which way is better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from .errors import CreditError
from .measures import NO_DEBT, NO_INTEREST
from .ratios import RATIOS

Unit = Literal["ratio", "percent", "days", "months", "years", "score", "text", "amount"]
Direction = Literal["higher", "lower", "category"]
Source = Literal["ledger", "statement", "file"]


@dataclass(frozen=True, slots=True)
class Indicator:
	"""One indicator. `texts` are the categories it may take, or a text in place of a number (No Debt)."""

	code: str
	label: str
	label_zh: str
	unit: Unit
	direction: Direction
	source: Source
	definition: str
	texts: tuple[str, ...] = ()


def _ratio(code: str, *texts: str) -> Indicator:
	rule = RATIOS[code]
	return Indicator(
		code, rule.label, rule.label_zh, rule.unit, rule.direction, "statement", rule.definition, texts
	)


def _category(code: str, label: str, label_zh: str, definition: str, *texts: str) -> Indicator:
	return Indicator(code, label, label_zh, "text", "category", "file", definition, texts)


_LEDGER = (
	Indicator(
		"late_ratio",
		"Share of Invoices Paid Late",
		"逾期付款比例",
		"percent",
		"lower",
		"ledger",
		"Invoices of the last 12 months paid after the due date or now overdue / invoices judged",
	),
	Indicator(
		"weighted_days_late",
		"Average Days Late",
		"加权平均逾期天数",
		"days",
		"lower",
		"ledger",
		"Days past the due date weighted by amount; what is overdue counts up to today",
	),
	Indicator(
		"oldest_overdue_days",
		"Oldest Overdue Item",
		"最长逾期天数",
		"days",
		"lower",
		"ledger",
		"Days since the oldest open instalment fell due",
	),
	Indicator(
		"overdue_share",
		"Overdue Share of Receivables",
		"逾期应收占比",
		"percent",
		"lower",
		"ledger",
		"Overdue receivables / receivables",
	),
	Indicator(
		"months_of_history",
		"Months of Trade with Us",
		"交易月数",
		"months",
		"higher",
		"ledger",
		"Months since the first invoice",
	),
)
_STATEMENT = (
	_ratio("current_ratio", NO_DEBT),
	_ratio("quick_ratio", NO_DEBT),
	_ratio("debt_ratio"),
	_ratio("net_margin"),
	_ratio("ocf_to_current_liabilities"),
	_ratio("interest_cover", NO_INTEREST),
	Indicator(
		"z_double_prime",
		"Altman Z″",
		"奥特曼 Z″ 值",
		"score",
		"higher",
		"statement",
		"6.56 X1 + 3.26 X2 + 6.72 X3 + 1.05 X4; safe above 2.60, distress below 1.10",
	),
	_ratio("equity_to_debt", NO_DEBT),
	_ratio("roe"),
	_ratio("sales_growth"),
)
_FILE = (
	Indicator(
		"years_in_business",
		"Years in Business",
		"经营年限",
		"years",
		"higher",
		"file",
		"Years since the founding date",
	),
	Indicator(
		"paid_in_capital",
		"Paid-in Capital",
		"实缴资本",
		"amount",
		"higher",
		"file",
		"Capital paid in, in company currency",
	),
	_category("company_size", "Company Size", "企业规模", "Size class", "Large", "Medium", "Small", "Micro"),
	_category(
		"ownership",
		"Ownership",
		"所有制性质",
		"Kind of owner",
		"State-owned",
		"Listed",
		"Foreign-invested",
		"Private",
		"Sole Trader",
	),
	_category(
		"external_rating",
		"External Rating",
		"外部信用评级",
		"Latest valid rating of an agency",
		"AAA",
		"AA",
		"A",
		"BBB",
		"BB",
		"B",
		"CCC",
		"CC",
		"C",
		"D",
	),
	_category(
		"trade_references", "Trade References", "供应商评价", "What suppliers say", "Good", "Fair", "Poor"
	),
	_category(
		"bank_reference", "Bank Reference", "银行资信证明", "What the bank says", "Good", "Fair", "Poor"
	),
	_category(
		"legal_record",
		"Legal Record",
		"涉诉及行政处罚记录",
		"Lawsuits, enforcement and penalties of three years",
		"Clean",
		"Minor",
		"Serious",
	),
	_category(
		"industry_climate",
		"Industry Climate",
		"行业景气度",
		"Outlook of the customer's industry",
		"Favourable",
		"Stable",
		"Declining",
	),
	Indicator(
		"security_cover",
		"Security Cover",
		"担保覆盖率",
		"percent",
		"higher",
		"file",
		"Valid securities after haircut / exposure",
	),
	Indicator(
		"relationship_years",
		"Years as a Customer",
		"合作年限",
		"years",
		"higher",
		"file",
		"Years since the first dealing",
	),
)
INDICATORS: Mapping[str, Indicator] = MappingProxyType(
	{indicator.code: indicator for indicator in (*_LEDGER, *_STATEMENT, *_FILE)}
)


def indicator(code: str) -> Indicator:
	"""The indicator with this code. Raises CreditError for an unknown one."""
	if code not in INDICATORS:
		raise CreditError(
			"There is no indicator {code}.",
			{"code": code},
			field="indicator",
			remedy="Choose one from the list.",
		)
	return INDICATORS[code]


def from_source(source: Source) -> tuple[str, ...]:
	"""The codes that come from the ledger, from statements or from the credit file, in registry order."""
	return tuple(code for code, entry in INDICATORS.items() if entry.source == source)
