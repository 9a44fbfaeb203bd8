"""Bulk changes of limits for the desk: previewing, watching, undoing."""

import frappe

from credit_control.services import adjusting, adjustments


@frappe.whitelist(methods=["POST"])
def preview(adjustment: str) -> dict:
	"""Fill a draft's table with what each customer has and would get."""
	frappe.get_doc(adjustments.DOCTYPE, adjustment).check_permission("write")
	return adjustments.preview(adjustment)


@frappe.whitelist(methods=["POST"])
def undo(adjustment: str) -> str:
	"""Make the draft that takes an adjustment back."""
	frappe.get_doc(adjustments.DOCTYPE, adjustment).check_permission("read")
	frappe.has_permission(adjustments.DOCTYPE, "create", throw=True)
	return adjustments.undo(adjustment)


@frappe.whitelist(methods=["POST"])
def resume(adjustment: str) -> None:
	"""Go on applying where a worker died."""
	frappe.get_doc(adjustments.DOCTYPE, adjustment).check_permission("submit")
	adjusting.resume(adjustment)


@frappe.whitelist()
def state(adjustment: str) -> dict:
	"""How far an adjustment is."""
	frappe.get_doc(adjustments.DOCTYPE, adjustment).check_permission("read")
	return adjusting.state(adjustment)
