"""Who may judge a customer at one time, and what others committed meanwhile.

The Credit File's row is the lock, and before it the row of the Credit Group whose pool the customer shares:
always the group first, everywhere, so that nobody waits in a circle. A plain SELECT after waiting for a row
still reads the transaction's old snapshot, but a locking read by primary key shows the row as it is now. So
all that is judged by is read before the lock, in one statement (`sight.py`), and the lock comes after. The
row lists the documents that were let through last, numbered, each written in the transaction of its document.
So what the locked row lists and the snapshot's row does not, is what the snapshot's ledgers lack. No clock is
compared. Who joins or leaves a group counts up its Credit File's `group_changes`: a transaction whose snapshot
shows another count, or an older group, starts again.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

import frappe
from frappe import _

from credit_control.engine.money import ZERO, decimal
from credit_control.erp import compat

CREDIT_FILE, CREDIT_GROUP, CREDIT_BUDGET = "Credit File", "Credit Group", "Credit Budget"
#: a transaction that missed more documents of one row than these must start again
KEPT_DOCUMENTS = 50
#: what a locked row tells; nobody but this module writes these columns of a form
COLUMNS = {
	CREDIT_FILE: ("recent_documents", "last_decision_hash", "group_changes"),
	CREDIT_GROUP: ("recent_documents",),
	CREDIT_BUDGET: ("recent_documents",),
}
#: those of them that are long
TEXTS = ("recent_documents",)
#: the snapshot's text is not known yet
UNREAD = object()


class CreditBusyError(frappe.ValidationError):
	"""Another document of the same customer or group is being judged at this moment."""


def lock_customer(known, recent: str | None):
	"""Lock the group that `known` (file_row.find) names, if any, and then the file; returns both rows.

	`recent` is what the snapshot shows of the file's recent documents. Raises CreditBusyError when the customer
	joined or left a group, or the group changed, since the snapshot.
	"""
	group = lock_group(known.pool, known.pool_modified) if known.pool else None
	row = lock_row(known.name)
	if row is None:
		_ask_again()
	_compare(row, seen=recent)
	if row.group_changes != known.group_changes:
		_ask_again(of_group=True)
	return row, group


def lock_group(group: str, modified=None):
	"""Lock a Credit Group's row until the transaction ends and return it as it is now.

	`modified` is when the snapshot says it was changed last: its limit or members may be others since.
	"""
	with busy_is_a_message(of_group=True):
		row = lock_row(group, CREDIT_GROUP)
	if row is None or modified not in (None, row.modified):
		_ask_again(of_group=True)
	_compare(row, CREDIT_GROUP)
	return row


def lock_groups_of(customer: str | None) -> None:
	"""Lock the groups of a customer in all companies, before anything locks its Credit File."""
	for group in sorted(_groups_of(customer)) if customer else ():
		lock_group(group)


def _groups_of(customer: str) -> list[str]:
	query = """
		select distinct pool.name from `tabCredit Group Member` member
		join `tabCredit Group` pool on pool.name = member.parent and member.parenttype = 'Credit Group'
		where member.customer = %s and pool.disabled = 0"""
	return frappe.db.sql_list(query, customer)


def lock_row(name: str, doctype: str = CREDIT_FILE):
	"""Lock a row by its primary key: no gap is locked, nobody else waits. None when there is none."""
	return _read_row(name, doctype, "for update")


def _read_row(name: str, doctype: str, lock: str = ""):
	"""Text columns by themselves; all else in one: the driver takes longer for a column than for its content."""
	short = ("name", "modified", *(column for column in COLUMNS[doctype] if column not in TEXTS))
	columns = ", ".join((f"json_array({', '.join(short)})", *TEXTS))
	rows = frappe.db.sql(f"select {columns} from `tab{doctype}` where name = %s {lock}", name)
	if not rows:
		return None
	figures, *texts = rows[0]
	row = frappe._dict(zip((*short, *TEXTS), (*json.loads(figures), *texts), strict=True))
	row.modified = datetime.fromisoformat(row.modified)
	return row


def keep(doc) -> None:
	"""Saving a form must not write back what it loaded: the kept columns stay as they are now."""
	row = lock_row(doc.name, doc.doctype)
	_compare(row, doc.doctype)
	doc.update({column: row[column] for column in COLUMNS[doc.doctype]})


@contextmanager
def busy_is_a_message(of_group: bool = False) -> Iterator[None]:
	"""Turn MariaDB's lock errors into a sentence the user can act on."""
	try:
		yield
	except Exception as error:
		if not is_busy(error):
			raise
		_ask_again(of_group)


def is_busy(error: Exception) -> bool:
	"""True when a lock was not had, or someone else has just created the same Credit File."""
	return compat.is_lock_error(error) or isinstance(error, frappe.UniqueValidationError)


def _ask_again(of_group: bool = False) -> None:
	message = _("Someone else is ordering for this customer. Submit again.")
	if of_group:
		message = _("Someone else is ordering for this customer or its group. Submit again.")
	frappe.throw(message, CreditBusyError, title=_("Please Try Again"))


def remember_in_group(group, doc, amount: Decimal, customer: str) -> None:
	"""Write on the locked group's row that a document of one of its members was let through."""
	recent = remember(group, doc, amount, customer=customer)
	frappe.db.set_value(CREDIT_GROUP, group.name, "recent_documents", recent, update_modified=False)


def remember(row, doc, amount: Decimal, **more: str) -> str:
	"""The row's recent documents with this one added, as it is to be stored."""
	entries = _entries(row.recent_documents)
	entry = {
		"number": _last_number(entries) + 1,
		"doctype": doc.doctype,
		"name": doc.name,
		"company": doc.company,
		"amount": str(amount),
		**more,
	}
	return json.dumps([*entries, entry][-KEPT_DOCUMENTS:])


def unseen_amounts(row, company: str) -> dict[str, Decimal]:
	"""What others committed for this customer and company that our snapshot does not show, by DocType."""
	entries = _compared()[CREDIT_FILE, row.name]
	return _by_doctype(entry for entry in entries if entry["company"] == company)


def unseen_of_others(group, customer: str) -> dict[str, dict[str, Decimal]]:
	"""The same of the group's other members, by customer; the customer's own are in `unseen_amounts`."""
	entries = [entry for entry in _compared()[CREDIT_GROUP, group.name] if entry["customer"] != customer]
	return {
		other: _by_doctype(entry for entry in entries if entry["customer"] == other)
		for other in {entry["customer"] for entry in entries}
	}


def _by_doctype(entries: Iterable[dict]) -> dict[str, Decimal]:
	amounts: dict[str, Decimal] = {}
	for entry in entries:
		amounts[entry["doctype"]] = amounts.get(entry["doctype"], ZERO) + decimal(entry["amount"])
	return amounts


def _compare(row, doctype: str = CREDIT_FILE, seen: Any = UNREAD) -> None:
	"""Find what the snapshot lacks, once: from here on nobody but this transaction adds to the row."""
	compared = _compared()
	if (doctype, row.name) not in compared:
		compared[doctype, row.name] = _missing_in_snapshot(row, doctype, seen)


def _missing_in_snapshot(row, doctype: str, text: Any) -> list[dict]:
	entries = _entries(row.recent_documents)
	if not entries:
		return []
	if text is UNREAD:
		text = _read_row(row.name, doctype).recent_documents
	seen = _last_number(_entries(text))
	if entries[0]["number"] > seen + 1:
		_ask_again(of_group=doctype == CREDIT_GROUP)
	return [entry for entry in entries if entry["number"] > seen]


def _entries(stored: str | None) -> list[dict]:
	return json.loads(stored or "[]")


def _last_number(entries: list[dict]) -> int:
	return entries[-1]["number"] if entries else 0


def _compared() -> dict[tuple[str, str], list[dict]]:
	"""What was found in this transaction, by DocType and name of the row; dropped when it ends."""
	if not hasattr(frappe.local, "credit_unseen"):
		frappe.local.credit_unseen = {}
		frappe.db.after_commit.add(forget)
		frappe.db.after_rollback.add(forget)
	return frappe.local.credit_unseen


def forget() -> None:
	"""The transaction is over: what it could not see is of no interest any more."""
	if hasattr(frappe.local, "credit_unseen"):
		del frappe.local.credit_unseen
