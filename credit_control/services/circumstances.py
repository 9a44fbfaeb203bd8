"""What a judgement needs besides the ledgers: read only what a check of the policy asks for."""

from collections.abc import Callable
from itertools import chain
from typing import Any, NamedTuple

from credit_control.engine.circumstances import Circumstances
from credit_control.engine.policy import (
	BROKEN_PROMISE,
	DUNNING,
	GROUP_LIMIT,
	IGNORE,
	INSURANCE,
	PLAN_DEFAULT,
	SECURITY,
	UNSECURED,
	Policy,
)
from credit_control.services import conduct, covers, pools
from credit_control.services.question import Question


class Reader(NamedTuple):
	"""How one circumstance is read, and for which checks."""

	checks: frozenset[str]
	read: Callable[[Question], Any]


#: field of Circumstances → its reader; each reader stands with the documents that it reads
READERS: dict[str, Reader] = {
	"pool": Reader(frozenset((GROUP_LIMIT,)), pools.pool_of),
	"cover": Reader(frozenset((SECURITY, UNSECURED, INSURANCE)), covers.cover_of),
	"conduct": Reader(frozenset((DUNNING, BROKEN_PROMISE, PLAN_DEFAULT)), conduct.conduct_of),
}


def read(question: Question, policy: Policy) -> Circumstances:
	"""The circumstances that the policy's checks ask for on this document type."""
	grade = question.known and question.known.grade
	rules = chain(*policy.rules_for(grade or None))
	wanted = {rule.check for rule in rules if rule.reaction(question.doctype) != IGNORE}
	found = {name: reader.read(question) for name, reader in READERS.items() if reader.checks & wanted}
	return Circumstances(**found)
