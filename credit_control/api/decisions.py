"""Credit Decisions for the desk."""

import frappe

from credit_control.services import verification
from credit_control.services.chains import DECISION


@frappe.whitelist()
def verify(decision: str) -> dict:
	"""Judge a decision again from its stored inputs, and look at the chain it stands in."""
	doc = frappe.get_doc(DECISION, decision)
	doc.check_permission("read")
	return verification.verify(doc)
