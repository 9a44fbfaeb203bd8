"""Who may decide a step of an approval: by role or by name, in somebody's place, never their own request."""

from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import get_fullname
from frappe.utils.user import get_users_with_role

from credit_control.engine.approval import Level, nobody_for
from credit_control.services import authorship, delegations, joining

WAITING, ESCALATED, APPROVED = "Waiting", "Escalated", "Approved"
#: a step in one of these waits for its decision
OPEN = (WAITING, ESCALATED)


class Authority(NamedTuple):
	"""By whose right a user decides: their own (None), or that of somebody they stand in for."""

	on_behalf_of: str | None = None


def open_step(doc):
	"""The step whose turn it is, None when nothing waits."""
	return next((step for step in doc.steps if step.status in OPEN), None)


def authority(doc, user: str) -> Authority:
	"""By whose right a user may decide the open step of a document.

	Raises PermissionError with the reason when they may not, whatever roles they have.
	"""
	step = open_step(doc)
	if user in requesters(doc):
		_refuse(_("You asked for this or prepared it. Somebody else must decide."), _("Not Your Own Request"))
	decided = _level_decided_by(doc, user)
	if decided:
		text = _("You decided level {0} already. Another person must decide level {1}.")
		_refuse(text.format(decided, step.level), _("One Person, One Level"))
	found = _right_of(doc, step, user)
	if found is None:
		_refuse(
			_("Level {0} is decided by {1}.").format(step.level, approver_label(step)), _("Not Your Turn")
		)
	return found


def may_decide(doc, user: str) -> Authority | None:
	"""The same as `authority`, None instead of an error."""
	step = open_step(doc)
	if step is None or user in requesters(doc) or _level_decided_by(doc, user):
		return None
	return _right_of(doc, step, user)


def _refuse(text: str, title: str) -> None:
	frappe.throw(text, frappe.PermissionError, title=title)


def _right_of(doc, step, user: str) -> Authority | None:
	entitled = eligible(step)
	if user in entitled:
		return Authority()
	# the power of who asked, or of who has decided a level, is not there to be lent
	barred = requesters(doc) | used(doc)
	lent = sorted(principal for principal in delegations.principals(user) if principal in entitled - barred)
	return Authority(lent[0]) if lent else None


def requesters(doc) -> set[str]:
	"""Everybody who asked or wrote: none of them decides."""
	return {name for name in (doc.owner, doc.get("requested_by"), *authorship.authors(doc)) if name}


def used(doc) -> set[str]:
	"""Everybody who decided a level, or in whose place one was decided."""
	decided = [step for step in doc.steps if step.status == APPROVED]
	return {name for step in decided for name in (step.decided_by, step.on_behalf_of) if name}


def _level_decided_by(doc, user: str) -> int | None:
	decided = [step for step in doc.steps if step.status == APPROVED]
	return next((step.level for step in decided if user in (step.decided_by, step.on_behalf_of)), None)


def eligible(step) -> set[str]:
	"""The enabled users by whose right a step is decided; after escalation those it went on to as well."""
	found = users_of(step.approver_role, step.approver_user)
	if step.status == ESCALATED:
		found |= users_of(step.escalate_role, step.escalate_user)
	return found


def users_of(role: str | None, user: str | None) -> set[str]:
	"""The enabled users with a role, or the one named user; Administrator stands for nobody."""
	if user:
		return {user} if frappe.db.get_value("User", user, "enabled") else set()
	return set(get_users_with_role(role)) if role else set()


def to_tell(doc, step) -> list[str]:
	"""Who can decide the open step now: those entitled and their deputies, without who is barred."""
	barred = requesters(doc) | used(doc)
	entitled = eligible(step) - barred
	standing_in = {deputy for user in entitled for deputy in delegations.deputies(user)}
	return sorted((entitled | standing_in) - barred)


def must_be_decidable(doc, levels: tuple[Level, ...]) -> None:
	"""Raise when the levels cannot each be decided by another person than who asks."""
	barred = requesters(doc)
	candidates = [_people(level, barred) for level in levels]
	missing = nobody_for(candidates)
	if missing is None:
		return
	level = levels[missing]
	label = _(level.role) if level.role else get_fullname(level.user)
	if candidates[missing]:
		text = _(
			"Level {0} ({1}) would be left to somebody who decides another level. Give {1} to one more person."
		)
	else:
		text = _(
			"Nobody can decide level {0} ({1}): there is no enabled user other than you. Give the role to somebody."
		)
	frappe.throw(text.format(level.level, label), title=_("Nobody Can Approve"))


def _people(level: Level, barred: set[str]) -> set[str]:
	entitled = users_of(level.role, level.user) - barred
	return entitled | {deputy for user in entitled for deputy in delegations.deputies(user)} - barred


def approver_label(step) -> str:
	"""Whose turn it is, in the reader's language."""
	label = get_fullname(step.approver_user) if step.approver_user else _(step.approver_role or "")
	if step.status == ESCALATED and (step.escalate_user or step.escalate_role):
		further = get_fullname(step.escalate_user) if step.escalate_user else _(step.escalate_role)
		return _("{0} or {1}", context="Credit Approval").format(label, further)
	return label


def names_of(doc) -> dict[str, str]:
	"""The full names of everybody named on a request: a browser knows only the reader's own."""
	steps = ((step.approver_user, step.decided_by, step.on_behalf_of) for step in doc.steps)
	users = {doc.requested_by, *(user for step in steps for user in step)}
	mine = may_decide(doc, frappe.session.user)
	users.add(mine and mine.on_behalf_of)
	return {user: get_fullname(user) for user in users if user}


def may_see_pack(doc, user: str) -> bool:
	"""An approval pack holds the customer's file: for who may read files, and for who decides or decided."""
	if frappe.has_permission("Credit File", "read", user=user):
		return True
	return user in used(doc) or may_decide(doc, user) is not None


def asked_for(levels) -> str:
	"""Who decides these levels, in words: people by their full names, else roles."""
	return joining.listed(get_fullname(level.user) if level.user else _(level.role) for level in levels)
