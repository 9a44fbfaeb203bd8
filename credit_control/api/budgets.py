"""Credit Budgets for the desk."""

import frappe

from credit_control.services import budget_views, budgets


@frappe.whitelist()
def use(budget: str) -> dict:
	"""How a Credit Budget is used, with its largest customers."""
	doc = frappe.get_doc(budgets.DOCTYPE, budget)
	doc.check_permission("read")
	return budget_views.view(doc)
