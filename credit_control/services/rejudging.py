"""Asking for waiting holds to be judged again, when something changed that may clear them.

Whoever changes something calls this; it reads no more than whether anybody waits, and asks once per customer
and transaction. `hold_review` does the judging, in a job of its own.
"""

import frappe

from credit_control.services import budget_waiting, groups
from credit_control.services.hold_words import CREDIT_HOLD, WAITING

#: stands for every customer
EVERYBODY = None


def later(customer: str | None, company: str | None = None) -> None:
	"""Judge a customer's waiting holds again once the current transaction is committed.

	Without a company: those of all companies. The other members of its Credit Group wait for the same pool:
	theirs are judged again too, and so are those held for a Credit Budget in which it counts.
	"""
	if not customer or not _first_time(customer, company):
		return
	for member in (customer, *groups.fellows(customer, company), *budget_waiting.fellows(customer, company)):
		if has_waiting(member, company):
			_enqueue(member, company)


def _enqueue(customer: str, company: str | None) -> None:
	frappe.enqueue(
		"credit_control.tasks.rejudge_customer",
		queue="short",
		enqueue_after_commit=True,
		customer=customer,
		company=company,
	)


def everybody() -> None:
	"""Judge all waiting holds again once the current transaction is committed: the rules have changed."""
	if _first_time(EVERYBODY, None) and frappe.db.exists(CREDIT_HOLD, {"status": ["in", WAITING]}):
		frappe.enqueue("credit_control.tasks.rejudge_waiting", queue="long", enqueue_after_commit=True)


def has_waiting(customer: str, company: str | None = None) -> bool:
	"""True when a document of the customer waits for a decision."""
	filters = {"customer": customer, "status": ["in", WAITING]}
	if company:
		filters["company"] = company
	return bool(frappe.db.exists(CREDIT_HOLD, filters))


def customers_waiting() -> list[tuple[str, str]]:
	"""Each customer and company with a waiting hold."""
	hold = frappe.qb.DocType(CREDIT_HOLD)
	query = frappe.qb.from_(hold).select(hold.customer, hold.company).distinct()
	return query.where(hold.status.isin(WAITING)).orderby(hold.customer).run()


def _first_time(customer: str | None, company: str | None) -> bool:
	"""True once in a transaction, however many of its documents ask."""
	asked = _asked()
	if asked & {(customer, company), (customer, None), (EVERYBODY, None)}:
		return False
	asked.add((customer, company))
	return True


def _asked() -> set[tuple[str | None, str | None]]:
	if not hasattr(frappe.local, "credit_rejudging"):
		frappe.local.credit_rejudging = set()
		frappe.db.after_commit.add(forget)
		frappe.db.after_rollback.add(forget)
	return frappe.local.credit_rejudging


def forget() -> None:
	"""The transaction is over: the next one asks for itself."""
	if hasattr(frappe.local, "credit_rejudging"):
		del frappe.local.credit_rejudging
