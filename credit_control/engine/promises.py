"""Whether a customer kept its promise to pay, judged from what really came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .money import HUNDRED, ZERO

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
