"""Who may judge a customer at one time, and what others committed meanwhile.

The Credit File's row is the lock. A plain SELECT after waiting for it still reads the transaction's old
snapshot, but a locking read by primary key shows the row as it is now. The row lists the documents that
were let through last, numbered, each written in the transaction of its document. So what the locked row
lists and the snapshot's row does not, is what the snapshot's ledgers lack. No clock is compared.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import frappe
from frappe import _

from credit_control.engine.money import ZERO, decimal
from credit_control.erp import compat

#: a transaction that missed more documents of one customer than these must start again
KEPT_DOCUMENTS = 50


class CreditBusyError(frappe.ValidationError):
	"""Another document of the same customer is being judged at this moment."""


def lock_file(file: str):
	"""Lock a Credit File's row until the transaction ends and return it as it is now.

	Raises what MariaDB raises when the lock is not had.
	"""
	row = lock_row(file)
	_compare(row)
	return row


def lock_row(file: str):
	"""Lock a Credit File's row by its primary key: no gap is locked, no other customer waits."""
	return _read_row(file, "for update")


def _read_row(file: str, lock: str = ""):
	query = f"select name, recent_documents, last_decision_hash from `tabCredit File` where name = %s {lock}"
	return frappe.db.sql(query, file, as_dict=True)[0]


def keep(doc) -> None:
	"""Saving a Credit File must not write back what its form loaded: the kept columns stay as they are now."""
	row = lock_row(doc.name)
	_compare(row)
	doc.update({"recent_documents": row.recent_documents, "last_decision_hash": row.last_decision_hash})


@contextmanager
def busy_is_a_message() -> Iterator[None]:
	"""Turn MariaDB's lock errors into a sentence the user can act on."""
	try:
		yield
	except Exception as error:
		if not is_busy(error):
			raise
		_ask_again()


def is_busy(error: Exception) -> bool:
	"""True when a lock was not had, or someone else has just created the same Credit File."""
	return compat.is_lock_error(error) or isinstance(error, frappe.UniqueValidationError)


def _ask_again() -> None:
	frappe.throw(
		_("Someone else is ordering for this customer. Submit again."),
		CreditBusyError,
		title=_("Please Try Again"),
	)


def remember(row, doc, amount: Decimal) -> str:
	"""The row's recent documents with this one added, as it is to be stored."""
	entries = _entries(row.recent_documents)
	entry = {
		"number": _last_number(entries) + 1,
		"doctype": doc.doctype,
		"name": doc.name,
		"company": doc.company,
		"amount": str(amount),
	}
	return json.dumps([*entries, entry][-KEPT_DOCUMENTS:])


def unseen_amounts(row, company: str) -> dict[str, Decimal]:
	"""What others committed for this customer and company that our snapshot does not show, by DocType."""
	amounts: dict[str, Decimal] = {}
	for entry in _compared()[row.name]:
		if entry["company"] == company:
			amounts[entry["doctype"]] = amounts.get(entry["doctype"], ZERO) + decimal(entry["amount"])
	return amounts


def _compare(row) -> None:
	"""Find what the snapshot lacks, once: from here on nobody but this transaction adds to the row."""
	compared = _compared()
	if row.name not in compared:
		compared[row.name] = _missing_in_snapshot(row)


def _missing_in_snapshot(row) -> list[dict]:
	entries = _entries(row.recent_documents)
	if not entries:
		return []
	seen = _last_number(_entries(_read_row(row.name).recent_documents))
	if entries[0]["number"] > seen + 1:
		_ask_again()
	return [entry for entry in entries if entry["number"] > seen]


def _entries(stored: str | None) -> list[dict]:
	return json.loads(stored or "[]")


def _last_number(entries: list[dict]) -> int:
	return entries[-1]["number"] if entries else 0


def _compared() -> dict[str, list[dict]]:
	"""What was found in this transaction, by Credit File; dropped when it ends."""
	if not hasattr(frappe.local, "credit_unseen"):
		frappe.local.credit_unseen = {}
		frappe.db.after_commit.add(forget)
		frappe.db.after_rollback.add(forget)
	return frappe.local.credit_unseen


def forget() -> None:
	"""The transaction is over: what it could not see is of no interest any more."""
	if hasattr(frappe.local, "credit_unseen"):
		del frappe.local.credit_unseen
