"""What is odd about a statement beside an earlier one, though each adds up by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from .messages import Message
from .money import ZERO
from .statement import LINES, Statement, with_subtotals

#: the multipliers that statements come in
UNIT_LABELS: Mapping[str, str] = MappingProxyType(
	{"1": "single units", "1000": "whole thousands", "10000": "ten thousands", "1000000": "whole millions"}
)
#: how many times too much or too little a figure in the wrong unit is
_FACTORS = (10_000, 1_000)
# a tenfold of a factor is the next one: half-way between them on a logarithmic scale
_REACH = Decimal("3.16")
#: large lines, which do not change a thousandfold in a year
_GUARDED = ("total_assets", "current_assets", "total_liabilities", "revenue", "cost_of_sales")


@dataclass(frozen=True, slots=True)
class Stated:
	"""A statement with the unit its figures were entered in, a key of UNIT_LABELS."""

	statement: Statement
	unit: str


def unit_suspicions(current: Stated, before: Stated) -> list[Message]:
	"""The large lines that differ about 1000 or 10 000 times from the earlier statement, in the same currency."""
	now, then = with_subtotals(current.statement), with_subtotals(before.statement)
	found = []
	for code in _GUARDED:
		figures = now.yearly(code), then.yearly(code)
		factor = _factor(*figures)
		if factor:
			found.append(_suspicion(code, factor, (current, before), figures))
	return found


def retained_earnings_note(current: Statement, before: Statement | None) -> Message | None:
	"""Net profit beside the change of retained earnings, where they differ; dividends explain most of it."""
	if before is None:
		return None
	profit = with_subtotals(current).value("net_profit")
	closing, opening = current.value("retained_earnings"), before.value("retained_earnings")
	if profit is None or closing is None or opening is None or closing - opening == profit:
		return None
	return Message(
		"Retained Earnings changed by {change}, Net Profit is {profit}: the difference of {difference} is "
		"dividends, reserves or corrections.",
		{"change": closing - opening, "profit": profit, "difference": closing - opening - profit},
	)


def _factor(now: Decimal | None, then: Decimal | None) -> int:
	"""The factor between two figures: positive when the newer is larger, negative when smaller, else 0."""
	if now is None or then is None or now <= ZERO or then <= ZERO:
		return 0
	for factor in _FACTORS:
		for sign, times in ((1, now / then), (-1, then / now)):
			if factor / _REACH < times < factor * _REACH:
				return sign * factor
	return 0


def _suspicion(
	code: str, factor: int, stated: tuple[Stated, Stated], figures: tuple[Decimal | None, Decimal | None]
) -> Message:
	template = (
		"{label} is {now} (entered in {unit}), about {factor} times the {then} (entered in {earlier}) "
		"of {end}. Check the unit."
	)
	if factor < 0:
		template = (
			"{label} is {now} (entered in {unit}), and was {then} (entered in {earlier}) on {end}, "
			"about {factor} times as much. Check the unit."
		)
	current, before = stated
	return Message(
		template,
		{
			"label": LINES[code].label,
			"now": figures[0],
			"then": figures[1],
			"unit": UNIT_LABELS[current.unit],
			"earlier": UNIT_LABELS[before.unit],
			"factor": abs(factor),
			"end": before.statement.period_end,
		},
	)
