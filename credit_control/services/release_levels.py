"""Which releases need more than one Credit Manager: what the policy's matrix says of them."""

from decimal import Decimal

import frappe
from frappe import _

from credit_control.engine import approval
from credit_control.engine.approval import Level
from credit_control.engine.money import HUNDRED, decimal
from credit_control.services import approvers, askers, delegations, judging, policies


def must_not_need_more(hold, user: str, amount=None) -> None:
	"""Raise when the policy asks for more levels, or for somebody else, to release a hold up to an amount.

	`amount` is the cap in company currency; without one what the document would add.
	"""
	levels = levels_of(hold, decimal(amount if amount is not None else hold.amount or 0))
	if not levels or (len(levels) == 1 and _is_entitled(hold, levels[0], user)):
		return
	who = approvers.asked_for(levels)
	frappe.throw(
		_("The policy asks for the approval of {0} here. Ask for a Special Approval instead.").format(who),
		frappe.PermissionError,
		title=_("More Approvals Needed"),
	)


def ceiling(amount_cap: Decimal, tolerance_percent: Decimal) -> Decimal:
	"""What a cap lets pass with its tolerance: that is what is approved."""
	return amount_cap * (HUNDRED + tolerance_percent) / HUNDRED


def levels_of(hold, amount) -> tuple[Level, ...]:
	"""The levels of the matrix for a release; empty where it says nothing about releases."""
	policy = policies.engine_policy(judging.policy_for(hold.customer, hold.company))
	if not approval.has_rows(policy, approval.RELEASE):
		return ()
	return approval.levels_for(policy, approval.RELEASE, amount, hold.grade or None, None)


def _is_entitled(hold, level: Level, user: str) -> bool:
	entitled = approvers.users_of(level.role, level.user)
	# the power of who asked is not there to be lent
	return user in entitled or bool(delegations.principals(user) & (entitled - askers.everybody(hold)))
