"""Bills and cheques that came back."""

import frappe

from credit_control.services import returned_bills


@frappe.whitelist()
def take_back(source_name: str, target_doc: str | None = None) -> dict:
	"""A Journal Entry, not yet saved, that makes a customer owe again what a payment had settled."""
	frappe.has_permission("Journal Entry", "create", throw=True)
	payment = frappe.get_doc("Payment Entry", source_name)
	payment.check_permission("read")
	return returned_bills.prepare(payment)
