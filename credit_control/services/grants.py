"""What a release grants a document, and how much of it is used."""

from decimal import Decimal

import frappe
from frappe.utils import getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.release import Release

CREDIT_HOLD = "Credit Hold"
#: a document that outgrew its release is held again, and may still be cut back to what was granted
GRANTING = ("Released", "Held", "Release Requested")
FIELDS = ("name", "status", "amount_cap", "tolerance_percent", "valid_to", "consumed_amount")


def release_for(doc, lock: bool = False) -> Release | None:
	"""The release that a document, or the one it amends, was given; `lock` reads it as it is now."""
	names = [name for name in (doc.name, doc.get("amended_from")) if name]
	hold = _granting_hold(doc.doctype, names)
	return _release(hold, lock) if hold else None


def _granting_hold(doctype: str, names: list[str]) -> str | None:
	filters = {
		"reference_doctype": doctype,
		"reference_name": ["in", names],
		"status": ["in", GRANTING],
		"amount_cap": [">", 0],
	}
	return frappe.db.get_value(CREDIT_HOLD, filters, order_by="creation desc")


def _release(hold: str, lock: bool) -> Release | None:
	row = frappe.db.get_value(CREDIT_HOLD, hold, FIELDS, as_dict=True, for_update=lock)
	if row.status not in GRANTING or not row.amount_cap:
		return None
	return Release(
		reference=row.name,
		amount_cap=decimal(row.amount_cap),
		tolerance_percent=decimal(row.tolerance_percent),
		valid_to=getdate(row.valid_to),
		consumed=decimal(row.consumed_amount),
	)


def consume(hold: str, amount: Decimal) -> None:
	"""Count what passed against its release."""
	used = decimal(frappe.db.get_value(CREDIT_HOLD, hold, "consumed_amount", for_update=True) or 0)
	values = {"status": "Released", "consumed_amount": float(max(ZERO, used + amount))}
	frappe.db.set_value(CREDIT_HOLD, hold, values)


def give_back(doctype: str, name: str, amount: Decimal) -> None:
	"""A released document was cancelled: its release may be used again by the amendment."""
	hold = _granting_hold(doctype, [name])
	if hold:
		consume(hold, -amount)
