"""Scorecards: factors in bands make a score of 0–100, with the reason for every point.

A numeric value belongs to the band with the greatest start that is not above it: lower edges are
inclusive. A missing value is never 0: its weight is spread over the others, or openly scores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .haircuts import Haircut
from .indicators import INDICATORS
from .knock_outs import KNOCK_OUTS
from .money import HUNDRED, ZERO

REALLOCATE = "reallocate"
ZERO_POINTS = "zero"
MISSING_MODES = (REALLOCATE, ZERO_POINTS)

CENT = Decimal("0.01")

Value = Decimal | str | None
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Band:
	"""Points (0–100) for values from `start` upwards, None for all below; or for the category `text`.

	A numeric factor may also have a text band, for a text in place of a number (No Debt).
	"""

	start: Decimal | None
	points: Decimal
	text: str = ""
	advice: str = ""


@dataclass(frozen=True, slots=True)
class Factor:
	"""One indicator with its weight (percentage points of the score) and bands."""

	indicator: str
	weight: Decimal
	bands: tuple[Band, ...]

	@property
	def source(self) -> str:
		"""Where the indicator's values come from; empty for an unknown indicator."""
		known = INDICATORS.get(self.indicator)
		return known.source if known else ""

	def band(self, value: Value) -> Band | None:
		"""The band a value falls into; None for a missing value or one no band covers."""
		if value is None:
			return None
		if isinstance(value, str):
			return next((band for band in self.bands if band.text and band.text == value), None)
		reached = [band for band in self.numeric_bands() if band.start is None or band.start <= value]
		return reached[-1] if reached else None

	def numeric_bands(self) -> list[Band]:
		"""The bands without a text, lowest first."""
		numeric = (band for band in self.bands if not band.text)
		return sorted(numeric, key=lambda band: (band.start is not None, band.start or ZERO))


@dataclass(frozen=True, slots=True)
class Scorecard:
	"""One version of a scorecard. `minimum_coverage` is a percentage; a cap of None never applies.

	`no_history_cap`, `unaudited_cap` and `old_statement_cap` are the best grades a customer may get without
	dealings with us, without audited or reviewed statements, and with statements older than
	`old_statement_months`. `haircuts` lower the points of factors from statements, by trust and age.
	"""

	name: str
	version: str
	factors: tuple[Factor, ...]
	missing_mode: str = REALLOCATE
	minimum_coverage: Decimal = Decimal(60)
	knock_outs: tuple[str, ...] = tuple(KNOCK_OUTS)
	no_history_cap: str | None = "A"
	unaudited_cap: str | None = None
	old_statement_months: int | None = None
	old_statement_cap: str | None = None
	haircuts: tuple[Haircut, ...] = ()


@dataclass(frozen=True, slots=True)
class FactorScore:
	"""One row of a score. Weights and contribution are percentage points of the score.

	`lost` is what the factor could have added and did not; `effective_weight` is 0 for a factor whose
	weight went to the others. `points` are what is left of `points_before_haircut` (0–100, None when
	missing) after `haircut` percent.
	"""

	indicator: str
	value: Decimal | str | None
	source: str
	points: Decimal | None
	weight: Decimal
	effective_weight: Decimal
	contribution: Decimal
	missing: bool
	advice: str = ""
	lost: Decimal = ZERO
	note: str = ""
	points_before_haircut: Decimal | None = None
	haircut: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class ScoreResult:
	"""The score (0–100, two decimals), None without any data, and the percentage of weight with data."""

	rows: tuple[FactorScore, ...]
	score: Decimal | None
	coverage: Decimal
	enough: bool


def score(card: Scorecard, values: Values, haircut: Decimal = ZERO) -> ScoreResult:
	"""Score a customer's values by indicator code.

	Σ weight × points / Σ weight, over the factors that have data (`reallocate`) or over all (`zero`).
	Source: domain.md, Score: a weight of 40 where 30 is missing weighs 40/(100−30) = 57.14 %.
	A value that no band covers counts as missing. `haircut` percent are taken off the points of factors
	that come from statements.
	"""
	total = sum((factor.weight for factor in card.factors), ZERO)
	judged = [(factor, values.get(factor.indicator)) for factor in card.factors]
	covered = sum((factor.weight for factor, value in judged if factor.band(value)), ZERO)
	base = covered if card.missing_mode == REALLOCATE else total
	rows = tuple(_row(card, factor, value, base, haircut) for factor, value in judged)
	coverage = covered / total * HUNDRED if total > ZERO else ZERO
	return ScoreResult(rows, _score(rows, covered, base), coverage, coverage >= card.minimum_coverage)


def _score(rows: Iterable[FactorScore], covered: Decimal, base: Decimal) -> Decimal | None:
	if covered <= ZERO or base <= ZERO:
		return None
	# one division at the end: the order of factors cannot change a digit
	weighted = sum((row.weight * row.points for row in rows if row.points is not None), ZERO)
	return (weighted / base).quantize(CENT, ROUND_HALF_UP)


def _row(card: Scorecard, factor: Factor, value: Value, base: Decimal, haircut: Decimal) -> FactorScore:
	band = factor.band(value)
	counts = base > ZERO and (band is not None or card.missing_mode == ZERO_POINTS)
	effective = factor.weight * HUNDRED / base if counts else ZERO
	taken = haircut if band and factor.source == "statement" else ZERO
	points = band.points * (HUNDRED - taken) / HUNDRED if band else None
	contribution = effective * (points or ZERO) / HUNDRED
	return FactorScore(
		indicator=factor.indicator,
		value=value,
		source=factor.source,
		points=points,
		weight=factor.weight,
		effective_weight=effective,
		contribution=contribution,
		missing=band is None,
		advice=band.advice if band else "",
		lost=effective - contribution,
		note="no band for this value" if band is None and value is not None else "",
		points_before_haircut=band.points if band else None,
		haircut=taken,
	)
