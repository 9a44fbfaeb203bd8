"""Collecting by steps: which step each open claim has reached, who gets what and why, who is left out and why.

A claim goes through the steps of its strategy in their order, one at a time. After a step the next waits
at least as long as the two offsets lie apart, so that runs that were missed never crowd two steps together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from .messages import Message
from .money import ZERO
from .receivables import RESIDUE

MAIL = "E-Mail"
#: from a kind word to the court: of two steps on the same day the later one here is the graver
CHANNELS = (MAIL, "Letter", "Phone", "Visit", "Legal")

#: why an item is left alone
DISPUTED = "It is disputed ({document})."
PROMISED = "It is promised until {day} ({document})."
PLANNED = "It is in a repayment plan that is kept ({document})."
COVERED = "It is covered by {amount} not allocated yet."
QUIET = "{day} is a quiet day."
OPTED_OUT = "The customer wants no e-mails about open items."
BOUNCED = "E-mails to {address} come back: correct it in the customer's contact."
NO_ADDRESS = "No e-mail address: enter one in the customer's billing or primary contact."


@dataclass(frozen=True, slots=True)
class Step:
	"""One step: `offset` days after the due date, negative before it; `name` stays when it is moved.

	It is taken for customers that meet all its conditions; an empty one is met by everybody.
	Amounts are in company currency, `overdue_share` is a percentage of what is open.
	"""

	name: str
	offset: int
	channel: str
	grades: frozenset[str] = frozenset()
	risk_classes: frozenset[str] = frozenset()
	minimum_amount: Decimal = ZERO
	overdue_share: Decimal = ZERO
	broken_promises: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
	"""One term of an invoice that is open, in company currency."""

	voucher: str
	due: date
	amount: Decimal

	@property
	def key(self) -> str:
		"""What tells it from all others: a step is taken once for each."""
		return f"{self.voucher}|{self.due.isoformat()}"

	def days(self, today: date) -> int:
		"""Days past the due date, negative before it."""
		return (today - self.due).days


@dataclass(frozen=True, slots=True)
class Debtor:
	"""What the conditions of steps look at. `no_mail` says why no e-mail can be sent, None: it can."""

	customer: str
	grade: str | None = None
	risk_class: str | None = None
	overdue_share: Decimal = ZERO
	broken_promises: int = 0
	amount: Decimal = ZERO
	no_mail: Message | None = None


@dataclass(frozen=True, slots=True)
class Taken:
	"""A step that was taken for a claim, the offset that it had then, and when."""

	step: str
	offset: int
	on: date


@dataclass(frozen=True, slots=True)
class Excuse:
	"""Why a claim is left alone: as much of its invoice as `amount`, None: all of it."""

	reason: Message
	amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Due:
	"""A claim for which a step is to be taken now."""

	claim: Claim
	step: Step


@dataclass(frozen=True, slots=True)
class LeftOut:
	"""A claim for which nothing is done now, and why."""

	claim: Claim
	reason: Message


@dataclass(frozen=True, slots=True)
class Plan:
	"""What a run does about one customer: one message in the tone of its gravest step, with all claims due."""

	due: tuple[Due, ...] = ()
	left_out: tuple[LeftOut, ...] = ()

	@property
	def gravest(self) -> Step | None:
		"""The step that gives the message its channel and text, the farthest one; None when nothing is due.

		By its day, not by its channel: a claim at its letter is not put off to the call of another.
		"""
		steps = [due.step for due in self.due]
		return max(steps, key=lambda step: (step.offset, CHANNELS.index(step.channel)), default=None)

	@property
	def total(self) -> Decimal:
		return sum((due.claim.amount for due in self.due), ZERO)


@dataclass(frozen=True, slots=True)
class Rules:
	"""What holds for all steps of a strategy. `contacts_left` is how often the customer may still be
	contacted this week, None: as often as needed; `quiet` says why nobody is contacted today."""

	minimum_amount: Decimal = ZERO
	contacts_left: int | None = None
	quiet: Message | None = None
	excused: Mapping[str, Sequence[Excuse]] = field(default_factory=dict)


def plan(
	debtor: Debtor,
	claims: Iterable[Claim],
	steps: Sequence[Step],
	taken: Mapping[str, Sequence[Taken]],
	rules: Rules,
	today: date,
) -> Plan:
	"""What is to be done about a customer's claims today. Running it again after it was done gives nothing.

	`taken` is by `Claim.key`, `Rules.excused` by voucher.
	"""
	reached = [
		(claim, next_step(claim, steps, taken.get(claim.key, ()), debtor, today))
		for claim in sorted(claims, key=lambda each: (each.due, each.voucher))
	]
	due, left_out = _without_excused(reached, rules.excused)
	due, unreachable = _with_address(due, steps, taken, debtor, today)
	left_out += unreachable
	stopped = _stopped(due, rules)
	if stopped:
		return Plan((), (*left_out, *(LeftOut(each.claim, stopped) for each in due)))
	return Plan(tuple(due), tuple(left_out))


def next_step(
	claim: Claim, steps: Iterable[Step], taken: Sequence[Taken], debtor: Debtor, today: date
) -> Step | None:
	"""The step to take for a claim today; None when none is due yet, or all are taken.

	Steps go upwards only: what lies at or before the farthest one that was taken is passed, whatever became
	of it in the strategy since. A reminder before the due date is not sent after it any more.
	"""
	names = {each.step for each in taken}
	farthest = max((each.offset for each in taken), default=None)
	days = claim.days(today)
	for step in sorted(steps, key=lambda each: each.offset):
		passed = step.name in names or (farthest is not None and step.offset <= farthest)
		if passed or step.offset < 0 < days or not meets(debtor, step):
			continue
		return step if _is_reached(step, taken, farthest, days, today) else None
	return None


def meets(debtor: Debtor, step: Step) -> bool:
	"""True when a customer meets all conditions of a step."""
	return (
		(not step.grades or debtor.grade in step.grades)
		and (not step.risk_classes or debtor.risk_class in step.risk_classes)
		and debtor.amount >= step.minimum_amount
		and debtor.overdue_share >= step.overdue_share
		and debtor.broken_promises >= step.broken_promises
	)


def _is_reached(step: Step, taken: Sequence[Taken], farthest: int | None, days: int, today: date) -> bool:
	if step.offset > days:
		return False
	if farthest is None:
		return True
	last = max(each.on for each in taken)
	return today >= last + timedelta(days=step.offset - farthest)


def _without_excused(
	reached: Iterable[tuple[Claim, Step | None]], excused: Mapping[str, Sequence[Excuse]]
) -> tuple[list[Due], list[LeftOut]]:
	"""What is left of each claim that reached a step.

	An excuse of part of an invoice covers its earliest terms, also while these wait for their next step.
	"""
	left = {voucher: [each.amount for each in excuses] for voucher, excuses in excused.items()}
	due: list[Due] = []
	left_out: list[LeftOut] = []
	for claim, step in reached:
		excuses = _excuse(claim, excused.get(claim.voucher, ()), left.get(claim.voucher, []))
		rest = claim.amount - sum((each.claim.amount for each in excuses), ZERO)
		if step:
			left_out += excuses
			due += [Due(replace(claim, amount=rest), step)] if rest > RESIDUE else []
	return due, left_out


def _excuse(claim: Claim, excuses: Sequence[Excuse], left: list[Decimal | None]) -> list[LeftOut]:
	"""What of a claim is excused and why; takes it, in place, from what is left of the excuses."""
	found: list[LeftOut] = []
	rest = claim.amount
	for position, excuse in enumerate(excuses):
		most = left[position]
		taken = rest if most is None else min(rest, most)
		if taken <= RESIDUE:
			continue
		if most is not None:
			left[position] = most - taken
		found.append(LeftOut(replace(claim, amount=taken), excuse.reason))
		rest -= taken
	return found


def _with_address(
	due: Iterable[Due],
	steps: Sequence[Step],
	taken: Mapping[str, Sequence[Taken]],
	debtor: Debtor,
	today: date,
) -> tuple[list[Due], list[LeftOut]]:
	"""Whom no e-mail reaches goes on with the first step of another kind, once that is reached."""
	if debtor.no_mail is None:
		return list(due), []
	others = [step for step in steps if step.channel != MAIL]
	found: list[Due] = []
	left_out: list[LeftOut] = []
	for each in due:
		step: Step | None = each.step
		if each.step.channel == MAIL:
			step = next_step(each.claim, others, taken.get(each.claim.key, ()), debtor, today)
		if step:
			found.append(Due(each.claim, step))
		else:
			left_out.append(LeftOut(each.claim, debtor.no_mail))
	return found, left_out


def _stopped(due: Sequence[Due], rules: Rules) -> Message | None:
	"""Why the customer is not contacted at all today."""
	if not due:
		return None
	if rules.quiet:
		return rules.quiet
	if rules.contacts_left is not None and rules.contacts_left <= 0:
		return Message("The customer was contacted as often as a week allows.")
	total = sum((each.claim.amount for each in due), ZERO)
	if total < rules.minimum_amount:
		template = "{total} is less than the {minimum} from which customers are contacted."
		return Message(template, {"total": total, "minimum": rules.minimum_amount})
	return None
