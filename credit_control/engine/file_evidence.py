"""What the dated rows of a credit file say on a day: references, legal records, external ratings.

A row counts from its own day on and no longer than it is valid, so that a past day can be judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from .investigations import FAIR, GOOD, OWN_DATA, POOR, SELF_DECLARED, THIRD_PARTY
from .knock_outs import DISHONEST_DEBTOR, INSOLVENCY
from .reviews import next_review

#: how long a reference or rating counts that names no last day, in months
DEFAULT_VALIDITY = 12
#: how much a source's word weighs
WEIGHTS: Mapping[str, int] = MappingProxyType({OWN_DATA: 3, THIRD_PARTY: 2, SELF_DECLARED: 1})
POINTS: Mapping[str, int] = MappingProxyType({GOOD: 100, FAIR: 50, POOR: 0})
#: inclusive lower edges of the weighted mean
GOOD_FROM, FAIR_FROM = Decimal(75), Decimal(40)

CLEAN, MINOR, SERIOUS = "Clean", "Minor", "Serious"
PLAINTIFF, OPEN = "Plaintiff", "Open"
ENFORCEMENT, DISHONEST_LIST, INSOLVENCY_KIND = "Enforcement", "Dishonest-Debtor List", "Insolvency"
#: closed records count this long, in months
LEGAL_MONTHS = 36
#: so many minor records are serious together
MANY = 3


def last_valid_day(since: date, valid_to: date | None) -> date:
	"""The last day on which a row counts; without one it counts for twelve months from its own day."""
	return valid_to or next_review(since, DEFAULT_VALIDITY)


def is_valid(since: date | None, valid_to: date | None, day: date) -> bool:
	"""True from the row's day to its last one, both inclusive; a row without a day never counts."""
	return since is not None and since <= day <= last_valid_day(since, valid_to)


@dataclass(frozen=True, slots=True)
class Reference:
	"""What one bank or supplier says: Good, Fair or Poor (None: nothing), and where we know it from."""

	standing: str | None
	since: date | None
	valid_to: date | None = None
	reliability: str = THIRD_PARTY


def standing(references: Iterable[Reference], day: date) -> str | None:
	"""Good, Fair or Poor from the references that are valid on a day; None without one.

	The mean of Good 100, Fair 50, Poor 0, weighted by source (own data 3, third party 2, self-declared 1):
	from 75 Good, from 40 Fair, else Poor. What only the customer says of itself is at most Fair, and so is
	a customer of whom anybody else says Poor.
	"""
	valid = [row for row in references if row.standing and is_valid(row.since, row.valid_to, day)]
	if not valid:
		return None
	found = _by_mean(valid)
	return FAIR if found == GOOD and not _may_be_good(valid) else found


def _by_mean(references: Sequence[Reference]) -> str:
	weight = sum(WEIGHTS[row.reliability] for row in references)
	points = sum(WEIGHTS[row.reliability] * POINTS[row.standing or POOR] for row in references)
	mean = Decimal(points) / weight
	if mean >= GOOD_FROM:
		return GOOD
	return FAIR if mean >= FAIR_FROM else POOR


def _may_be_good(references: Sequence[Reference]) -> bool:
	others = [row.standing for row in references if row.reliability != SELF_DECLARED]
	return bool(others) and POOR not in others


@dataclass(frozen=True, slots=True)
class LegalRecord:
	"""One case, penalty or listing; `closed_on` None means open, or closed on a day nobody wrote down."""

	kind: str
	filed_on: date | None
	status: str = OPEN
	severity: str = MINOR
	role: str = "Defendant"
	closed_on: date | None = None

	def is_known(self, day: date) -> bool:
		return self.filed_on is not None and self.filed_on <= day

	def is_open(self, day: date) -> bool:
		"""Open on a day: what was closed later was still open then."""
		return self.status == OPEN or (self.closed_on is not None and self.closed_on > day)

	def counts(self, day: date) -> bool:
		"""Filed in the last three years or still open, and not brought by the customer itself."""
		if self.filed_on is None or self.filed_on > day or self.role == PLAINTIFF:
			return False
		return self.is_open(day) or day <= next_review(self.filed_on, LEGAL_MONTHS)

	def is_serious(self, day: date) -> bool:
		"""Called serious, a listing or an insolvency, or an enforcement that is open."""
		if self.severity == SERIOUS or self.kind in (DISHONEST_LIST, INSOLVENCY_KIND):
			return True
		return self.kind == ENFORCEMENT and self.is_open(day)


def legal_record(records: Iterable[LegalRecord], day: date) -> str | None:
	"""Clean, Minor or Serious from the records known on a day; None when there is none.

	Serious: any serious record that counts, or three that count. Records that are known but do not count
	(the customer is the plaintiff, or they are closed and old) leave it clean.
	"""
	known = [record for record in records if record.is_known(day)]
	if not known:
		return None
	counted = [record for record in known if record.counts(day)]
	if len(counted) >= MANY or any(record.is_serious(day) for record in counted):
		return SERIOUS
	return MINOR if counted else CLEAN


def legal_knock_outs(records: Iterable[LegalRecord], day: date) -> frozenset[str]:
	"""Knock-outs on a day: an open dishonest-debtor listing, and an insolvency that counts."""
	hits = set()
	for record in records:
		if not record.counts(day):
			continue
		if record.kind == DISHONEST_LIST and record.is_open(day):
			hits.add(DISHONEST_DEBTOR)
		if record.kind == INSOLVENCY_KIND:
			hits.add(INSOLVENCY)
	return frozenset(hits)


@dataclass(frozen=True, slots=True)
class Rating:
	"""An agency's rating as a grade of ours."""

	grade: str | None
	rated_on: date | None
	valid_to: date | None = None


def external_rating(ratings: Iterable[Rating], day: date, grades: Sequence[str]) -> str | None:
	"""The newest rating valid on a day, the worse of two of the same day; None without one.

	`grades` are ours, best first.
	"""
	valid = [row for row in ratings if row.grade and is_valid(row.rated_on, row.valid_to, day)]
	if not valid:
		return None
	return max(valid, key=lambda row: (row.rated_on, grades.index(row.grade or ""))).grade
