"""Repayment Plans for the desk: proposing instalments, extending a plan."""

import json

import frappe
from frappe import _
from frappe.utils import cint, getdate

from credit_control.engine.money import decimal
from credit_control.engine.plan_proposal import EQUAL
from credit_control.services import plan_proposals, repayment_plans


@frappe.whitelist()
def propose(
	company: str,
	total: str | float,
	first: str,
	method: str = EQUAL,
	customer: str | None = None,
	agreed_on: str | None = None,
	count: str | int | None = None,
	down_payment: str | float | None = None,
	weights: str | dict | None = None,
	extends: str | None = None,
) -> dict:
	"""Monthly instalments of a total from a first day on as rows, with a note on what they follow from.

	`method` is Equal, By Grade or Seasonal; `weights` are the shares by month of the year (1–12). What was paid
	of the plan that this one `extends` stays the first instalment.
	"""
	frappe.has_permission(repayment_plans.DOCTYPE, "write", throw=True)
	if customer:
		frappe.has_permission("Customer", "read", customer, throw=True)
	if extends:
		frappe.has_permission(repayment_plans.DOCTYPE, "read", extends, throw=True)
	amount = decimal(total or 0)
	if amount <= 0:
		frappe.throw(_("The items have no amounts yet. Enter what goes into the plan first."))
	wanted = plan_proposals.Wanted(
		customer=customer,
		company=company,
		total=amount,
		first=getdate(first),
		agreed_on=getdate(agreed_on),
		method=method,
		count=cint(count),
		down=decimal(down_payment or 0),
		weights=_weights(weights),
	)
	return plan_proposals.propose_after(extends, wanted) if extends else plan_proposals.propose(wanted)


def _weights(given: str | dict | None) -> dict:
	"""Shares by month as numbers; a negative one is none."""
	shares = json.loads(given) if isinstance(given, str) and given else given or {}
	return {int(month): max(decimal(0), decimal(share or 0)) for month, share in shares.items()}


@frappe.whitelist()
def seasons(customer: str, company: str) -> dict | None:
	"""Percent of a year that the customer buys in each month (1–12); None where less than a year is known."""
	frappe.has_permission(repayment_plans.DOCTYPE, "write", throw=True)
	frappe.has_permission("Customer", "read", customer, throw=True)
	return plan_proposals.seasons(customer, company, getdate())


@frappe.whitelist(methods=["POST"])
def extend(plan: str) -> str:
	"""A draft that would take the place of a plan in force; returns its name."""
	frappe.has_permission(repayment_plans.DOCTYPE, "create", throw=True)
	frappe.has_permission(repayment_plans.DOCTYPE, "read", plan, throw=True)
	return repayment_plans.extend(plan)
