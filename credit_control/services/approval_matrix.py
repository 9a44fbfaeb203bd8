"""The approval matrix of a Credit Policy: from its table to the engine, and its faults named."""

import re
from collections.abc import Iterator
from decimal import Decimal

import frappe
from frappe import _

from credit_control.engine.approval import WRITE_OFF, ApprovalLevel, matrix_problems
from credit_control.engine.money import decimal

#: what an approver has to be able to open
REQUEST, WRITE_OFF_REQUEST = "Credit Limit Request", "Bad Debt Write-Off"


def levels(doc) -> tuple[ApprovalLevel, ...]:
	"""The matrix as the engine reads it; conditions of zero are none."""
	return tuple(_level(row) for row in doc.get("approvals") or [])


def _level(row) -> ApprovalLevel:
	return ApprovalLevel(
		kind=row.kind,
		level=int(row.level or 0),
		role=row.approver_role or None,
		user=row.approver_user or None,
		amount_from=_condition(row.amount_from),
		grades=grades_of(row.grades),
		increase_above=_condition(row.increase_above),
		days=row.escalate_after or None,
		escalate_role=row.escalate_role or None,
		escalate_user=row.escalate_user or None,
	)


def _condition(value) -> Decimal | None:
	return decimal(value) if value else None


def grades_of(text: str | None) -> tuple[str, ...]:
	"""The grades of a cell, parted by commas of either script or by spaces."""
	return tuple(grade for grade in re.split(r"[\s,;、，；]+", text or "") if grade)


def validate(doc) -> None:
	"""Raise when the matrix has faults, naming each; what does not apply to a row is emptied."""
	for row in doc.get("approvals") or []:
		row.grades = ", ".join(grades_of(row.grades))
	problems = matrix_problems(levels(doc), {row.grade for row in doc.grades})
	sentences = [problem.render(_) for problem in problems] + _who_may_not_read(doc)
	if sentences:
		frappe.throw(sentences, title=_("The Approval Matrix Has Faults"), as_list=True)


def _who_may_not_read(doc) -> list[str]:
	"""Approvers that could not open what they are to approve."""
	return [sentence for row in doc.get("approvals") or [] for sentence in _who_may_not_read_for(row)]


def _who_may_not_read_for(row) -> Iterator[str]:
	readers = _readers(_asked_with(row))
	for role in filter(None, (row.approver_role, row.escalate_role)):
		if role not in readers:
			yield _unreadable(row, _(role))
	for user in filter(None, (row.approver_user, row.escalate_user)):
		if readers.isdisjoint(frappe.get_roles(user)):
			yield _unreadable(row, user)


def _asked_with(row) -> str:
	return WRITE_OFF_REQUEST if row.kind == WRITE_OFF else REQUEST


def _readers(doctype: str) -> set[str]:
	return {row.role for row in frappe.get_meta(doctype).permissions if row.read and not row.permlevel}


def _unreadable(row, who: str) -> str:
	text = _("Row {0}: {1} may not read a {2}. Allow it in the Role Permissions Manager.")
	return text.format(row.idx, who, _(_asked_with(row)))
