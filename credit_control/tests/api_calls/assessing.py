"""Assessments, their basis and their repetition."""

from __future__ import annotations

import frappe
from frappe.utils import nowdate

from credit_control.tests.api_calls.kinds import DEPARTMENT, MANAGER, Call

CALLS = (
	Call("assessments.compare_with_today", DEPARTMENT, lambda on: {"name": on.assessment}),
	Call(
		"assessments.play_through",
		DEPARTMENT,
		lambda on: {"name": on.assessment, "changes": {"legal_record": "Clean"}},
	),
	Call("assessments.run_again", DEPARTMENT, lambda on: {"name": on.assessment}),
	Call("assessments.what_if_choices", DEPARTMENT, lambda on: {"name": on.assessment}),
	Call("decisions.verify", DEPARTMENT, lambda on: {"decision": on.decision}),
	Call("reassessments.cancel", DEPARTMENT, lambda on: {"run": on.bulk["cancel"]}, posts=True),
	Call("reassessments.pause", DEPARTMENT, lambda on: {"run": on.bulk["pause"]}, posts=True),
	Call("reassessments.resume", DEPARTMENT, lambda on: {"run": on.bulk["resume"]}, posts=True),
	Call("reassessments.start", DEPARTMENT, lambda on: {"run": on.bulk["start"]}, posts=True),
	Call("reassessments.state", DEPARTMENT, lambda on: {"run": on.bulk["pause"]}),
	Call("scorecards.indicators", DEPARTMENT),
	Call(
		"scorecards.promote", MANAGER, lambda on: {"name": on.challenger, "valid_from": nowdate()}, posts=True
	),
	Call("trials.cancel", MANAGER, lambda on: {"name": on.trial}, posts=True),
	Call(
		"trials.detail",
		DEPARTMENT,
		lambda on: {"name": frappe.db.get_value("Credit Scorecard Trial Result", {"trial": on.trial})},
	),
	Call("trials.picture", DEPARTMENT, lambda on: {"name": on.trial}),
	Call("trials.resume", MANAGER, lambda on: {"name": on.trial}, posts=True),
	Call(
		"trials.start",
		MANAGER,
		lambda on: {"scorecard": on.challenger, "company": on.company, "sample_size": 1},
		posts=True,
	),
)
