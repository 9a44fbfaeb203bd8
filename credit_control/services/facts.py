"""What a document is, before anybody judges it: its whole amount, and whether it is judged at all."""

from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import getdate

from credit_control.engine.codec import loads
from credit_control.engine.exposure import ExposureSwitches
from credit_control.engine.judgement import HELD, Case
from credit_control.engine.money import ZERO, decimal
from credit_control.erp import bills, documents
from credit_control.erp.taken import Counting
from credit_control.services import moved_lines, settings

#: what happens to a document when it is judged
SUBMIT, UPDATE, REOPEN = "Submit", "Update", "Re-open"
#: statuses from which an order comes back to life
ASLEEP = ("Closed", "On Hold")


def total(doc, customer: str | None = None) -> Decimal:
	"""The document's whole value in company currency; of a Journal Entry, what it debits the customer."""
	if doc.doctype == "Journal Entry":
		return documents.debits(doc).get(customer, ZERO)
	return decimal(doc.get("base_grand_total") or 0)


def added(doc, customer: str | None = None) -> Decimal:
	"""What a document that is being submitted adds to the exposure, by the settings."""
	return documents.added_exposure(doc, customer, counting())


def would_add(doc, customer: str | None = None) -> Decimal:
	"""What a draft would add if it were submitted now."""
	return documents.draft_exposure(doc, customer, counting())


def increase(order) -> Decimal:
	"""What a change of a submitted order adds."""
	return documents.order_increase(order, counting().horizon, moved_lines.of(order))


def remainder(order) -> Decimal:
	"""What a submitted order still adds."""
	return documents.order_remainder(order, counting().horizon)


def unjudged(doc, order: str) -> Decimal:
	"""What a delivery or an invoice takes of an order's lines that did not count when they were judged."""
	return documents.unjudged_of(doc, counting(), order)


def out_of_orders(doc) -> Decimal:
	"""What a delivery or an invoice adds that is in the open orders until it is submitted."""
	return documents.out_of_open_orders(doc, counting())


def adds_only_shipped(doc) -> bool:
	"""True for an invoice of which all that it adds was delivered before, where deliveries do not count."""
	return documents.adds_only_shipped(doc, counting())


def counting() -> Counting:
	"""What counts today, and what did when an order was judged."""
	return Counting(settings.switches(), getdate(), _judged)


def _judged(order: str) -> tuple[ExposureSwitches, date] | None:
	"""What counted when a whole order was judged last, and the day; None where nobody ever judged it."""
	filters = {"reference_doctype": "Sales Order", "reference_name": order}
	filters |= {"event": ["in", (SUBMIT, REOPEN)], "outcome": ["!=", HELD]}
	last = frappe.get_all(
		"Credit Decision", filters=filters, pluck="inputs", order_by="creation desc", limit=1
	)
	if not last:
		return None
	case = loads(Case, last[0])
	return case.exposure.switches, case.today


def exemption(doc) -> str | None:
	"""Why a document is exempt from judgement, None when it is to be judged."""
	return next((code for code, applies in EXEMPTIONS.items() if applies(doc)), None)


def _is_return(doc) -> bool:
	return bool(doc.get("is_return"))


def _is_system_entry(doc) -> bool:
	return doc.doctype == "Journal Entry" and documents.is_system_entry(doc)


def _takes_bill_back(doc) -> bool:
	"""What came back was sold long ago: `returned_bills.validate` keeps it to what was received.

	Money of a mode that is final was never counted as owed: giving it back is judged like any debit.
	"""
	return doc.doctype == "Journal Entry" and bills.may_come_back(doc.get("dishonoured_payment"))


def _is_paid_in_full(doc) -> bool:
	return doc.doctype in ("Sales Invoice", "POS Invoice") and documents.is_paid_in_full(doc)


EXEMPTIONS = {
	"return": _is_return,
	"internal": documents.is_internal,
	"opening": documents.is_opening,
	"consolidated": documents.is_consolidated,
	"system_entry": _is_system_entry,
	"dishonoured": _takes_bill_back,
	"paid_in_full": _is_paid_in_full,
}


def is_reopened(doc) -> bool:
	"""True once when a submitted order leaves Closed or On Hold; 15 passes through the status Draft first.

	The same object may be closed and re-opened, and keeps the document it was first loaded from: so it
	is marked while it sleeps.
	"""
	if doc.docstatus != 1 or doc.status == "Draft":
		return False
	if doc.status in ASLEEP:
		doc.flags.credit_asleep = True
		return False
	before = doc.get_doc_before_save()
	was_asleep = doc.flags.get("credit_asleep", bool(before and before.status in ASLEEP))
	doc.flags.credit_asleep = False
	return was_asleep
