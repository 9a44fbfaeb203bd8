"""The checks of a policy. Each takes the case and its rule and answers with a finding or None (passed)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import checks_document, checks_ledger, checks_standing, policy
from .findings import Finding, Result
from .messages import Message
from .policy import HOLD, IGNORE, WARN, CheckRule

if TYPE_CHECKING:
	from .case import Case

Finder = Callable[["Case", CheckRule], Finding | None]


def evaluate(case: Case, only: tuple[str, ...] = ()) -> tuple[Result, ...]:
	"""Every check the policy has for the customer's grade, all of them, in the standard order; or `only` some.

	One that the policy does not list, but that is always made, is told only when it failed.
	"""
	listed, implied = case.policy.rules_for(case.standing.grade)
	if only:
		return tuple(_result(case, rule) for rule in listed if rule.check in only)
	results = [_result(case, rule) for rule in listed]
	results += [result for result in (_result(case, rule) for rule in implied) if result.failed]
	return tuple(sorted(results, key=lambda result: policy.place_of(result.check)))


def _result(case: Case, rule: CheckRule) -> Result:
	reaction = _reaction(case, rule)
	found = FINDERS.get(rule.check, found_outside)(case, rule) if reaction != IGNORE else None
	if found is None:
		return Result(rule.check, False, reaction)
	return Result(rule.check, True, found.at_most or reaction, found.value, found.threshold, found.message)


def _reaction(case: Case, rule: CheckRule) -> str:
	"""The policy's; what was shipped can always be billed, and is warned of at most."""
	reaction = rule.reaction(case.document.doctype)
	return WARN if reaction == HOLD and case.document.only_shipped else reaction


def found_outside(case: Case, rule: CheckRule) -> Finding | None:
	"""What a check of another app found before the judgement."""
	outside = next((each for each in case.circumstances.outside if each.check == rule.check), None)
	if outside is None:
		return None
	message = Message(outside.message, dict(outside.figures))
	return Finding(outside.value, outside.threshold, message, outside.at_most)


FINDERS: dict[str, Finder] = {
	policy.MANUAL_HOLD: checks_standing.held_by_hand,
	policy.LIMIT: checks_ledger.over_limit,
	policy.WARNING_LINE: checks_ledger.above_warning_line,
	policy.GROUP_LIMIT: checks_ledger.over_group_limit,
	policy.UNSECURED: checks_ledger.unsecured_too_much,
	policy.OLDEST_OVERDUE: checks_ledger.overdue_too_long,
	policy.OVERDUE_AMOUNT: checks_ledger.overdue_too_much,
	policy.OVERDUE_SHARE: checks_ledger.overdue_share_too_high,
	policy.LARGEST_DOCUMENT: checks_document.document_too_large,
	policy.BUDGET: checks_document.over_budget,
	policy.GRADE: checks_standing.grade_without_credit,
	policy.REVIEW: checks_standing.review_expired,
	policy.FILE: checks_standing.file_has_gaps,
	policy.AGREEMENT: checks_standing.agreement_missing,
	policy.TERMS: checks_document.terms_too_long,
	policy.PREPAYMENT: checks_document.prepayment_missing,
	policy.SECURITY: checks_document.security_missing,
	policy.INSURANCE: checks_document.insurer_refuses,
	policy.DUNNING: checks_standing.dunned_too_far,
	policy.BROKEN_PROMISE: checks_standing.promises_broken,
	policy.PLAN_DEFAULT: checks_standing.plan_in_default,
}
