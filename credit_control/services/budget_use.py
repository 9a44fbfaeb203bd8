"""What the customers of a budget owe together, kept for some minutes and brought up to date by what was let through.

One sum over 2,000 customers is too much for each order. The sum is kept with the number of the last document
that the budget's row listed when it was made; what the row lists since is added to it. So documents that were
judged always count; payments, and what raises an exposure without being judged, count after `KEPT_SECONDS`
at the latest, and at once where the sum would otherwise stop somebody.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.erp import budget_holders
from credit_control.erp.exposure import exposures_of
from credit_control.services import locking, settings

KEPT_SECONDS = 300


class Sum(NamedTuple):
	"""What each customer owes, those that owe something, and the last document that is counted in it."""

	owed: Mapping[str, Decimal]
	number: int

	def without(self, customer: str) -> Decimal:
		return sum((amount for name, amount in self.owed.items() if name != customer), ZERO)


def of_others(row, customer: str, own: Decimal, *, fresh: bool = False) -> Decimal:
	"""What the budget's customers other than this one owe; `own` is what it owes itself.

	`row` is the budget's row, as it is now where it is locked. Never reads what the open document of the
	customer itself has put into the ledgers.
	"""
	entries = json.loads(row.recent_documents or "[]")
	kept = None if fresh else _kept(row)
	if kept is None or _lacks_some(entries, kept):
		kept = _make(row, customer, own)
	if _lacks_some(entries, kept):
		# our transaction is older than the oldest document that the row still lists
		frappe.throw(
			_("Someone else is using the same Credit Budget. Submit again."), locking.CreditBusyError
		)
	since = (entry for entry in entries if entry["number"] > kept.number)
	return kept.without(customer) + _of_others(since, customer)


def _lacks_some(entries: list[dict], kept: Sum) -> bool:
	return bool(entries) and entries[0]["number"] > kept.number + 1


def _of_others(entries, customer: str) -> Decimal:
	return sum((decimal(entry["amount"]) for entry in entries if entry.get("customer") != customer), ZERO)


def owed_by_customers(kind: str, name: str, company: str, day: date | None = None) -> dict[str, Decimal]:
	"""What each customer of a sales person or a territory owes; one's advance does not pay another's debts."""
	names = budget_holders.customers_of(kind, name)
	found = exposures_of(names, company, settings.switches(), day or getdate())
	return {customer: exposure.total for customer, exposure in found.items() if exposure.total > ZERO}


def _make(row, customer: str, own: Decimal) -> Sum:
	number = _last_number(row.name)
	owed = owed_by_customers(row.budget_for, row.budget_holder, row.company)
	owed = {**owed, customer: own} if own > ZERO else {**owed, customer: ZERO}
	_keep(row, Sum(owed, number))
	return Sum(owed, number)


def _last_number(budget: str) -> int:
	"""The last document that the ledgers, as our transaction sees them, hold."""
	listed = frappe.db.sql("select recent_documents from `tabCredit Budget` where name = %s", budget)
	entries = json.loads((listed and listed[0][0]) or "[]")
	return entries[-1]["number"] if entries else 0


def _key(row) -> str:
	return f"credit_budget:{row.name}:{row.modified}"


def _kept(row) -> Sum | None:
	kept: Any = frappe.cache.get_value(_key(row), expires=True)
	if not kept:
		return None
	return Sum({customer: decimal(amount) for customer, amount in kept["owed"].items()}, kept["number"])


def _keep(row, found: Sum) -> None:
	owed = {customer: str(amount) for customer, amount in found.owed.items()}
	frappe.cache.set_value(_key(row), {"owed": owed, "number": found.number}, expires_in_sec=KEPT_SECONDS)


def forget(row) -> None:
	"""Drop what is kept of a budget."""
	frappe.cache.delete_value(_key(row))
