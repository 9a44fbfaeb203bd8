"""Scorecards: factors in bands make a score of 0–100, with the reason for every point.

A numeric value belongs to the band with the greatest start that is not above it: lower edges are
inclusive. A missing value is never 0: its weight is spread over the others, or openly scores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from .errors import Problem, number
from .indicators import INDICATORS, Indicator
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
	`old_statement_months`.
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


@dataclass(frozen=True, slots=True)
class FactorScore:
	"""One row of a score. Weights and contribution are percentage points of the score.

	`lost` is what the factor could have added and did not; `effective_weight` is 0 for a factor whose
	weight went to the others.
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


@dataclass(frozen=True, slots=True)
class ScoreResult:
	"""The score (0–100, two decimals), None without any data, and the percentage of weight with data."""

	rows: tuple[FactorScore, ...]
	score: Decimal | None
	coverage: Decimal
	enough: bool


def score(card: Scorecard, values: Values) -> ScoreResult:
	"""Score a customer's values by indicator code.

	Σ weight × points / Σ weight, over the factors that have data (`reallocate`) or over all (`zero`).
	Source: domain.md, Score: a weight of 40 where 30 is missing weighs 40/(100−30) = 57.14 %.
	A value that no band covers counts as missing.
	"""
	total = sum((factor.weight for factor in card.factors), ZERO)
	judged = [(factor, values.get(factor.indicator)) for factor in card.factors]
	covered = sum((factor.weight for factor, value in judged if factor.band(value)), ZERO)
	base = covered if card.missing_mode == REALLOCATE else total
	rows = tuple(_row(factor, value, base, card.missing_mode) for factor, value in judged)
	coverage = covered / total * HUNDRED if total > ZERO else ZERO
	return ScoreResult(rows, _score(rows, covered, base), coverage, coverage >= card.minimum_coverage)


def _score(rows: Iterable[FactorScore], covered: Decimal, base: Decimal) -> Decimal | None:
	if covered <= ZERO or base <= ZERO:
		return None
	# one division at the end: the order of factors cannot change a digit
	weighted = sum((row.weight * row.points for row in rows if row.points is not None), ZERO)
	return (weighted / base).quantize(CENT, ROUND_HALF_UP)


def _row(factor: Factor, value: Value, base: Decimal, mode: str) -> FactorScore:
	band = factor.band(value)
	counts = base > ZERO and (band is not None or mode == ZERO_POINTS)
	effective = factor.weight * HUNDRED / base if counts else ZERO
	contribution = effective * band.points / HUNDRED if band else ZERO
	known = INDICATORS.get(factor.indicator)
	return FactorScore(
		indicator=factor.indicator,
		value=value,
		source=known.source if known else "",
		points=band.points if band else None,
		weight=factor.weight,
		effective_weight=effective,
		contribution=contribution,
		missing=band is None,
		advice=band.advice if band else "",
		lost=effective - contribution,
		note="no band for this value" if band is None and value is not None else "",
	)


def scorecard_problems(card: Scorecard) -> list[Problem]:
	"""Every fault of a scorecard; empty when it can be used."""
	problems = [*_card_problems(card), *_weight_problems(card), *_duplicate_factors(card)]
	for factor in card.factors:
		problems += factor_problems(factor)
	return problems


def factor_problems(factor: Factor) -> list[Problem]:
	"""Every fault of one factor; empty when it can be used."""
	indicator = INDICATORS.get(factor.indicator)
	if indicator is None:
		message = "There is no indicator {code}."
		return [Problem("indicator", message, "Choose one from the list.", {"code": factor.indicator})]
	if not factor.bands:
		return [_problem(indicator, "{label} has no bands.", "Add bands with points.")]
	problems = [*_point_problems(factor, indicator), *_text_problems(factor, indicator)]
	if indicator.direction != "category":
		problems += [*_start_problems(factor, indicator), *_direction_problems(factor, indicator)]
	return problems


def _problem(indicator: Indicator, message: str, remedy: str = "", **params: object) -> Problem:
	return Problem(indicator.code, message, remedy, {"label": indicator.label, **params})


def _card_problems(card: Scorecard) -> Iterator[Problem]:
	if not card.factors:
		yield Problem("factors", "The scorecard has no factors.", "Add at least one factor.")
	if card.missing_mode not in MISSING_MODES:
		params: dict[str, object] = {"mode": card.missing_mode, "known": MISSING_MODES}
		yield Problem(
			"missing_mode", "{mode} is no way to treat missing data.", "Choose one of: {known}.", params
		)
	if not ZERO <= card.minimum_coverage <= HUNDRED:
		yield Problem("minimum_coverage", "The minimum coverage must be between 0 and 100 %.")
	for code in card.knock_outs:
		if code not in KNOCK_OUTS:
			yield Problem(
				"knock_outs", "There is no knock-out {code}.", "Choose one from the list.", {"code": code}
			)
	if (card.old_statement_months is None) != (card.old_statement_cap is None):
		message = "A cap for old statements needs both the age in months and the grade."
		yield Problem("old_statement_cap", message, "Fill in both or neither.")


def _weight_problems(card: Scorecard) -> Iterator[Problem]:
	total = sum((factor.weight for factor in card.factors), ZERO)
	if card.factors and total != HUNDRED:
		message = "The weights make {total}, not 100."
		yield Problem("weight", message, "Change the weights until they make 100.", {"total": number(total)})
	for factor in card.factors:
		if factor.weight <= ZERO:
			params = {"code": factor.indicator, "weight": number(factor.weight)}
			yield Problem(
				factor.indicator, "The weight of {code} is {weight}; it must be above 0.", "", params
			)


def _duplicate_factors(card: Scorecard) -> Iterator[Problem]:
	codes = [factor.indicator for factor in card.factors]
	for code in dict.fromkeys(codes):
		if codes.count(code) > 1:
			yield Problem(
				code, "Indicator {code} is used twice.", "Remove one of the factors.", {"code": code}
			)


def _point_problems(factor: Factor, indicator: Indicator) -> Iterator[Problem]:
	for band in factor.bands:
		if not ZERO <= band.points <= HUNDRED:
			message = "{label}: a band gives {points} points; points go from 0 to 100."
			yield _problem(indicator, message, points=number(band.points))


def _text_problems(factor: Factor, indicator: Indicator) -> Iterator[Problem]:
	texts = [band.text for band in factor.bands if band.text]
	is_category = indicator.direction == "category"
	for text in dict.fromkeys(texts):
		if text not in indicator.texts:
			message = "{label} is never {text}."
			yield _problem(indicator, message, "Use one of: {known}.", text=text, known=indicator.texts)
		if texts.count(text) > 1:
			yield _problem(indicator, "{label}: {text} has two bands.", "Remove one of them.", text=text)
	absent = tuple(text for text in indicator.texts if text not in texts)
	if is_category and absent:
		# without its own band a known value would silently count as missing
		yield _problem(indicator, "{label} has no band for {absent}.", "Add a band for each.", absent=absent)
	if is_category and len(texts) < len(factor.bands):
		yield _problem(indicator, "{label} has a band without a category.", "Name the category.")


def _start_problems(factor: Factor, indicator: Indicator) -> Iterator[Problem]:
	starts = [band.start for band in factor.numeric_bands()]
	if None not in starts:
		message = "{label} has no lowest band: a very low value would count as missing."
		yield _problem(indicator, message, "Leave the start of the lowest band empty.")
	for lower, upper in pairwise(starts):
		if lower == upper:
			shown = _shown(lower)
			yield _problem(
				indicator, "{label} has two bands from {start}.", "Remove one of them.", start=shown
			)


def _direction_problems(factor: Factor, indicator: Indicator) -> Iterator[Problem]:
	for lower, upper in pairwise(factor.numeric_bands()):
		worse, better = (lower, upper) if indicator.direction == "higher" else (upper, lower)
		if worse.points > better.points:
			message = "{label}: a better value gets fewer points ({better} after {worse})."
			remedy = "Let the points rise as the value gets better."
			yield _problem(indicator, message, remedy, better=_points(better), worse=_points(worse))


def _points(band: Band) -> str:
	return number(band.points)


def _shown(start: Decimal | None) -> str:
	return "−∞" if start is None else number(start)
