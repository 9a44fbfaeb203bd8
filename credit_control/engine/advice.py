"""What a customer could do for a better score: the factors that cost most points, and their next band."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .assessment import AssessmentResult
from .indicators import INDICATORS
from .messages import Message
from .money import HUNDRED, ZERO
from .scorecard import Band, Factor, FactorScore, Scorecard, Value

#: what a customer is, not what it does: it costs points, but no advice changes it
GIVEN = frozenset(
	(
		"company_size",
		"industry_climate",
		"months_of_history",
		"ownership",
		"relationship_years",
		"years_in_business",
	)
)

PAY_IN_TIME = "Pay each invoice by its due date. Fixed payment days each month make that easier."
SETTLE = "Settle what is overdue, the oldest first."
KEEP_PROMISES = "Keep the days that you name for payments, or tell us beforehand when one cannot be kept."
GIVE_SECURITY = "Offer a security, such as a bank guarantee."
SEND_STATEMENTS = "Send us your latest annual financial statements, audited if you have them."
NAME_REFERENCES = "Name a bank and suppliers that we may ask about you."
#: what a customer itself may read: things to do, without figures or our opinion of its finances
TO_DO = {
	"late_ratio": PAY_IN_TIME,
	"weighted_days_late": PAY_IN_TIME,
	"oldest_overdue_days": SETTLE,
	"overdue_share": SETTLE,
	"promises_kept": KEEP_PROMISES,
	"security_cover": GIVE_SECURITY,
}
#: what it could let us know
TO_SEND = {"trade_references": NAME_REFERENCES, "bank_reference": NAME_REFERENCES}
#: more would not be read
MOST_TO_DO = 3


@dataclass(frozen=True, slots=True)
class Improvement:
	"""One factor that costs points. `lost` and `gain` are points of the score.

	`gain` is what the next better band would give and `target` that band; both None at the best band
	that the scorecard knows, or without data. `edge` is the value to reach: from it upwards where higher
	is better, below it where lower is; None for a category.
	"""

	indicator: str
	value: Value
	lost: Decimal
	advice: str
	gain: Decimal | None = None
	target: Band | None = None
	edge: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MissingData:
	"""A factor without data, and the percentage of the weights that it would cover."""

	indicator: str
	source: str
	weight: Decimal


def improvements(card: Scorecard, result: AssessmentResult) -> tuple[Improvement, ...]:
	"""The factors with data that cost points and that the customer can change, the dearest first."""
	factors = {factor.indicator: factor for factor in card.factors if factor.indicator not in GIVEN}
	costly = (row for row in result.score_result.rows if not row.missing and row.lost > ZERO)
	rows = (row for row in costly if row.indicator in factors)
	found = [_improvement(factors[row.indicator], row) for row in rows]
	return tuple(sorted(found, key=lambda each: (-each.lost, each.indicator)))


def missing_data(result: AssessmentResult) -> tuple[MissingData, ...]:
	"""The factors that nothing is known of, the heaviest first."""
	rows = [row for row in result.score_result.rows if row.missing]
	found = [MissingData(row.indicator, row.source, row.weight) for row in rows]
	return tuple(sorted(found, key=lambda each: (-each.weight, each.indicator)))


def for_customer(card: Scorecard, result: AssessmentResult) -> tuple[str, ...]:
	"""What the customer is told to do for a better score, what costs most points first; no figure is in it.

	The scorecard's own advice is for us (shorten the terms, cut the limit) and never among it.
	"""
	found = [TO_DO.get(each.indicator) for each in improvements(card, result)]
	for missing in missing_data(result):
		statement = SEND_STATEMENTS if missing.source == "statement" else None
		found.append(TO_SEND.get(missing.indicator, statement))
	return tuple(dict.fromkeys(each for each in found if each))[:MOST_TO_DO]


def _improvement(factor: Factor, row: FactorScore) -> Improvement:
	target = _next_band(factor, row)
	return Improvement(
		indicator=row.indicator,
		value=row.value,
		lost=row.lost,
		advice=row.advice,
		gain=_gain(target, row) if target else None,
		target=target,
		edge=_edge(factor, target, row.value) if target else None,
	)


def _next_band(factor: Factor, row: FactorScore) -> Band | None:
	"""The band with the fewest points above those there are; a text in place of a number is no aim."""
	current = row.points_before_haircut if row.points_before_haircut is not None else row.points
	is_category = INDICATORS[row.indicator].direction == "category"
	bands: Iterable[Band] = factor.bands if is_category else factor.numeric_bands()
	better = [band for band in bands if current is not None and band.points > current]
	return min(better, key=lambda band: band.points) if better else None


def _gain(target: Band, row: FactorScore) -> Decimal:
	points = target.points * (HUNDRED - row.haircut) / HUNDRED
	return row.effective_weight * points / HUNDRED - row.contribution


def _edge(factor: Factor, target: Band, value: Value) -> Decimal | None:
	direction = INDICATORS[factor.indicator].direction
	if direction == "category" or not isinstance(value, Decimal):
		return None
	if direction == "higher":
		return target.start
	bands = factor.numeric_bands()
	place = bands.index(target)
	return bands[place + 1].start if place + 1 < len(bands) else None


def sentence(improvement: Improvement, edge: str) -> Message | None:
	"""What the next band asks and gives; `edge` is the value to reach as it is written. None without one."""
	if improvement.target is None or improvement.gain is None:
		return None
	params = {
		"indicator": INDICATORS[improvement.indicator].label,
		"edge": improvement.target.text or edge,
		"gain": f"{improvement.gain:.1f}",
	}
	return Message(_template(improvement), params)


def _template(improvement: Improvement) -> str:
	if improvement.edge is None:
		return "{indicator} {edge}: +{gain} points"
	if INDICATORS[improvement.indicator].direction == "higher":
		return "{indicator} of {edge} or more: +{gain} points"
	return "{indicator} below {edge}: +{gain} points"
