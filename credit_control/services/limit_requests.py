"""Credit Limit Requests: asked for by sales or credit, approved by others, effective by themselves.

Draft → Waiting for Approval → Approved → Ended (a temporary limit whose last day has passed)
                             ↘ Rejected, Withdrawn: kept as they are
                             ↘ Sent Back → changed and sent again
Approving the last level submits the document, which changes the limit or releases the held document;
cancelling it gives back what was before.
"""

from collections.abc import Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from credit_control.engine import approval
from credit_control.erp import customers
from credit_control.services import (
	approval_notices,
	approval_pack,
	approval_steps,
	approvers,
	askers,
	authorship,
	limit_checks,
	limit_effects,
	limit_grants,
	limit_request_pack,
)
from credit_control.services.approval_steps import DRAFT, EDITABLE, SENT_BACK
from credit_control.services.hold_words import CREDIT_HOLD

DOCTYPE = "Credit Limit Request"
ENDED, CANCELLED = "Ended", "Cancelled"
#: an approval would still change something
UNDECIDED = (*EDITABLE, approval_steps.WAITING_FOR_APPROVAL)
#: what the form sends of these is made up: the server alone writes them
KEPT = (
	"status",
	"requested_by",
	"requested_on",
	"waiting_for",
	"grade_then",
	"limit_then",
	"limit_mode_then",
	"exposure_then",
	"overdue_then",
	"oldest_overdue_then",
	"policy",
	"pack",
	"decided_on",
	"decision_note",
	"previous_standing",
)


def validate(doc) -> None:
	"""Check a draft; a request that is on its way or decided is changed by its approval only."""
	if doc.flags.by_approval or doc.docstatus != 0:
		return
	before = doc.get_doc_before_save()
	_refuse_change(doc, before)
	_keep(doc, before)
	limit_checks.validate(doc)
	authorship.sign(doc)


def _refuse_change(doc, before) -> None:
	if before and before.status not in EDITABLE:
		status = _(before.status, context=DOCTYPE)
		frappe.throw(_("{0} is {1} and cannot be changed.").format(doc.name, status))


def _keep(doc, before) -> None:
	for name in KEPT:
		doc.set(name, before.get(name) if before else None)
	doc.status = doc.status or DRAFT
	doc.steps = before.steps if before else []


def check_submit(doc) -> None:
	"""Raise unless every level approved: submitting is what the last approval does."""
	if not doc.flags.by_approval:
		frappe.throw(_("Send the request for approval. It takes effect when the last level approved it."))


def refuse_deletion(doc) -> None:
	"""A request that was sent is kept, whatever became of it."""
	if doc.status not in (DRAFT, SENT_BACK) or doc.steps:
		frappe.throw(_("{0} was sent for approval and is kept. Withdraw it instead.").format(doc.name))


def send(name: str) -> None:
	"""Send a draft for approval: check it once more, keep what the approvers are to see, begin with level 1."""
	doc = approval_steps.locked(DOCTYPE, name)
	limit_checks.complete(doc)
	now = limit_effects.position(doc.customer, doc.company)
	limit_checks.must_be_sensible(doc, now)
	doc.requested_by, doc.requested_on = frappe.session.user, now_datetime()
	doc.policy, doc.decision_note, doc.decided_on = now.policy.name, None, None
	_keep_figures(doc, now)
	if doc.kind == approval.SPECIAL:
		# who wants the held document to pass asks as well, whoever wrote the request
		authorship.bar(doc, sorted(askers.everybody(frappe.get_doc(CREDIT_HOLD, doc.hold))))
	approval_steps.start(doc, limit_effects.levels(doc, now))
	doc.pack = approval_pack.build(doc)
	_save(doc)
	_ask(doc)


def _keep_figures(doc, now) -> None:
	shown = limit_effects.figures(now, doc.company)
	doc.update(
		{
			"grade_then": shown["grade"],
			"limit_then": shown["limit"] or 0,
			"limit_mode_then": shown["limit_mode"],
			"exposure_then": shown["exposure"],
			"overdue_then": shown["overdue"],
			"oldest_overdue_then": shown["oldest_overdue_days"],
		}
	)


def approve(name: str, comment: str | None = None, level: int | None = None) -> bool:
	"""Approve the open level; True when it was the last, and the request has taken effect."""
	doc = approval_steps.locked(DOCTYPE, name)
	approval_steps.must_be_level(doc, level)
	if not approval_steps.approve(doc, comment):
		_save(doc)
		_ask(doc)
		return False
	doc.decided_on = now_datetime()
	doc.flags.by_approval = doc.flags.ignore_permissions = True
	doc.submit()
	approval_notices.decided(doc)
	return True


def reject(name: str, comment: str | None, level: int | None = None) -> None:
	"""Reject the request, saying why."""
	doc = approval_steps.locked(DOCTYPE, name)
	approval_steps.must_be_level(doc, level)
	approval_steps.reject(doc, comment)
	_close(doc)


def send_back(name: str, comment: str | None, level: int | None = None) -> None:
	"""Give the request back to who asked, saying what to change."""
	doc = approval_steps.locked(DOCTYPE, name)
	approval_steps.must_be_level(doc, level)
	approval_steps.send_back(doc, comment)
	_close(doc)


def withdraw(name: str, comment: str | None = None) -> None:
	"""Take an own request back before it is decided."""
	doc = approval_steps.locked(DOCTYPE, name)
	waiting = approvers.open_step(doc)
	to_tell = approvers.to_tell(doc, waiting) if waiting else []
	approval_steps.withdraw(doc, comment)
	doc.decided_on = now_datetime()
	_save(doc)
	approval_notices.withdrawn(doc, to_tell)


def _close(doc) -> None:
	doc.decided_on = now_datetime()
	_save(doc)
	approval_notices.decided(doc)


def _save(doc) -> None:
	doc.flags.by_approval = True
	# who decides may not be allowed to edit
	doc.save(ignore_permissions=True)


def _ask(doc) -> None:
	step = approvers.open_step(doc)
	approval_notices.asked(doc, approvers.to_tell(doc, step))


def apply(doc) -> None:
	"""The last level approved: the limit changes, or the held document may pass."""
	limit_grants.apply(doc)


def check_cancel(doc) -> None:
	"""Raise when the limit was changed since."""
	limit_grants.check_cancel(doc)


def restore(doc) -> None:
	"""A cancelled request gives back what was before it."""
	doc.db_set("status", CANCELLED, update_modified=False)
	limit_grants.restore(doc)


def escalate_late(today: date | None = None) -> Iterator[str]:
	"""Let requests that wait too long go on to whom the policy names, once each; yields their names."""
	today = today or getdate()
	for name in approval_steps.late(DOCTYPE, today):
		doc = approval_steps.locked(DOCTYPE, name)
		if approval_steps.escalate(doc, today):
			_save(doc)
			approval_notices.escalated(doc, approvers.to_tell(doc, approvers.open_step(doc)))
			yield name


def end_temporary(today: date | None = None) -> list[str]:
	"""Mark the requests whose temporary limit has run out; the limit itself fell back by its date."""
	filters = {
		"docstatus": 1,
		"status": "Approved",
		"kind": approval.TEMPORARY,
		"temporary_until": ["<", today or getdate()],
	}
	names = frappe.get_all(DOCTYPE, filters=filters, pluck="name")
	for name in names:
		frappe.db.set_value(DOCTYPE, name, "status", ENDED, update_modified=False)
	return names


def new_values(
	kind: str, source_doctype: str | None, source_name: str | None, customer: str, company: str
) -> dict:
	"""What a new request starts with when it is made from another document."""
	values = {
		"kind": kind,
		"customer": customer,
		"company": company,
		"source_doctype": source_doctype,
		"source_name": source_name,
		"currency": customers.currency_of(company),
	}
	now = limit_effects.position(customer, company)
	return {**values, **limit_checks.proposal(kind, source_doctype, source_name, now)}


def overview(doc) -> dict:
	"""What the form shows live: the customer now, the effect, and what the reader may do."""
	shown = {"rights": rights(doc)}
	if not (doc.customer and doc.company):
		return shown
	if not limit_effects.is_judged(doc.company):
		return {**shown, "problem": _("Credit Control is off for {0}.").format(doc.company)}
	now = limit_effects.position(doc.customer, doc.company)
	if doc.status == approval_steps.WAITING_FOR_APPROVAL:
		shown["wanted"] = limit_request_pack.wanted(doc)
	shown["now"] = limit_effects.figures(now, doc.company)
	if limit_checks.is_complete(doc) and (doc.status or DRAFT) in UNDECIDED:
		shown["effect"] = limit_effects.effect(doc, now)
	return shown


def with_entries(doc, values: dict):
	"""A saved request with what its form says of what is asked for, while it may be changed."""
	if doc.status in EDITABLE and doc.docstatus == 0:
		doc.update({name: values.get(name) for name in limit_checks.ENTERED if name in values})
	return doc


def rights(doc) -> dict:
	"""What the reader may do with a saved request."""
	user = frappe.session.user
	step = approvers.open_step(doc) if doc.status == approval_steps.WAITING_FOR_APPROVAL else None
	right = approvers.may_decide(doc, user) if step else None
	own = not doc.is_new() and user in approvers.requesters(doc)
	return {
		"level": step.level if step else None,
		"waits_for": approvers.approver_label(step) if step else None,
		"decide": right is not None,
		"on_behalf_of": right.on_behalf_of if right else None,
		"withdraw": own and doc.status in (approval_steps.WAITING_FOR_APPROVAL, SENT_BACK),
		"send": not doc.is_new() and doc.status in EDITABLE and doc.docstatus == 0,
	}


def show(doc) -> None:
	"""On load: hand the frozen pack to those who may see it, in their language."""
	if doc.is_new():
		return
	doc.set_onload("rights", rights(doc))
	doc.set_onload("names", approvers.names_of(doc))
	if doc.pack and approvers.may_see_pack(doc, frappe.session.user):
		doc.set_onload("pack", approval_pack.stored(doc))


def waiting_for(user: str) -> list[str]:
	"""The requests that a user may decide now."""
	return approval_steps.waiting_for(DOCTYPE, user)
