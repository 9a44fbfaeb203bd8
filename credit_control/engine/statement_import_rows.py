"""Rows of a table matched with a template: which row of the sheet belongs to which line, and its two figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from .errors import Problem
from .statement_import_cells import (
	CellError,
	amount,
	clean,
	column_letter,
	is_of_which,
	same_label,
)
from .statement_import_table import Headings, Side, Table

Use = Literal["Add", "Subtract", "Check", "Ignore"]
Status = Literal["matched", "ignored", "heading", "unmatched"]


@dataclass(frozen=True, slots=True)
class TemplateRow:
	"""A label of the sheet and what it does to one of our lines; a label may have several of them.

	`only_with` and `only_without` name a label whose having a figure switches this row on or off.
	"""

	label: str
	use: Use = "Add"
	line: str = ""
	aliases: tuple[str, ...] = ()
	only_with: str = ""
	only_without: str = ""


@dataclass(frozen=True, slots=True)
class Template:
	"""A saved layout: its headings, its rows, and whether rows that it does not list are left out."""

	name: str
	headings: Headings
	rows: tuple[TemplateRow, ...]
	leave_out_others: bool = False

	def index(self) -> dict[str, list[TemplateRow]]:
		"""The rows by each label as it is compared."""
		found: dict[str, list[TemplateRow]] = {}
		for row in self.rows:
			for label in (row.label, *row.aliases):
				found.setdefault(same_label(label), []).append(row)
		return found

	def details(self) -> frozenset[str]:
		"""The labels that may stand behind 其中："""
		labels = (label for row in self.rows for label in (row.label, *row.aliases))
		return frozenset(same_label(label) for label in labels if is_of_which(label))


@dataclass(frozen=True, slots=True)
class Place:
	"""Where a row stands; row and columns counted as a spreadsheet does."""

	sheet: str
	row: int
	current: str
	previous: str = ""


@dataclass(frozen=True, slots=True)
class Row:
	"""One labelled row of a sheet with its figures, None where blank, and what became of it."""

	place: Place
	label: str
	key: str
	status: Status
	current: Decimal | None = None
	previous: Decimal | None = None
	uses: tuple[TemplateRow, ...] = field(default=())

	@property
	def has_figure(self) -> bool:
		return self.current is not None or self.previous is not None


def best_template(table: Table, templates: Iterable[Template]) -> Template | None:
	"""The template that knows the most labels; of those alike the one with the fewest others. None without any."""
	labels = {same_label(text) for text in _labels(table)}

	def rank(template: Template) -> tuple[int, int]:
		known = set(template.index())
		return len(known & labels), -len(known)

	best = max(templates, key=rank, default=None)
	return best if best and rank(best)[0] else None


def rows_of(table: Table, template: Template, by_hand: Mapping[str, Sequence[TemplateRow]]) -> list[Row]:
	"""Every labelled row; `by_hand` holds what the user decided, by the label as it is compared."""
	index, details = {**template.index(), **by_hand}, template.details() | frozenset(by_hand)
	found = []
	for side in table.sides:
		for number in range(table.first, table.last):
			label = clean(table.sheet.cell(number, side.label))
			key = same_label(label)
			if key:
				is_detail = is_of_which(label) and key not in details
				uses = () if is_detail else tuple(index.get(key, ()))
				found.append(
					_row(
						table,
						side,
						number,
						Row(_place(table, side, number), label, key, "matched", uses=uses),
					)
				)
	hidden = template.leave_out_others
	return [replace(row, status="ignored") if hidden and row.status == "unmatched" else row for row in found]


def row_problems(table: Table, rows: Iterable[Row]) -> Iterator[Problem]:
	"""Texts where a matched row should have figures, and labels that come twice with different figures."""
	matched = [row for row in rows if row.status == "matched"]
	for row in matched:
		for letter, text in _texts(table, row):
			yield from _cell_problems(row, letter, text)
	yield from _repeats(matched)


def without_repeats(rows: Iterable[Row]) -> list[Row]:
	"""Each label once: the same row printed twice counts once."""
	found: dict[str, Row] = {}
	for row in rows:
		if row.key not in found or not found[row.key].has_figure:
			found[row.key] = row
	return list(found.values())


def _labels(table: Table) -> Iterator[str]:
	for side in table.sides:
		for number in range(table.first, table.last):
			yield table.sheet.cell(number, side.label)


def _place(table: Table, side: Side, number: int) -> Place:
	previous = "" if side.previous is None else column_letter(side.previous)
	return Place(table.sheet.name, number + 1, column_letter(side.current), previous)


def _row(table: Table, side: Side, number: int, row: Row) -> Row:
	current = _figure(table.sheet.cell(number, side.current))
	previous = None if side.previous is None else _figure(table.sheet.cell(number, side.previous))
	read = replace(row, current=current, previous=previous)
	return replace(read, status=_status(read))


def _status(row: Row) -> Status:
	if any(use.use != "Ignore" for use in row.uses):
		return "matched"
	if row.uses or (is_of_which(row.label) and row.has_figure):
		return "ignored"
	return "unmatched" if row.has_figure else "heading"


def _figure(text: str) -> Decimal | None:
	try:
		return amount(text)
	except CellError:
		return None


def _texts(table: Table, row: Row) -> Iterator[tuple[str, str]]:
	for letter in filter(None, (row.place.current, row.place.previous)):
		yield letter, table.sheet.cell(row.place.row - 1, _column(letter))


def _column(letter: str) -> int:
	number = 0
	for character in letter:
		number = number * 26 + ord(character) - ord("A") + 1
	return number - 1


def _cell_problems(row: Row, letter: str, text: str) -> Iterator[Problem]:
	try:
		amount(text)
	except CellError as error:
		yield Problem(
			row.key,
			error.template,
			"Correct the cell and read the sheet again.",
			{
				"sheet": row.place.sheet,
				"row": row.place.row,
				"column": letter,
				"label": row.label,
				"value": clean(text),
			},
		)


def _repeats(rows: Sequence[Row]) -> Iterator[Problem]:
	first: dict[str, Row] = {}
	for row in filter(lambda entry: entry.has_figure, rows):
		other = first.setdefault(row.key, row)
		for pick in (_current, _previous):
			if pick(other) is not None and pick(row) is not None and pick(other) != pick(row):
				yield _repeat(other, row, pick)
				break


def _current(row: Row) -> Decimal | None:
	return row.current


def _previous(row: Row) -> Decimal | None:
	return row.previous


def _repeat(first: Row, second: Row, pick: Callable[[Row], Decimal | None]) -> Problem:
	return Problem(
		second.key,
		"Sheet {sheet}: {label} is {first} in row {row} and {second} in row {again}.",
		"Leave one of the two rows, or map one of them to no line.",
		{
			"sheet": second.place.sheet,
			"label": second.label,
			"first": pick(first),
			"row": first.place.row,
			"second": pick(second),
			"again": second.place.row,
		},
	)
