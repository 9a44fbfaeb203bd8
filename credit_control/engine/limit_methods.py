"""Methods that propose a credit limit from a customer's figures (domain.md, Limit methods).

Amounts are in company currency. A method whose figures are missing gives no amount, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .grades import GradeRule
from .money import ZERO, percent_of
from .statement import YEAR_DAYS

NET_WORTH = "net_worth"
CAPACITY = "capacity"
NEED = "need"
MONTHLY_SALES = "monthly_sales"
WORKING_ASSETS = "working_assets"


@dataclass(frozen=True, slots=True)
class WorkingAssetsBand:
	"""The percentage of the base for evaluations above an exclusive edge; None for all below."""

	above: Decimal | None
	percent: Decimal


def _bands(*pairs: tuple[str | None, str]) -> tuple[WorkingAssetsBand, ...]:
	return tuple(
		WorkingAssetsBand(None if above is None else Decimal(above), Decimal(percent))
		for above, percent in pairs
	)


#: the usual table of the 营运资产分析模型
WORKING_ASSETS_BANDS = _bands(
	(None, "0"),
	("-4.6", "2.5"),
	("-3.9", "5"),
	("-3.2", "7.5"),
	("-2.5", "10"),
	("-1.8", "12.5"),
	("-1.1", "15"),
	("-0.4", "17.5"),
	("0.3", "20"),
	("1.0", "25"),
)


@dataclass(frozen=True, slots=True)
class LimitInputs:
	"""A customer's figures: amounts per year or month in company currency, plain ratios, days; None: missing.

	`annual_purchases` is what the customer buys or will buy from us in a year. `term_days`, `buffer_days`
	and `credit_months` override the grade's and the settings' own. `security` is the value of its valid
	securities after haircut, `insured` what an insurer covers, `group_remainder` what the other members
	leave of a pooled limit; None where there is no security, insurance or group.
	"""

	tangible_net_worth: Decimal | None = None
	turnover: Decimal | None = None
	annual_purchases: Decimal | None = None
	average_days_late: Decimal | None = None
	term_days: int | None = None
	buffer_days: int | None = None
	monthly_credit_sales: Decimal | None = None
	credit_months: Decimal | None = None
	working_capital: Decimal | None = None
	net_worth: Decimal | None = None
	current_ratio: Decimal | None = None
	quick_ratio: Decimal | None = None
	current_liabilities_to_equity: Decimal | None = None
	liabilities_to_equity: Decimal | None = None
	security: Decimal | None = None
	insured: Decimal | None = None
	group_remainder: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LimitSettings:
	"""A policy's choice of methods, their constants, and how caps and security enter.

	`assumed_days_late` stands in, and is noted, for a customer without payment history; None: need is n/a.
	`unsecured_cap` is the most that is granted without security or insurance; None: no cap.
	`security_share` is the most that security adds, in percent of the limit without it; None: all of it.
	"""

	methods: tuple[str, ...] = (NEED, CAPACITY)
	net_worth_percent: Decimal = Decimal(10)
	credit_months: Decimal = Decimal(2)
	buffer_days: int = 0
	assumed_days_late: Decimal | None = None
	working_assets_bands: tuple[WorkingAssetsBand, ...] = WORKING_ASSETS_BANDS
	step: Decimal = Decimal(1000)
	unsecured_cap: Decimal | None = None
	cap_by_insurance: bool = True
	cap_by_group: bool = True
	add_security: bool = True
	security_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LimitTerm:
	"""One method or cap: its amount before the grade factor, None when it cannot be had, and why."""

	code: str
	amount: Decimal | None
	note: str = ""


Method = Callable[[LimitInputs, LimitSettings, GradeRule], LimitTerm]


def net_worth(inputs: LimitInputs, settings: LimitSettings, rule: GradeRule) -> LimitTerm:
	"""k % of tangible net worth."""
	if inputs.tangible_net_worth is None:
		return _missing(NET_WORTH, inputs, "tangible_net_worth")
	return term_of(NET_WORTH, percent_of(inputs.tangible_net_worth, settings.net_worth_percent))


def capacity(inputs: LimitInputs, settings: LimitSettings, rule: GradeRule) -> LimitTerm:
	"""min(a % of tangible net worth, b % of turnover), a and b by grade.

	With one of the two missing the other stands alone, and the note says so: leaving out the whole term
	would propose more.
	"""
	pairs = (
		(inputs.tangible_net_worth, rule.net_worth_percent),
		(inputs.turnover, rule.turnover_percent),
	)
	parts = [percent_of(base, percent) for base, percent in pairs if base is not None and percent is not None]
	note = _missing(CAPACITY, inputs, "tangible_net_worth", "turnover").note
	return (
		term_of(CAPACITY, min(parts), note) if parts else LimitTerm(CAPACITY, None, note or "no percentages")
	)


def need(inputs: LimitInputs, settings: LimitSettings, rule: GradeRule) -> LimitTerm:
	"""Annual purchases / 365 × (term + average days late + delivery buffer)."""
	late, note = inputs.average_days_late, ""
	if late is None and settings.assumed_days_late is not None:
		late, note = settings.assumed_days_late, "days late assumed"
	if inputs.annual_purchases is None or late is None:
		return _missing(NEED, inputs, "annual_purchases", "average_days_late")
	term = rule.term_days if inputs.term_days is None else inputs.term_days
	buffer = settings.buffer_days if inputs.buffer_days is None else inputs.buffer_days
	return term_of(NEED, inputs.annual_purchases * (term + late + buffer) / YEAR_DAYS, note)


def monthly_sales(inputs: LimitInputs, settings: LimitSettings, rule: GradeRule) -> LimitTerm:
	"""Monthly credit sales × credit months × the grade's coefficient %."""
	if inputs.monthly_credit_sales is None:
		return _missing(MONTHLY_SALES, inputs, "monthly_credit_sales")
	if rule.sales_coefficient is None:
		return LimitTerm(MONTHLY_SALES, None, "no coefficient for the grade")
	months = settings.credit_months if inputs.credit_months is None else inputs.credit_months
	return term_of(MONTHLY_SALES, percent_of(inputs.monthly_credit_sales * months, rule.sales_coefficient))


def working_assets(inputs: LimitInputs, settings: LimitSettings, rule: GradeRule) -> LimitTerm:
	"""(working capital + net worth) / 2 × the percentage for the evaluation 营运资产分析."""
	evaluation = working_assets_evaluation(inputs)
	if inputs.working_capital is None or inputs.net_worth is None or evaluation is None:
		return _missing(WORKING_ASSETS, inputs, "working_capital", "net_worth", *_EVALUATION)
	reached = [
		band.percent
		for band in sorted(
			settings.working_assets_bands, key=lambda band: (band.above is not None, band.above)
		)
		if band.above is None or evaluation > band.above
	]
	if not reached:
		return LimitTerm(WORKING_ASSETS, None, "no band for the evaluation")
	base = (inputs.working_capital + inputs.net_worth) / 2
	return term_of(WORKING_ASSETS, percent_of(base, reached[-1]))


def working_assets_evaluation(inputs: LimitInputs) -> Decimal | None:
	"""Current ratio + quick ratio − CL/E − TL/E; None when any is missing."""
	current, quick = inputs.current_ratio, inputs.quick_ratio
	short, total = inputs.current_liabilities_to_equity, inputs.liabilities_to_equity
	if current is None or quick is None or short is None or total is None:
		return None
	return current + quick - short - total


_EVALUATION = ("current_ratio", "quick_ratio", "current_liabilities_to_equity", "liabilities_to_equity")
METHODS: Mapping[str, Method] = {
	NEED: need,
	CAPACITY: capacity,
	NET_WORTH: net_worth,
	MONTHLY_SALES: monthly_sales,
	WORKING_ASSETS: working_assets,
}


def term_of(code: str, amount: Decimal, note: str = "") -> LimitTerm:
	"""A term that is nothing where its amount is below zero, and says so."""
	return LimitTerm(code, amount, note) if amount >= ZERO else LimitTerm(code, ZERO, "below zero")


def _missing(code: str, inputs: LimitInputs, *names: str) -> LimitTerm:
	absent = [name for name in names if getattr(inputs, name) is None]
	return LimitTerm(code, None, f"missing: {', '.join(absent)}" if absent else "")
