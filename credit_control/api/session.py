"""What the signed-in user may do."""

import frappe

ROLES = frozenset(("Credit Manager", "Credit Specialist", "Collector", "System Manager"))


def may_open() -> bool:
	"""True for users who see the app on the apps screen."""
	return not ROLES.isdisjoint(frappe.get_roles())
