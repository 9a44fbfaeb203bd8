"""Which of several valid versions applies to a customer: the narrowest scope, then the newest version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ScopedVersion:
	"""One submitted version: from when, and for which customer group and industry; None for all of them."""

	name: str
	valid_from: date
	created: datetime
	customer_group: str | None = None
	industry: str | None = None


def applicable(
	versions: Iterable[ScopedVersion], group_line: Sequence[str], industry: str | None, on: date
) -> str | None:
	"""The version that applies to a customer on a day; None when there is none.

	Group and industry together are narrower than the industry, the industry is narrower than the group,
	the group than everybody; a group is narrower than its parent. Of equally narrow versions the one
	valid later counts, then the one made later. `group_line` runs from the root to the customer's own
	group.
	"""
	fitting = [
		version
		for version in versions
		if version.valid_from <= on
		and version.customer_group in (None, *group_line)
		and version.industry in (None, industry)
	]
	best = max(fitting, key=lambda version: _narrowness(version, group_line), default=None)
	return best.name if best else None


def _narrowness(version: ScopedVersion, group_line: Sequence[str]) -> tuple[bool, int, date, datetime]:
	depth = -1 if version.customer_group is None else group_line.index(version.customer_group)
	return version.industry is not None, depth, version.valid_from, version.created
