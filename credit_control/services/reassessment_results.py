"""What re-assessing one customer gave, as a row of Credit Reassessment Result."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import now

from credit_control.engine.grades import GradeRule, best_first
from credit_control.erp import compat
from credit_control.erp.selection import Chosen
from credit_control.services import assessment_basis, assessments, faults, policies
from credit_control.services.proposals import METHOD_LABELS

DOCTYPE = "Credit Reassessment Result"
ONLY_SCORE, DRAFT_MOVERS, DRAFT_ALL = (
	"Only Score",
	"Draft Assessments for Movers",
	"Draft Assessments for All",
)
SAME, BETTER, WORSE = "Same Grade", "Better", "Worse"
FIRST, NO_GRADE, NOT_ASSESSED = "First Grade", "No Grade", "Not Assessed"
MOVED = (BETTER, WORSE, FIRST, NO_GRADE)
SAVEPOINT = "credit_reassessment"


@dataclass(frozen=True)
class Task:
	"""What a run does with each customer."""

	run: str
	company: str
	as_of: date
	action: str


def reassess(task: Task, chosen: Chosen) -> dict:
	"""Assess one customer; a customer that cannot be assessed gives a row with the reason.

	Raises what the database raises when it could not give a lock: then the whole chunk is done again.
	"""
	frappe.db.savepoint(SAVEPOINT)
	try:
		return {**_head(task, chosen), **_assessed(task, chosen)}
	except Exception as error:
		if compat.is_lock_error(error):
			raise
		frappe.db.rollback(save_point=SAVEPOINT)
		reason = faults.reason_of(error, "Credit reassessment of a customer failed")
		return {**_head(task, chosen), "outcome": NOT_ASSESSED, "error": reason}


def _head(task: Task, chosen: Chosen) -> dict:
	return {
		# one row for a customer in a run, whatever happens to the worker
		"name": f"{task.run}-{chosen.file}",
		"run": task.run,
		"credit_file": chosen.file,
		"customer": chosen.customer,
	}


def _assessed(task: Task, chosen: Chosen) -> dict:
	basis, result = assessment_basis.assess_customer(chosen.customer, task.company, task.as_of)
	_inputs, proposal = basis.propose_limit(result.model_grade, None)
	row = next((row for row in basis.file.limits if row.company == task.company), None)
	old, new = basis.file.grade or None, result.model_grade
	outcome = movement(old, new, policies.grade_rules(basis.policy))
	return {
		"customer_name": basis.file.customer_name,
		"old_grade": old or "",
		"new_grade": new or "",
		"old_score": _figure(basis.file.score) if basis.file.last_assessment else "",
		"new_score": _figure(result.score_result.score),
		"coverage": float(result.score_result.coverage),
		"old_limit": _limit(row),
		"new_limit": _figure(proposal.amount) if proposal else "",
		"binding_method": METHOD_LABELS.get(proposal.binding, "") if proposal else "",
		"outcome": outcome,
		"assessment": _draft(task, chosen) if _wants_draft(task, outcome) else None,
	}


def movement(old: str | None, new: str | None, rules: tuple[GradeRule, ...]) -> str:
	"""Where a customer moves from one grade to another; an old grade that the table lost counts as none."""
	order = [rule.grade for rule in best_first(rules)]
	if new is None:
		return NO_GRADE if old else SAME
	if old not in order:
		return FIRST
	if old == new:
		return SAME
	return BETTER if order.index(new) < order.index(old) else WORSE


def _limit(row) -> str:
	if row is None:
		return ""
	return _figure(row.credit_limit) if row.limit_mode == "Limited" else row.limit_mode


def _figure(value: Decimal | float | None) -> str:
	return "" if value is None else f"{value:.2f}"


def _wants_draft(task: Task, outcome: str) -> bool:
	return task.action == DRAFT_ALL or (task.action == DRAFT_MOVERS and outcome in MOVED)


def _draft(task: Task, chosen: Chosen) -> str:
	"""A draft assessment for approval; the one that waits already where there is one."""
	where = {"customer": chosen.customer, "company": task.company, "docstatus": 0}
	waiting = frappe.db.get_value(assessments.DOCTYPE, where)
	if waiting:
		return waiting
	doc = frappe.get_doc(
		{
			"doctype": assessments.DOCTYPE,
			"customer": chosen.customer,
			"company": task.company,
			"as_of": task.as_of,
			"reason": "Review",
			"review_key": f"{task.run}|{chosen.file}",
		}
	)
	# the run is the right to draft; approving has its own
	return doc.insert(ignore_permissions=True).name


def keep(rows: list[dict]) -> None:
	"""Write rows in one statement; a row that is there already stays."""
	stamp, user = now(), frappe.session.user
	fields = ["name", "owner", "modified_by", "creation", "modified", *VALUES]
	values = [
		(row["name"], user, user, stamp, stamp, *(row.get(name, default) for name, default in VALUES.items()))
		for row in rows
	]
	frappe.db.bulk_insert(DOCTYPE, fields, values, ignore_duplicates=True)


#: fields of a result and what they hold without a value
VALUES = {
	"run": "",
	"credit_file": None,
	"customer": None,
	"customer_name": "",
	"outcome": "",
	"old_score": "",
	"new_score": "",
	"old_grade": "",
	"new_grade": "",
	"coverage": 0,
	"old_limit": "",
	"new_limit": "",
	"binding_method": "",
	"assessment": None,
	"error": None,
}
