"""The way of a document through its approvals, one level after the other, each decided by another person.

Draft → Waiting for Approval → Approved, level by level
                             ↘ Rejected, Sent Back (may be changed and sent again), Withdrawn

For any document with the fields `steps` (Credit Approval Step), `status`, `waiting_for`, `requested_by`,
`authors`. The functions change the document and leave saving to the caller, who has locked it with `locked`.
No role stands above the rules: who asked never decides, whatever they are allowed otherwise.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, get_fullname, getdate, now_datetime

from credit_control.engine.approval import Level
from credit_control.erp import compat
from credit_control.services import approvers
from credit_control.services.approvers import APPROVED, ESCALATED, OPEN, WAITING

STEP = "Credit Approval Step"
DRAFT, WAITING_FOR_APPROVAL, SENT_BACK = "Draft", "Waiting for Approval", "Sent Back"
REJECTED, WITHDRAWN = "Rejected", "Withdrawn"
UPCOMING = "Upcoming"
#: a document that may be changed and sent
EDITABLE = (DRAFT, SENT_BACK)


class DecidedMeanwhileError(frappe.ValidationError):
	"""Somebody else decided in the same moment."""


def locked(doctype: str, name: str):
	"""The document as it is now, kept from everybody else until the transaction ends."""
	with _clear_when_busy(name):
		return frappe.get_doc(doctype, name, for_update=True)


@contextmanager
def _clear_when_busy(name: str) -> Iterator[None]:
	try:
		yield
	except Exception as error:
		if not compat.is_lock_error(error):
			raise
		frappe.throw(
			_("Somebody else is deciding {0} at this moment. Reload the page.").format(name),
			DecidedMeanwhileError,
			title=_("Please Try Again"),
		)


def start(doc, levels: tuple[Level, ...]) -> None:
	"""Send a document on its way; raises when a level could not be decided by anybody."""
	if doc.status not in EDITABLE:
		_not_now(doc)
	approvers.must_be_decidable(doc, levels)
	doc.set("steps", [_row(level) for level in levels])
	doc.status = WAITING_FOR_APPROVAL
	_begin(doc, doc.steps[0])


def _row(level: Level) -> dict:
	return {
		"level": level.level,
		"approver_role": level.role,
		"approver_user": level.user,
		"status": UPCOMING,
		"escalate_after": level.days or 0,
		"escalate_role": level.escalate_role,
		"escalate_user": level.escalate_user,
	}


def _begin(doc, step) -> None:
	step.status, step.began_on = WAITING, now_datetime()
	step.due_on = add_days(getdate(), step.escalate_after) if step.escalate_after else None
	_name_turn(doc)


def _name_turn(doc) -> None:
	step = approvers.open_step(doc)
	# a stored role or user: translated where it is shown
	doc.waiting_for = (step.approver_user or step.approver_role) if step else None


def approve(doc, comment: str | None = None) -> bool:
	"""The user approves the open level; True when it was the last one."""
	_decide(doc, APPROVED, comment)
	following = next((step for step in doc.steps if step.status == UPCOMING), None)
	if following:
		_begin(doc, following)
		return False
	doc.status, doc.waiting_for = APPROVED, None
	return True


def reject(doc, comment: str | None) -> None:
	"""The user rejects the document, saying why."""
	_must_say(comment)
	_decide(doc, REJECTED, comment)
	doc.status, doc.waiting_for, doc.decision_note = REJECTED, None, comment


def send_back(doc, comment: str | None) -> None:
	"""The user gives the document back to be changed, saying what."""
	_must_say(comment)
	_decide(doc, SENT_BACK, comment)
	doc.status, doc.waiting_for, doc.decision_note = SENT_BACK, None, comment


def withdraw(doc, comment: str | None = None) -> None:
	"""Who asked takes the request back, before it is decided."""
	if doc.status not in (WAITING_FOR_APPROVAL, SENT_BACK):
		_not_now(doc)
	if frappe.session.user not in approvers.requesters(doc):
		frappe.throw(_("Only who asked may withdraw it. Reject it instead."), frappe.PermissionError)
	for step in doc.steps:
		if step.status in (*OPEN, UPCOMING):
			step.status = WITHDRAWN
	doc.status, doc.waiting_for, doc.decision_note = WITHDRAWN, None, comment


def _decide(doc, status: str, comment: str | None) -> None:
	step = approvers.open_step(doc)
	if doc.status != WAITING_FOR_APPROVAL or step is None:
		_not_now(doc)
	right = approvers.authority(doc, frappe.session.user)
	step.update(
		{
			"status": status,
			"decided_by": frappe.session.user,
			"on_behalf_of": right.on_behalf_of,
			"decided_on": now_datetime(),
			"comment": comment,
		}
	)


def _not_now(doc) -> None:
	last = next((step for step in reversed(doc.steps) if step.decided_by), None)
	status = _(doc.status, context=doc.doctype)
	if last:
		text = _("{0} is {1}; {2} decided last. Reload the page.")
		frappe.throw(text.format(doc.name, status, get_fullname(last.decided_by)), DecidedMeanwhileError)
	frappe.throw(
		_("{0} is {1}: there is nothing to decide. Reload the page.").format(doc.name, status),
		DecidedMeanwhileError,
	)


def _must_say(comment: str | None) -> None:
	if not (comment or "").strip():
		frappe.throw(_("{0} is missing. Say in a sentence why.").format(_("Reason")))


def must_be_level(doc, level: int | None) -> None:
	"""Raise when the level that a page showed is not the one that waits now: a second click must not count twice."""
	step = approvers.open_step(doc)
	if level and step and step.level != int(level):
		frappe.throw(
			_("Level {0} of {1} was decided meanwhile. Reload the page.").format(level, doc.name),
			DecidedMeanwhileError,
			title=_("Please Try Again"),
		)


def late(doctype: str, today: date) -> list[str]:
	"""The documents with a step that should have been decided before a day and has not gone on yet."""
	rows = frappe.get_all(
		STEP,
		filters={
			"parenttype": doctype,
			"status": WAITING,
			"due_on": ["between", ["1900-01-01", add_days(today, -1)]],
			"escalated_on": ["is", "not set"],
		},
		pluck="parent",
		distinct=True,
	)
	return sorted(rows)


def escalate(doc, today: date):
	"""Let the open step go on to whom the policy names; returns it, None when it is not late or went on before."""
	step = approvers.open_step(doc)
	is_late = step and step.due_on and getdate(step.due_on) < today and not step.escalated_on
	if not is_late:
		return None
	step.escalated_on = today
	if step.escalate_role or step.escalate_user:
		step.status = ESCALATED
	return step


def waiting_for(doctype: str, user: str) -> list[str]:
	"""The documents that a user may decide now, in their own right or in somebody's place, oldest first."""
	rows = frappe.get_all(
		STEP,
		filters={"parenttype": doctype, "status": ["in", OPEN]},
		fields=["parent", "began_on"],
		order_by="began_on, parent",
	)
	found = []
	for row in rows:
		doc = frappe.get_doc(doctype, row.parent)
		if doc.status == WAITING_FOR_APPROVAL and approvers.may_decide(doc, user):
			found.append(doc.name)
	return found
