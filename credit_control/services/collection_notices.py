"""Collection Notices: each records that a step was taken for items of a customer, and what was done by it.

The items of a notice are written before anything else and each is unique: whoever comes second, or again
after a crash, fails there and does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import frappe
from frappe import _
from frappe.utils import cint, escape_html

from credit_control.engine.money import ZERO
from credit_control.engine.strategy import Due
from credit_control.erp import customers, debtors
from credit_control.erp.debtors import InvoiceFacts
from credit_control.services import (
	collection_consequences,
	collection_mails,
	collection_messages,
	collection_owners,
	collection_tasks,
	dunning_documents,
	quiet_hours,
)
from credit_control.services.collection_facts import NOTICE
from credit_control.services.collection_messages import Message
from credit_control.services.collection_plans import Case

QUEUED, SENT, NOT_SENT, BOUNCED = "Queued", "Sent", "Not Sent", "Bounced"
TO_DO, DONE = "To Do", "Done"
THANKS = "Thanks"
#: what left, or is about to
AWAY = (QUEUED, SENT)
#: what somebody has to see to
WAITING = (TO_DO, NOT_SENT, BOUNCED)


def must_be_by_run(doc) -> None:
	"""Raise for a notice that somebody writes by hand: it would claim what was never done."""
	if not doc.flags.by_run:
		frappe.throw(_("Notices are made when a Collection Strategy is run. Open one and press Preview."))


def make(case: Case) -> str:
	"""Take the steps that are due for a customer: record, charge, tell, act. Returns the notice's name.

	Raises DuplicateEntryError or UniqueValidationError where somebody else did it meanwhile.
	"""
	facts = debtors.invoice_facts([each.claim.voucher for each in case.plan.due])
	message = collection_messages.message_of(case)
	doc = _insert(case, message, facts)
	charges = _dun(doc, case, message, facts)
	if message.template:
		doc.subject, doc.message = collection_messages.fill(case, message, facts, charges)
	doc.charged_amount = float(sum((charge.in_company_currency for charge in charges), ZERO))
	if message.channel == "E-Mail":
		doc.communication = collection_mails.send(doc, attach=cint(case.strategy.attach_statement))
	else:
		doc.task = collection_tasks.make(doc)
	doc.consequence_note = collection_consequences.follow(doc, case)
	doc.db_update()
	return doc.name


def _insert(case: Case, message: Message, facts: Mapping[str, InvoiceFacts]):
	known, step = case.facts, case.step
	doc = frappe.get_doc(
		{
			"doctype": NOTICE,
			"customer": known.customer.name,
			"customer_name": known.customer.customer_name,
			"company": known.company,
			"currency": customers.currency_of(known.company),
			"taken_on": case.day,
			"strategy": case.strategy.name,
			"step_label": step.label,
			"channel": message.channel,
			"status": QUEUED if message.channel == "E-Mail" else TO_DO,
			"recipient": message.recipient,
			"send_after": quiet_hours.sends_after(case.strategy) if message.recipient else None,
			"contact": message.contact,
			"language": message.language,
			"consequence": step.consequence,
			"responsible": collection_owners.owner_of(step.step_owner, known),
			"total_amount": float(case.plan.total),
			"items": [_row(each, case, facts[each.claim.voucher]) for each in case.plan.due],
		}
	)
	doc.flags.by_run = True
	doc.flags.ignore_links = True
	return doc.insert(ignore_permissions=True)


def _row(due: Due, case: Case, facts: InvoiceFacts) -> dict:
	claim = due.claim
	return {
		"sales_invoice": claim.voucher,
		"due_date": claim.due,
		"days_overdue": claim.days(case.day),
		"currency": customers.currency_of(case.facts.company),
		"amount": float(claim.amount),
		"invoice_currency": facts.currency,
		"invoice_amount": round(float(facts.in_its_currency(claim.amount)), 2),
		"step": due.step.name,
		"step_label": case.row(due.step).label,
		"day_offset": due.step.offset,
		"claim": f"{claim.key}|{due.step.name}",
	}


def _dun(doc, case: Case, message: Message, facts: Mapping[str, InvoiceFacts]) -> list:
	"""Make the Dunnings of the steps that charge something; returns what they charge."""
	charges = collection_messages.charges_of(case, facts)
	if not charges:
		return []
	made = dunning_documents.make(
		collection_messages.dunning_type_of(case),
		customer=doc.customer,
		company=doc.company,
		claims=collection_messages.charged_claims(case),
		facts=facts,
		day=case.day,
		language=message.language,
		email=message.recipient,
	)
	for row, due in zip(doc.items, case.plan.due, strict=True):
		if due.claim.key in made:
			row.db_set("dunning", made[due.claim.key], update_modified=False)
	return charges


def done(name: str, note: str | None = None) -> None:
	"""What a notice asked somebody to do was done."""
	doc = frappe.get_doc(NOTICE, name, for_update=True)
	if doc.status not in WAITING:
		frappe.throw(_("Nothing is left to do for {0}. Reload the page.").format(name))
	collection_tasks.close(name)
	doc.db_set("status", DONE)
	if (note or "").strip():
		doc.add_comment("Comment", escape_html(note.strip()))


def follow() -> int:
	"""Bring notices in step with their e-mails and tasks; returns how many changed."""
	return _follow_mails() + _follow_tasks()


def _follow_mails() -> int:
	"""An e-mail that went out is sent; one that did not becomes a task of whoever is responsible."""
	rows = frappe.db.sql(
		"""
		select notice.name, queue.status, queue.error
		from `tabCollection Notice` notice
		join `tabEmail Queue` queue on queue.communication = notice.communication
		where notice.status = %s and queue.status in ('Sent', 'Error', 'Partially Sent')
		order by notice.name
		""",
		(QUEUED,),
		as_dict=True,
	)
	for row in rows:
		if row.status == "Error":
			not_sent(row.name, row.error)
		else:
			frappe.db.set_value(NOTICE, row.name, "status", SENT)
	return len(rows)


def not_sent(name: str, problem: str | None) -> None:
	"""An e-mail never left."""
	last = (problem or "").strip().splitlines()
	_did_not_arrive(frappe.get_doc(NOTICE, name), NOT_SENT, last[-1] if last else "")


def came_back(doc, reason: str) -> None:
	"""An e-mail left and came back; a second report of it changes nothing."""
	if doc.status in AWAY:
		_did_not_arrive(doc, BOUNCED, reason)


def _did_not_arrive(doc, status: str, problem: str) -> None:
	"""Somebody has to find another way, unless it only said thank you."""
	doc.db_set({"status": status, "problem": problem[:500]})
	if doc.kind == THANKS:
		return
	doc.db_set("task", collection_tasks.make(doc))


def _follow_tasks() -> int:
	rows = frappe.db.sql_list(
		"""
		select notice.name from `tabCollection Notice` notice
		join `tabToDo` todo on todo.name = notice.task
		where notice.status in %s and todo.status in ('Closed', 'Cancelled')
		""",
		(WAITING,),
	)
	for name in rows:
		frappe.db.set_value(NOTICE, name, "status", DONE)
	return len(rows)
