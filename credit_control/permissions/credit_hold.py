"""Who sees a Credit Hold: the credit and sales management all, a salesperson those of the documents they entered or sell."""

import frappe

from credit_control.services import askers

#: roles that see every hold they may read
WIDE_ROLES = frozenset(
	(
		"Credit Manager",
		"Credit Specialist",
		"Collector",
		"Sales Manager",
		"Accounts Manager",
		"System Manager",
		"Administrator",
	)
)


def sees_all(user: str) -> bool:
	"""True for a user who is not bound to the documents they entered."""
	return user == "Administrator" or not WIDE_ROLES.isdisjoint(frappe.get_roles(user))


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""The list's condition; empty where everything may be seen."""
	user = user or frappe.session.user
	if sees_all(user):
		return ""
	name = frappe.db.escape(user)
	return (
		f"({name} in (`tabCredit Hold`.document_owner, `tabCredit Hold`.requested_by,"
		" `tabCredit Hold`.sales_user, `tabCredit Hold`.owner)"
		f" or find_in_set({name}, replace(coalesce(`tabCredit Hold`.askers, ''), '\\n', ',')))"
	)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""The same condition on one document."""
	user = user or frappe.session.user
	return sees_all(user) or user in {*askers.everybody(doc), doc.sales_user, doc.owner}
