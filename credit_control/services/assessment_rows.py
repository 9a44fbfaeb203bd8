"""An assessment's results as the rows and texts of its form."""

from decimal import Decimal

from credit_control.engine.assessment import EXPLANATIONS, AssessmentResult
from credit_control.engine.indicators import INDICATORS
from credit_control.engine.limits import LimitProposal, LimitTerm
from credit_control.engine.scorecard import FactorScore
from credit_control.services import scorecards, statements, wording
from credit_control.services.proposals import METHOD_LABELS

#: what a limit method needs, as its note names it
INPUT_LABELS = {
	"tangible_net_worth": "Tangible Net Worth",
	"turnover": "Turnover",
	"annual_purchases": "Annual Purchases",
	"average_days_late": "Average Days Late",
	"monthly_credit_sales": "Monthly Credit Sales",
	"working_capital": "Working Capital",
	"net_worth": "Net Worth",
	"current_ratio": "Current Ratio",
	"quick_ratio": "Quick Ratio",
	"current_liabilities_to_equity": "Current Liabilities to Equity",
	"liabilities_to_equity": "Debt to Equity",
}
SOURCE_LABELS = {"ledger": "Ledger", "statement": "Statement", "file": "Credit File"}


def explanation(result: AssessmentResult, steps: int) -> str:
	"""Why the grade is what it is, one English sentence a line: each reader gets it in a language of their own."""
	codes = [code.rpartition(":")[2] for code in result.explanation]
	if steps:
		codes.append("raised" if steps > 0 else "lowered")
	return "\n".join(EXPLANATIONS[code] for code in codes)


def parts_of(scorecard) -> dict[str, str]:
	"""The part of the scorecard that each indicator stands in, by label."""
	return {row.indicator: row.get("section") or "" for row in scorecard.factors}


def factor_row(row: FactorScore, parts: dict[str, str]) -> dict:
	"""One factor: part, value, source, points, weight, contribution, what it cost, advice."""
	indicator = INDICATORS[row.indicator]
	return {
		"part": parts.get(indicator.label) or scorecards.part_of(row.indicator),
		"indicator": indicator.label,
		"source": SOURCE_LABELS[indicator.source],
		"value": shown_value(row.indicator, row.value),
		"points": _points(row.points),
		"points_before_haircut": _points(row.points_before_haircut) if row.haircut else "",
		"haircut": float(row.haircut),
		"weight": float(row.weight),
		"effective_weight": float(row.effective_weight),
		"contribution": float(row.contribution),
		"lost": float(row.lost),
		"advice": row.advice,
		"missing": int(row.missing),
	}


def _points(points: Decimal | None) -> str:
	return "" if points is None else f"{points.normalize():f}"


def shown_value(code: str, value: Decimal | str | None) -> str:
	"""A value as the rows keep it; empty when it is missing."""
	if value is None:
		return ""
	if isinstance(value, str):
		return value
	unit = statements.UNITS.get(INDICATORS[code].unit, "")
	return f"{value.quantize(Decimal('0.01')):,}{unit}"


def limit_rows(proposal: LimitProposal, currency: str) -> list[dict]:
	"""Every method and cap of a proposed limit, the binding one marked."""
	return [_limit_row(term, proposal.binding, currency) for term in proposal.terms]


def _limit_row(term: LimitTerm, binding: str | None, currency: str) -> dict:
	return {
		"method": METHOD_LABELS[term.code],
		"amount": "" if term.amount is None else wording.show(term.amount, currency),
		"binding": int(term.code == binding),
		"note": statements.note(term.note, INPUT_LABELS),
	}
