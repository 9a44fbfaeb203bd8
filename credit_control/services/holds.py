"""The life of a Credit Hold: held, asked for, released or rejected, used, cleared, closed.

Held → Release Requested → Released, and used by the document it was given for (grants.py)
                         ↘ Rejected
Released → Held, when the document outgrows its release; the release stays valid for what it covers
Released → Held, or Closed when nothing is left to stop, when the release is revoked (revoking.py)
Held, Release Requested, Rejected → Cleared, when the document would pass now
any of these → Closed, when the document is deleted
"""

import frappe
from frappe.utils import escape_html, now_datetime

from credit_control.engine.codec import dumps
from credit_control.engine.judgement import HELD, Judgement
from credit_control.erp import customers, salespeople
from credit_control.services import askers, facts, files, judging, notices, recording, rejudging, wording
from credit_control.services.hold_words import CREDIT_HOLD, OPEN, WAITING
from credit_control.services.policies import check_label
from credit_control.services.rows import refill


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
	askers.remember(doc, record.user)
	doc.update(_sellers(record))
	explain(doc, record.judgement)
	save(doc)
	if not name:
		notices.held(doc, record.user)
	if record.event == facts.SUBMIT:
		mark(record.doctype, record.name, HELD)
	frappe.db.set_value(recording.DECISION, decision, "hold", doc.name, update_modified=False)
	return doc.name


def _hold_to_update(record: recording.Record) -> str | None:
	"""The document's open hold; not one whose release is in use: a later change is held on its own."""
	name = open_hold(record.doctype, record.name)
	used = name and frappe.db.get_value(CREDIT_HOLD, name, ["consumed_amount", "amount_cap"])
	return None if used and all(used) else name


def _new_hold(record: recording.Record):
	return frappe.get_doc(
		{
			"doctype": CREDIT_HOLD,
			"reference_doctype": record.doctype,
			"reference_name": record.name,
			"status": "Held",
			"held_on": now_datetime(),
			"customer": record.customer,
			# links are not looked at when a hold is saved, and neither is what is fetched through them
			"customer_name": frappe.db.get_value("Customer", record.customer, "customer_name"),
			"credit_file": files.file_of(record.customer),
			"company": record.company,
			"currency": customers.currency_of(record.company),
			"document_owner": frappe.db.get_value(record.doctype, record.name, "owner"),
		}
	)


def _sellers(record: recording.Record) -> dict:
	"""Who sells: the document's sales team, else the customer's account manager."""
	person = salespeople.main_of(record.doctype, record.name)
	user = salespeople.user_of(person)
	manager = frappe.db.get_value("Credit File", {"customer": record.customer}, "account_manager")
	return {"sales_person": person, "sales_user": user or manager}


def show(doc) -> None:
	"""Say in the reader's language why the document is held, not in that of whoever submitted it."""
	doc.set_onload("own", askers.is_own(doc))
	if doc.inputs:
		_fill_reasons(doc, judging.replay(doc.inputs))


def explain(doc, judgement: Judgement) -> None:
	"""Write down today's reasons and what would clear them."""
	doc.judged_on = now_datetime()
	doc.headroom = float(judgement.headroom or 0)
	_fill_reasons(doc, judgement)


def _fill_reasons(doc, judgement: Judgement) -> None:
	doc.reasons = ", ".join(check_label(result.check) for result in judgement.failures)[:140]
	refill(doc, "checks", [_check_row(result, doc.currency) for result in judgement.failures])
	refill(doc, "remedies", [_remedy_row(remedy, doc.currency) for remedy in judgement.remedies])


def _check_row(result, currency: str) -> dict:
	return {
		"check": check_label(result.check),
		"reaction": result.reaction,
		"explanation": wording.say(result.message, currency) if result.message else "",
	}


def _remedy_row(remedy, currency: str) -> dict:
	return {
		"remedy": wording.say(remedy.message, currency),
		"amount": float(remedy.amount or 0),
		"currency": currency,
		"outcome": wording.then(remedy),
	}


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
		_set(name, {"status": "Cleared", "cleared_on": now_datetime()})


def close_for(doctype: str, name: str) -> None:
	"""The document is gone: its hold is closed, and the room it was promised is free for others."""
	filters = {"reference_doctype": doctype, "reference_name": name, "status": ["in", [*OPEN, "Cleared"]]}
	for hold in frappe.get_all(CREDIT_HOLD, filters=filters, fields=["name", "customer", "company"]):
		_set(hold.name, {"status": "Closed"})
		rejudging.later(hold.customer, hold.company)


def _set(name: str, values: dict) -> None:
	frappe.db.set_value(CREDIT_HOLD, name, values)
	changed(name)


def changed(name: str) -> None:
	"""Tell open lists and worklists of a hold that was written past its document."""
	message = {"doctype": CREDIT_HOLD, "name": name, "user": frappe.session.user}
	frappe.publish_realtime("list_update", message, doctype=CREDIT_HOLD, after_commit=True)


def note(doc, text: str) -> None:
	"""Say in the timeline of the held document what became of its hold; `text` is without HTML."""
	if frappe.db.exists(doc.reference_doctype, doc.reference_name):
		source = frappe.get_doc(doc.reference_doctype, doc.reference_name)
		source.add_comment("Info", f"{escape_html(text)} ({doc.name})")


def save(doc) -> None:
	"""Save a hold whose document may not exist any more."""
	doc.flags.ignore_links = True
	doc.save(ignore_permissions=True)
