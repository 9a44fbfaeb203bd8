"""The checks of a policy. Each takes the case and its rule and answers with a result or None (passed)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from .messages import Figure, Message
from .money import HUNDRED, ZERO
from .policy import CHECKS, GRADE, IGNORE, LIMIT, OLDEST_OVERDUE, REVIEW, WARN, WARNING_LINE, CheckRule
from .standing import NO_CREDIT

if TYPE_CHECKING:
	from .judgement import Case


@dataclass(frozen=True, slots=True)
class Finding:
	"""What a failed check saw: the value, the threshold it broke, and the sentence that says so."""

	value: Figure
	threshold: Figure
	message: Message
	#: the strongest reaction this finding may have, when it is milder than the policy's
	at_most: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
	"""One check's result on one document."""

	check: str
	failed: bool
	reaction: str
	value: Figure = None
	threshold: Figure = None
	message: Message | None = None


def evaluate(case: Case) -> tuple[Result, ...]:
	"""Every check the policy lists, all of them, in the standard order."""
	rules = sorted(case.policy.checks, key=lambda rule: CHECKS.index(rule.check))
	return tuple(_result(case, rule) for rule in rules)


def _result(case: Case, rule: CheckRule) -> Result:
	reaction = rule.reaction(case.document.doctype)
	finding = FINDERS[rule.check](case, rule) if reaction != IGNORE else None
	if finding is None:
		return Result(rule.check, False, reaction)
	return Result(
		rule.check, True, finding.at_most or reaction, finding.value, finding.threshold, finding.message
	)


def over_limit(case: Case, rule: CheckRule) -> Finding | None:
	"""Exposure with the document is above the effective limit; exactly at the limit passes."""
	limit = case.limit
	if limit is None or case.after <= limit:
		return None
	params: dict[str, Figure] = {"exposure": case.after, "limit": limit, "excess": case.after - limit}
	if case.standing.limit_mode == NO_CREDIT:
		return Finding(
			case.after,
			limit,
			Message("The customer buys without credit; this leaves {exposure} owed.", params),
		)
	template = "Exposure of {exposure} is {excess} above the limit of {limit}."
	return Finding(case.after, limit, Message(template, params))


def above_warning_line(case: Case, rule: CheckRule) -> Finding | None:
	"""Exposure is above the warning line, a share of the limit, but not above the limit itself."""
	limit, percent = case.limit, rule.threshold
	if limit is None or percent is None or limit == ZERO or case.after > limit:
		return None
	line = limit * percent / HUNDRED
	if case.after <= line:
		return None
	template = "Exposure of {exposure} is above the warning line of {line}, {percent} % of the limit."
	params: dict[str, Figure] = {"exposure": case.after, "line": line, "percent": f"{percent.normalize():f}"}
	return Finding(case.after, line, Message(template, params))


def overdue_too_long(case: Case, rule: CheckRule) -> Finding | None:
	"""The oldest open item has been overdue for more days than the policy allows."""
	allowed = int(rule.threshold or 0)
	days = case.overdue.oldest_days
	if days <= allowed:
		return None
	template = "{voucher} has been overdue for {days} days; {allowed} are allowed. Overdue in all: {amount}."
	params: dict[str, Figure] = {
		"voucher": case.overdue.oldest_voucher,
		"days": days,
		"allowed": allowed,
		"amount": case.overdue.amount,
	}
	return Finding(days, allowed, Message(template, params))


def grade_without_credit(case: Case, rule: CheckRule) -> Finding | None:
	"""The grade gives no credit; a customer that was never graded is at most a warning."""
	grade = case.standing.grade
	if not grade:
		return Finding(None, None, Message("The customer has no grade yet."), at_most=WARN)
	row = case.policy.grade_rule(grade)
	if row is None:
		return Finding(
			grade, None, Message("Grade {grade} is not in the policy's grade table.", {"grade": grade})
		)
	if row.credit_allowed:
		return None
	return Finding(grade, None, Message("Grade {grade} buys against payment only.", {"grade": grade}))


def review_expired(case: Case, rule: CheckRule) -> Finding | None:
	"""The review date, with the policy's days of grace, has passed."""
	due = case.standing.next_review
	if due is None:
		return None
	last_day = due + timedelta(days=int(rule.threshold or 0))
	if case.today <= last_day:
		return None
	template = "The credit review was due on {day}."
	return Finding(due, last_day, Message(template, {"day": due}))


FINDERS: dict[str, Callable[[Case, CheckRule], Finding | None]] = {
	LIMIT: over_limit,
	WARNING_LINE: above_warning_line,
	OLDEST_OVERDUE: overdue_too_long,
	GRADE: grade_without_credit,
	REVIEW: review_expired,
}
