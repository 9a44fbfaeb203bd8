"""Who sees a Collection Case: the credit department and the management all, a salesperson those of customers
that they may read.

Frappe's own user permissions on Customer and Company hold in addition.
"""

import frappe
from frappe.desk.reportview import build_match_conditions

from credit_control.permissions.credit_hold import sees_all

DOCTYPE = "Collection Case"


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""The list's condition; empty where everything may be seen."""
	user = user or frappe.session.user
	if sees_all(user):
		return ""
	if not frappe.has_permission("Customer", "read", user=user):
		return "1 = 0"
	conditions = build_match_conditions("Customer", user=user)
	if not conditions:
		return ""
	return f"`tab{DOCTYPE}`.customer in (select name from tabCustomer where {conditions})"


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""The same condition on one document."""
	user = user or frappe.session.user
	return sees_all(user) or bool(frappe.has_permission("Customer", "read", doc.customer, user=user))
