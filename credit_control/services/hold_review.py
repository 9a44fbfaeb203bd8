"""Judging waiting holds again: those that would pass now are cleared, the others get today's figures.

The holds of one customer are judged together, the oldest first, and a document that was cleared and is still
a draft keeps its room for as many days as a release is valid. So two orders are never both told that they can
be submitted when there is room for one. The gate itself knows no such order: who submits first passes.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import frappe
from frappe.utils import add_days, now_datetime

from credit_control.engine.codec import dumps
from credit_control.engine.judgement import HELD, Case, Document, Judgement
from credit_control.engine.money import ZERO, decimal
from credit_control.erp import documents
from credit_control.services import facts, holds, judging, notices, recording, rejudging, settings, submitting
from credit_control.services.hold_words import CREDIT_HOLD, WAITING


def rejudge(customer: str, company: str | None = None) -> list[str]:
	"""Judge a customer's waiting holds again; those that would pass now are cleared and named."""
	filters = {"customer": customer, "status": ["in", WAITING]}
	if company:
		filters["company"] = company
	names = frappe.get_all(CREDIT_HOLD, filters=filters, order_by="held_on, name", pluck="name")
	return [name for name in names if rejudge_one(name)]


def rejudge_all() -> Iterator[str]:
	"""Judge all waiting holds again, pausing after each customer: one's fault or size costs no other its turn."""
	for customer, company in rejudging.customers_waiting():
		try:
			rejudge(customer, company)
		except Exception:
			frappe.db.rollback()
			frappe.log_error(f"Holds of {customer} were not judged again")
		yield customer


def rejudge_one(hold_name: str) -> bool:
	"""Judge one waiting hold again: clear it when it would pass, else refresh its figures."""
	doc = frappe.get_doc(CREDIT_HOLD, hold_name, for_update=True)
	if doc.status not in WAITING:
		return False
	if not frappe.db.exists(doc.reference_doctype, doc.reference_name):
		holds.close_for(doc.reference_doctype, doc.reference_name)
		return False
	reserved = reserved_for_others(doc)
	case, judgement = _judge_again(doc, reserved)
	doc.update(recording.figures(case, judgement))
	doc.inputs, doc.reserved_amount = dumps(case), float(reserved)
	holds.explain(doc, judgement)
	cleared = judgement.outcome != HELD or not settings.is_governed(doc.company)
	if cleared:
		doc.update({"status": "Cleared", "cleared_on": now_datetime()})
	holds.save(doc)
	if cleared:
		_tell(doc)
	return cleared


def _tell(doc) -> None:
	holds.unmark(doc.reference_doctype, doc.reference_name, "")
	notices.cleared(doc)
	if doc.requested_by and settings.settings().submit_on_clear:
		submitting.later(doc)


def reserved_for_others(doc) -> Decimal:
	"""What the customer's documents would add that were cleared lately and are not submitted yet."""
	days = settings.settings().release_valid_days or 0
	rows = frappe.get_all(
		CREDIT_HOLD,
		filters={
			"customer": doc.customer,
			"company": doc.company,
			"status": "Cleared",
			"cleared_on": [">=", add_days(judging.today(), -days)],
			"name": ["!=", doc.name],
		},
		fields=["reference_doctype", "reference_name", "amount"],
	)
	return sum((decimal(row.amount) for row in rows if _is_draft(row)), ZERO)


def _is_draft(row) -> bool:
	return frappe.db.get_value(row.reference_doctype, row.reference_name, "docstatus") == 0


def _judge_again(doc, reserved: Decimal) -> tuple[Case, Judgement]:
	source = frappe.get_doc(doc.reference_doctype, doc.reference_name)
	case, judgement = _judge(source, doc)
	if not reserved:
		return case, judgement
	exposure = case.exposure.plus(documents.PART_OF[case.document.doctype], reserved)
	return judging.judged(replace(case, exposure=exposure), source)


def _judge(source, doc) -> tuple[Case, Judgement]:
	if source.docstatus == 0:
		return judging.judge_draft(source, doc.customer)
	if source.get("status") == "On Hold":
		# an order that stopped is in the ledgers with all that is left of it
		left = facts.remainder(source)
		document = Document(source.doctype, source.name, left, left)
		case = judging.gather(document, doc.customer, doc.company, counted=True, doc=source)
		return judging.judged(case, source)
	return judging.judge_increase(source, doc.customer, decimal(doc.amount))
