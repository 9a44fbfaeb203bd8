"""Whether a customer keeps its repayment plan: what came in against what was due by then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .errors import Problem
from .money import ZERO
from .promises import Receipt
from .receivables import RESIDUE, Instalment

ON_TRACK = "On Track"
IN_DEFAULT = "In Default"
COMPLETED = "Completed"
#: another plan has taken its place
EXTENDED = "Extended"


@dataclass(frozen=True, slots=True)
class PlanState:
	"""Where a plan stands on a day.

	`paid` is what each instalment has received, the earliest first; `missed` are the positions (from 0)
	of those that are past their grace and not paid in full; `next_due` is the next day something is due.
	`due_now` is what should have been paid by today: all that is left, where a default makes all of it due.
	"""

	status: str
	received: Decimal
	paid: tuple[Decimal, ...]
	missed: tuple[int, ...]
	next_due: date | None
	due_now: Decimal = ZERO


def judge_plan(
	instalments: Sequence[Instalment],
	receipts: Iterable[Receipt],
	today: date,
	grace_days: int = 0,
	*,
	accelerates: bool = False,
) -> PlanState:
	"""Spread what came in over the instalments, the earliest first, and see which ones were missed.

	`accelerates`: once an instalment is missed, all that is left is due.
	"""
	received = sum((receipt.amount for receipt in receipts if receipt.posted <= today), ZERO)
	paid = _spread(instalments, received)
	unpaid = [
		position
		for position, instalment in enumerate(instalments)
		if instalment.amount - paid[position] > RESIDUE
	]
	grace = timedelta(days=grace_days)
	missed = tuple(position for position in unpaid if instalments[position].due + grace < today)
	next_due = min((instalments[position].due for position in unpaid), default=None)
	all_due = accelerates and bool(missed)
	owed = (
		instalments[position].amount - paid[position]
		for position in unpaid
		if all_due or instalments[position].due <= today
	)
	return PlanState(_status(unpaid, missed), received, paid, missed, next_due, sum(owed, ZERO))


def _spread(instalments: Sequence[Instalment], received: Decimal) -> tuple[Decimal, ...]:
	paid = [ZERO] * len(instalments)
	for position in sorted(range(len(instalments)), key=lambda each: instalments[each].due):
		paid[position] = min(instalments[position].amount, max(received, ZERO))
		received -= paid[position]
	return tuple(paid)


def _status(unpaid: Sequence[int], missed: Sequence[int]) -> str:
	if not unpaid:
		return COMPLETED
	return IN_DEFAULT if missed else ON_TRACK


def plan_problems(instalments: Sequence[Instalment], total: Decimal) -> list[Problem]:
	"""Every reason why these instalments do not pay back `total`."""
	problems = []
	if any(instalment.amount <= ZERO for instalment in instalments):
		problems.append(Problem("instalments", "An instalment has no amount.", "Enter one above zero."))
	days = [instalment.due for instalment in instalments]
	if len(set(days)) < len(days):
		problems.append(
			Problem("instalments", "Two instalments are due on the same day.", "Put them together.")
		)
	planned = sum((instalment.amount for instalment in instalments), ZERO)
	if abs(planned - total) > RESIDUE:
		message = "The instalments come to {planned}, the items to {total}."
		figures = {"planned": planned, "total": total}
		problems.append(Problem("instalments", message, "Make both the same.", figures))
	return problems
