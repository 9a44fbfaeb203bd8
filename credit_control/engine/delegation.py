"""Standing in for somebody who is away: who may decide for whom on a day.

A deputy who is away as well is represented in turn, so that a chain leads on; loops are refused when a
delegation is entered, and do no harm where they came about nevertheless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Delegation:
	"""`user` is represented by `deputy` from the first to the last day, both included."""

	user: str
	deputy: str
	first: date
	last: date

	def holds(self, day: date) -> bool:
		return self.first <= day <= self.last

	def overlaps(self, other: Delegation) -> bool:
		"""True when there is a day on which both hold."""
		return self.first <= other.last and other.first <= self.last


def principals(deputy: str, delegations: Sequence[Delegation], day: date) -> frozenset[str]:
	"""Everybody for whom a person may decide on a day, through chains too; never the person itself."""
	return _reached(deputy, [(each.deputy, each.user) for each in delegations if each.holds(day)])


def deputies(user: str, delegations: Sequence[Delegation], day: date) -> frozenset[str]:
	"""Everybody who may decide for a user on a day, through chains too; never the user."""
	return _reached(user, [(each.user, each.deputy) for each in delegations if each.holds(day)])


def closes_loop(new: Delegation, others: Sequence[Delegation]) -> bool:
	"""True when the deputy is represented, in the same days and perhaps through others, by the one who goes."""
	steps = [(each.user, each.deputy) for each in others if each.overlaps(new)]
	return new.user in _reached(new.deputy, steps)


def _reached(start: str, steps: Sequence[tuple[str, str]]) -> frozenset[str]:
	found: set[str] = set()
	waiting = [start]
	while waiting:
		here = waiting.pop()
		ahead = {to for at, to in steps if at == here} - found - {start}
		found |= ahead
		waiting += sorted(ahead)
	return frozenset(found)
