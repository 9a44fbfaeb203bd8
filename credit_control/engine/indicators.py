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
		"Invoices of the last 12 months with a part paid after its due date or overdue now / those paid or due by now",
	),
	Indicator(
		"weighted_days_late",
		"Average Days Late",
		"加权平均逾期天数",
		"days",
		"lower",
		"ledger",
		"Days past the due date over the invoices of the last 12 months, weighted by amount; early counts as zero, what is overdue counts up to the day of the assessment",
	),
	Indicator(
		"oldest_overdue_days",
		"Oldest Overdue Item",
		"最长逾期天数",
		"days",
		"lower",
		"ledger",
		"Days since the oldest instalment that is still open fell due",
	),
	Indicator(
		"overdue_share",
		"Overdue Share of Receivables",
		"逾期应收占比",
		"percent",
		"lower",
		"ledger",
		"Open instalments past their due date / all open instalments",
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
	Indicator(
		"purchase_trend",
		"Trend of Purchases",
		"采购额趋势",
		"percent",
		"higher",
		"ledger",
		"(Invoiced in the last 12 months − in the 12 months before) / in the 12 months before; missing without two years of trade",
	),
	Indicator(
		"promises_kept",
		"Promises Kept",
		"付款承诺兑现率",
		"percent",
		"higher",
		"ledger",
		"Promises to Pay whose day was in the last 12 months and is over: 100 for one that was kept, the part that came in time for one partly kept, 0 for a broken one, on average; missing without a promise",
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
	_ratio("roa"),
	_ratio("receivables_turnover"),
	_ratio("inventory_turnover"),
	_ratio("asset_turnover"),
	_ratio("sales_growth"),
	_ratio("capital_preservation"),
	Indicator(
		"wall_index",
		"Wall Index",
		"沃尔评分",
		"score",
		"higher",
		"statement",
		"Σ weight × actual / standard over seven ratios, each between 0.5 and 1.5 times its weight; 100 is at the standards",
	),
	Indicator(
		"five_tier_score",
		"Five-Tier Evaluation",
		"五档绩效评价得分",
		"score",
		"higher",
		"statement",
		"Eight ratios against the five standards of the industry, 0 to 100; missing without a table for the industry",
	),
)
_FILE = (
	Indicator(
		"years_in_business",
		"Years in Business",
		"经营年限",
		"years",
		"higher",
		"file",
		"Years since the founding date in the Credit File",
	),
	Indicator(
		"paid_in_capital",
		"Paid-in Capital",
		"实缴资本",
		"amount",
		"higher",
		"file",
		"Paid-in capital in the Credit File, in company currency",
	),
	_category(
		"company_size",
		"Company Size",
		"企业规模",
		"Size class in the Credit File, as the registry or the statistics office has it",
		"Large",
		"Medium",
		"Small",
		"Micro",
	),
	_category(
		"ownership",
		"Ownership",
		"所有制性质",
		"Kind of owner in the Credit File",
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
		"Newest valid rating of an agency, brought to our grades by its scale",
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
		"trade_references",
		"Trade References",
		"供应商评价",
		"What suppliers say: the valid references weighted by the reliability of their source",
		"Good",
		"Fair",
		"Poor",
	),
	_category(
		"bank_reference",
		"Bank Reference",
		"银行资信证明",
		"What the bank says: the valid references weighted by the reliability of their source",
		"Good",
		"Fair",
		"Poor",
	),
	_category(
		"legal_record",
		"Legal Record",
		"涉诉及行政处罚记录",
		"Lawsuits, enforcement and penalties of the last three years, and older ones that are still open",
		"Clean",
		"Minor",
		"Serious",
	),
	_category(
		"tax_rating",
		"Tax Credit Rating",
		"纳税信用等级",
		"The tax authority's newest rating of the taxpayer among the tax records",
		"A",
		"B",
		"M",
		"C",
		"D",
	),
	_category(
		"industry_climate",
		"Industry Climate",
		"行业景气度",
		"Outlook of the customer's industry in the Credit File",
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
		"Valid securities after their haircuts, credit insurance apart / exposure",
	),
	Indicator(
		"relationship_years",
		"Years as a Customer",
		"合作年限",
		"years",
		"higher",
		"file",
		"Years since the first invoice",
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
