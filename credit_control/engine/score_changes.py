"""What moved between two scores of the same customer: factor by factor, and over the grades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .grades import GradeRule, rank
from .money import ZERO
from .scorecard import FactorScore, ScoreResult

MOVED_UP = "Moved Up"
MOVED_DOWN = "Moved Down"
SAME_GRADE = "Same Grade"
NOW_GRADED = "Now Graded"
NO_LONGER_GRADED = "No Longer Graded"
CHANGES = (MOVED_UP, MOVED_DOWN, SAME_GRADE, NOW_GRADED, NO_LONGER_GRADED)


@dataclass(frozen=True, slots=True)
class FactorChange:
	"""One factor in two scores; contributions in points of the score, None where it is no factor."""

	indicator: str
	value: Decimal | str | None
	before: Decimal | None
	after: Decimal | None

	@property
	def change(self) -> Decimal:
		"""Points of the score won (above zero) or lost by this factor."""
		return (self.after or ZERO) - (self.before or ZERO)


def factor_changes(before: ScoreResult, after: ScoreResult) -> tuple[FactorChange, ...]:
	"""Every factor of either score, the one that moved most first."""
	old, new = _by_indicator(before), _by_indicator(after)
	changes = [
		FactorChange(
			code, _value(old.get(code), new.get(code)), _points(old.get(code)), _points(new.get(code))
		)
		for code in dict.fromkeys([*old, *new])
	]
	return tuple(sorted(changes, key=lambda change: (-abs(change.change), change.indicator)))


def main_change(changes: Sequence[FactorChange]) -> FactorChange | None:
	"""The factor that moved the score most in the direction in which it went; None when none moved.

	Where won and lost points are even, the one that moved most. `changes` as `factor_changes` gives them.
	"""
	total = sum((change.change for change in changes), ZERO)
	moved = [change for change in changes if change.change]
	along = [change for change in moved if change.change * total > ZERO]
	return next(iter(along or moved), None)


def grade_change(before: str | None, after: str | None, rules: Sequence[GradeRule]) -> tuple[str, int]:
	"""How a grade changed, and by how many grades (above zero: better); 0 where one of them is missing.

	Raises CreditError for a grade that is not in the table.
	"""
	if before is None or after is None:
		return (SAME_GRADE if before == after else NOW_GRADED if after else NO_LONGER_GRADED), 0
	steps = rank(before, rules) - rank(after, rules)
	return (SAME_GRADE if not steps else MOVED_UP if steps > 0 else MOVED_DOWN), steps


def _by_indicator(result: ScoreResult) -> dict[str, FactorScore]:
	return {row.indicator: row for row in result.rows}


def _value(old: FactorScore | None, new: FactorScore | None) -> Decimal | str | None:
	row = new or old
	return row.value if row else None


def _points(row: FactorScore | None) -> Decimal | None:
	return row.contribution if row else None
