"""Credit Holds for the desk: asking for a release, releasing, rejecting."""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from credit_control.engine.money import decimal
from credit_control.services import bulk_decisions, hold_review, releases, revoking
from credit_control.services.hold_words import CREDIT_HOLD, FOLLOWING

DECIDERS = frozenset(("Credit Manager",))


@frappe.whitelist(methods=["POST"])
def request_release(hold: str, reason: str) -> None:
	"""Ask for the release of a held document that the user may see."""
	frappe.get_doc(CREDIT_HOLD, hold).check_permission("read")
	releases.request_release(hold, reason)


@frappe.whitelist(methods=["POST"])
def release(
	hold: str,
	reason: str,
	amount_cap: str | float,
	tolerance_percent: str | float,
	valid_to: str,
	scope: str = FOLLOWING,
	submit: bool | int | str = False,
) -> None:
	"""Release a held document within a scope, an amount, a tolerance and a last day."""
	_only_deciders(hold)
	releases.release(
		hold,
		reason=reason,
		amount_cap=_amount(amount_cap, _("Up to Amount")),
		tolerance=_amount(tolerance_percent, _("Tolerance %")),
		valid_to=getdate(valid_to),
		scope=scope,
		submit=bool(cint(submit)),
	)


@frappe.whitelist(methods=["POST"])
def reject(hold: str, reason: str) -> None:
	"""Refuse the release of a held document."""
	_only_deciders(hold)
	releases.reject(hold, reason=reason)


@frappe.whitelist(methods=["POST"])
def revoke(hold: str, reason: str) -> list[str]:
	"""Take a release back; returns the orders that were put On Hold because of it."""
	_only_deciders(hold)
	return revoking.revoke(hold, reason=reason)


@frappe.whitelist()
def used_orders(hold: str) -> list[str]:
	"""The orders that revoking the release would put On Hold."""
	_only_deciders(hold)
	return revoking.orders_to_stop(frappe.get_doc(CREDIT_HOLD, hold))


@frappe.whitelist(methods=["POST"])
def release_many(
	holds: str | list,
	reason: str,
	valid_to: str,
	tolerance_percent: str | float | None = None,
	submit: bool | int | str = False,
) -> dict:
	"""Release many held documents, each up to its own amount; returns what was done and what was refused."""
	_only_decider_roles()
	values = {"reason": reason, "valid_to": valid_to, "submit": cint(submit)}
	if tolerance_percent not in (None, ""):
		values["tolerance_percent"] = float(_amount(tolerance_percent, _("Tolerance %")))
	return bulk_decisions.decide(bulk_decisions.RELEASE, frappe.parse_json(holds), values)


@frappe.whitelist(methods=["POST"])
def reject_many(holds: str | list, reason: str) -> dict:
	"""Reject many held documents; returns what was done and what was refused."""
	_only_decider_roles()
	return bulk_decisions.decide(bulk_decisions.REJECT, frappe.parse_json(holds), {"reason": reason})


@frappe.whitelist(methods=["POST"])
def rejudge(hold: str) -> bool:
	"""Judge a held document again now; True when nothing holds it any more."""
	frappe.get_doc(CREDIT_HOLD, hold).check_permission("read")
	return hold_review.rejudge_one(hold)


@frappe.whitelist()
def release_defaults(hold: str) -> dict:
	"""What the release dialog proposes."""
	_only_deciders(hold)
	return releases.defaults(hold)


def _only_deciders(hold: str) -> None:
	_only_decider_roles()
	frappe.get_doc(CREDIT_HOLD, hold).check_permission("read")


def _only_decider_roles() -> None:
	# not frappe.only_for: in tests that lets everybody through
	if DECIDERS.isdisjoint(frappe.get_roles()):
		frappe.throw(_("Only a Credit Manager may decide about a hold."), frappe.PermissionError)


def _amount(value: str | float, label: str):
	try:
		return decimal(value)
	except ValueError:
		frappe.throw(_("{0} is not a number. Enter one.").format(label))
