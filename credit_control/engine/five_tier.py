"""Five-tier efficiency evaluation 企业绩效评价: eight ratios against published industry standards.

Source: domain.md, Five-tier efficiency evaluation; the levels of the result
are those of SASAC's rules for central enterprises (中央企业综合绩效评价实施细则).
The standards change every year and by industry, so the user enters them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .errors import Problem
from .money import HUNDRED, ONE, ZERO
from .ratios import RATIOS

#: 较差, 较低, 平均, 良, 优
COEFFICIENTS = tuple(map(Decimal, ("0.2", "0.4", "0.6", "0.8", "1.0")))
#: ratio code → weight, points of 100
WEIGHTS: Mapping[str, Decimal] = {
	"roe": Decimal(20),
	"roa": Decimal(14),
	"asset_turnover": Decimal(10),
	"receivables_turnover": Decimal(12),
	"debt_ratio": Decimal(12),
	"interest_cover": Decimal(10),
	"sales_growth": Decimal(12),
	"capital_preservation": Decimal(10),
}
#: lowest score of each level
LEVELS = (
	(Decimal(85), "Excellent"),
	(Decimal(70), "Good"),
	(Decimal(50), "Average"),
	(Decimal(40), "Low"),
	(ZERO, "Poor"),
)


@dataclass(frozen=True, slots=True)
class TierStandard:
	"""The five standards of one ratio, in the ratio's own unit (percentages as percentage points)."""

	code: str
	excellent: Decimal
	good: Decimal
	average: Decimal
	low: Decimal
	poor: Decimal

	@property
	def worst_first(self) -> tuple[Decimal, ...]:
		return (self.poor, self.low, self.average, self.good, self.excellent)


@dataclass(frozen=True, slots=True)
class TierRow:
	"""One ratio's points of its weight; points None when the ratio or its standard is missing."""

	code: str
	value: Decimal | None
	weight: Decimal
	points: Decimal | None
	note: str = ""


@dataclass(frozen=True, slots=True)
class FiveTierResult:
	"""Score 0–100 and level, None unless every ratio is there; what the covered weight alone would give."""

	rows: tuple[TierRow, ...]
	score: Decimal | None
	level: str | None
	covered_weight: Decimal
	score_on_covered: Decimal | None


def evaluate(
	values: Mapping[str, Decimal | str | None], standards: Mapping[str, TierStandard]
) -> FiveTierResult:
	"""Score a set of ratios by code (units as in RATIOS) against the standards of an industry.

	A text is a good reason for having no number (No Interest) and earns the full weight.
	"""
	rows = tuple(_row(code, values.get(code), standards.get(code)) for code in WEIGHTS)
	covered = sum((row.weight for row in rows if row.points is not None), ZERO)
	total = sum((row.points for row in rows if row.points is not None), ZERO)
	score = total if covered == HUNDRED else None
	on_covered = total / covered * HUNDRED if covered > ZERO else None
	return FiveTierResult(rows, score, None if score is None else level(score), covered, on_covered)


def tier_points(value: Decimal, standard: TierStandard, weight: Decimal, lower_is_better: bool) -> Decimal:
	"""weight × c + (actual − standard)/(next standard − standard) × weight × (next c − c).

	Full weight from 优 upwards, nothing below 较差; `lower_is_better` turns the scale round.
	"""
	sign = -ONE if lower_is_better else ONE
	edges = [sign * edge for edge in standard.worst_first]
	actual = sign * value
	if actual < edges[0]:
		return ZERO
	if actual >= edges[-1]:
		return weight
	tier = max(index for index, edge in enumerate(edges) if edge <= actual)
	share = (actual - edges[tier]) / (edges[tier + 1] - edges[tier])
	return weight * (COEFFICIENTS[tier] + share * (COEFFICIENTS[tier + 1] - COEFFICIENTS[tier]))


def level(score: Decimal) -> str:
	"""The level of a score of 0–100; a level's lowest score belongs to it."""
	return next((name for lowest, name in LEVELS if score >= lowest), LEVELS[-1][1])


def tier_problems(standards: Mapping[str, TierStandard]) -> list[Problem]:
	"""Standards that do not run from poor to excellent, or that belong to no ratio of the evaluation."""
	problems = []
	for code, standard in standards.items():
		if code not in WEIGHTS:
			problems.append(Problem(code, "{code} is no part of the evaluation.", "", {"code": code}))
		elif list(standard.worst_first) != sorted(standard.worst_first, reverse=_lower_is_better(code)):
			problems.append(
				Problem(
					code,
					"The standards of {label} do not run from poor to excellent.",
					"Check their order; the debt ratio runs downwards.",
					{"label": RATIOS[code].label},
				)
			)
	return problems


def _lower_is_better(code: str) -> bool:
	return RATIOS[code].direction == "lower"


def _row(code: str, value: Decimal | str | None, standard: TierStandard | None) -> TierRow:
	weight = WEIGHTS[code]
	if isinstance(value, str):
		return TierRow(code, None, weight, weight, value)
	if value is None:
		return TierRow(code, None, weight, None, f"missing: {code}")
	if standard is None:
		return TierRow(code, value, weight, None, "missing: standard")
	return TierRow(code, value, weight, tier_points(value, standard, weight, _lower_is_better(code)))
