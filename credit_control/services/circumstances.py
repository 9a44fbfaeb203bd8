"""What a judgement needs besides the ledgers: read only what a check of the policy asks for."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from credit_control.engine.circumstances import Circumstances
from credit_control.engine.policy import IGNORE, Policy


class Question(NamedTuple):
	"""Whose circumstances are asked for.

	`doc` is the ERPNext document, None when there is none; `known` the row of `files.known_row`, None
	for a customer without a Credit File; `locked` what holding the lock has told, None without it.
	"""

	doctype: str
	doc: Any
	customer: str
	company: str
	day: date
	known: Any = None
	locked: Any = None


class Reader(NamedTuple):
	"""How one circumstance is read, and for which checks."""

	checks: frozenset[str]
	read: Callable[[Question], Any]


#: field of Circumstances → its reader; each reader stands with the documents that it reads
READERS: dict[str, Reader] = {}


def read(question: Question, policy: Policy) -> Circumstances:
	"""The circumstances that the policy's checks ask for on this document type."""
	wanted = {rule.check for rule in policy.checks if rule.reaction(question.doctype) != IGNORE}
	found = {name: reader.read(question) for name, reader in READERS.items() if reader.checks & wanted}
	return Circumstances(**found)
