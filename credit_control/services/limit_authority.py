"""The approval matrix for every way to a higher limit, where the settings say so.

A Credit Limit Request always goes through it. With *Raise Limits Only by the Approval Matrix* nobody raises a
limit in a Credit File by hand, and an assessment or a bulk change is approved only by who may grant that much
alone.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine import approval
from credit_control.engine.approval import Level
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.standing import NO_CREDIT, UNLIMITED
from credit_control.services import approvers, policies, prefetch, settings

#: what an unlimited customer is granted
ENDLESS = Decimal("Infinity")
#: days before and after all that a limit may name
FIRST, LAST = getdate("1900-01-01"), getdate("9999-12-31")


class Raise(NamedTuple):
	"""A limit with a company before and after, in company currency; `grade` is the one that it will have."""

	customer: str
	company: str
	grade: str | None
	before: Decimal
	after: Decimal


def is_binding() -> bool:
	"""True where every raise goes by the approval matrix."""
	return bool(settings.settings().limits_by_approval)


def granted(mode: str | None, limit: object) -> Decimal:
	"""What a limit grants for good; nothing without a limit, without end where it is unlimited."""
	if mode == UNLIMITED:
		return ENDLESS
	return ZERO if mode in (None, "", NO_CREDIT) else decimal(limit or 0)


def refuse_by_hand(file) -> None:
	"""Raise when somebody's own change of a Credit File raises a limit."""
	if file.flags.ignore_permissions or not is_binding():
		return
	before = file.get_doc_before_save()
	rows = {row.company: row for row in before.limits} if before else {}
	for row in file.limits:
		if _is_raised(rows.get(row.company), row):
			_refuse(
				_("Row {0}: this raises the limit for {1}. Send a Credit Limit Request instead.").format(
					row.idx, row.company
				)
			)


def _is_raised(before, now) -> bool:
	old = granted(before.limit_mode, before.credit_limit) if before else ZERO
	return granted(now.limit_mode, now.credit_limit) > old or _is_longer(before, now)


def _is_longer(before, now) -> bool:
	"""True when a temporary limit grants more, or on more days."""
	amount = decimal(now.temporary_limit or 0)
	if not amount:
		return False
	if not before or amount > decimal(before.temporary_limit or 0):
		return True
	return _from(now) < _from(before) or _until(now) > _until(before)


def _from(row):
	return getdate(row.temporary_from) if row.temporary_from else FIRST


def _until(row):
	return getdate(row.temporary_until) if row.temporary_until else LAST


def must_be_entitled(raises: Iterable[Raise], user: str) -> None:
	"""Raise when the matrix asks for more than this user's approval for one of the limits."""
	raises = [each for each in raises if each.after > each.before] if is_binding() else []
	with prefetch.for_customers([each.customer for each in raises]):
		for each in raises:
			_must_be_entitled(each, user)


def _must_be_entitled(each: Raise, user: str) -> None:
	levels = _levels(each)
	if len(levels) == 1 and user in approvers.users_of(levels[0].role, levels[0].user):
		return
	_refuse(
		_(
			"The policy asks for the approval of {0} to grant {1} that much. Send a Credit Limit Request."
		).format(approvers.asked_for(levels), each.customer)
	)


def _levels(each: Raise) -> tuple[Level, ...]:
	policy = policies.engine_policy(policies.policy_document(each.customer, each.company, getdate()))
	endless = ENDLESS in (each.before, each.after)
	increase = None if endless else approval.increase_percent(each.before, each.after)
	return approval.levels_for(policy, approval.PERMANENT, each.after, each.grade, increase)


def _refuse(text: str) -> None:
	frappe.throw(text, frappe.PermissionError, title=_("More Approvals Needed"))
