"""Payment Disputes for the desk: which invoices are open, and settling a dispute."""

import frappe

from credit_control.services import claimed_items, disputes


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
