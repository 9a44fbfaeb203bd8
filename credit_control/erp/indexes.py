"""Indexes that make the cost of an order check follow what is open and not how long the history is.

`setup/indexes.py` creates and removes them. Their names are ours, so that removing the app removes
exactly these.
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
		"Payment Entry",
		("party", "company", "docstatus", "mode_of_payment", "clearance_date"),
		"credit_control_uncleared",
	),
	(
		"Payment Entry",
		("party", "company", "docstatus", "mode_of_payment", "bill_maturity_date", "reference_date"),
		"credit_control_unmatured",
	),
	(
		"Journal Entry",
		("company", "docstatus", "mode_of_payment", "clearance_date"),
		"credit_control_uncleared",
	),
	(
		"Journal Entry",
		("company", "docstatus", "mode_of_payment", "bill_maturity_date", "cheque_date"),
		"credit_control_unmatured",
	),
	("Journal Entry", ("reversal_of", "docstatus"), "credit_control_reversals"),
	(
		"POS Invoice",
		("customer", "company", "docstatus", "consolidated_invoice"),
		"credit_control_unconsolidated",
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
	# each document, payment and change of a file asks whether anything waits for its customer
	("Credit Hold", ("customer", "company", "status"), "credit_control_holds_of_customer"),
	("Credit Hold", ("status", "held_on"), "credit_control_waiting_holds"),
	# a collection run asks who was contacted lately, and follows what is not done yet
	("Collection Notice", ("customer", "company", "taken_on"), "credit_control_notices_of_customer"),
	("Collection Notice", ("status", "communication"), "credit_control_open_notices"),
	# every assessment asks what was disputed on its day, and which promises were kept
	("Payment Dispute", ("customer", "company", "raised_on"), "credit_control_disputes_of_customer"),
	("Promise to Pay", ("customer", "company", "promised_date"), "credit_control_promises_of_customer"),
	# the collector's worklist goes through the open cases in the order of its index
	("Collection Case", ("status", "priority", "overdue_amount"), "credit_control_cases_by_priority"),
	(
		"Collection Case",
		("status", "collector", "priority", "overdue_amount"),
		"credit_control_cases_of_collector",
	),
	("Collection Case", ("customer", "company", "status"), "credit_control_cases_of_customer"),
)


def missing() -> list[tuple[str, str]]:
	"""DocType and name of each index that is not there, or has other columns."""
	return [(doctype, name) for doctype, fields, name in INDEXES if columns_of(doctype, name) != list(fields)]


def columns_of(doctype: str, name: str) -> list[str]:
	"""The columns of an index in their order; none when there is no such index."""
	rows = frappe.db.sql(f"show index from `tab{doctype}` where Key_name = %s", (name,), as_dict=True)
	return [row.Column_name for row in sorted(rows, key=lambda row: row.Seq_in_index)]
