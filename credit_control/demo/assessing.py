"""Assessing the ledger's customers by the default scorecard and policy: score, grade, limit, review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from credit_control.engine.assessment import AssessmentResult, assess
from credit_control.engine.behaviour import Behaviour
from credit_control.engine.defaults import default_limit_settings, default_policy, default_scorecard
from credit_control.engine.grades import GradeRule
from credit_control.engine.limits import LimitProposal, LimitSettings, propose
from credit_control.engine.money import ZERO
from credit_control.engine.policy import Policy
from credit_control.engine.reviews import next_review
from credit_control.engine.scorecard import Scorecard
from credit_control.engine.standing import LIMITED, NO_CREDIT, Standing

from . import facts
from .ledger import Customer, Ledger


@dataclass(frozen=True, slots=True)
class Rules:
	"""The policy, its limit methods and the scorecard of one run."""

	policy: Policy
	limits: LimitSettings
	card: Scorecard


@dataclass(frozen=True, slots=True)
class Assessed:
	"""One customer's assessment and the standing it gives. Rule, proposal and review are None without a grade."""

	customer: Customer
	behaviour: Behaviour
	result: AssessmentResult
	rule: GradeRule | None
	proposal: LimitProposal | None
	standing: Standing


def default_rules(language: str = "en") -> Rules:
	"""The defaults of a new site, with the scorecard's advice in one language."""
	return Rules(default_policy(), default_limit_settings(), default_scorecard(language))


def assess_all(ledger: Ledger, rules: Rules) -> tuple[Assessed, ...]:
	"""Every customer of the ledger, best score first; those without a grade last."""
	assessed = [_assess(customer, rules, ledger.today) for customer in ledger.customers]
	return tuple(sorted(assessed, key=_order))


def _order(item: Assessed) -> tuple[bool, Decimal, Decimal]:
	edge = item.rule.score_above if item.rule else ZERO
	return item.rule is None, -edge, -(item.result.score_result.score or ZERO)


def _assess(customer: Customer, rules: Rules, today: date) -> Assessed:
	result = assess(rules.card, rules.policy.grades, facts.facts(customer, today))
	rule = rules.policy.grade_rule(result.model_grade)
	inputs = facts.limit_inputs(customer, today)
	proposal = propose(inputs, rules.limits, rule) if rule else None
	standing = _standing(customer, rules.policy, rule, proposal, today)
	return Assessed(customer, facts.payment_behaviour(customer, today), result, rule, proposal, standing)


def _standing(
	customer: Customer, policy: Policy, rule: GradeRule | None, proposal: LimitProposal | None, today: date
) -> Standing:
	"""What the assessment, approved as it is, makes of the customer."""
	if rule is None or proposal is None:
		return Standing(customer.name, limit_mode=policy.unassessed_mode, limit=policy.unassessed_limit)
	mode = LIMITED if rule.credit_allowed else NO_CREDIT
	review = next_review(today, rule.review_months)
	return Standing(customer.name, rule.grade, mode, proposal.amount or ZERO, next_review=review)
