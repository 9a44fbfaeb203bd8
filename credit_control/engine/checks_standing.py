"""Checks on the customer: its grade, review, file and contract, its conduct, and a person's hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from .circumstances import ManualHold, Missing
from .findings import Finding, finding
from .messages import Message
from .policy import WARN, CheckRule

if TYPE_CHECKING:
	from .case import Case


def held_by_hand(case: Case, rule: CheckRule) -> Finding | None:
	"""A person stopped all new documents of the customer."""
	hold = case.circumstances.manual_hold
	if hold is None or not hold.holds(case.today):
		return None
	return Finding(hold.reason, hold.until, _hold_message(hold))


def _hold_message(hold: ManualHold) -> Message:
	params = {"by": hold.by, "reason": hold.reason, "day": hold.until}
	if hold.until is None:
		return Message("{by} stopped all new documents of the customer: {reason}.", params)
	return Message("{by} stopped all new documents of the customer until {day}: {reason}.", params)


def grade_without_credit(case: Case, rule: CheckRule) -> Finding | None:
	"""The grade gives no credit; a customer that was never graded is at most a warning."""
	grade = case.standing.grade
	if not grade:
		return Finding(None, None, Message("The customer has no grade yet."), at_most=WARN)
	row = case.policy.grade_rule(grade)
	if row is None:
		return finding(grade, None, "Grade {grade} is not in the policy's grade table.", grade=grade)
	if row.credit_allowed:
		return None
	return finding(grade, None, "Grade {grade} buys against payment only.", grade=grade)


def review_expired(case: Case, rule: CheckRule) -> Finding | None:
	"""The review date, with the policy's days of grace, has passed."""
	due = case.standing.next_review
	if due is None or case.today <= _with_grace(due, rule):
		return None
	return finding(due, _with_grace(due, rule), "The credit review was due on {day}.", day=due)


def _with_grace(day: date, rule: CheckRule) -> date:
	return day + timedelta(days=int(rule.threshold or 0))


def file_has_gaps(case: Case, rule: CheckRule) -> Finding | None:
	"""Required entries of the credit file are missing or out of date, and it is less complete than is enough."""
	gaps = case.circumstances.file
	if gaps is None or not (gaps.missing or gaps.expired) or _is_enough(gaps, rule):
		return None
	params = {"missing": gaps.missing, "expired": gaps.expired}
	if not gaps.expired:
		template = "The credit file lacks: {missing}."
	elif not gaps.missing:
		template = "Out of date in the credit file: {expired}."
	else:
		template = "The credit file lacks: {missing}. Out of date: {expired}."
	return finding(len(gaps.missing) + len(gaps.expired), 0, template, **params)


def _is_enough(gaps: Missing, rule: CheckRule) -> bool:
	return bool(rule.threshold and gaps.percent is not None and gaps.percent >= rule.threshold)


def agreement_missing(case: Case, rule: CheckRule) -> Finding | None:
	"""There is no signed credit-sale contract, or its last day, with days of grace, has passed."""
	agreement = case.circumstances.agreement
	if agreement is None:
		return finding(None, None, "There is no signed credit agreement with the customer.")
	if agreement.valid_to is None or case.today <= _with_grace(agreement.valid_to, rule):
		return None
	template = "Credit agreement {agreement} was valid until {day}."
	last_day = _with_grace(agreement.valid_to, rule)
	return finding(agreement.valid_to, last_day, template, agreement=agreement.name, day=agreement.valid_to)


def dunned_too_far(case: Case, rule: CheckRule) -> Finding | None:
	"""The highest dunning level of the open items is above the one that the policy allows."""
	conduct, allowed = case.circumstances.conduct, int(rule.threshold or 0)
	if conduct is None or conduct.dunning_level <= allowed:
		return None
	template = "The customer was dunned up to level {level} ({dunning}); level {allowed} is allowed."
	return finding(
		conduct.dunning_level,
		allowed,
		template,
		level=conduct.dunning_level,
		dunning=conduct.dunning,
		allowed=allowed,
	)


def promises_broken(case: Case, rule: CheckRule) -> Finding | None:
	"""The customer broke more promises to pay than the policy allows."""
	conduct, allowed = case.circumstances.conduct, int(rule.threshold or 0)
	if conduct is None or conduct.broken_promises <= allowed:
		return None
	template = "Broken promises to pay: {count}, the last one {promise}; {allowed} are allowed."
	return finding(
		conduct.broken_promises,
		allowed,
		template,
		count=conduct.broken_promises,
		promise=conduct.broken_promise,
		allowed=allowed,
	)


def plan_in_default(case: Case, rule: CheckRule) -> Finding | None:
	"""The customer does not keep its repayment plan."""
	conduct = case.circumstances.conduct
	if conduct is None or conduct.plan_default is None:
		return None
	template = "Repayment plan {plan} is in default."
	return finding(conduct.plan_default, None, template, plan=conduct.plan_default)
