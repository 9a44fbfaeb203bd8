"""Judging one document: same inputs, same judgement, replayable years later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .checks import evaluate
from .circumstances import Circumstances
from .exposure import Exposure
from .findings import Result
from .messages import Message
from .money import ZERO
from .policy import HOLD, IGNORE, WARN, Policy
from .receivables import Overdue
from .release import Release
from .remedies import Remedy, remedies
from .standing import Standing

PASSED = "Passed"
WARNED = "Warned"
HELD = "Held"
RELEASED = "Released"
EXEMPT = "Exempt"

LOWERS_EXPOSURE = "lowers_exposure"
FULLY_PREPAID = "fully_prepaid"


@dataclass(frozen=True, slots=True)
class Line:
	"""One line of a document: its row number, what is sold, and its amount with tax in company currency."""

	row: int
	item: str
	amount: Decimal


@dataclass(frozen=True, slots=True)
class Document:
	"""The document under judgement.

	`amount` is what it adds to the exposure and `total` what it needs of a release (its whole value when
	it is submitted), both in company currency; `exemption` names the reason why it is not judged at all.
	`term_days` are its longest credit days, None when it names no terms; `prepaid` is what was received
	for it in advance, in company currency; `lines` are what could be left out of it. `value` is the whole
	document after a change, of which `total` is only what was added; None: the total.
	"""

	doctype: str
	name: str
	amount: Decimal
	total: Decimal
	exemption: str | None = None
	term_days: int | None = None
	prepaid: Decimal = ZERO
	lines: tuple[Line, ...] = ()
	value: Decimal | None = None

	@property
	def whole(self) -> Decimal:
		"""What the whole document is worth."""
		return self.total if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Case:
	"""Everything a judgement depends on. `exposure` is the customer's exposure without the document."""

	document: Document
	standing: Standing
	exposure: Exposure
	overdue: Overdue
	policy: Policy
	today: date
	release: Release | None = None
	circumstances: Circumstances = field(default_factory=Circumstances)

	@property
	def before(self) -> Decimal:
		return self.exposure.total

	@property
	def after(self) -> Decimal:
		return self.exposure.total + self.document.amount

	@property
	def limit(self) -> Decimal | None:
		return self.standing.effective_limit(self.today)

	@property
	def headroom(self) -> Decimal | None:
		"""Room left under the limit with the document; negative when over, None when unlimited."""
		return None if self.limit is None else self.limit - self.after


@dataclass(frozen=True, slots=True)
class Judgement:
	"""The outcome with every check's result, what would clear it, and why a release did not help."""

	outcome: str
	exposure_before: Decimal
	exposure_after: Decimal
	limit: Decimal | None
	results: tuple[Result, ...] = ()
	remedies: tuple[Remedy, ...] = ()
	exemption: str | None = None
	release_refusal: Message | None = field(default=None)

	@property
	def failures(self) -> tuple[Result, ...]:
		"""The checks that failed with a reaction, in the order of the policy's check list."""
		return tuple(result for result in self.results if result.failed and result.reaction != IGNORE)

	@property
	def headroom(self) -> Decimal | None:
		return None if self.limit is None else self.limit - self.exposure_after


def judge(case: Case) -> Judgement:
	"""Evaluate every check of the policy on a document and decide the outcome (design.md, Judging)."""
	exemption = exempt(case)
	if exemption:
		return Judgement(EXEMPT, case.before, case.after, case.limit, exemption=exemption)
	results = evaluate(case)
	outcome, refusal = _outcome(case, results)
	clearing = remedies(case, results) if outcome in (HELD, WARNED) else ()
	return Judgement(outcome, case.before, case.after, case.limit, results, clearing, None, refusal)


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
