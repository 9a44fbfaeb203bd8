"""What a judgement needs besides the ledgers: read only what a check of the policy asks for."""

from collections.abc import Callable
from itertools import chain
from typing import Any, NamedTuple

from credit_control.engine.circumstances import Circumstances
from credit_control.engine.policy import (
	AGREEMENT,
	BROKEN_PROMISE,
	BUDGET,
	CHECKS,
	DUNNING,
	FILE,
	GROUP_LIMIT,
	IGNORE,
	INSURANCE,
	MANUAL_HOLD,
	PLAN_DEFAULT,
	SECURITY,
	UNSECURED,
	Policy,
)
from credit_control.services import (
	agreements,
	budgets,
	conduct,
	covers,
	file_gaps,
	manual_holds,
	outside_checks,
	pools,
)
from credit_control.services.question import Question


class Reader(NamedTuple):
	"""How one circumstance is read, and for which checks."""

	checks: frozenset[str]
	read: Callable[[Question], Any]


#: field of Circumstances → its reader; each reader stands with the documents that it reads
READERS: dict[str, Reader] = {
	"pool": Reader(frozenset((GROUP_LIMIT,)), pools.pool_of),
	"budgets": Reader(frozenset((BUDGET,)), budgets.budgets_of),
	"cover": Reader(frozenset((SECURITY, UNSECURED, INSURANCE)), covers.cover_of),
	"agreement": Reader(frozenset((AGREEMENT,)), agreements.agreement_of),
	"file": Reader(frozenset((FILE,)), file_gaps.gaps_of),
	"manual_hold": Reader(frozenset((MANUAL_HOLD,)), manual_holds.hold_of),
	"conduct": Reader(frozenset((DUNNING, BROKEN_PROMISE, PLAN_DEFAULT)), conduct.conduct_of),
}


def wanted(question: Question, policy: Policy) -> frozenset[str]:
	"""The checks that the policy has for this customer's grade, with a reaction for this document type."""
	grade = question.known and question.known.grade
	rules = chain(*policy.rules_for(grade or None))
	return frozenset(rule.check for rule in rules if rule.reaction(question.doctype) != IGNORE)


def read(question: Question, policy: Policy, checks: frozenset[str]) -> Circumstances:
	"""The circumstances that these checks of the policy ask for."""
	found = {name: reader.read(question) for name, reader in READERS.items() if reader.checks & checks}
	foreign = checks - frozenset(CHECKS)
	if foreign:
		found["outside"] = outside_checks.findings_of(question, policy, foreign)
	return Circumstances(**found)
