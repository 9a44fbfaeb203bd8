"""Haircuts on the points of financial factors: the less a statement can be trusted, the less it counts.

Old figures and figures that nobody checked describe the customer less well. A cap on the grade says so at
the edge only; a haircut says so at every score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from .errors import Problem, number
from .money import HUNDRED, ZERO
from .statement import AUDITS


@dataclass(frozen=True, slots=True)
class Haircut:
	"""Percent of the points taken off for statements of one audit status older than `over_months`.

	0 months stands for a statement of any age.
	"""

	audit: str
	over_months: int
	percent: Decimal

	def covers(self, audit: str, age_months: int | None) -> bool:
		"""True for a statement of this status and age; an unknown age is only covered by 0 months."""
		is_old = age_months is not None and age_months > self.over_months
		return audit == self.audit and (self.over_months == 0 or is_old)


def haircut_percent(haircuts: Iterable[Haircut], audit: str | None, age_months: int | None) -> Decimal:
	"""What is taken off the points of financial factors, in percent: the row of the greatest age reached.

	0 without a statement, and for an audit status that has no row.
	"""
	if audit is None:
		return ZERO
	reached = [row for row in haircuts if row.covers(audit, age_months)]
	return max(reached, key=lambda row: row.over_months).percent if reached else ZERO


def haircut_problems(haircuts: Sequence[Haircut]) -> list[Problem]:
	"""Every fault of a table of haircuts; an empty table has none."""
	problems = [problem for row in haircuts for problem in _row_problems(row)]
	return problems or [*_repeats(haircuts), *_age_problems(haircuts), *_trust_problems(haircuts)]


def _row_problems(row: Haircut) -> Iterator[Problem]:
	if row.audit not in AUDITS:
		params: dict[str, object] = {"audit": row.audit, "known": AUDITS}
		yield Problem("haircuts", "{audit} is no kind of audit.", "Choose one of: {known}.", params)
	if row.over_months < 0:
		message = "Haircut for {audit}: the age in months cannot be negative."
		yield Problem("haircuts", message, "", {"audit": row.audit})
	if not ZERO <= row.percent <= HUNDRED:
		params = {"audit": row.audit, "percent": number(row.percent)}
		message = "Haircut for {audit}: {percent} % is not between 0 and 100 %."
		yield Problem("haircuts", message, "", params)


def _repeats(haircuts: Sequence[Haircut]) -> Iterator[Problem]:
	keys = [(row.audit, row.over_months) for row in haircuts]
	for key in dict.fromkeys(keys):
		if keys.count(key) > 1:
			params = {"audit": key[0], "months": key[1]}
			message = "Haircut for {audit} over {months} months is listed twice."
			yield Problem("haircuts", message, "Remove one of the rows.", params)


def _age_problems(haircuts: Sequence[Haircut]) -> Iterator[Problem]:
	for audit in AUDITS:
		own = sorted((row for row in haircuts if row.audit == audit), key=lambda row: row.over_months)
		for newer, older in pairwise(own):
			if older.percent < newer.percent:
				params = {"audit": audit, "months": older.over_months}
				message = "Haircut for {audit}: figures over {months} months old lose less than newer ones."
				yield Problem("haircuts", message, "Let the haircut grow with the age.", params)


def _trust_problems(haircuts: Sequence[Haircut]) -> Iterator[Problem]:
	"""Where less trusted figures would lose less; the first age at which it happens is named."""
	ages = sorted({row.over_months for row in haircuts})
	for better, worse in pairwise(AUDITS):
		for months in ages:
			more, less = (haircut_percent(haircuts, audit, months + 1) for audit in (better, worse))
			if less < more:
				params = {"better": better, "worse": worse, "months": months}
				message = "{worse} figures over {months} months old lose less than {better} ones."
				yield Problem(
					"haircuts", message, "Give the less trusted figures the higher haircut.", params
				)
				break
