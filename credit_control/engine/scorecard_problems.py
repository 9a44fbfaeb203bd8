"""What is wrong with a scorecard, each fault with what would mend it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from .errors import Problem, number
from .haircuts import haircut_problems
from .indicators import INDICATORS, Indicator
from .knock_outs import KNOCK_OUTS
from .money import HUNDRED, ZERO
from .scorecard import MISSING_MODES, Band, Factor, Scorecard


def scorecard_problems(card: Scorecard) -> list[Problem]:
	"""Every fault of a scorecard; empty when it can be used."""
	problems = [*_card_problems(card), *_weight_problems(card), *_duplicate_factors(card)]
	problems += haircut_problems(card.haircuts)
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
		# bands run up to the next start, so this is the only gap there can be
		message = "{label} has no lowest band: a value below {start} would count as missing."
		if not starts:
			message = "{label} has bands for words only: a number would count as missing."
		remedy = "Leave the start of the lowest band empty."
		yield _problem(indicator, message, remedy, start=_shown(starts[0]) if starts else "")
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
			message = "{label} from {start}: a better value gets fewer points ({better} after {worse})."
			remedy = "Let the points rise as the value gets better."
			figures = {"start": _shown(upper.start), "better": _points(better), "worse": _points(worse)}
			yield _problem(indicator, message, remedy, **figures)


def _points(band: Band) -> str:
	return number(band.points)


def _shown(start: Decimal | None) -> str:
	return "−∞" if start is None else number(start)
