"""Until when a claim can be brought to court: the limitation period and what makes it begin anew.

The period begins with the due date and ends on the same day so many years later (three in China, Civil Code
art. 188). A demand, a part payment and an acknowledgement of the debt, such as a signed plan, make it begin
anew (art. 195). After it has ended a demand or a part payment changes nothing; an acknowledgement does, because
the debtor gives up the objection (art. 192). A suspension by force majeure in the last six months (art. 194) is
not known here: the true last day is then later, never earlier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DUE = "Due Date"
DEMAND = "Demand"
PART_PAYMENT = "Part Payment"
ACKNOWLEDGEMENT = "Acknowledgement"
#: on one day the stronger one is named
STRENGTH = (DEMAND, PART_PAYMENT, ACKNOWLEDGEMENT)


@dataclass(frozen=True, slots=True)
class Interruption:
	"""Something that makes the period begin anew: its kind, one of STRENGTH, and its day."""

	kind: str
	day: date


@dataclass(frozen=True, slots=True)
class Limitation:
	"""The last day of a claim, and what it is counted from."""

	last_day: date
	since: date
	cause: str

	def has_passed(self, today: date) -> bool:
		"""True after the last day."""
		return today > self.last_day


def limitation(due: date, interruptions: Iterable[Interruption], years: int) -> Limitation:
	"""The limitation of a claim that fell due on a day, by all that happened since.

	What happened before the due date interrupts nothing: the period has not begun. Raises ValueError
	where `years` is not above zero.
	"""
	if years <= 0:
		raise ValueError("a limitation period has at least one year")
	current = Limitation(years_later(due, years), due, DUE)
	for event in sorted(interruptions, key=lambda each: (each.day, STRENGTH.index(each.kind))):
		if event.day >= due and _counts(event, current):
			current = Limitation(years_later(event.day, years), event.day, event.kind)
	return current


def renewed(current: Limitation, demand: date, years: int) -> Limitation:
	"""A limitation once payment is demanded on a day: it begins anew, unless it has ended or began later."""
	if demand < current.since or current.has_passed(demand):
		return current
	return Limitation(years_later(demand, years), demand, DEMAND)


def _counts(event: Interruption, current: Limitation) -> bool:
	return event.kind == ACKNOWLEDGEMENT or not current.has_passed(event.day)


def first_to_lapse(limitations: Iterable[Limitation]) -> Limitation | None:
	"""Of several claims the one that lapses first; None without any."""
	return min(limitations, key=lambda each: each.last_day, default=None)


def next_to_lapse(limitations: Iterable[Limitation], today: date) -> Limitation | None:
	"""Of several claims the one that lapses next, which can still be saved; once all have, the first that did."""
	found = list(limitations)
	return first_to_lapse([each for each in found if not each.has_passed(today)] or found)


def years_later(day: date, years: int) -> date:
	"""The same day of the year so many years later; 28 February for a 29th that the year does not have."""
	try:
		return day.replace(year=day.year + years)
	except ValueError:
		return day.replace(year=day.year + years, day=28)
