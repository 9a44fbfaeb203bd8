"""What comes of a contact with a customer, what is to be done next, and how far collecting has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .money import ZERO
from .priority import Debtor

CHANNELS = ("Phone", "E-Mail", "Visit", "Letter", "Other")

CALL = "Call"
WRITE = "Write"
VISIT = "Visit"
CHECK_PAYMENT = "Check Payment"
SETTLE_DISPUTE = "Settle Dispute"
FIND_CONTACT = "Find Contact"
ESCALATE = "Escalate"
ACTIONS = (CALL, WRITE, VISIT, CHECK_PAYMENT, SETTLE_DISPUTE, FIND_CONTACT, ESCALATE)

PROMISED = "Promised to Pay"
DISPUTES = "Disputes the Claim"


@dataclass(frozen=True, slots=True)
class FollowUp:
	"""What is to be done next, and on which day."""

	action: str
	day: date


#: outcome of a contact → what is done next, and after how many days when nobody says otherwise
OUTCOMES = {
	"No Answer": (CALL, 1),
	"Message Left": (CALL, 2),
	"Call Back": (CALL, 1),
	"Spoken To": (CALL, 7),
	PROMISED: (CHECK_PAYMENT, 7),
	DISPUTES: (SETTLE_DISPUTE, 7),
	"Says It Is Paid": (CHECK_PAYMENT, 3),
	"Refuses to Pay": (ESCALATE, 0),
	"Wrong Number": (FIND_CONTACT, 0),
	"Sent": (CHECK_PAYMENT, 7),
}

NEW = "New"
IN_CONTACT = "In Contact"
STAGE_PROMISED = "Promised"
IN_PLAN = "In Plan"
DISPUTED = "Disputed"
ESCALATED = "Escalated"
STAGES = (NEW, IN_CONTACT, STAGE_PROMISED, IN_PLAN, DISPUTED, ESCALATED)


def follow_up(outcome: str, today: date, named_day: date | None = None) -> FollowUp:
	"""What follows from an outcome.

	`named_day` is a day that the customer named: the day to call back, to pay by, to hear about a dispute. A
	payment is looked for on the day after. Raises KeyError on an outcome that does not exist.
	"""
	action, days = OUTCOMES[outcome]
	if named_day is None:
		return FollowUp(action, today + timedelta(days=days))
	return FollowUp(action, named_day + timedelta(days=1 if action == CHECK_PAYMENT else 0))


def stage(debtor: Debtor, *, contacted: bool, escalated: bool) -> str:
	"""How far collecting has come: what most of the money waits for, else whether anybody was spoken to."""
	if escalated:
		return ESCALATED
	waiting = {DISPUTED: debtor.disputed, IN_PLAN: debtor.planned, STAGE_PROMISED: debtor.promised}
	most = max(waiting, key=lambda name: waiting[name])
	if waiting[most] > ZERO:
		return most
	return IN_CONTACT if contacted else NEW
