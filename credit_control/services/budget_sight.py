"""Which Credit Budgets are a user's own."""

import frappe

from credit_control.erp import budget_holders

#: roles that see every budget they may read
WIDE_ROLES = frozenset(
	("Credit Manager", "Credit Specialist", "Sales Manager", "Accounts Manager", "System Manager")
)


def sees_all(user: str) -> bool:
	"""True for a user who is not bound to their own budgets."""
	return user == "Administrator" or not WIDE_ROLES.isdisjoint(frappe.get_roles(user))


def own(user: str) -> set[tuple[str, str]]:
	"""The holders, as (DocType, name), whose budgets a user sees: they themselves, whoever is below them, and
	the territories that they manage with what is within."""
	person = budget_holders.person_of_user(user)
	return budget_holders.below(person) if person else set()
