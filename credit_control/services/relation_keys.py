"""The keys by which Credit Files find each other: an indexed row for each fact that another file may share.

A hundred thousand files are not compared with each other: every file keeps its own keys as it is saved, and
customers and addresses renew them, so that a look-up reads a few rows of one index.
"""

from collections.abc import Iterator, Sequence

import frappe
from frappe.utils import create_batch

from credit_control.engine import relationships as engine
from credit_control.erp.identities import Identity, identities
from credit_control.services import files

DOCTYPE = "Credit File Key"
FIELD = "relation_keys"
COLUMNS = ("name", "parent", "parenttype", "parentfield", "idx", "kind", "value", "shown")
#: files whose keys are renewed in one go
CHUNK = 200

Key = tuple[str, str]


def keys_of(file, identity: Identity | None = None) -> dict[Key, str]:
	"""Kind and key of everything in a file that others may share, with what is written there."""
	if not file.customer or file.status == "Merged":
		return {}
	known = identity or identities([file.customer]).get(file.customer)
	entries = [*_entries(file), *(_master(known) if known else ())]
	keyed = ((kind, engine.key(kind, text), text) for kind, text in entries)
	return {(kind, key): text.strip() for kind, key, text in keyed if key}


def _entries(file) -> Iterator[tuple[str, str | None]]:
	yield engine.REGISTRATION, file.registration_number
	yield engine.REPRESENTATIVE, file.legal_representative
	for row in file.shareholders:
		yield engine.SHAREHOLDER, row.shareholder_name
	for row in file.key_persons:
		yield engine.PERSON, row.person_name
		yield engine.PHONE, row.phone


def _master(known: Identity) -> Iterator[tuple[str, str | None]]:
	yield engine.CUSTOMER, known.name
	yield engine.TAX_ID, known.tax_id
	for address in known.addresses:
		yield engine.ADDRESS, address


def stored(names: Sequence[str]) -> dict[str, dict[Key, str]]:
	"""The keys that files have, by file; what is written there by kind and key."""
	query = f"select parent, kind, value, shown from `tab{DOCTYPE}` where parent in %s"
	found: dict[str, dict[Key, str]] = {}
	for parent, kind, value, shown in frappe.db.sql(query, (list(names),)) if names else ():
		found.setdefault(parent, {})[kind, value] = shown
	return found


def renew(file, identity: Identity | None = None) -> None:
	"""Write a Credit File's keys anew where they are not what they were."""
	now, then = keys_of(file, identity), stored([file.name]).get(file.name, {})
	if now == then:
		return
	drop(file.name)
	rows = [
		(frappe.generate_hash(length=10), file.name, files.CREDIT_FILE, FIELD, number, kind, key, text)
		for number, ((kind, key), text) in enumerate(now.items(), start=1)
	]
	frappe.db.bulk_insert(DOCTYPE, COLUMNS, rows)


def drop(file: str) -> None:
	"""Delete the keys of a Credit File that goes."""
	frappe.db.delete(DOCTYPE, {"parent": file})


def renew_of(customers: Sequence[str]) -> None:
	"""Write the keys of customers' Credit Files anew; of customers without a file there are none."""
	for chunk in create_batch(list(customers), CHUNK):
		known = identities(chunk)
		for customer, file in files.documents(chunk).items():
			renew(file, known.get(customer))
