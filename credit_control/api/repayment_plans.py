"""Repayment Plans for the desk: proposing instalments."""

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.money import decimal
from credit_control.services import repayment_plans


@frappe.whitelist()
def propose(
	total: str | float, first: str, count: str | int, down_payment: str | float | None = None
) -> list[dict]:
	"""Equal monthly instalments of a total from a first day on, after a down payment on that day if there is one."""
	frappe.has_permission(repayment_plans.DOCTYPE, "write", throw=True)
	amount = decimal(total or 0)
	if amount <= 0:
		frappe.throw(_("The items have no amounts yet. Enter what goes into the plan first."))
	return repayment_plans.propose(amount, getdate(first), int(count), decimal(down_payment or 0))


@frappe.whitelist(methods=["POST"])
def extend(plan: str) -> str:
	"""A draft that would take the place of a plan in force; returns its name."""
	frappe.has_permission(repayment_plans.DOCTYPE, "create", throw=True)
	frappe.has_permission(repayment_plans.DOCTYPE, "read", plan, throw=True)
	return repayment_plans.extend(plan)
