"""Payment terms and prepayments for the forms of ERPNext."""

import frappe

from credit_control.services import prepayments, terms


@frappe.whitelist(methods=["POST"])
def proposal(doctype: str, customer: str, company: str) -> dict | None:
	"""The terms to propose to a customer; makes the template that a grade's prepayment or discount needs."""
	frappe.has_permission("Customer", "read", customer, throw=True)
	return terms.proposal(doctype, customer, company)


@frappe.whitelist()
def prepayment(order: str) -> dict | None:
	"""What a submitted order still lacks of its prepayment; None when none is asked for."""
	doc = frappe.get_doc("Sales Order", order)
	doc.check_permission("read")
	return prepayments.missing(doc)


@frappe.whitelist(methods=["POST"])
def request_payment(order: str) -> dict:
	"""A Payment Request, not yet saved, for what the order's prepayment lacks."""
	doc = frappe.get_doc("Sales Order", order)
	doc.check_permission("read")
	frappe.has_permission("Payment Request", "create", throw=True)
	return prepayments.request(doc)


@frappe.whitelist(methods=["POST"])
def receive_payment(order: str) -> dict:
	"""A Payment Entry, not yet saved, for what the order's prepayment lacks."""
	doc = frappe.get_doc("Sales Order", order)
	doc.check_permission("read")
	frappe.has_permission("Payment Entry", "create", throw=True)
	return prepayments.receive(doc)
