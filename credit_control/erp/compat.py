"""Where ERPNext 15 and 16 differ, told by what is there and not by a version number."""

from __future__ import annotations

from inspect import signature

import frappe


def has_field(doctype: str, fieldname: str) -> bool:
	"""True when this version's DocType has the field."""
	return bool(frappe.get_meta(doctype).has_field(fieldname))


def books_advances_apart() -> bool:
	"""True where an advance for an order is booked against its own receipt, and a ledger of its own names the order (16)."""
	return has_field("Advance Payment Ledger Entry", "delinked")


#: MariaDB: record changed since last read, lock wait timeout, deadlock
LOCK_ERRORS = (1020, 1205, 1213)


def is_lock_error(error: Exception) -> bool:
	"""True when the database could not give a lock; 15 does not know the first of these as one."""
	known = (frappe.QueryDeadlockError, frappe.QueryTimeoutError)
	return isinstance(error, known) or bool(error.args and error.args[0] in LOCK_ERRORS)


#: MariaDB: an index that a statement names does not exist
MISSING_INDEX = 1176


def is_missing_index(error: Exception) -> bool:
	"""True when a statement names an index that somebody dropped."""
	return bool(error.args and error.args[0] == MISSING_INDEX)


def file_bytes(file) -> bytes:
	"""What a File holds, as it was uploaded. 16 tries one encoding after the other unless it is given none."""
	given = {"encodings": ()} if "encodings" in signature(file.get_content).parameters else {}
	content = file.get_content(**given)
	return content.encode() if isinstance(content, str) else content
