"""The tables on a sheet: which row heads them and which columns hold label, current and previous figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from .statement_import_cells import clean, is_amount, same_label
from .statement_import_header import period_of

#: a head is no longer than this; what stands above it belongs to another table
HEAD_ROWS = 8
Role = Literal["label", "current", "previous", "date", ""]


@dataclass(frozen=True, slots=True)
class Sheet:
	"""One sheet as texts, row by row; rows may differ in length."""

	name: str
	rows: tuple[tuple[str, ...], ...]

	def cell(self, row: int, column: int) -> str:
		"""A cell's text by its position from zero; empty outside the sheet."""
		cells = self.rows[row]
		return cells[column] if column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Headings:
	"""What the columns are called, the preferred heading first (this year's total before this month's)."""

	label: tuple[str, ...] = ()
	current: tuple[str, ...] = ()
	previous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
	"""Columns of one table, from zero; a balance sheet in account form has two sides."""

	label: int
	current: int
	previous: int | None = None
	#: the last day that each column's heading names
	current_end: date | None = None
	previous_end: date | None = None


@dataclass(frozen=True, slots=True)
class Table:
	"""A stretch of a sheet under one heading row; `head` is None where the figures have no heading."""

	sheet: Sheet
	head: int | None
	first: int
	last: int
	sides: tuple[Side, ...] = field(default=())

	@property
	def above(self) -> list[str]:
		"""The texts right over the figures, the headings included."""
		last = 0 if self.head is None else self.head + 1
		rows = self.sheet.rows[max(last - HEAD_ROWS, 0) : last]
		return [text for row in rows for text in row if clean(text)]


def tables_of(sheet: Sheet, headings: Headings) -> list[Table]:
	"""Every table of a sheet; one without headings where no row looks like any."""
	keys = Headings(*(tuple(map(same_label, names)) for names in _names(headings)))
	heads = [row for row in range(len(sheet.rows)) if _is_head(sheet.rows[row], keys)]
	if not heads:
		# a heading that names labels but no figures is a fault to be told, and no table without headings
		side = None if heading_row(sheet, headings) is not None else _guessed_side(sheet)
		return [Table(sheet, None, 0, len(sheet.rows), (side,))] if side else []
	ends = [*heads[1:], len(sheet.rows)]
	found = []
	for head, end in zip(heads, ends, strict=True):
		sides = tuple(_sides(sheet.rows[head], keys))
		found.append(Table(sheet, head, head + 1, end, sides))
	return found


def heading_row(sheet: Sheet, headings: Headings) -> int | None:
	"""The first row that names a column of labels, whether or not it names one of figures."""
	labels = set(map(same_label, headings.label))
	for number, cells in enumerate(sheet.rows):
		texts = [same_label(text) for text in cells if not is_amount(text)]
		if any(text in labels for text in texts) and len(list(filter(None, texts))) > 1:
			return number
	return None


def _names(headings: Headings) -> tuple[tuple[str, ...], ...]:
	return headings.label, headings.current, headings.previous


def _role(text: str, keys: Headings) -> Role:
	key = same_label(text)
	if not key:
		return ""
	if key in keys.current:
		return "current"
	if key in keys.previous:
		return "previous"
	if key in keys.label:
		return "label"
	return "date" if _heading_date(text) else ""


def _heading_date(text: str) -> date | None:
	"""The last day a heading names, where it names nothing else."""
	return period_of(text)[1] if len(clean(text)) <= len("as at 31 december 2024 ") else None


def _is_head(cells: Sequence[str], keys: Headings) -> bool:
	roles = [_role(text, keys) for text in cells]
	figures = [text for text, role in zip(cells, roles, strict=True) if role != "date" and is_amount(text)]
	if figures:
		return False
	named = "current" in roles and len([role for role in roles if role]) > 1
	dated = roles.count("date") >= (1 if "label" in roles else 2)
	return named or dated


def _sides(cells: Sequence[str], keys: Headings) -> Iterator[Side]:
	for first, last in _segments(cells, keys):
		side = _side(cells, keys, range(first, last))
		if side:
			yield side


def _segments(cells: Sequence[str], keys: Headings) -> list[tuple[int, int]]:
	"""Where each side begins and ends: at a new column of labels, or where a heading comes again."""
	starts, seen = [0], set[str]()
	for column, text in enumerate(cells):
		role, key = _role(text, keys), same_label(text)
		again = role in ("current", "previous", "date") and key in seen
		if (role == "label" and seen) or again:
			starts.append(column if role == "label" else _label_before(cells, keys, column))
			seen = set()
		if role in ("current", "previous", "date"):
			seen.add(key)
	return list(zip(starts, [*starts[1:], len(cells)], strict=True))


def _label_before(cells: Sequence[str], keys: Headings, column: int) -> int:
	"""The column after the last figures before this one: its labels stand there."""
	while column > 0 and _role(cells[column - 1], keys) not in ("current", "previous", "date"):
		column -= 1
	return column


def _side(cells: Sequence[str], keys: Headings, columns: range) -> Side | None:
	roles = {column: _role(cells[column], keys) for column in columns}
	current = _preferred(cells, keys.current, columns)
	previous = _preferred(cells, keys.previous, columns)
	dates = {column: end for column in columns if (end := _heading_date(cells[column]))}
	newest_first = sorted(
		(column for column in dates if roles[column] == "date"),
		key=lambda column: dates[column],
		reverse=True,
	)
	if current is None and newest_first:
		current, *older = newest_first
		previous = previous if previous is not None else (older[0] if older else None)
	if current is None:
		return None
	label = next((column for column in columns if roles[column] == "label"), columns[0])
	return Side(label, current, previous, dates.get(current), dates.get(-1 if previous is None else previous))


def _preferred(cells: Sequence[str], names: Sequence[str], columns: range) -> int | None:
	for name in names:
		for column in columns:
			if same_label(cells[column]) == name:
				return column
	return None


def _guessed_side(sheet: Sheet) -> Side | None:
	"""Labels in the first column of texts, figures in the first columns of numbers; line numbers are skipped."""
	width = max((len(row) for row in sheet.rows), default=0)
	texts = [column for column in range(width) if _has_texts(sheet, column)]
	numbers = [column for column in range(width) if _is_figures(sheet, column)]
	if not texts or not numbers:
		return None
	behind = [column for column in numbers if column > texts[0]]
	if not behind:
		return None
	return Side(texts[0], behind[0], behind[1] if len(behind) > 1 else None)


def _column(sheet: Sheet, column: int) -> list[str]:
	return [text for row in range(len(sheet.rows)) if clean(text := sheet.cell(row, column))]


def _has_texts(sheet: Sheet, column: int) -> bool:
	return any(not is_amount(text) for text in _column(sheet, column))


def _is_figures(sheet: Sheet, column: int) -> bool:
	found = [clean(text) for text in _column(sheet, column) if is_amount(text)]
	if not found or len(found) * 2 < len(_column(sheet, column)):
		return False
	ordinals = [int(text) for text in found if text.isdigit() and int(text) <= len(sheet.rows) + 20]
	is_numbering = len(found) > 2 and len(ordinals) == len(found) and ordinals == sorted(set(ordinals))
	return not is_numbering
