"""What a Customer Financial Statement shows of itself: ratios, Altman, Wall Index, five-tier evaluation."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from credit_control.engine import altman, five_tier, wall
from credit_control.engine.ratios import GROUPS, RATIOS, Ratio, ratios, trend
from credit_control.engine.statement import LINES, Statement, with_subtotals
from credit_control.services import industry_references
from credit_control.services.industry_references import Reference
from credit_control.services.rows import refill

#: what a note calls each line, ratio or other thing that is missing
LABELS = {
	**{code: line.label for code, line in LINES.items()},
	**{code: rule.label for code, rule in RATIOS.items()},
}
#: how a ratio's unit is written behind its figure
UNITS = {"percent": " %", "days": " d"}
#: an Altman model's X1, X2 … in words
TERMS = {
	"X1": "Working Capital to Total Assets",
	"X2": "Retained Earnings to Total Assets",
	"X3": "EBIT to Total Assets",
	"X4": "Equity to Liabilities",
	"X5": "Revenue to Total Assets",
}


def fill(doc, current: Statement, previous: Statement | None) -> None:
	"""Write every result, each with the figures it was made of and last year's beside it."""
	now, before = with_subtotals(current), previous and with_subtotals(previous)
	found = ratios(now, before)
	earlier = ratios(before) if before else {}
	refill(doc, "ratios", [_ratio_row(group, found[code], earlier.get(code)) for group, code in _grouped()])
	reference = industry_references.load(doc.industry_reference) if doc.industry_reference else None
	doc.reference_used = reference.stated if reference else ""
	rows = [*_altman(doc, now, reference), *_wall(doc, now, reference), *_five_tier(doc, found, reference)]
	refill(doc, "evaluation", rows)


def _grouped() -> Iterator[tuple[str, str]]:
	return ((group, code) for group, codes in GROUPS.items() for code in codes)


def _ratio_row(group: str, result: Ratio, before: Ratio | None) -> dict:
	unit = UNITS.get(RATIOS[result.code].unit, "")
	return {
		"ratio_group": group,
		"ratio": RATIOS[result.code].label,
		"value": shown(result, unit),
		"previous_value": shown(before, unit) if before else "",
		"trend": trend(result, before),
		"note": note(result.note),
	}


def shown(result: Ratio, unit: str) -> str:
	"""A ratio with its unit, the good reason for having none, or n/a."""
	if result.value is not None:
		return number(result.value) + unit
	return result.text or "n/a"


def note(text: str, labels: Mapping[str, str] = LABELS) -> str:
	"""A figure's note with the lines or inputs that it names by their labels."""
	return "; ".join(_part(part, labels) for part in text.split("; "))


def _part(text: str, labels: Mapping[str, str]) -> str:
	head, colon, codes = text.partition(": ")
	if not colon:
		return text
	return f"{head}: {', '.join(labels.get(code, code) for code in codes.split(', '))}"


def number(value: Decimal, step: str = "0.01") -> str:
	"""A figure with so many decimals and thousands separators."""
	return f"{value.quantize(Decimal(step)):,}"


def model_choice(doc, reference: Reference | None) -> altman.ModelChoice:
	"""Altman's model by the kind of business that the statement names, else by its industry's table."""
	if doc.business:
		return altman.choose_model(doc.business == "Manufacturing")
	# a table for every industry says nothing about this one
	of_industry = reference if reference and reference.industry else None
	return altman.choose_model(of_industry.is_manufacturing if of_industry else None)


def _altman(doc, statement: Statement, reference: Reference | None) -> list[dict]:
	choice = model_choice(doc, reference)
	result = altman.altman(statement, choice.model)
	doc.z_model = f"{choice.model.label}: {choice.reason}"
	doc.z_score = number(result.value, "0.0001") if result.value is not None else note(result.note)
	doc.z_zone = result.zone or ""
	return [
		{
			"method": "Altman",
			"item": TERMS[term.code],
			"actual": number(term.value, "0.0001"),
			"weight": str(term.coefficient),
			"points": number(term.contribution, "0.0001"),
			"note": note(result.note),
		}
		for term in result.terms
	]


def _wall(doc, statement: Statement, reference: Reference | None) -> list[dict]:
	items = reference.wall if reference and reference.wall else wall.WALL_ITEMS
	result = wall.wall_index(statement, items)
	doc.wall_index = number(result.index) if result.index is not None else ""
	return [
		{
			"method": "Wall Index",
			"item": row.item.label,
			"actual": _known(row.actual),
			"standard": number(row.item.standard),
			"weight": number(row.item.weight),
			"points": _known(row.points),
			"note": note(row.note),
		}
		for row in result.rows
	]


def _five_tier(doc, found: Mapping[str, Ratio], reference: Reference | None) -> list[dict]:
	doc.five_tier_score, doc.five_tier_level = "", ""
	if not reference or not reference.tiers:
		return []
	result = five_tier.evaluate({code: entry.scored for code, entry in found.items()}, reference.tiers)
	if result.score is not None:
		doc.five_tier_score, doc.five_tier_level = number(result.score), result.level
	return [_tier_row(row, found[row.code], reference) for row in result.rows]


def _tier_row(row: five_tier.TierRow, ratio: Ratio, reference: Reference) -> dict:
	standard = reference.tiers.get(row.code)
	tiers = reversed(standard.worst_first) if standard else ()
	unit = UNITS.get(RATIOS[row.code].unit, "")
	return {
		"method": "Five-Tier Evaluation",
		"item": RATIOS[row.code].label,
		"actual": shown(ratio, unit),
		"standard": " / ".join(f"{tier.normalize():f}" for tier in tiers),
		"weight": number(row.weight),
		"points": _known(row.points),
		"note": note(ratio.note if row.value is None and ratio.note else row.note),
	}


def _known(value: Decimal | None) -> str:
	return "n/a" if value is None else number(value)
