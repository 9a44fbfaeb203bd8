"""Payment Disputes: what a customer contests does not count as overdue until it is settled.

Draft → Open, when somebody of the credit department accepts it → Resolved
"""

from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from credit_control.engine.money import ZERO, decimal
from credit_control.services import (
	case_news,
	claimed_items,
	contested,
	dispute_owners,
	prefetch,
	rejudging,
	wording,
)
from credit_control.services.contested import CREDITED, OPEN

DOCTYPE = "Payment Dispute"
PAYS, WITHDRAWN = "Customer Pays", "Withdrawn"
RESOLUTIONS = (CREDITED, PAYS, WITHDRAWN)
RESOLVED = "Resolved"
#: what an open dispute does not have yet
SETTLED = ("resolution", "resolution_note", "root_cause", "credit_note", "resolved_on", "resolved_by")


def validate(doc) -> None:
	"""Check the items of a dispute and add them up."""
	is_open = claimed_items.check(doc, "disputed_amount")
	if getdate(doc.due_date) < getdate(doc.raised_on):
		frappe.throw(_("Settle by lies before Raised On. Choose a later day."))
	for row in doc.items:
		row.outstanding = float(is_open[row.sales_invoice])
		_refuse_twice(doc, row, is_open[row.sales_invoice])
	doc.disputed_amount = claimed_items.total(doc, "disputed_amount")
	doc.assigned_to = doc.assigned_to or dispute_owners.of_reason(doc.reason)


def _refuse_twice(doc, row, is_open: Decimal) -> None:
	elsewhere = disputed(doc.customer, doc.company, but=doc.name).get(row.sales_invoice, ZERO)
	if elsewhere + decimal(row.disputed_amount) > is_open:
		frappe.throw(
			_("Row {0}: {1} of {2} is disputed already. Enter at most what is left of {3}.").format(
				row.idx,
				wording.show(elsewhere, doc.currency),
				row.sales_invoice,
				wording.show(is_open, doc.currency),
			)
		)


def disputed(customer: str, company: str, but: str | None = None) -> dict[str, Decimal]:
	"""What is in open disputes of each invoice, less what was credited of it since, in company currency."""
	found: dict[str, Decimal] = {}
	for part in prefetch.of_customer(contested.open_now, customer, company, but):
		found[part.invoice] = found.get(part.invoice, ZERO) + part.amount
	return found


def accept(doc) -> None:
	"""A submitted dispute is in force: its items leave the overdue checks."""
	doc.db_set("status", OPEN)
	dispute_owners.assign(doc)
	rejudging.later(doc.customer, doc.company)
	case_news.later(doc.customer, doc.company)


def cancel(doc) -> None:
	"""A dispute that was entered in error."""
	doc.db_set("status", "Cancelled")
	dispute_owners.end(doc)
	rejudging.later(doc.customer, doc.company)
	case_news.later(doc.customer, doc.company)


def resolve(
	name: str, *, resolution: str, note: str, root_cause: str = "", credit_note: str | None = None
) -> None:
	"""Settle an open dispute, saying how; what stays owed counts as overdue again from now on."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	_must_be_open(doc)
	_must_say_how(resolution, note)
	doc.update(
		{
			"status": RESOLVED,
			"resolution": resolution,
			"resolution_note": note.strip(),
			"root_cause": (root_cause or "").strip(),
			"credit_note": _credit_note(doc, credit_note) if resolution == CREDITED else None,
			"resolved_on": nowdate(),
			"resolved_by": frappe.session.user,
		}
	)
	# a change after submitting asks for the right to submit, settling for one of its own (api/disputes.py)
	doc.flags.ignore_permissions = True
	doc.save()
	dispute_owners.end(doc)
	rejudging.later(doc.customer, doc.company)
	case_news.later(doc.customer, doc.company)


def reopen(name: str) -> None:
	"""A dispute whose credit note was cancelled is open again."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.db_set({"status": OPEN, **dict.fromkeys(SETTLED)})
	dispute_owners.assign(doc)
	rejudging.later(doc.customer, doc.company)
	case_news.later(doc.customer, doc.company)


def _must_be_open(doc) -> None:
	if doc.docstatus != 1 or doc.status != OPEN:
		frappe.throw(_("Payment Dispute {0} is not open. There is nothing to resolve.").format(doc.name))


def _must_say_how(resolution: str, note: str) -> None:
	if resolution not in RESOLUTIONS:
		frappe.throw(_("Resolution is missing. Choose Credit Note Issued, Customer Pays or Withdrawn."))
	if not (note or "").strip():
		frappe.throw(_("Note is missing. Say in a sentence how the dispute was settled."))


def _credit_note(doc, name: str | None) -> str:
	filters = {"name": name, "customer": doc.customer, "company": doc.company, "is_return": 1, "docstatus": 1}
	if not name or not frappe.db.exists("Sales Invoice", filters):
		frappe.throw(
			_("Credit Note is missing. Choose a submitted credit note of {0} with {1}.").format(
				doc.customer, doc.company
			)
		)
	return name
