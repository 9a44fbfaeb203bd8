"""Which lines of a submitted order were changed by Update Items, and what they were before.

It writes the lines before it saves the order: when the order is judged, only this remembers their old days.
"""

from datetime import date
from decimal import Decimal

import frappe

from credit_control.erp.documents import delivery_day
from credit_control.erp.values import to_decimal


def remember(line) -> None:
	"""Keep the delivery day and the net amount that a line had first in this transaction."""
	before = line.get_doc_before_save()
	if before is None:
		return
	order = frappe.db.get_value(
		"Sales Order", line.parent, ["delivery_date", "transaction_date"], as_dict=True
	)
	values = (delivery_day(order, before), to_decimal(before.base_net_amount))
	_kept().setdefault(line.parent, {}).setdefault(line.name, values)


def of(order) -> dict[str, tuple[date, Decimal]]:
	"""By the names of the changed lines, their delivery day and net amount before; told once."""
	return _kept().pop(order.name, {})


def _kept() -> dict[str, dict[str, tuple[date, Decimal]]]:
	if not hasattr(frappe.local, "credit_moved_lines"):
		frappe.local.credit_moved_lines = {}
		frappe.db.after_commit.add(forget)
		frappe.db.after_rollback.add(forget)
	return frappe.local.credit_moved_lines


def forget() -> None:
	"""The transaction is over."""
	if hasattr(frappe.local, "credit_moved_lines"):
		del frappe.local.credit_moved_lines
