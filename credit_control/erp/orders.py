"""Sales Orders that must stop again after they were submitted."""

from __future__ import annotations

from datetime import datetime

import frappe
from frappe.utils import get_datetime

#: nothing is left to stop, or it stands still already
NOT_MOVING = ("Closed", "Completed", "Cancelled", "On Hold")


def stop(name: str, modified: datetime | str) -> None:
	"""Put an order on ERPNext's own On Hold, if it is in force just as it was changed at `modified`."""
	now = frappe.db.get_value("Sales Order", name, ["docstatus", "modified"])
	if now == (1, get_datetime(modified)):
		frappe.get_doc("Sales Order", name).update_status("On Hold")


def stop_moving(name: str) -> bool:
	"""Put an order On Hold when something of it is still to be delivered or billed; False when not."""
	if not is_moving(name):
		return False
	frappe.get_doc("Sales Order", name).update_status("On Hold")
	return True


def is_moving(name: str) -> bool:
	"""True for a submitted order that still has something to deliver or bill and does not stand still."""
	found = frappe.db.get_value("Sales Order", name, ["docstatus", "status"])
	return bool(found) and found[0] == 1 and found[1] not in NOT_MOVING


def moving(customer: str, company: str | None = None) -> list:
	"""The customer's submitted orders that still have something to deliver or bill, the oldest first."""
	filters = {"customer": customer, "docstatus": 1, "status": ["not in", NOT_MOVING]}
	if company:
		filters["company"] = company
	return frappe.get_all(
		"Sales Order",
		filters=filters,
		fields=["name", "company", "transaction_date", "base_grand_total", "status", "delivery_date"],
		order_by="transaction_date, name",
	)
