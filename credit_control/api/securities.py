"""Credit Securities for the desk."""

import frappe
from frappe import _

from credit_control.services import securities, security_steps

RELEASERS = frozenset(("Credit Manager",))


@frappe.whitelist(methods=["POST"])
def release(security: str, reason: str) -> None:
	"""Give a security back, with the reason."""
	if RELEASERS.isdisjoint(frappe.get_roles()):
		frappe.throw(_("Only a Credit Manager may release a security."), frappe.PermissionError)
	frappe.get_doc(securities.DOCTYPE, security).check_permission("write")
	security_steps.release(security, reason)
