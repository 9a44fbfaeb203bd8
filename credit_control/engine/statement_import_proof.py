"""What the figures of a sheet prove by themselves: blanks that are zero, and cash that is not free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .messages import Message
from .money import ZERO
from .statement import LINES, SUBTOTALS, Sum

#: parts of two decimals may differ by this much from a total and still prove that the rest is zero
CENTS = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Column:
	"""The lines of one period, those among them proven to be zero, and the last day its heading names."""

	lines: Mapping[str, Decimal] = field(default_factory=dict)
	zeros: frozenset[str] = frozenset()
	end: date | None = None


def settled(column: Column) -> Column:
	"""Restricted cash moved, and the blanks that a total proves to be zero filled in."""
	lines = dict(column.lines)
	excess = _excess(lines)
	if excess:
		lines["cash"] -= excess
		lines["other_current_assets"] = lines.get("other_current_assets", ZERO) + excess
	zeros = {code for rule in SUBTOTALS for code in _proven(rule, lines)}
	return Column({**lines, **dict.fromkeys(zeros, ZERO)}, frozenset(zeros), column.end)


def _proven(rule: Sum, lines: Mapping[str, Decimal]) -> tuple[str, ...]:
	"""The parts of a sum that are blank and must be zero, because the others make the total by themselves."""
	total, parts = lines.get(rule.code), (*rule.plus, *rule.minus)
	blank = tuple(code for code in parts if code not in lines)
	if total is None or not blank or len(blank) == len(parts):
		return ()
	# two unknowns that may have either sign could cancel each other out
	if len(blank) > 1 and any(LINES[code].may_be_negative for code in blank):
		return ()
	known = sum((lines[code] for code in rule.plus if code in lines), ZERO)
	known -= sum((lines[code] for code in rule.minus if code in lines), ZERO)
	return blank if abs(total - known) <= _precision(lines.values()) else ()


def _precision(amounts: Iterable[Decimal]) -> Decimal:
	return CENTS if any(value != value.to_integral_value() for value in amounts) else ZERO


def _excess(lines: Mapping[str, Decimal]) -> Decimal:
	"""Cash of the balance sheet above that of the cash flow statement: deposits that are not free."""
	cash, closing = lines.get("cash"), lines.get("closing_cash")
	return max(cash - closing, ZERO) if cash is not None and closing is not None else ZERO


def restricted_cash(column: Column) -> Message | None:
	excess = _excess(column.lines)
	if not excess:
		return None
	return Message(
		"Cash of {cash} is above the Closing Cash of {closing}: {excess} counts as restricted, under Other "
		"Current Assets.",
		{"cash": column.lines["cash"], "closing": column.lines["closing_cash"], "excess": excess},
	)
