"""Sales Orders that must stop again after they were submitted."""

from __future__ import annotations

from datetime import datetime

import frappe
from frappe.utils import get_datetime


def stop(name: str, modified: datetime | str) -> None:
	"""Put an order on ERPNext's own On Hold, if it is in force just as it was changed at `modified`."""
	now = frappe.db.get_value("Sales Order", name, ["docstatus", "modified"])
	if now == (1, get_datetime(modified)):
		frappe.get_doc("Sales Order", name).update_status("On Hold")
