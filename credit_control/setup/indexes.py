"""Indexes that make the cost of an order check follow what is open and not how long the history is.

Composite indexes survive `bench migrate`: Frappe only drops single-column ones. Their names are ours,
so removing the app removes exactly these.
"""

from __future__ import annotations

import frappe

from credit_control.erp.indexes import INDEXES, columns_of


def create() -> None:
	"""Add what is missing or has other columns. Adding an index commits: for install and migrate only."""
	for doctype, fields, name in INDEXES:
		if columns_of(doctype, name) != list(fields):
			drop(doctype, name)
			frappe.db.add_index(doctype, list(fields), name)


def remove() -> None:
	"""Drop our indexes and nothing else; one that is gone already is no error."""
	for doctype, _fields, name in INDEXES:
		drop(doctype, name)


def drop(doctype: str, name: str) -> None:
	"""Drop one index if it is there. Commits."""
	if columns_of(doctype, name):
		frappe.db.sql_ddl(f"alter table `tab{doctype}` drop index `{name}`")
