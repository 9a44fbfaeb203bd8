"""Payment Disputes for the desk: which invoices are open, short payments, credit notes, and settling a dispute."""

import frappe

from credit_control.services import claimed_items, dispute_credit_notes, disputes, short_payments


@frappe.whitelist()
def open_invoices(customer: str, company: str) -> list[dict]:
	"""A customer's open invoices with what is open of each in company currency, the oldest due first."""
	frappe.has_permission(disputes.DOCTYPE, "create", throw=True)
	frappe.has_permission("Customer", "read", customer, throw=True)
	return claimed_items.choice(customer, company)


@frappe.whitelist(methods=["POST"])
def resolve(
	dispute: str, resolution: str, note: str, root_cause: str = "", credit_note: str | None = None
) -> None:
	"""Settle an open dispute, saying how."""
	frappe.has_permission(disputes.DOCTYPE, "submit", dispute, throw=True)
	disputes.resolve(
		dispute, resolution=resolution, note=note, root_cause=root_cause, credit_note=credit_note
	)


@frappe.whitelist()
def credit_note(dispute: str, invoice: str) -> dict:
	"""A credit note over what is disputed of an invoice; nothing is saved."""
	frappe.has_permission(disputes.DOCTYPE, "read", dispute, throw=True)
	frappe.has_permission("Sales Invoice", "create", throw=True)
	frappe.has_permission("Sales Invoice", "read", invoice, throw=True)
	return dispute_credit_notes.draft(dispute, invoice).as_dict()


@frappe.whitelist()
def short_payment(payment: str) -> list[dict]:
	"""The invoices of which a payment has left a small part open that nobody has disputed yet."""
	frappe.has_permission(disputes.DOCTYPE, "create", throw=True)
	frappe.has_permission("Payment Entry", "read", payment, throw=True)
	return short_payments.left_by(payment)
