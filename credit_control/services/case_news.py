"""Asking for a Collection Case to be brought up to date, when something happened that it should know.

Whoever changes a promise, a plan or a dispute, or books money, calls this; it reads no more than whether there is
a case. `keeping` does the work, in a job of its own.
"""

import frappe


def later(customer: str, company: str) -> None:
	"""Renew the customer's open case once the current transaction is committed, if it has one."""
	if has_case(customer, company):
		ask(customer, company)


def has_case(customer: str, company: str) -> bool:
	"""True while the customer has an open case with the company."""
	filters = {"customer": customer, "company": company, "status": "Open"}
	return bool(frappe.db.exists("Collection Case", filters))


def ask(customer: str, company: str) -> None:
	"""Judge the customer's promises, plans and case again in the background."""
	frappe.enqueue(
		"credit_control.tasks.update_conduct",
		queue="short",
		enqueue_after_commit=True,
		customer=customer,
		company=company,
	)
