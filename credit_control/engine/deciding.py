"""The outcome of a case, without what would clear it (design.md, Judging a document)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .case import Case
from .checks import evaluate
from .findings import Result
from .messages import Message
from .money import ZERO
from .policy import HOLD, IGNORE, INSURANCE, PREPAYMENT, TERMS, WARN

PASSED = "Passed"
WARNED = "Warned"
HELD = "Held"
RELEASED = "Released"
EXEMPT = "Exempt"

#: a delivery of an order that passed still waits for its prepayment and stops where the insurer wants it,
#: and its invoice keeps the terms
CONDITIONS = {"Delivery Note": (PREPAYMENT, INSURANCE), "Sales Invoice": (TERMS,)}

LOWERS_EXPOSURE = "lowers_exposure"
FULLY_PREPAID = "fully_prepaid"


@dataclass(frozen=True, slots=True)
class Decided:
	"""An outcome with every check's result, why it is exempt, and why a release did not help."""

	outcome: str
	results: tuple[Result, ...] = ()
	exemption: str | None = None
	refusal: Message | None = None

	@property
	def failures(self) -> tuple[Result, ...]:
		"""The checks that failed with a reaction, in the order in which they are shown."""
		return tuple(result for result in self.results if result.failed and result.reaction != IGNORE)

	@property
	def holding(self) -> tuple[Result, ...]:
		"""The failures that hold the document; of one that is not held none."""
		return tuple(result for result in self.failures if result.reaction == HOLD)


def decide(case: Case) -> Decided:
	"""Exempt, or every check evaluated and the strongest reaction taken."""
	exemption = exempt(case)
	results = evaluate(case) if exemption is None else _conditions(case, exemption)
	if exemption and not results:
		return Decided(EXEMPT, exemption=exemption)
	outcome, refusal = _outcome(case, results)
	return Decided(outcome, results, None, refusal)


def _conditions(case: Case, exemption: str) -> tuple[Result, ...]:
	"""What a document that adds nothing fails of the conditions on which its order was let through."""
	asked = CONDITIONS.get(case.document.doctype)
	if exemption != LOWERS_EXPOSURE or asked is None:
		return ()
	return tuple(result for result in evaluate(case, only=asked) if result.failed)


def exempt(case: Case) -> str | None:
	"""Why a document is not judged: a fact about it, no added exposure, or nothing owed afterwards."""
	if case.document.exemption:
		return case.document.exemption
	if case.document.amount <= ZERO:
		return LOWERS_EXPOSURE
	if case.after <= ZERO:
		return FULLY_PREPAID
	return None


def _outcome(case: Case, results: Sequence[Result]) -> tuple[str, Message | None]:
	reactions = {result.reaction for result in results if result.failed}
	if HOLD not in reactions:
		return (WARNED if WARN in reactions else PASSED), None
	if case.release is None:
		return HELD, None
	refusal = case.release.refusal(case.document.total, case.today)
	return (HELD if refusal else RELEASED), refusal
