"""Credit Budgets: what all customers of a sales person or a territory may owe together.

Under Enforce a budget's row is locked after the group's and the customer's own, always in the order of the
names, and lists the documents let through last: so two orders at once cannot share the same room.
"""

from datetime import date
from decimal import Decimal

import frappe
from frappe import _

from credit_control.engine.circumstances import Budget
from credit_control.engine.money import ZERO, decimal
from credit_control.erp import budget_holders, customers
from credit_control.erp.values import to_decimal
from credit_control.services import budget_use, locking
from credit_control.services.question import Question

DOCTYPE = locking.CREDIT_BUDGET
IN_FORCE = """
	select name, budget_for, budget_holder, company, amount, modified, recent_documents
	from `tabCredit Budget`
	where company = %(company)s and disabled = 0 and valid_from <= %(day)s
		and (valid_to is null or valid_to >= %(day)s)
	order by name"""


def validate(doc) -> None:
	"""Raise for a budget without an amount, of days that cannot be, or beside another of the same holder."""
	doc.currency = customers.currency_of(doc.company)
	if not doc.amount or doc.amount < 0:
		frappe.throw(_("Amount is missing. Enter what all customers together may owe."))
	if doc.valid_to and str(doc.valid_to) < str(doc.valid_from):
		frappe.throw(_("Valid Until is before Valid From. Correct one of them."))
	_refuse_overlap(doc)


def _refuse_overlap(doc) -> None:
	if doc.disabled:
		return
	found = frappe.db.sql(
		"""
		select name from `tabCredit Budget`
		where name <> %(name)s and company = %(company)s and budget_for = %(budget_for)s
			and budget_holder = %(budget_holder)s and disabled = 0
			and (valid_to is null or valid_to >= %(valid_from)s)
			and (%(valid_to)s is null or valid_from <= %(valid_to)s)
		""",
		{**doc.as_dict(), "name": doc.name or "", "valid_to": doc.valid_to or None},
	)
	if found:
		message = _("{0} has the Credit Budget {1} for these days. End or disable that one first.")
		frappe.throw(message.format(doc.budget_holder, found[0][0]))


def budgets_of(question: Question) -> tuple[Budget, ...]:
	"""The budgets in which the customer's debts count, with what is used of them without the document."""
	rows = rows_of(question.customer, question.company, question.day)
	if question.locked:
		rows = [_locked(row) for row in rows]
		_seen()[_key(question.doc)] = rows
	return tuple(_budget(row, question) for row in rows)


def rows_of(customer: str, company: str, day: date) -> list:
	"""The budgets in force on a day in which the customer counts."""
	rows = frappe.db.sql(IN_FORCE, {"company": company, "day": day}, as_dict=True)
	if not rows:
		return []
	holders = budget_holders.holders_of(customer)
	return [row for row in rows if (row.budget_for, row.budget_holder) in holders]


def _locked(row):
	now = locking.lock_row(row.name, DOCTYPE)
	return row if now is None else frappe._dict(row, recent_documents=now.recent_documents)


def _budget(row, question: Question) -> Budget:
	own = max(ZERO, question.exposure)
	limit, largest = to_decimal(row.amount), _largest(question.doc)
	used = budget_use.of_others(row, question.customer, own) + own
	if used + largest > limit:
		# nobody is stopped by a sum of some minutes ago
		used = budget_use.of_others(row, question.customer, own, fresh=True) + own
	return Budget(row.budget_for, row.budget_holder, limit, used)


def _largest(doc) -> Decimal:
	"""The most that the document can add."""
	return to_decimal(doc.get("base_grand_total") or doc.get("total_debit")) if doc else ZERO


def remember(doc, amount: Decimal, customer: str) -> None:
	"""Write on the locked budgets that a document was let through; the others' next sum has it."""
	for row in _seen().pop(_key(doc), ()):
		recent = locking.remember(row, doc, decimal(amount), customer=customer)
		frappe.db.set_value(DOCTYPE, row.name, "recent_documents", recent, update_modified=False)


def _key(doc) -> tuple[str, str]:
	return (doc.doctype, doc.name) if doc else ("", "")


def _seen() -> dict[tuple[str, str], list]:
	"""The budgets locked for each document of this request."""
	if not hasattr(frappe.local, "credit_budgets"):
		frappe.local.credit_budgets = {}
	return frappe.local.credit_budgets
