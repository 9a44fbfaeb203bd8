"""Judging a customer's promises, plans and Collection Case again when money came in, was allocated or taken back."""

from collections.abc import Iterator
from types import ModuleType

import frappe

from credit_control.erp import compat
from credit_control.services import (
	case_news,
	collection_cases,
	legal_actions,
	promises,
	repayment_plans,
	short_payment_tasks,
	strategy_holds,
)

#: documents that are judged by what was received
FOLLOWED = (promises.DOCTYPE, repayment_plans.DOCTYPE, legal_actions.DOCTYPE)
#: so many are judged before the caller commits
CHUNK = 100


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
	# after the case: who works on it gets the task
	short_payment_tasks.update_customer(customer)
	strategy_holds.offer(customer, company)
	return changed


def update_due() -> Iterator[int]:
	"""A day has passed: promises fall due, instalments are missed, payments are short. Pauses with how many changed."""
	for followed in (promises, repayment_plans, legal_actions):
		names = followed.due()
		for start in range(0, len(names), CHUNK):
			yield sum(_update_one(followed, name) for name in names[start : start + CHUNK])
	yield short_payment_tasks.update_all()


def _update_one(followed: ModuleType, name: str) -> int:
	"""One that cannot be judged costs the others nothing."""
	frappe.db.savepoint("kept_or_not")
	try:
		return followed.update_each([name])
	except Exception as error:
		if compat.is_lock_error(error):
			raise
		frappe.db.rollback(save_point="kept_or_not")
		frappe.log_error(f"{followed.DOCTYPE} {name} was not judged")
		return 0
