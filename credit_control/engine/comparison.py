"""Two assessments of one customer: what moved the score, factor by factor, and why.

Between them stands a bridge: the old facts under the new scorecard. What differs from the old assessment
to the bridge is the scorecard's doing, from the bridge to the new one the customer's. So the parts of all
factors sum exactly to the change of the score (before rounding), also where the scorecards differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .assessment import Facts, score_facts
from .indicators import INDICATORS
from .messages import Message
from .money import ZERO
from .scorecard import FactorScore, Scorecard, ScoreResult, Value

TENTH = Decimal("0.1")
#: writes an indicator's value, given its code
Show = Callable[[str, Value], str]


@dataclass(frozen=True, slots=True)
class Assessed:
	"""One side of a comparison."""

	card: Scorecard
	facts: Facts


@dataclass(frozen=True, slots=True)
class Move:
	"""One factor. Contributions and their parts are points of the score; None: not in that scorecard.

	`by_value` is what the customer changed, `by_weight` what comes from weights, bands and from weight
	that went from or to factors without data; together they are `change`.
	"""

	indicator: str
	value_before: Value
	value_after: Value
	before: Decimal | None
	after: Decimal | None
	by_value: Decimal
	by_weight: Decimal

	@property
	def change(self) -> Decimal:
		return (self.after or ZERO) - (self.before or ZERO)

	@property
	def value_changed(self) -> bool:
		return self.value_before != self.value_after


@dataclass(frozen=True, slots=True)
class Comparison:
	"""The scores and every factor of either scorecard, the one that moved most first."""

	score_before: Decimal | None
	score_after: Decimal | None
	moves: tuple[Move, ...]
	same_scorecard: bool

	@property
	def change(self) -> Decimal | None:
		"""Points won or lost; None where one side has no score."""
		if self.score_before is None or self.score_after is None:
			return None
		return self.score_after - self.score_before


def compare(before: Assessed, after: Assessed) -> Comparison:
	"""What moved from one assessment to the next."""
	old, new = score_facts(before.card, before.facts), score_facts(after.card, after.facts)
	bridge = score_facts(after.card, before.facts)
	rows = [_by_indicator(result) for result in (old, bridge, new)]
	codes = dict.fromkeys([*rows[0], *rows[2]])
	moves = [_move(code, *(side.get(code) for side in rows)) for code in codes]
	return Comparison(
		score_before=old.score,
		score_after=new.score,
		moves=tuple(sorted(moves, key=lambda move: (-abs(move.change), move.indicator))),
		same_scorecard=before.card.version == after.card.version,
	)


def _by_indicator(result: ScoreResult) -> dict[str, FactorScore]:
	return {row.indicator: row for row in result.rows}


def _move(code: str, old: FactorScore | None, bridge: FactorScore | None, new: FactorScore | None) -> Move:
	before, after = (row.contribution if row else None for row in (old, new))
	by_value = _value_part(bridge, new) if bridge and new else ZERO
	change = (after or ZERO) - (before or ZERO)
	return Move(
		indicator=code,
		value_before=_value(old or bridge),
		value_after=_value(new or old) if new else None,
		before=before,
		after=after,
		by_value=by_value,
		by_weight=change - by_value,
	)


def _value(row: FactorScore | None) -> Value:
	return row.value if row else None


def _value_part(bridge: FactorScore, new: FactorScore) -> Decimal:
	"""Points at the new weight: a factor that gained or lost its data moved as a whole."""
	if bridge.points is None or new.points is None:
		return new.contribution - bridge.contribution
	return new.effective_weight * (new.points - bridge.points) / 100


def sentence(move: Move, show: Show) -> Message | None:
	"""Why a factor moved the score; None for less than a tenth of a point, rounded."""
	if abs(move.change) < TENTH / 2:
		return None
	params = {
		"indicator": INDICATORS[move.indicator].label,
		"before": show(move.indicator, move.value_before),
		"after": show(move.indicator, move.value_after),
		"points": signed(move.change),
	}
	return Message(_template(move), params)


def sentences(comparison: Comparison, show: Show) -> list[Message]:
	"""Why the score moved, the greatest move first."""
	found = (sentence(move, show) for move in comparison.moves)
	return [message for message in found if message]


def _template(move: Move) -> str:
	if move.before is None:
		return "{indicator} is new in the scorecard, {after}: {points} points"
	if move.after is None:
		return "{indicator} is no longer in the scorecard: {points} points"
	if move.value_changed and abs(move.by_value) >= abs(move.by_weight):
		return "{indicator} {before} → {after}: {points} points"
	if move.value_changed:
		return "{indicator} {before} → {after}, and it weighs differently: {points} points"
	return "{indicator} {after} as before, but it weighs differently: {points} points"


def signed(points: Decimal) -> str:
	"""Points with one decimal and a true minus: +2.0, −8.2."""
	rounded = points.quantize(TENTH, ROUND_HALF_UP)
	return f"{'−' if rounded < ZERO else '+'}{abs(rounded)}"
