"""Indexes that make the cost of an order check follow what is open and not how long the history is.

Composite indexes survive `bench migrate`: Frappe only drops single-column ones. Their names are ours,
so removing the app removes exactly these.
"""

from __future__ import annotations

import frappe

INDEXES = (
	(
		"Sales Invoice",
		("customer", "company", "docstatus", "outstanding_amount", "due_date", "posting_date"),
		"credit_control_open_invoices",
	),
	("Sales Order", ("customer", "company", "docstatus", "per_billed"), "credit_control_open_orders"),
	(
		"Delivery Note",
		("customer", "company", "docstatus", "is_return", "per_billed"),
		"credit_control_open_deliveries",
	),
	(
		"Payment Ledger Entry",
		(
			"party",
			"company",
			"delinked",
			"against_voucher_type",
			"against_voucher_no",
			"voucher_no",
			"amount",
		),
		"credit_control_open_items",
	),
)


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


def columns_of(doctype: str, name: str) -> list[str]:
	"""The columns of an index in their order; none when there is no such index."""
	rows = frappe.db.sql(f"show index from `tab{doctype}` where Key_name = %s", (name,), as_dict=True)
	return [row.Column_name for row in sorted(rows, key=lambda row: row.Seq_in_index)]
