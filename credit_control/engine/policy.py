"""A credit policy as the engine reads it: grade table, checks with their reactions, and defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

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
CHECKS = (LIMIT, WARNING_LINE, OLDEST_OVERDUE, GRADE, REVIEW)


@dataclass(frozen=True, slots=True)
class CheckRule:
	"""One line of the check table: what is checked, its threshold, and the reaction per document type."""

	check: str
	threshold: Decimal | None = None
	reactions: Mapping[str, str] = field(default_factory=dict)

	def reaction(self, doctype: str) -> str:
		"""The reaction for a document type; a type the policy does not name is ignored."""
		return self.reactions.get(doctype, IGNORE)


@dataclass(frozen=True, slots=True)
class Policy:
	"""One version of a policy; `name` identifies the version in every decision."""

	name: str
	grades: tuple[GradeRule, ...]
	checks: tuple[CheckRule, ...]
	unassessed_mode: str = UNLIMITED
	unassessed_limit: Decimal = ZERO

	def grade_rule(self, grade: str | None) -> GradeRule | None:
		"""The row of the grade table for a grade; None without a grade or for one the table lacks."""
		return next((rule for rule in self.grades if rule.grade == grade), None)


def check_problems(rules: Iterable[CheckRule]) -> list[tuple[int, str]]:
	"""Faults of a check table as (row number from 1, template of the message)."""
	seen: set[str] = set()
	problems: list[tuple[int, str]] = []
	for row, rule in enumerate(rules, start=1):
		problems += [(row, fault) for fault in _faults(rule, seen)]
		seen.add(rule.check)
	return problems


def _faults(rule: CheckRule, seen: set[str]) -> list[str]:
	faults = []
	if rule.check not in CHECKS:
		faults.append("This check is not known. Choose one from the list.")
	if rule.check in seen:
		faults.append("This check is listed twice. Remove one of the rows.")
	if rule.threshold is not None and rule.threshold < ZERO:
		faults.append("The threshold is negative. Enter zero or more.")
	if any(reaction not in REACTIONS for reaction in rule.reactions.values()):
		faults.append("The reaction is not known. Choose Ignore, Warn or Hold.")
	return faults
