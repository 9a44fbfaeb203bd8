"""Judging waiting holds again when something changed that may clear them."""

import frappe

from credit_control.services import holds


def later(customer: str | None, company: str) -> None:
	"""Judge the customer's waiting holds again once the current transaction is committed."""
	if not customer or not has_waiting(customer, company):
		return
	frappe.enqueue(
		"credit_control.tasks.rejudge_customer",
		queue="short",
		enqueue_after_commit=True,
		customer=customer,
		company=company,
	)


def has_waiting(customer: str, company: str) -> bool:
	"""True when a document of the customer waits for a decision."""
	filters = {"customer": customer, "company": company, "status": ["in", holds.WAITING]}
	return bool(frappe.db.exists(holds.CREDIT_HOLD, filters))


def customers_waiting() -> list[tuple[str, str]]:
	"""Each customer and company with a waiting hold."""
	hold = frappe.qb.DocType(holds.CREDIT_HOLD)
	query = frappe.qb.from_(hold).select(hold.customer, hold.company).distinct()
	return query.where(hold.status.isin(holds.WAITING)).orderby(hold.customer).run()
