"""The credit strip: one customer's standing, with or without a document in hand."""

import json

import frappe

from credit_control.erp import parties
from credit_control.services import strips

DOCUMENTS = ("Quotation", "Sales Order", "Delivery Note", "Sales Invoice", "POS Invoice")
PROSPECTS = ("Lead", "Opportunity")


@frappe.whitelist()
def for_customer(customer: str, company: str | None = None) -> dict | None:
	"""Standing, exposure and overdue of a customer; None where the company is Off."""
	frappe.has_permission("Customer", "read", customer, throw=True)
	return strips.for_customer(customer, company)


@frappe.whitelist()
def for_document(doc: str | dict) -> dict | None:
	"""The same with a document, saved or not, and what submitting it now would give."""
	values = json.loads(doc) if isinstance(doc, str) else doc
	doctype = values.get("doctype")
	if doctype not in DOCUMENTS:
		frappe.throw(frappe._("There is no credit strip for {0}.").format(doctype))
	frappe.has_permission(doctype, "read", _saved(doctype, values.get("name")), throw=True)
	document = frappe.get_doc(values)
	customer = parties.known_customer(document)
	if customer:
		frappe.has_permission("Customer", "read", customer, throw=True)
	return strips.for_document(document, customer)


@frappe.whitelist()
def for_prospect(doctype: str, name: str) -> dict | None:
	"""The strip of the customer that a Lead became or that an Opportunity is with; None while there is none."""
	frappe.has_permission(doctype, "read", name, throw=True)
	if doctype not in PROSPECTS:
		frappe.throw(frappe._("There is no credit strip for {0}.").format(doctype))
	prospect = frappe.get_doc(doctype, name)
	customer = parties.known_customer(prospect)
	if not customer:
		return None
	frappe.has_permission("Customer", "read", customer, throw=True)
	return strips.for_customer(customer, prospect.get("company"))


def _saved(doctype: str, name: str | None) -> str | None:
	"""The name of a document that was saved: what the form says of it is no proof that it may be read."""
	return name if name and frappe.db.exists(doctype, name) else None
