"""Payments that leave a small part of an invoice open: proposed as a dispute, never made into one by themselves."""

from decimal import Decimal

import frappe

from credit_control.engine.money import HUNDRED, ZERO, decimal
from credit_control.engine.receivables import RESIDUE
from credit_control.services import claimed_items, settings
from credit_control.services.disputes import disputed


def left_by(payment: str) -> list[dict]:
	"""Invoice, due_date and amount of what a received payment left open, in company currency.

	Only what is at most the share of the invoice that the settings name, and in no open dispute.
	"""
	doc = frappe.get_doc("Payment Entry", payment)
	most = decimal(settings.settings().short_payment_percent or 0)
	if doc.docstatus != 1 or doc.party_type != "Customer" or not most:
		return []
	paid = {row.reference_name for row in doc.references if row.reference_doctype == "Sales Invoice"}
	contested = disputed(doc.party, doc.company)
	rows = [row for row in claimed_items.choice(doc.party, doc.company) if row["invoice"] in paid]
	return [row for row in rows if row["invoice"] not in contested and _is_small(row, most)]


def _is_small(row: dict, most: Decimal) -> bool:
	left = decimal(row["amount"])
	total = decimal(frappe.db.get_value("Sales Invoice", row["invoice"], "base_grand_total") or 0)
	return left > RESIDUE and total > ZERO and left / total * HUNDRED <= most
