"""The worklist of held documents: one page of it, and what it can be filtered by."""

import frappe
from frappe import _

from credit_control.services import hold_words, worklist


@frappe.whitelist()
def read(
	filters: str | dict | None = None,
	status: str | None = None,
	order: str = "priority",
	start: int | str = 0,
) -> dict:
	"""What waits for a decision and the user may see, fifty at a time."""
	_only_readers()
	chosen = frappe.parse_json(filters) or {}
	_must_be_known(chosen, status, order)
	return worklist.read(chosen, status=status or None, order=order, start=int(start))


@frappe.whitelist()
def choices() -> dict:
	"""The values to filter by."""
	_only_readers()
	return worklist.choices()


def _only_readers() -> None:
	frappe.has_permission(hold_words.CREDIT_HOLD, "read", throw=True)


def _must_be_known(filters: dict, status: str | None, order: str) -> None:
	known = {*worklist.CONDITIONS, "waiting_days"}
	if not known.issuperset(filters) or order not in worklist.ORDERS:
		frappe.throw(_("The worklist cannot be filtered or sorted like that."))
	if status and status not in hold_words.WAITING:
		frappe.throw(_("Status {0} does not wait for a decision.").format(status))
