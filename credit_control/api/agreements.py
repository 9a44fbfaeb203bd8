"""Credit Agreements for the desk: what a new one starts from, signing and terminating."""

import frappe

from credit_control.services import agreement_steps, agreements, files


@frappe.whitelist()
def proposal(customer: str, company: str) -> dict:
	"""Limit, terms and signatory that the Credit File gives a new agreement."""
	frappe.has_permission(agreements.DOCTYPE, "create", throw=True)
	frappe.has_permission("Customer", "read", customer, throw=True)
	frappe.has_permission("Company", "read", company, throw=True)
	file = files.file_of(customer)
	if file:
		frappe.has_permission(files.CREDIT_FILE, "read", file, throw=True)
	return agreements.proposal(customer, company)


@frappe.whitelist(methods=["POST"])
def sign(agreement: str, signed_on: str, signed_copy: str) -> None:
	"""Keep the signed copy of a contract."""
	frappe.get_doc(agreements.DOCTYPE, agreement).check_permission("write")
	agreement_steps.sign(agreement, signed_on, signed_copy)


@frappe.whitelist(methods=["POST"])
def terminate(agreement: str, reason: str, day: str | None = None) -> None:
	"""End a contract, with the reason."""
	frappe.get_doc(agreements.DOCTYPE, agreement).check_permission("submit")
	agreement_steps.terminate(agreement, reason, day)
