"""What if: what the model would say of a customer with other values. Nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import add_months, getdate

from credit_control.engine import scenarios
from credit_control.engine.assessment import AssessmentResult, Facts, assess
from credit_control.engine.comparison import Assessed
from credit_control.engine.grades import rank
from credit_control.engine.indicators import INDICATORS
from credit_control.engine.limits import LimitInputs, propose
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.scorecard import Value
from credit_control.services import (
	assessment_comparison,
	assessment_inputs,
	indicator_words,
	indicators,
	joining,
	payment_history,
)
from credit_control.services.assessment_inputs import Kept
from credit_control.services.indicators import Subject

MONTHS = 3
LABELS = {
	scenarios.PAYS_ON_TIME: "Pays on time for three months",
	scenarios.CLEARS_OVERDUE: "Clears everything overdue",
	scenarios.AUDITED_STATEMENTS: "Hands in audited statements",
	scenarios.ADDS_SECURITY: "Adds a security",
}


@dataclass(frozen=True)
class Situation:
	"""What is known of the customer while scenarios and changes are put on top of each other."""

	facts: Facts
	inputs: LimitInputs


def choices(doc) -> dict:
	"""What may be changed: the factors with their values as they stand, and the ready scenarios."""
	kept = assessment_inputs.load(doc)
	factors = [_choice(row.indicator, row.value) for row in kept.result().score_result.rows]
	return {
		"factors": factors,
		"scenarios": [{"code": code, "label": _(text)} for code, text in LABELS.items()],
	}


def _choice(code: str, value: Value) -> dict:
	known = INDICATORS[code]
	return {
		"indicator": code,
		"label": indicator_words.label(code),
		"value": indicator_words.value(code, value),
		"unit": known.unit,
		"category": known.direction == "category",
		"texts": [{"value": text, "label": _(text, context=indicator_words.CONTEXT)} for text in known.texts],
	}


def what_if(
	doc, changes: Mapping[str, str] | None = None, chosen: list[str] | None = None, security: object = None
) -> dict:
	"""Score, grade and limit as they are and as they would be, with what makes the difference.

	`changes` are indicator values as texts by code; `chosen` are scenario codes, which come first;
	`security` is what the new security is worth after haircut, in company currency.
	"""
	kept = assessment_inputs.load(doc)
	now = Situation(kept.stored.facts, kept.stored.limit_inputs)
	then = now
	for code in chosen or []:
		then = _scenario(doc, code, then, security)
	values = {code: _value(code, text) for code, text in (changes or {}).items()}
	then = replace(then, facts=scenarios.with_values(then.facts, values))
	return _answer(doc, kept, now, then)


def _scenario(doc, code: str, situation: Situation, security: object) -> Situation:
	if code == scenarios.PAYS_ON_TIME:
		return _pays_on_time(doc, situation)
	if code == scenarios.CLEARS_OVERDUE:
		return replace(situation, facts=scenarios.overdue_cleared(situation.facts))
	if code == scenarios.AUDITED_STATEMENTS:
		return replace(situation, facts=scenarios.statements_audited(situation.facts))
	if code == scenarios.ADDS_SECURITY:
		return _adds_security(doc, situation, security)
	frappe.throw(_("There is no scenario {0}.").format(code))


def _pays_on_time(doc, situation: Situation) -> Situation:
	day = getdate(doc.as_of)
	history = payment_history.of_customer(doc.customer, doc.company, getdate(add_months(day, -12)), day)
	ahead = scenarios.pay_on_time(history, day, MONTHS)
	if ahead is None:
		frappe.throw(
			_("{0} has no invoices of the last 12 months, so there is nothing to pay on time.").format(
				doc.customer_name or doc.customer
			)
		)
	return Situation(
		scenarios.paid_on_time(situation.facts, ahead, MONTHS),
		replace(situation.inputs, average_days_late=ahead.paid.weighted_days_late),
	)


def _adds_security(doc, situation: Situation, security: object) -> Situation:
	worth = _number(security, _("Security", context="Credit Assessment"))
	if worth <= ZERO:
		frappe.throw(_("Security: enter what it is worth after haircut, above zero."))
	secured = (situation.inputs.security or ZERO) + worth
	owed = indicators.exposure(Subject(doc.customer, doc.company, getdate(doc.as_of)))
	return Situation(
		scenarios.security_added(situation.facts, secured, owed), replace(situation.inputs, security=secured)
	)


def _value(code: str, text: str) -> Value:
	"""What the user entered for an indicator; nothing means that it is not known."""
	if code not in INDICATORS:
		frappe.throw(_("There is no indicator {0}.").format(code))
	known, text = INDICATORS[code], (text or "").strip()
	if not text:
		return None
	if text in known.texts:
		return text
	if known.direction == "category":
		options = joining.listed(_(each, context=indicator_words.CONTEXT) for each in known.texts)
		frappe.throw(_("{0} is never {1}. Choose one of: {2}.").format(_(known.label), text, options))
	return _number(text, _(known.label))


def _number(value: object, label: str) -> Decimal:
	try:
		return decimal(str(value if value is not None else "").replace(",", ""))
	except ValueError:
		frappe.throw(_("{0} is not a number. Enter one.").format(label))


def _answer(doc, kept: Kept, now: Situation, then: Situation) -> dict:
	before, after = (assess(kept.card, kept.rules, each.facts) for each in (now, then))
	found = assessment_comparison.moved(Assessed(kept.card, now.facts), Assessed(kept.card, then.facts))
	return {
		"currency": doc.currency,
		"before": _outcome(kept, before, now.inputs),
		"after": _outcome(kept, after, then.inputs),
		"steps": _steps(kept, before, after),
		**found,
	}


def _outcome(kept: Kept, result: AssessmentResult, inputs: LimitInputs) -> dict:
	rule = kept.rule(result.model_grade)
	proposal = propose(inputs, kept.stored.limit_settings or kept.settings, rule) if rule else None
	score = result.score_result.score
	return {
		"score": None if score is None else float(score),
		"coverage": float(result.score_result.coverage),
		"grade": result.model_grade or "",
		"limit": None if proposal is None or proposal.amount is None else float(proposal.amount),
	}


def _steps(kept: Kept, before: AssessmentResult, after: AssessmentResult) -> int | None:
	"""Grades won (above zero) or lost; None where one of them is missing."""
	if not (before.model_grade and after.model_grade):
		return None
	return rank(before.model_grade, kept.rules) - rank(after.model_grade, kept.rules)
