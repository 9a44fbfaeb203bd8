"""Who sees a delegation: who goes away, who stands in, and the managers who may enter one for others."""

import frappe

from credit_control.services.delegations import MANAGERS, is_own, own_condition


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""The list's condition; empty where everything may be seen."""
	user = user or frappe.session.user
	return "" if _sees_all(user) else own_condition(user)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""The same condition on one document; a new one belongs to whoever makes it."""
	user = user or frappe.session.user
	return _sees_all(user) or doc.is_new() or is_own(doc, user)


def _sees_all(user: str) -> bool:
	return user == "Administrator" or not MANAGERS.isdisjoint(frappe.get_roles(user))
