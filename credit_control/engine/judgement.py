"""Judging one document: same inputs, same judgement, replayable years later."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from .case import Case as Case
from .case import Document as Document
from .case import Line as Line
from .deciding import EXEMPT as EXEMPT
from .deciding import HELD as HELD
from .deciding import PASSED as PASSED
from .deciding import RELEASED as RELEASED
from .deciding import WARNED as WARNED
from .deciding import decide
from .findings import Result
from .messages import Message
from .options import remedies
from .policy import IGNORE
from .remedy import Remedy


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
	"""Decide the outcome of a document, and say what would change it."""
	decided = decide(case)
	return Judgement(
		outcome=decided.outcome,
		exposure_before=case.before,
		exposure_after=case.after,
		limit=case.limit,
		results=decided.results,
		remedies=remedies(case, decided),
		exemption=decided.exemption,
		release_refusal=decided.refusal,
	)
