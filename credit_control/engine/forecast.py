"""How the exposure will move from today on, day by day, and when it would cross the limit.

Orders are delivered and billed on their delivery date; invoices are paid when they fall due, by as many
days later as the customer usually pays; bills are safe the day after they mature. What has no date stays:
a forecast that assumes money nobody promised would hide the day on which the limit breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from .circumstances import Cover
from .exposure import OPEN_INVOICES, OPEN_ORDERS, UNCLEARED_BILLS, ExposureSwitches
from .money import ZERO
from .receivables import OpenTerm

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Share:
	"""One instalment of a document that is not billed yet: days after billing, and its share (of 1)."""

	days: int
	share: Decimal


@dataclass(frozen=True, slots=True)
class Planned:
	"""What is ordered, or delivered and not billed: its day, its value in company currency, its terms."""

	part: str
	voucher_no: str
	day: date
	amount: Decimal
	shares: tuple[Share, ...] = (Share(0, Decimal(1)),)


@dataclass(frozen=True, slots=True)
class Bill:
	"""Money received that may still come back; `matures` None: nobody knows when it is safe."""

	voucher_no: str
	amount: Decimal
	matures: date | None = None


@dataclass(frozen=True, slots=True)
class Flow:
	"""An amount that is exposure until a day. Its part is `part`, and from `billed` on an open invoice.

	`ends` is the first day on which it is none any more; None: no day can be named.
	"""

	part: str
	amount: Decimal
	ends: date | None = None
	billed: date | None = None

	def part_on(self, day: date) -> str | None:
		"""Which part it belongs to on a day; None when it is settled."""
		if self.ends is not None and day >= self.ends:
			return None
		return OPEN_INVOICES if self.billed is not None and day >= self.billed else self.part


@dataclass(frozen=True, slots=True)
class Outlook:
	"""All that a forecast starts from. `credits` are credit notes and receipts without an invoice."""

	today: date
	flows: tuple[Flow, ...]
	credits: Decimal = ZERO
	switches: ExposureSwitches = field(default_factory=ExposureSwitches)


@dataclass(frozen=True, slots=True)
class Point:
	"""One day of the curve; `limit` None is unlimited. Amounts in company currency."""

	day: date
	exposure: Decimal
	limit: Decimal | None = None
	unsecured: Decimal = ZERO

	@property
	def is_over(self) -> bool:
		return self.limit is not None and self.exposure > self.limit


@dataclass(frozen=True, slots=True)
class Forecast:
	"""The curve, the first day over the limit, and the first day after it that is not."""

	points: tuple[Point, ...]
	crosses_on: date | None = None
	under_again_on: date | None = None

	@property
	def peak(self) -> Point:
		"""The first of the days with the highest exposure."""
		return max(self.points, key=lambda point: (point.exposure, -point.day.toordinal()))


def term_flows(
	terms: Iterable[OpenTerm], days_late: Decimal | None, today: date, part: str = OPEN_INVOICES
) -> list[Flow]:
	"""Open instalments, paid so many days late as the customer pays on average; None: on their due date.

	One that is later than that already is not expected at all: it stays.
	"""
	delay = timedelta(days=whole_days(days_late))
	expected = ((term.amount, term.due + delay) for term in terms)
	return [Flow(part, amount, day if day > today else None) for amount, day in expected]


def planned_flows(planned: Iterable[Planned], days_late: Decimal | None, today: date) -> list[Flow]:
	"""Orders and deliveries: billed on their day, tomorrow when it has passed, and paid by their terms.

	The instalments of one document sum to its amount exactly: the last takes what rounding leaves.
	"""
	return [flow for each in planned for flow in _flows_of(each, whole_days(days_late), today)]


def _flows_of(planned: Planned, late: int, today: date) -> list[Flow]:
	billed, left, flows = max(planned.day, today + ONE_DAY), planned.amount, []
	for number, term in enumerate(planned.shares, start=1):
		is_last = number == len(planned.shares)
		amount = left if is_last else planned.amount * term.share
		left -= amount
		paid = billed + timedelta(days=max(1, term.days + late))
		flows.append(Flow(planned.part, amount, paid, billed))
	return flows


def bill_flows(bills: Iterable[Bill], today: date) -> list[Flow]:
	"""Bills count up to and including their maturity."""
	return [
		Flow(UNCLEARED_BILLS, bill.amount, max(bill.matures, today) + ONE_DAY if bill.matures else None)
		for bill in bills
	]


def whole_days(days_late: Decimal | None) -> int:
	"""Days late rounded up to a day, never below zero; a customer without history pays when due."""
	return max(0, ceil(days_late)) if days_late is not None else 0


def exposure_on(outlook: Outlook, day: date) -> Decimal:
	"""The exposure on one day: what still counts, less the credits that no payment has used up.

	Money and goods cannot be taken twice: the first payments that are expected are those that credits
	stand for.
	"""
	counted = [flow for flow in outlook.flows if _counts(flow, outlook.switches, day)]
	settled = sum(
		(f.amount for f in outlook.flows if f.part_on(day) is None and f.part != UNCLEARED_BILLS), ZERO
	)
	left = max(ZERO, outlook.credits - settled)
	return sum((flow.amount for flow in counted), ZERO) - left


def _counts(flow: Flow, switches: ExposureSwitches, day: date) -> bool:
	part = flow.part_on(day)
	if part is None or not switches.includes(part):
		return False
	if part != OPEN_ORDERS or switches.horizon_days is None or flow.billed is None:
		return True
	return flow.billed <= day + timedelta(days=switches.horizon_days)


def forecast(
	outlook: Outlook,
	days: int,
	limit_on: Callable[[date], Decimal | None],
	cover_on: Callable[[date], Cover | None] = lambda _day: None,
) -> Forecast:
	"""The curve from today over `days` days. Limit and cover are asked for each day: both run out."""
	points = tuple(
		_point(outlook, outlook.today + timedelta(days=number), limit_on, cover_on)
		for number in range(days + 1)
	)
	crossing = next((point.day for point in points if point.is_over), None)
	return Forecast(points, crossing, _under_again(points, crossing))


def _point(
	outlook: Outlook,
	day: date,
	limit_on: Callable[[date], Decimal | None],
	cover_on: Callable[[date], Cover | None],
) -> Point:
	exposure = exposure_on(outlook, day)
	cover = cover_on(day) or Cover()
	return Point(day, exposure, limit_on(day), cover.unsecured(exposure))


def _under_again(points: Sequence[Point], crossing: date | None) -> date | None:
	if crossing is None:
		return None
	return next((point.day for point in points if point.day > crossing and not point.is_over), None)


def fitted(flows: Sequence[Flow], part: str, amount: Decimal) -> list[Flow]:
	"""The flows of a part made to sum to what the exposure says of it today.

	What no document of a date stands for stays without a date; what is too much leaves the last ones.
	"""
	difference = amount - sum((flow.amount for flow in flows), ZERO)
	if difference >= ZERO:
		return [*flows, Flow(part, difference)] if difference else list(flows)
	return _cut(flows, -difference)


def _cut(flows: Sequence[Flow], excess: Decimal) -> list[Flow]:
	kept: list[Flow] = []
	for flow in reversed(flows):
		taken = min(flow.amount, excess)
		excess -= taken
		if flow.amount > taken:
			kept.append(replace(flow, amount=flow.amount - taken))
	return kept[::-1]
