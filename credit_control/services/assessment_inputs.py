"""The inputs that an assessment keeps: written while it is filled, read back to prove or explain it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _

from credit_control.engine.assessment import AssessmentResult
from credit_control.engine.grades import GradeRule
from credit_control.engine.limits import LimitInputs, LimitProposal, LimitSettings
from credit_control.engine.scorecard import Scorecard
from credit_control.engine.stored import StoredInputs, from_json, propose_again, rerun, to_json
from credit_control.services import policies, proposals, scorecards


class UnreadableInputsError(frappe.ValidationError):
	"""An assessment's inputs are missing or cannot be read, or its scorecard or policy is gone."""


@dataclass(frozen=True)
class Kept:
	"""An assessment's inputs with the scorecard and the policy that it names."""

	stored: StoredInputs
	card: Scorecard
	rules: tuple[GradeRule, ...]
	settings: LimitSettings
	scorecard: Any
	policy: Any

	def result(self) -> AssessmentResult:
		"""The result of the kept facts."""
		return rerun(self.stored, self.card, self.rules)

	def rule(self, grade: str | None) -> GradeRule | None:
		"""What the policy grants a grade; None without one."""
		return next((rule for rule in self.rules if rule.grade == grade), None)

	def proposal(self, grade: str | None) -> LimitProposal | None:
		"""The limit of the kept inputs for a grade; None without one."""
		return propose_again(self.stored, self.settings, self.rule(grade))


def dump(basis, limit_inputs: LimitInputs) -> str:
	"""The inputs of a Basis as JSON."""
	settings = proposals.limit_settings(basis.policy)
	stored = to_json(basis.facts, limit_inputs, settings, basis.card, basis.rules)
	return json.dumps(stored, ensure_ascii=False, indent=1)


def load(doc, *, as_stored: bool = False) -> Kept:
	"""What an assessment stood on; raises UnreadableInputsError when that cannot be had.

	`as_stored` reads scorecard and policy from the database, past every cache: to find what was changed there.
	"""
	if not (doc.scorecard and doc.policy):
		_refuse(_("Its policy or scorecard was cancelled. Save the draft, so that it follows today's."))
	try:
		stored = from_json(json.loads(doc.inputs or "{}"))
	except ValueError:
		_refuse(_("Its stored inputs cannot be read."))
	read = frappe.get_doc if as_stored else frappe.get_cached_doc
	scorecard, policy = read("Credit Scorecard", doc.scorecard), read("Credit Policy", doc.policy)
	return Kept(
		stored=stored,
		card=scorecards.convert(scorecard) if as_stored else scorecards.engine_scorecard(scorecard),
		rules=policies.grade_rules(policy),
		settings=proposals.limit_settings(policy),
		scorecard=scorecard,
		policy=policy,
	)


def _refuse(reason: str) -> None:
	title = _("Assessment Cannot Be Computed Again")
	frappe.throw(reason, UnreadableInputsError, title=title)
