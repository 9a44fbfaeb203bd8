"""Bad Debt Write-Offs: asked for with evidence, approved by others, booked by ERPNext's own Journal Entry.

Draft → Waiting for Approval → Booked
                             ↘ Rejected, Withdrawn: kept as they are
                             ↘ Sent Back → changed and sent again
The last approval submits the document, which books the journal and marks the customer's Credit File.
Cancelling it takes back both; what was recovered since has to be taken back first.
"""

from collections.abc import Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from credit_control.engine import approval
from credit_control.engine.money import decimal
from credit_control.services import (
	approval_notices,
	approval_pack,
	approval_steps,
	approvers,
	authorship,
	bad_debt_marks,
	claimed_items,
	files,
	policies,
	rejudging,
	wording,
	write_off_books,
)
from credit_control.services.approval_steps import DRAFT, EDITABLE, SENT_BACK, WAITING_FOR_APPROVAL

DOCTYPE = "Bad Debt Write-Off"
BOOKED, CANCELLED = "Booked", "Cancelled"
#: what the form sends of these is made up: the server alone writes them
KEPT = (
	"status",
	"requested_by",
	"requested_on",
	"waiting_for",
	"journal_entry",
	"booked_amount",
	"recovered_amount",
	"decided_on",
	"decision_note",
	"pack",
	"set_mark",
)


def validate(doc) -> None:
	"""Check a draft; a request that is on its way or decided is changed by its approval only."""
	if doc.flags.by_approval or doc.docstatus != 0:
		return
	before = doc.get_doc_before_save()
	_refuse_change(before)
	_keep(doc, before)
	check(doc)
	authorship.sign(doc)


def _refuse_change(before) -> None:
	if before and before.status not in EDITABLE:
		status = _(before.status, context=DOCTYPE)
		frappe.throw(_("{0} is {1} and cannot be changed.").format(before.name, status))


def _keep(doc, before) -> None:
	for name in KEPT:
		doc.set(name, before.get(name) if before else None)
	doc.status = doc.status or DRAFT
	doc.steps = before.steps if before else []
	doc.recoveries = before.recoveries if before else []


def check(doc) -> None:
	"""Raise unless the items are open, nobody else writes them off, and the accounts can be booked on."""
	is_open = claimed_items.check(doc, "amount")
	for row in doc.items:
		row.outstanding = float(is_open[row.sales_invoice])
	_refuse_asked_twice(doc)
	doc.total_amount = claimed_items.total(doc, "amount")
	write_off_books.check_accounts(doc)
	_check_legal_action(doc)


def _refuse_asked_twice(doc) -> None:
	for row in doc.items:
		other = _waiting_for(row.sales_invoice, doc.name or "")
		if other:
			frappe.throw(
				_("Row {0}: writing off {1} is asked for in {2} already. Take it out of one of them.").format(
					row.idx, row.sales_invoice, other
				)
			)


def _waiting_for(invoice: str, but: str) -> str | None:
	found = frappe.db.sql(
		"""
		select writeoff.name from `tabBad Debt Write-Off` writeoff
		join `tabBad Debt Write-Off Item` item on item.parent = writeoff.name
			and item.parenttype = 'Bad Debt Write-Off'
		where item.sales_invoice = %s and writeoff.status = %s and writeoff.name <> %s
		""",
		(invoice, WAITING_FOR_APPROVAL, but),
	)
	return found[0][0] if found else None


def _check_legal_action(doc) -> None:
	if not doc.legal_action:
		return
	action = frappe.db.get_value("Legal Action", doc.legal_action, ["customer", "company"], as_dict=True)
	if (action.customer, action.company) != (doc.customer, doc.company):
		frappe.throw(
			_("Legal Action {0} is about another customer or company. Choose one of {1} with {2}.").format(
				doc.legal_action, doc.customer, doc.company
			)
		)


def send(name: str) -> None:
	"""Send a draft for approval: check it once more, evidence included, and begin with level 1."""
	doc = approval_steps.locked(DOCTYPE, name)
	check(doc)
	if not doc.evidence:
		frappe.throw(
			_("Evidence is missing. Attach what shows that the debt is lost, such as a court's notice.")
		)
	doc.requested_by, doc.requested_on = frappe.session.user, now_datetime()
	doc.decision_note = doc.decided_on = None
	approval_steps.start(doc, levels(doc))
	doc.pack = approval_pack.build(doc)
	_save(doc)
	_ask(doc)


def levels(doc) -> tuple[approval.Level, ...]:
	"""Who must approve it, by the matrix of the policy that holds for the customer."""
	policy = policies.engine_policy(policies.policy_document(doc.customer, doc.company, getdate()))
	file = files.file_of(doc.customer)
	grade = file and frappe.db.get_value(files.CREDIT_FILE, file, "grade")
	return approval.levels_for(policy, approval.WRITE_OFF, decimal(doc.total_amount), grade or None, None)


def approve(name: str, comment: str | None = None, level: int | None = None) -> bool:
	"""Approve the open level; True when it was the last, and the write-off is booked."""
	doc = approval_steps.locked(DOCTYPE, name)
	approval_steps.must_be_level(doc, level)
	if not approval_steps.approve(doc, comment):
		_save(doc)
		_ask(doc)
		return False
	doc.status, doc.decided_on = BOOKED, now_datetime()
	# who approves need not be allowed to enter write-offs: the matrix says that they decide
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
	approval_notices.asked(doc, approvers.to_tell(doc, approvers.open_step(doc)))


def escalate_late(today: date | None = None) -> Iterator[str]:
	"""Let requests that wait too long go on to whom the policy names, once each; yields their names."""
	today = today or getdate()
	for name in approval_steps.late(DOCTYPE, today):
		doc = approval_steps.locked(DOCTYPE, name)
		if approval_steps.escalate(doc, today):
			_save(doc)
			approval_notices.escalated(doc, approvers.to_tell(doc, approvers.open_step(doc)))
			yield name


def check_submit(doc) -> None:
	"""Raise unless every level approved: submitting is what the last approval does."""
	if not doc.flags.by_approval:
		frappe.throw(_("Send the request for approval. It is booked when the last level approved it."))


def book(doc) -> None:
	"""The last level approved: the journal is booked and the customer's file marked."""
	claimed_items.check(doc, "amount")
	entry = write_off_books.write_off(doc)
	doc.db_set({"journal_entry": entry.name, "booked_amount": entry.total_debit})
	bad_debt_marks.set_by(doc)
	rejudging.later(doc.customer, doc.company)


def check_cancel(doc) -> None:
	"""Raise while something that was recovered stands in the books."""
	if doc.recoveries:
		frappe.throw(
			_("{0} was recovered of it. Take the recoveries back before cancelling.").format(
				wording.show(decimal(doc.recovered_amount), doc.currency)
			)
		)


def take_back(doc) -> None:
	"""A cancelled write-off: the debt stands in the books again, and the mark goes if nothing else asks for it."""
	doc.db_set("status", CANCELLED, update_modified=False)
	write_off_books.cancel(doc.journal_entry)
	bad_debt_marks.take_back(doc)
	rejudging.later(doc.customer, doc.company)


def refuse_deletion(doc) -> None:
	"""A request that was sent is kept, whatever became of it."""
	if doc.status not in (DRAFT, SENT_BACK) or doc.steps:
		frappe.throw(_("{0} was sent for approval and is kept. Withdraw it instead.").format(doc.name))


def rights(doc) -> dict:
	"""What the reader may do with a saved request."""
	user = frappe.session.user
	step = approvers.open_step(doc) if doc.status == WAITING_FOR_APPROVAL else None
	right = approvers.may_decide(doc, user) if step else None
	own = user in approvers.requesters(doc)
	return {
		"level": step.level if step else None,
		"waits_for": approvers.approver_label(step) if step else None,
		"decide": right is not None,
		"on_behalf_of": right.on_behalf_of if right else None,
		"withdraw": own and doc.status in (WAITING_FOR_APPROVAL, SENT_BACK),
		"send": doc.status in EDITABLE and doc.docstatus == 0,
	}


def show(doc) -> None:
	"""On load: tell the form what the reader may do, and hand the frozen pack to those who may see it."""
	if doc.is_new():
		return
	doc.set_onload("rights", rights(doc))
	doc.set_onload("names", approvers.names_of(doc))
	if doc.pack and approvers.may_see_pack(doc, frappe.session.user):
		doc.set_onload("pack", approval_pack.stored(doc))


def waiting_for(user: str) -> list[str]:
	"""The requests that a user may decide now."""
	return approval_steps.waiting_for(DOCTYPE, user)
