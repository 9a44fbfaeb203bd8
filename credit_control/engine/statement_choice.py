"""Which of a customer's statements to read: the newest for a day, and the one to compare it with.

Newest: our own estimates only where the customer has stated nothing for 18 months; then the latest end;
of those that end together the longest period, the better audit, the company alone before its group.
To compare with: the same kind and length of period a year earlier, consolidated alike, in the same currency.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .statement import AUDITS, OWN_ESTIMATE
from .statement_period import Period

#: days for which a statement of the customer's own comes before any estimate of ours
STATED_DAYS = 548


@dataclass(frozen=True, slots=True)
class Candidate:
	"""One statement as the choice sees it."""

	name: str
	period: Period
	audit: str
	consolidated: bool
	currency: str


def newest(candidates: Iterable[Candidate], as_of: date) -> Candidate | None:
	"""The statement to judge a customer by on a day; None when none had ended by then."""
	ended = [entry for entry in candidates if entry.period.end <= as_of]
	stated = [entry for entry in ended if entry.audit != OWN_ESTIMATE and _is_recent(entry, as_of)]
	return max(stated or ended, key=_rank, default=None)


def previous(current: Candidate, candidates: Iterable[Candidate]) -> Candidate | None:
	"""The statement of a year earlier that is like this one; None when there is none."""
	alike = [entry for entry in candidates if _is_alike(current, entry)]
	return max(alike, key=_rank, default=None)


def repeated(current: Candidate, candidates: Iterable[Candidate]) -> Candidate | None:
	"""A statement that covers the same days in the same way as this one."""
	return next(
		(
			entry
			for entry in candidates
			if entry.consolidated == current.consolidated and entry.period.repeats(current.period)
		),
		None,
	)


def _is_recent(entry: Candidate, as_of: date) -> bool:
	return (as_of - entry.period.end).days <= STATED_DAYS


def _rank(entry: Candidate) -> tuple[date, int, int, bool, str]:
	return (
		entry.period.end,
		entry.period.days,
		-AUDITS.index(entry.audit),
		not entry.consolidated,
		entry.name,
	)


def _is_alike(current: Candidate, other: Candidate) -> bool:
	same = (other.consolidated, other.currency) == (current.consolidated, current.currency)
	return same and current.period.is_year_after(other.period)
