"""Common size and change: each line as a share of assets or sales, and beside the year before.

Percentages are percentage points (40 means 40 %).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .money import HUNDRED, ZERO
from .statement import LINES, Statement

#: what each section is measured by
BASES = {"Balance Sheet": "total_assets", "Income": "revenue", "Cash Flow": "revenue"}


@dataclass(frozen=True, slots=True)
class Part:
	"""A percentage or None, and why there is none."""

	value: Decimal | None
	note: str = ""


def share(statement: Statement, code: str) -> Part:
	"""A line in per cent of total assets (balance sheet) or of revenue (income, cash flow)."""
	base_code = BASES[LINES[code].section]
	amount, base = statement.value(code), statement.value(base_code)
	missing = statement.missing((code, base_code))
	if amount is None or base is None:
		return Part(None, f"missing: {', '.join(dict.fromkeys(missing))}")
	if base <= ZERO:
		return Part(None, f"zero: {base_code}")
	return Part(amount / base * HUNDRED)


def change(code: str, current: Statement, before: Statement | None) -> Part:
	"""The change of a line in per cent of the same line a year before; part-years are compared as stated.

	Over a negative figure a percentage has no meaning: a smaller loss would look like a fall.
	"""
	if before is None:
		return Part(None, "missing: previous statement")
	now, then = current.value(code), before.value(code)
	if now is None or then is None:
		return Part(None, f"missing: {code}" if now is None else "missing before")
	if then <= ZERO:
		return Part(None, "zero before" if then == ZERO else "negative before")
	return Part((now - then) / then * HUNDRED)
