"""Whether a customer kept its promise to pay, judged from what really came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .money import HUNDRED, ONE, ZERO

OPEN = "Open"
KEPT = "Kept"
PARTLY_KEPT = "Partly Kept"
BROKEN = "Broken"


@dataclass(frozen=True, slots=True)
class Receipt:
	"""Money that came in for the promised items, by its posting date; company currency."""

	posted: date
	amount: Decimal


@dataclass(frozen=True, slots=True)
class Promise:
	"""What was promised on a day, and until when. `tolerance_percent` may be missing of it."""

	amount: Decimal
	made_on: date
	due: date
	grace_days: int = 0
	tolerance_percent: Decimal = ZERO

	@property
	def last_day(self) -> date:
		"""The last day on which money counts."""
		return self.due + timedelta(days=self.grace_days)

	@property
	def enough(self) -> Decimal:
		"""The amount with which it counts as kept."""
		return self.amount * (HUNDRED - self.tolerance_percent) / HUNDRED


@dataclass(frozen=True, slots=True)
class Verdict:
	"""Where a promise stands, and what came in for it in time."""

	status: str
	received: Decimal


def judge_promise(promise: Promise, receipts: Iterable[Receipt], today: date) -> Verdict:
	"""Judge a promise from the receipts between the day it was made and its last day, both included.

	It is kept as soon as enough came in; until its last day is over it is not broken.
	"""
	in_time = (receipt for receipt in receipts if promise.made_on <= receipt.posted <= promise.last_day)
	received = sum((receipt.amount for receipt in in_time), ZERO)
	if received >= promise.enough:
		return Verdict(KEPT, received)
	if today <= promise.last_day:
		return Verdict(OPEN, received)
	return Verdict(PARTLY_KEPT if received > ZERO else BROKEN, received)


@dataclass(frozen=True, slots=True)
class Outcome:
	"""What became of a promise whose last day is over: its verdict, what was promised, what came in time."""

	status: str
	promised: Decimal
	received: Decimal

	@property
	def kept(self) -> Decimal:
		"""1 for a promise that was kept, the part that came in time for one kept in part, else 0."""
		if self.status == KEPT:
			return ONE
		if self.status != PARTLY_KEPT or self.promised <= ZERO:
			return ZERO
		return min(ONE, self.received / self.promised)


def reliability(outcomes: Iterable[Outcome]) -> Decimal | None:
	"""How far a customer keeps what it promises, in percent; None for one that has promised nothing.

	Each promise counts alike, the small ones too: a word was given each time.
	"""
	kept = [outcome.kept for outcome in outcomes]
	return HUNDRED * sum(kept, ZERO) / len(kept) if kept else None
