"""Which invoices could be sold to a bank or factor."""

import json

import frappe
from frappe import _

from credit_control.services import factoring

#: roles that deal with banks; ERPNext lets nobody but the System Manager see its Invoice Discounting
FINANCE = frozenset(
	("Accounts User", "Accounts Manager", "Credit Manager", "Credit Specialist", "System Manager")
)


@frappe.whitelist()
def state(invoice: str) -> dict | None:
	"""Whether an invoice could be discounted, and why not."""
	_only_finance()
	doc = frappe.get_doc("Sales Invoice", invoice)
	doc.check_permission("read")
	return factoring.state(doc)


@frappe.whitelist()
def candidates(customer: str, company: str) -> list[dict]:
	"""The open invoices of a customer with what speaks against discounting each."""
	_only_finance()
	frappe.has_permission("Customer", "read", customer, throw=True)
	return factoring.candidates(customer, company)


@frappe.whitelist(methods=["POST"])
def discount(company: str, invoices: str | list) -> dict:
	"""An Invoice Discounting, not yet saved, of the chosen invoices."""
	frappe.has_permission("Invoice Discounting", "create", throw=True)
	names = json.loads(invoices) if isinstance(invoices, str) else invoices
	for name in names:
		frappe.has_permission("Sales Invoice", "read", name, throw=True)
	return factoring.discount(company, names)


def _only_finance() -> None:
	if FINANCE.isdisjoint(frappe.get_roles()):
		frappe.throw(
			_("Only finance and the credit department see what could be discounted."), frappe.PermissionError
		)
