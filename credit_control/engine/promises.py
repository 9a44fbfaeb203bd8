"""Whether a customer kept its promise to pay, judged from what really came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
	"""Money that came in for the promised items, by its posting date; company currency.

	Where promises are judged together, also the name of the payment, and of the invoice it was allocated to.
	"""

	posted: date
	amount: Decimal
	payment: str = ""
	invoice: str = ""


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
class Pledge:
	"""A promise and the invoices that it is over; without any, it is over money at all."""

	promise: Promise
	invoices: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Part:
	"""What no promise has taken yet of a receipt."""

	posted: date
	invoice: str
	left: Decimal


def judge_all(
	pledges: Sequence[Pledge], allocated: Sequence[Receipt], in_all: Iterable[Receipt], today: date
) -> list[Verdict]:
	"""Judge the promises of a customer together: each amount of money keeps one of them.

	`allocated`: what came in for the invoices of the pledges; `in_all`: all payments, for those without invoices.
	The promise that falls due first takes first, the oldest money first and never more than was promised. One
	over money at all leaves what was allocated to promised invoices to the others as long as it can.
	"""
	parts = sorted(_parts(allocated, in_all), key=lambda part: part.posted)
	order = sorted(range(len(pledges)), key=lambda each: (pledges[each].promise.due, each))
	verdicts: dict[int, Verdict] = {}
	for position in order:
		verdicts[position] = _judge_from(parts, pledges[position], today)
	return [verdicts[position] for position in range(len(pledges))]


def _judge_from(parts: Sequence[_Part], pledge: Pledge, today: date) -> Verdict:
	promise = pledge.promise
	usable = [
		part
		for part in parts
		if promise.made_on <= part.posted <= promise.last_day
		and (not pledge.invoices or part.invoice in pledge.invoices)
	]
	if not pledge.invoices:
		usable.sort(key=lambda part: bool(part.invoice))
	taken = _take(usable, promise.amount)
	return judge_promise(promise, [Receipt(promise.made_on, taken)], today)


def _parts(allocated: Sequence[Receipt], in_all: Iterable[Receipt]) -> list[_Part]:
	parts = [_Part(each.posted, each.invoice, each.amount) for each in allocated if each.amount > ZERO]
	latest_first = sorted(parts, key=lambda part: part.posted, reverse=True)
	for back in (each for each in allocated if each.amount < ZERO):
		# what was given back of an invoice keeps nothing
		_take([part for part in latest_first if part.invoice == back.invoice], -back.amount)
	return parts + _rest(allocated, in_all)


def _rest(allocated: Iterable[Receipt], in_all: Iterable[Receipt]) -> list[_Part]:
	"""What is in the payments beside what was allocated to promised invoices."""
	known: dict[str, Decimal] = {}
	for each in allocated:
		known[each.payment] = known.get(each.payment, ZERO) + each.amount
	parts = []
	for each in in_all:
		used = min(each.amount, max(ZERO, known.get(each.payment, ZERO)))
		known[each.payment] = known.get(each.payment, ZERO) - used
		if each.amount > used:
			parts.append(_Part(each.posted, "", each.amount - used))
	return parts


def _take(parts: Iterable[_Part], most: Decimal) -> Decimal:
	"""Take up to an amount from some parts, in their order; returns what was taken."""
	taken = ZERO
	for part in parts:
		amount = min(part.left, most - taken)
		part.left -= amount
		taken += amount
	return taken


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
