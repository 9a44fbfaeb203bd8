"""Judging a customer's promises, plans and Collection Case again when money came in, was allocated or taken back."""

import frappe

from credit_control.services import case_news, collection_cases, legal_actions, promises, repayment_plans

#: documents that are judged by what was received
FOLLOWED = (promises.DOCTYPE, repayment_plans.DOCTYPE, legal_actions.DOCTYPE)


def later(customer: str, company: str, taken_back: bool = False) -> None:
	"""Judge the customer's promises, plans and case again once the transaction is committed, if it has any.

	Money that was taken back may open a case for a customer that has nothing yet.
	"""
	if taken_back or has_any(customer, company):
		case_news.ask(customer, company)


def has_any(customer: str, company: str) -> bool:
	"""True when the customer has a case, has promised something or has a plan, also one that is judged already."""
	if case_news.has_case(customer, company):
		return True
	filters = {"customer": customer, "company": company, "docstatus": 1}
	return any(frappe.db.exists(doctype, filters) for doctype in FOLLOWED)


def update(customer: str, company: str) -> int:
	"""Judge them now; returns how many changed."""
	changed = promises.update_customer(customer, company) + repayment_plans.update_customer(customer, company)
	changed += legal_actions.update_customer(customer, company)
	collection_cases.update(customer, company)
	return changed


def daily() -> int:
	"""A day has passed: promises fall due and instalments are missed. Returns how many changed."""
	return promises.update_due() + repayment_plans.update_due() + legal_actions.update_due()
