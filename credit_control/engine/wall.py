"""The Wall index 沃尔评分法: seven ratios against standards, weighted to about 100.

Source: domain.md, Wall index. Closing balances; flows are scaled to a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .errors import Problem
from .money import HUNDRED, ZERO
from .statement import Statement

# each item counts at least half and at most one and a half times its weight, so none dominates
FLOOR = Decimal("0.5")
CEILING = Decimal("1.5")
_FLOWS = ("revenue", "cost_of_sales")


@dataclass(frozen=True, slots=True)
class WallItem:
	"""One ratio of two statement lines, its weight (points of 100) and its standard (plain ratio)."""

	code: str
	label: str
	label_zh: str
	weight: Decimal
	standard: Decimal
	numerator: str
	denominator: str


@dataclass(frozen=True, slots=True)
class WallRow:
	"""One item's result: the actual ratio and the points, None with a note when it cannot be had."""

	item: WallItem
	actual: Decimal | None
	points: Decimal | None
	note: str = ""


@dataclass(frozen=True, slots=True)
class WallResult:
	"""The index (100 = at the standards), None when any item is missing, and the weight that has data."""

	rows: tuple[WallRow, ...]
	index: Decimal | None
	covered_weight: Decimal


def _item(code: str, labels: tuple[str, str], weight: str, standard: str, lines: tuple[str, str]) -> WallItem:
	return WallItem(code, *labels, Decimal(weight), Decimal(standard), *lines)


WALL_ITEMS = (
	_item("current", ("Current Ratio", "流动比率"), "25", "2", ("current_assets", "current_liabilities")),
	_item("equity_to_debt", ("Equity to Debt", "权益负债比"), "25", "1.5", ("equity", "total_liabilities")),
	_item(
		"fixed_assets",
		("Assets to Fixed Assets", "资产固定资产率"),
		"15",
		"2.5",
		("total_assets", "fixed_assets"),
	),
	_item("inventory", ("Inventory Turnover", "存货周转率"), "10", "8", ("cost_of_sales", "inventory")),
	_item("receivables", ("Receivables Turnover", "应收账款周转率"), "10", "6", ("revenue", "receivables")),
	_item(
		"fixed_turnover", ("Fixed Asset Turnover", "固定资产周转率"), "10", "4", ("revenue", "fixed_assets")
	),
	_item("equity_turnover", ("Equity Turnover", "净资产周转率"), "5", "3", ("revenue", "equity")),
)


def wall_index(statement: Statement, items: Sequence[WallItem] = WALL_ITEMS) -> WallResult:
	"""Σ weight × actual / standard, each item held between 0.5 and 1.5 times its weight."""
	rows = tuple(_row(item, statement) for item in items)
	points = [row.points for row in rows if row.points is not None]
	covered = sum((row.item.weight for row in rows if row.points is not None), ZERO)
	complete = rows and len(points) == len(rows)
	return WallResult(rows, sum(points, ZERO) if complete else None, covered)


def wall_problems(items: Sequence[WallItem]) -> list[Problem]:
	"""Faults of a table of items: weights that do not make 100, standards of zero or less."""
	problems = [
		Problem(item.code, "The standard of {label} must be above zero.", "", {"label": item.label})
		for item in items
		if item.standard <= ZERO
	]
	if sum((item.weight for item in items), ZERO) != HUNDRED:
		problems.append(Problem("weight", "The weights of the Wall index must make 100."))
	return problems


def points_for(item: WallItem, actual: Decimal) -> Decimal:
	"""weight × actual / standard, between 0.5 and 1.5 times the weight; a negative ratio gets the floor."""
	return item.weight * min(max(actual / item.standard, FLOOR), CEILING)


def _row(item: WallItem, statement: Statement) -> WallRow:
	top, bottom = _figure(statement, item.numerator), _figure(statement, item.denominator)
	if top is None or bottom is None:
		missing = statement.missing((item.numerator, item.denominator))
		return WallRow(item, None, None, f"missing: {', '.join(missing)}")
	if bottom == ZERO:
		return WallRow(item, None, None, f"zero: {item.denominator}")
	actual = top / bottom
	note = statement.scaled_note((item.numerator, item.denominator))
	return WallRow(item, actual, points_for(item, actual), note)


def _figure(statement: Statement, code: str) -> Decimal | None:
	return statement.yearly(code) if code in _FLOWS else statement.value(code)
