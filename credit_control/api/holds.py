"""Credit Holds for the desk: asking for a release, releasing, rejecting."""

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.money import decimal
from credit_control.services import holds, releases

DECIDERS = frozenset(("Credit Manager",))


@frappe.whitelist(methods=["POST"])
def request_release(hold: str, reason: str) -> None:
	"""Ask for the release of a held document that the user may see."""
	frappe.get_doc(holds.CREDIT_HOLD, hold).check_permission("read")
	releases.request_release(hold, reason)


@frappe.whitelist(methods=["POST"])
def release(
	hold: str,
	reason: str,
	amount_cap: str | float,
	tolerance_percent: str | float,
	valid_to: str,
) -> None:
	"""Release a held document within an amount, a tolerance and a last day."""
	_only_deciders(hold)
	releases.release(
		hold,
		reason=reason,
		amount_cap=_amount(amount_cap, _("Up to Amount")),
		tolerance=_amount(tolerance_percent, _("Tolerance %")),
		valid_to=getdate(valid_to),
	)


@frappe.whitelist(methods=["POST"])
def reject(hold: str, reason: str) -> None:
	"""Refuse the release of a held document."""
	_only_deciders(hold)
	releases.reject(hold, reason=reason)


@frappe.whitelist(methods=["POST"])
def rejudge(hold: str) -> bool:
	"""Judge a held document again now; True when nothing holds it any more."""
	frappe.get_doc(holds.CREDIT_HOLD, hold).check_permission("read")
	return holds.rejudge_one(hold)


@frappe.whitelist()
def release_defaults(hold: str) -> dict:
	"""What the release dialog proposes."""
	_only_deciders(hold)
	return releases.defaults(hold)


def _only_deciders(hold: str) -> None:
	# not frappe.only_for: in tests that lets everybody through
	if DECIDERS.isdisjoint(frappe.get_roles()):
		frappe.throw(_("Only a Credit Manager may decide about a hold."), frappe.PermissionError)
	frappe.get_doc(holds.CREDIT_HOLD, hold).check_permission("read")


def _amount(value: str | float, label: str):
	try:
		return decimal(value)
	except ValueError:
		frappe.throw(_("{0} is not a number. Enter one.").format(label))
