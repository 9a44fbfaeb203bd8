"""Which customer to call first: points for each reason, and why some of them can wait.

The priority is exactly the sum of the reasons that are told. A live promise, plan or dispute takes points
away again, in proportion to what it covers of the money that is late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .messages import Message
from .money import HUNDRED, ONE, ZERO

#: points that count as much as a risk of this class or grade: 0 none, 100 all
RISK_CLASSES = {"Prime": 0, "Standard": 40, "High Risk": 100}
GRADES = {"AAA": 0, "AA": 0, "A": 20, "BBB": 40, "BB": 60, "B": 80, "CCC": 100, "CC": 100, "C": 100, "D": 100}
UNKNOWN_RISK = 50
#: so many broken promises give all the points
FEW_PROMISES = 3
#: days before the last day on which a report to the insurer or a suit is possible: all the points, half of them
INSURER_DAYS = (7, 30)
LIMITATION_DAYS = (60, 180)

AMOUNT = "{amount} are overdue"
AGE = "The oldest item is {days} days overdue"
RISK_CLASS = "Risk class {name}"
GRADE = "Grade {name}"
NO_GRADE = "The customer has no grade yet"
BROKEN = "{number} broken promises"
BROKEN_ONE = "A promise was broken"
UNRELIABLE = "{number} promises were kept to {percent} %"
UNRELIABLE_ONE = "A promise was kept to {percent} %"
PLAN_DEFAULT = "Repayment Plan {name} is in default"
INSURER = "To be reported to the insurer by {day}"
LIMITATION = "The claim becomes time-barred on {day}"
LIMITATION_OVER = "The claim has been time-barred since {day}"
PROMISED = "{amount} are promised by {day}"
PLANNED = "{amount} are in a repayment plan that is kept"
DISPUTED = "{amount} are disputed"


@dataclass(frozen=True, slots=True)
class Weights:
	"""The most points that each kind of reason gives; `large_amount` (company currency) and `old_days` give all."""

	amount: int = 30
	age: int = 25
	risk: int = 15
	promises: int = 15
	insurer: int = 20
	limitation: int = 30
	large_amount: Decimal = Decimal(100_000)
	old_days: int = 90


@dataclass(frozen=True, slots=True)
class Debtor:
	"""What is known of a customer that is late with something; amounts in company currency.

	`late` and `oldest_days` are of everything that is overdue, what is excused included; `disputed`, `planned`
	and `promised` are parts of it. A date that is None is not known. `promises` were judged, `broken_promises` of
	them broken; `reliability` is how far they were kept, in percent, None where it was not kept with them.
	"""

	late: Decimal
	oldest_days: int
	grade: str | None = None
	risk_class: str | None = None
	broken_promises: int = 0
	promises: int = 0
	reliability: Decimal | None = None
	plan_default: str | None = None
	report_by: date | None = None
	limitation: date | None = None
	disputed: Decimal = ZERO
	planned: Decimal = ZERO
	promised: Decimal = ZERO
	promised_by: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
	"""What a priority was given for, to be stored with it: the reasons are told from it in any language."""

	debtor: Debtor
	day: date
	weights: Weights = Weights()

	def priority(self) -> Priority:
		return priority(self.debtor, self.day, self.weights)


@dataclass(frozen=True, slots=True)
class Reason:
	"""One part of the priority: its points, negative for what can wait, and the words for it."""

	points: int
	message: Message


@dataclass(frozen=True, slots=True)
class Priority:
	"""The reasons of a priority, those that add to it first."""

	reasons: tuple[Reason, ...] = ()

	@property
	def points(self) -> int:
		"""The sum of what the reasons give; never negative."""
		return sum(reason.points for reason in self.reasons)

	@property
	def waits(self) -> bool:
		"""True when a promise, plan or dispute is live and takes points away."""
		return any(reason.points < 0 for reason in self.reasons)


def priority(debtor: Debtor, today: date, weights: Weights | None = None) -> Priority:
	"""How urgent a customer is today, with every reason; nothing for one that is late with nothing."""
	if debtor.late <= ZERO:
		return Priority()
	found = [reason for reason in _urgent(debtor, today, weights or Weights()) if reason.points]
	found.sort(key=lambda reason: -reason.points)
	total = sum(reason.points for reason in found)
	return Priority((*found, *_waiting(debtor, total)))


def _urgent(debtor: Debtor, today: date, weights: Weights) -> Iterator[Reason]:
	yield Reason(
		_share(weights.amount, debtor.late, weights.large_amount), Message(AMOUNT, {"amount": debtor.late})
	)
	age = _share(weights.age, Decimal(debtor.oldest_days), Decimal(weights.old_days))
	yield Reason(age, Message(AGE, {"days": debtor.oldest_days}))
	yield _risk(debtor, weights.risk)
	yield from _conduct(debtor, weights.promises)
	yield from _insurer(debtor.report_by, today, weights.insurer)
	yield from _limitation(debtor.limitation, today, weights.limitation)


def _share(points: int, value: Decimal, full: Decimal) -> int:
	"""The part of the points that a value gives on its way to the one that gives all."""
	if full <= ZERO:
		return points
	share = min(ONE, max(ZERO, value / full))
	return int((points * share).to_integral_value(ROUND_HALF_UP))


def _risk(debtor: Debtor, points: int) -> Reason:
	"""The worse of risk class and grade: the class follows slower than the grade."""
	of_class = RISK_CLASSES.get(debtor.risk_class or "")
	of_grade = GRADES.get(debtor.grade or "")
	if of_class is None and of_grade is None:
		return Reason(_percent(points, UNKNOWN_RISK), Message(NO_GRADE))
	if of_grade is None or (of_class or 0) > of_grade:
		return Reason(_percent(points, of_class or 0), Message(RISK_CLASS, {"name": debtor.risk_class}))
	return Reason(_percent(points, of_grade), Message(GRADE, {"name": debtor.grade}))


def _percent(points: int, percent: int) -> int:
	return _share(points, Decimal(percent), Decimal(100))


def _conduct(debtor: Debtor, points: int) -> Iterator[Reason]:
	"""A plan in default gives all the points, else what of its promises the customer did not keep.

	Of up to three promises each gives a third for the part that was not kept; of more their average counts.
	"""
	if debtor.plan_default:
		yield Reason(points, Message(PLAN_DEFAULT, {"name": debtor.plan_default}))
	elif debtor.reliability is None:
		yield from _broken(debtor.broken_promises, points, Decimal(FEW_PROMISES))
	elif debtor.broken_promises == debtor.promises:
		yield from _broken(debtor.promises, points, Decimal(max(FEW_PROMISES, debtor.promises)))
	else:
		missed = (HUNDRED - debtor.reliability) / HUNDRED * debtor.promises
		given = _share(points, missed, Decimal(max(FEW_PROMISES, debtor.promises)))
		template = UNRELIABLE if debtor.promises > 1 else UNRELIABLE_ONE
		yield Reason(
			given, Message(template, {"number": debtor.promises, "percent": int(debtor.reliability)})
		)


def _broken(number: int, points: int, most: Decimal) -> Iterator[Reason]:
	if number:
		message = Message(BROKEN, {"number": number}) if number > 1 else Message(BROKEN_ONE)
		yield Reason(_share(points, Decimal(number), most), message)


def _insurer(last: date | None, today: date, points: int) -> Iterator[Reason]:
	"""What can be reported in time is urgent; what is too late to report is no reason any more."""
	if last is not None and last >= today:
		yield Reason(_nearing((last - today).days, INSURER_DAYS, points), Message(INSURER, {"day": last}))


def _limitation(last: date | None, today: date, points: int) -> Iterator[Reason]:
	if last is not None and last >= today:
		yield Reason(
			_nearing((last - today).days, LIMITATION_DAYS, points), Message(LIMITATION, {"day": last})
		)
	elif last is not None:
		yield Reason(_percent(points, 50), Message(LIMITATION_OVER, {"day": last}))


def _nearing(days: int, steps: tuple[int, int], points: int) -> int:
	close, near = steps
	if days <= close:
		return points
	return _percent(points, 50) if days <= near else 0


def _waiting(debtor: Debtor, total: int) -> Iterator[Reason]:
	"""Points taken away for what is disputed, planned and promised; never more than there are."""
	left, uncovered = total, debtor.late
	for amount, message in _excuses(debtor):
		covered = min(amount, uncovered)
		if covered > ZERO:
			uncovered -= covered
			# the last of them leaves nothing when nothing is uncovered any more
			taken = min(left, _share(total, covered, debtor.late)) if uncovered > ZERO else left
			left -= taken
			yield Reason(-taken, message)


def _excuses(debtor: Debtor) -> Iterator[tuple[Decimal, Message]]:
	yield debtor.disputed, Message(DISPUTED, {"amount": debtor.disputed})
	yield debtor.planned, Message(PLANNED, {"amount": debtor.planned})
	yield debtor.promised, Message(PROMISED, {"amount": debtor.promised, "day": debtor.promised_by})
