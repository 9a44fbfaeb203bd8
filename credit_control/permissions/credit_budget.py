"""Who sees a Credit Budget: the credit and sales management all, a sales person their own and those below them."""

import frappe

from credit_control.services import budget_sight


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""The list's condition; empty where everything may be seen."""
	user = user or frappe.session.user
	if budget_sight.sees_all(user):
		return ""
	pairs = (f"({frappe.db.escape(kind)}, {frappe.db.escape(name)})" for kind, name in budget_sight.own(user))
	listed = ", ".join(pairs) or "('', '')"
	return f"(`tabCredit Budget`.budget_for, `tabCredit Budget`.budget_holder) in ({listed})"


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""The same condition on one document."""
	user = user or frappe.session.user
	return budget_sight.sees_all(user) or (doc.budget_for, doc.budget_holder) in budget_sight.own(user)
