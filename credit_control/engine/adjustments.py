"""Changing many limits by one rule: by percent, by an amount, or to an amount.

Amounts are in company currency, percentages are percentage points.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .errors import Problem
from .money import HUNDRED, ONE, ZERO, round_down

PERCENT = "percent"
AMOUNT = "amount"
SET_TO = "set_to"
KINDS = (PERCENT, AMOUNT, SET_TO)


@dataclass(frozen=True, slots=True)
class Change:
	"""How each limit changes. `step` of None does not round; a floor or ceiling of None does not hold."""

	kind: str
	value: Decimal
	step: Decimal | None = None
	floor: Decimal | None = None
	ceiling: Decimal | None = None

	def apply(self, limit: Decimal, cap: Decimal | None = None) -> Decimal:
		"""The new limit: changed, rounded down, raised to the floor, then held to ceiling and cap.

		`cap` is the grade's highest limit. A cap below the floor wins: nobody gets more than its grade.
		Never below zero. Raises KeyError for an unknown kind.
		"""
		changed = max(ZERO, self._changed(limit))
		rounded = changed if self.step is None else round_down(changed, self.step)
		raised = rounded if self.floor is None else max(rounded, self.floor)
		return min([raised, *(most for most in (self.ceiling, cap) if most is not None)])

	def _changed(self, limit: Decimal) -> Decimal:
		changed = {
			PERCENT: limit * (ONE + self.value / HUNDRED),
			AMOUNT: limit + self.value,
			SET_TO: self.value,
		}
		return changed[self.kind]


def change_problems(change: Change) -> list[Problem]:
	"""Faults of a change: nothing to change, figures that cannot be, a floor above the ceiling."""
	problems = []
	if change.kind != SET_TO and change.value == ZERO:
		problems.append(Problem("value", "The change is zero.", "Enter by how much the limits change."))
	if change.kind == PERCENT and change.value < -HUNDRED:
		problems.append(Problem("value", "A limit cannot fall by more than 100 percent."))
	if change.kind == SET_TO and change.value < ZERO:
		problems.append(Problem("value", "A limit cannot be negative.", "Enter zero or more."))
	if change.step is not None and change.step <= ZERO:
		problems.append(Problem("step", "The rounding step must be above zero."))
	if change.floor is not None and change.ceiling is not None and change.floor > change.ceiling:
		problems.append(
			Problem("floor", "Not below is higher than Not above.", "Lower the one or raise the other.")
		)
	return problems
