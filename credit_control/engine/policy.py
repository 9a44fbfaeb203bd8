"""A credit policy as the engine reads it: grade table, checks with their reactions, and defaults."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from . import codec
from .approval import ApprovalLevel
from .errors import Problem
from .grades import GradeRule
from .money import ZERO
from .standing import UNLIMITED

IGNORE = "Ignore"
WARN = "Warn"
HOLD = "Hold"
REACTIONS = (IGNORE, WARN, HOLD)

LIMIT = "limit"
WARNING_LINE = "warning_line"
OLDEST_OVERDUE = "oldest_overdue"
GRADE = "grade"
REVIEW = "review"
GROUP_LIMIT = "group_limit"
UNSECURED = "unsecured"
OVERDUE_AMOUNT = "overdue_amount"
OVERDUE_SHARE = "overdue_share"
LARGEST_DOCUMENT = "largest_document"
FILE = "file"
TERMS = "terms"
PREPAYMENT = "prepayment"
SECURITY = "security"
INSURANCE = "insurance"
AGREEMENT = "agreement"
DUNNING = "dunning"
BROKEN_PROMISE = "broken_promise"
PLAN_DEFAULT = "plan_default"
BUDGET = "budget"
MANUAL_HOLD = "manual_hold"
#: every check, in the order in which results are shown
CHECKS = (
	MANUAL_HOLD,
	LIMIT,
	WARNING_LINE,
	GROUP_LIMIT,
	UNSECURED,
	OLDEST_OVERDUE,
	OVERDUE_AMOUNT,
	OVERDUE_SHARE,
	LARGEST_DOCUMENT,
	BUDGET,
	GRADE,
	REVIEW,
	FILE,
	AGREEMENT,
	TERMS,
	PREPAYMENT,
	SECURITY,
	INSURANCE,
	DUNNING,
	BROKEN_PROMISE,
	PLAN_DEFAULT,
)
#: without an allowed amount nothing would pass
NEEDS_THRESHOLD = (LARGEST_DOCUMENT,)
_PLACES = {check: place for place, check in enumerate(CHECKS)}
#: document types that a policy may have a reaction for
JUDGED = ("Quotation", "Sales Order", "Delivery Note", "Sales Invoice", "POS Invoice", "Journal Entry")


def place_of(check: str) -> int:
	"""Where a check's result is shown; those of other apps come last, in the order of the policy."""
	return _PLACES.get(check, len(CHECKS))


@dataclass(frozen=True, slots=True)
class CheckRule:
	"""One line of the check table: what is checked, its threshold, and the reaction per document type.

	`grades` are those it is only for, none: all; items of less than `ignore_below`, in company currency,
	are not regarded by checks of the oldest item.
	"""

	check: str
	threshold: Decimal | None = None
	reactions: Mapping[str, str] = field(default_factory=dict)
	grades: tuple[str, ...] = ()
	ignore_below: Decimal = ZERO

	def reaction(self, doctype: str) -> str:
		"""The reaction for a document type; a type the policy does not name is ignored."""
		return self.reactions.get(doctype, IGNORE)

	def applies_to(self, grade: str | None) -> bool:
		"""True for a customer of this grade; one without a grade is judged by rows for all grades."""
		return not self.grades or grade in self.grades


#: made even when the policy does not list them: a person's decision, and a limit like the customer's own,
#: of which an offer only warns
IMPLIED = (
	CheckRule(MANUAL_HOLD, None, dict.fromkeys(JUDGED, HOLD)),
	CheckRule(GROUP_LIMIT, None, {**dict.fromkeys(JUDGED, HOLD), "Quotation": WARN}),
)
Rules = tuple[CheckRule, ...]


@dataclass(frozen=True, slots=True)
class Policy:
	"""One version of a policy; `name` identifies the version in every decision."""

	name: str
	grades: tuple[GradeRule, ...]
	checks: tuple[CheckRule, ...]
	unassessed_mode: str = UNLIMITED
	unassessed_limit: Decimal = ZERO
	approvals: tuple[ApprovalLevel, ...] = ()

	def grade_rule(self, grade: str | None) -> GradeRule | None:
		"""The row of the grade table for a grade; None without a grade or for one the table lacks."""
		return next((rule for rule in self.grades if rule.grade == grade), None)

	def rules_for(self, grade: str | None) -> tuple[Rules, Rules]:
		"""The rules that the policy lists for a grade, and those that it does not list and that hold anyway.

		Of two rows for one check the one that names the grade counts.
		"""
		chosen: dict[str, CheckRule] = {}
		for rule in self.checks:
			if rule.applies_to(grade) and (rule.grades or rule.check not in chosen):
				chosen[rule.check] = rule
		return tuple(chosen.values()), tuple(rule for rule in IMPLIED if rule.check not in chosen)


# every decision stores its policy, and a policy in force is one value
codec.KEPT.add(Policy)


def check_problems(
	rules: Iterable[CheckRule], grades: Collection[str] = (), others: Collection[str] = ()
) -> list[tuple[int, Problem]]:
	"""Faults of a check table as (row number from 1, problem).

	`grades` are those of the policy's grade table, `others` the codes of other apps' checks.
	"""
	seen: dict[str, list[CheckRule]] = {}
	problems: list[tuple[int, Problem]] = []
	for row, rule in enumerate(rules, start=1):
		doubles = (_double(rule, other) for other in seen.get(rule.check, ()))
		faults = [*_faults(rule, grades, others), *islice(filter(None, doubles), 1)]
		problems += [(row, fault) for fault in faults]
		seen.setdefault(rule.check, []).append(rule)
	return problems


def _faults(rule: CheckRule, grades: Collection[str], others: Collection[str]) -> Iterator[Problem]:
	if rule.check not in CHECKS and rule.check not in others:
		yield Problem("check", "This check is not known.", "Choose one from the list.")
	if rule.threshold is not None and rule.threshold < ZERO:
		yield Problem("threshold", "The threshold is negative.", "Enter zero or more.")
	if rule.check in NEEDS_THRESHOLD and not rule.threshold:
		yield Problem("threshold", "The threshold is missing.", "Enter the amount that is allowed.")
	if rule.ignore_below < ZERO:
		yield Problem("ignore_below", "The amount not to regard is negative.", "Enter zero or more.")
	if any(reaction not in REACTIONS for reaction in rule.reactions.values()):
		yield Problem("reaction", "The reaction is not known.", "Choose Ignore, Warn or Hold.")
	for grade in rule.grades:
		if grade not in grades:
			message = "Grade {grade} is not in the grade table."
			yield Problem("grades", message, "Choose a grade of the policy.", {"grade": grade})


def _double(rule: CheckRule, other: CheckRule) -> Problem | None:
	"""Two rows for one check are in each other's way when both are for all grades, or for the same one."""
	if not rule.grades and not other.grades:
		return Problem("check", "This check is listed twice.", "Remove one of the rows.")
	both = sorted(set(rule.grades) & set(other.grades))
	message = "This check is listed twice for grade {grade}."
	return Problem("grades", message, "Remove one of the rows.", {"grade": both[0]}) if both else None
