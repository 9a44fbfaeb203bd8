"""Credit Securities and Credit Groups for the desk."""

import frappe
from frappe import _

from credit_control.services import groups, securities

RELEASERS = frozenset(("Credit Manager",))


@frappe.whitelist(methods=["POST"])
def release(security: str, reason: str) -> None:
	"""Give a security back, with the reason."""
	if RELEASERS.isdisjoint(frappe.get_roles()):
		frappe.throw(_("Only a Credit Manager may release a security."), frappe.PermissionError)
	frappe.get_doc(securities.DOCTYPE, security).check_permission("write")
	securities.release(security, reason)


@frappe.whitelist()
def pool(group: str) -> dict:
	"""How a Credit Group's pooled limit is used, member by member."""
	doc = frappe.get_doc(groups.DOCTYPE, group)
	doc.check_permission("read")
	return groups.pool(doc)
