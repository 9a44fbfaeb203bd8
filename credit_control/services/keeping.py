"""Judging a customer's promises and plans again when money came in, was allocated or taken back."""

import frappe

from credit_control.services import promises, repayment_plans


def later(customer: str, company: str) -> None:
	"""Judge the customer's promises and plans again once the current transaction is committed, if it has any."""
	if has_any(customer, company):
		frappe.enqueue(
			"credit_control.tasks.update_conduct",
			queue="short",
			enqueue_after_commit=True,
			customer=customer,
			company=company,
		)


def has_any(customer: str, company: str) -> bool:
	"""True when the customer has promised something or has a plan, also one that is judged already."""
	filters = {"customer": customer, "company": company, "docstatus": 1}
	return any(frappe.db.exists(doctype, filters) for doctype in (promises.DOCTYPE, repayment_plans.DOCTYPE))


def update(customer: str, company: str) -> int:
	"""Judge them now; returns how many changed."""
	return promises.update_customer(customer, company) + repayment_plans.update_customer(customer, company)


def daily() -> int:
	"""A day has passed: promises fall due and instalments are missed. Returns how many changed."""
	return promises.update_due() + repayment_plans.update_due()
