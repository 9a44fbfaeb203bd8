"""The life of a Credit Hold: held, asked for, released or rejected, used, cleared, closed.

Held → Release Requested → Released, and used by the document it was given for (grants.py)
                         ↘ Rejected
Released → Held, when the document outgrows its release; the release stays valid for what it covers
Held, Release Requested, Rejected → Cleared, when the document would pass now
any of these → Closed, when the document is deleted
"""

import frappe
from frappe.utils import now_datetime

from credit_control.engine.codec import dumps
from credit_control.engine.judgement import HELD, Judgement
from credit_control.engine.money import decimal
from credit_control.erp import customers
from credit_control.services import facts, judging, notices, recording, settings, wording
from credit_control.services.policies import CHECK_LABELS
from credit_control.services.rows import refill

CREDIT_HOLD = "Credit Hold"
#: the document waits for somebody
WAITING = ("Held", "Release Requested", "Rejected")
OPEN = (*WAITING, "Released")
#: a release may be asked for, for the first time or again
ASKABLE = ("Held", "Rejected")


def open_hold(doctype: str, name: str) -> str | None:
	"""The hold of a document that is not over yet."""
	return frappe.db.get_value(
		CREDIT_HOLD,
		{"reference_doctype": doctype, "reference_name": name, "status": ["in", OPEN]},
		order_by="creation desc",
	)


def hold(record: recording.Record, decision: str) -> str:
	"""Open the document's hold, or bring it up to date, and mark the draft Held."""
	name = _hold_to_update(record)
	doc = frappe.get_doc(CREDIT_HOLD, name) if name else _new_hold(record)
	doc.update(recording.figures(record.case, record.judgement))
	doc.inputs = dumps(record.case)
	if doc.status == "Released":
		doc.status = "Held"
	doc.decision = decision
	_explain(doc, record.judgement)
	doc.flags.ignore_links = True
	doc.save(ignore_permissions=True)
	if record.event == facts.SUBMIT:
		mark(record.doctype, record.name, HELD)
	frappe.db.set_value(recording.DECISION, decision, "hold", doc.name, update_modified=False)
	return doc.name


def _hold_to_update(record: recording.Record) -> str | None:
	"""The document's open hold; not one whose release was used: a later change is held on its own."""
	name = open_hold(record.doctype, record.name)
	return None if name and frappe.db.get_value(CREDIT_HOLD, name, "consumed_amount") else name


def _new_hold(record: recording.Record):
	return frappe.get_doc(
		{
			"doctype": CREDIT_HOLD,
			"reference_doctype": record.doctype,
			"reference_name": record.name,
			"status": "Held",
			"held_on": now_datetime(),
			"customer": record.customer,
			"company": record.company,
			"currency": customers.currency_of(record.company),
			"document_owner": frappe.db.get_value(record.doctype, record.name, "owner"),
		}
	)


def show(doc) -> None:
	"""Say in the reader's language why the document is held, not in that of whoever submitted it."""
	if doc.inputs:
		_fill_reasons(doc, judging.replay(doc.inputs))


def _explain(doc, judgement: Judgement) -> None:
	doc.judged_on = now_datetime()
	doc.headroom = float(judgement.headroom or 0)
	_fill_reasons(doc, judgement)


def _fill_reasons(doc, judgement: Judgement) -> None:
	doc.reasons = ", ".join(CHECK_LABELS[result.check] for result in judgement.failures)[:140]
	refill(doc, "checks", [_check_row(result, doc.currency) for result in judgement.failures])
	refill(doc, "remedies", [_remedy_row(remedy, doc.currency) for remedy in judgement.remedies])


def _check_row(result, currency: str) -> dict:
	return {
		"check": CHECK_LABELS[result.check],
		"reaction": result.reaction,
		"explanation": wording.say(result.message, currency) if result.message else "",
	}


def _remedy_row(remedy, currency: str) -> dict:
	text = wording.say(remedy.message, currency)
	return {"remedy": text, "amount": float(remedy.amount or 0), "currency": currency}


def mark(doctype: str, name: str, status: str) -> None:
	"""Show the credit status on the document itself, without touching its modification time."""
	if frappe.get_meta(doctype).has_field("credit_status"):
		frappe.db.set_value(doctype, name, "credit_status", status, update_modified=False)


def unmark(doctype: str, name: str, status: str) -> None:
	"""Another credit status for a document that shows Held; a refused change never showed it."""
	if frappe.get_meta(doctype).has_field("credit_status"):
		held = {"name": name, "credit_status": HELD}
		frappe.db.set_value(doctype, held, "credit_status", status, update_modified=False)


def clear_for(doctype: str, name: str) -> None:
	"""The document passed by itself: its waiting hold is over."""
	name = open_hold(doctype, name)
	if name and frappe.db.get_value(CREDIT_HOLD, name, "status") in WAITING:
		frappe.db.set_value(CREDIT_HOLD, name, "status", "Cleared")


def close_for(doctype: str, name: str) -> None:
	"""The document is gone: its waiting hold is closed."""
	hold_name = open_hold(doctype, name)
	if hold_name:
		frappe.db.set_value(CREDIT_HOLD, hold_name, "status", "Closed")


def save(doc) -> None:
	"""Save a hold whose document may not exist any more."""
	doc.flags.ignore_links = True
	doc.save(ignore_permissions=True)


def rejudge(customer: str, company: str) -> list[str]:
	"""Judge a customer's waiting holds again; those that would pass now are cleared and named."""
	names = frappe.get_all(
		CREDIT_HOLD,
		filters={"customer": customer, "company": company, "status": ["in", WAITING]},
		order_by="held_on, name",
		pluck="name",
	)
	return [name for name in names if rejudge_one(name)]


def rejudge_one(hold_name: str) -> bool:
	"""Judge one waiting hold again: clear it when it would pass, else refresh its figures."""
	doc = frappe.get_doc(CREDIT_HOLD, hold_name)
	if not frappe.db.exists(doc.reference_doctype, doc.reference_name):
		close_for(doc.reference_doctype, doc.reference_name)
		return False
	case, judgement = _judge_again(doc)
	doc.update(recording.figures(case, judgement))
	doc.inputs = dumps(case)
	_explain(doc, judgement)
	cleared = judgement.outcome != HELD or not settings.is_governed(doc.company)
	if cleared:
		doc.status = "Cleared"
		unmark(doc.reference_doctype, doc.reference_name, "")
	save(doc)
	if cleared:
		notices.cleared(doc)
	return cleared


def _judge_again(doc):
	source = frappe.get_doc(doc.reference_doctype, doc.reference_name)
	if source.docstatus == 0:
		return judging.judge_draft(source, doc.customer)
	return judging.judge_increase(source, doc.customer, decimal(doc.amount))
