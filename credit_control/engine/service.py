"""What a customer's service issues tell: how many, how many are open, and how long they take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .money import ZERO

SECONDS_PER_HOUR = Decimal(3600)


@dataclass(frozen=True, slots=True)
class ServiceIssue:
	"""One issue. `resolved` is None while it is open, and where nobody kept the time; `complaint` is None
	where nobody said what a complaint is.
	"""

	name: str
	subject: str
	kind: str | None
	priority: str | None
	is_open: bool
	opened: datetime
	resolved: datetime | None
	complaint: bool | None


@dataclass(frozen=True, slots=True)
class ServiceRecord:
	"""Counts of a period. `complaints` and `hours_to_resolve` are None where they are not known."""

	issues: int
	open: int
	complaints: int | None
	hours_to_resolve: Decimal | None
	by_kind: tuple[tuple[str | None, int], ...]
	by_priority: tuple[tuple[str | None, int], ...]


def service_record(issues: Sequence[ServiceIssue]) -> ServiceRecord:
	"""The issues counted; the average takes those only whose resolution has a time."""
	marks = [issue.complaint for issue in issues]
	return ServiceRecord(
		issues=len(issues),
		open=sum(1 for issue in issues if issue.is_open),
		complaints=None if None in marks else sum(1 for mark in marks if mark),
		hours_to_resolve=hours_to_resolve(issues),
		by_kind=_counted([issue.kind for issue in issues]),
		by_priority=_counted([issue.priority for issue in issues]),
	)


def hours_to_resolve(issues: Sequence[ServiceIssue]) -> Decimal | None:
	"""Mean hours from opening to resolution; None when nothing was resolved."""
	taken = [_hours(issue.opened, issue.resolved) for issue in issues if issue.resolved is not None]
	return sum(taken, ZERO) / len(taken) if taken else None


def _hours(opened: datetime, resolved: datetime) -> Decimal:
	"""Never below zero: clocks of mail servers differ."""
	return max(ZERO, Decimal(int((resolved - opened).total_seconds())) / SECONDS_PER_HOUR)


def _counted(names: Sequence[str | None]) -> tuple[tuple[str | None, int], ...]:
	"""Most frequent first, equals by name."""
	return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0] or "")))
