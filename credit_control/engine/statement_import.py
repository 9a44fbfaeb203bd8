"""Reading a customer's statement from the sheets of a workbook or from what was pasted.

Sheets → tables → rows matched with a template → our lines, for the current and the previous period. Nothing
is guessed in silence: what was matched, left out or proven is told, and any problem stops the import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .errors import Problem
from .messages import Message
from .money import ONE, ZERO
from .statement import LINES
from .statement_import_cells import clean, column_letter, same_label
from .statement_import_header import NO_FACTS, Facts, facts_of
from .statement_import_proof import Column, restricted_cash, settled
from .statement_import_rows import (
	Row,
	Template,
	TemplateRow,
	best_template,
	row_problems,
	rows_of,
	without_repeats,
)
from .statement_import_table import Headings, Sheet, Table, heading_row, tables_of


@dataclass(frozen=True, slots=True)
class Reading:
	"""What the sheets say; nothing may be imported while there are problems."""

	rows: tuple[Row, ...] = ()
	#: sheet → name of the template it was read with, None where none fits
	templates: Mapping[str, str | None] = field(default_factory=dict)
	facts: Facts = NO_FACTS
	current: Column = field(default_factory=Column)
	previous: Column = field(default_factory=Column)
	problems: tuple[Problem, ...] = ()
	notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
	"""What the user decided: a template for a sheet ("" leaves the sheet out), rows mapped by hand."""

	templates: Mapping[str, str] = field(default_factory=dict)
	by_hand: tuple[TemplateRow, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
	"""One sheet as it was read."""

	sheet: str
	template: str | None
	rows: tuple[Row, ...] = ()
	facts: Facts = NO_FACTS
	ends: tuple[date | None, date | None] = (None, None)
	problems: tuple[Problem, ...] = ()


def read(sheets: Sequence[Sheet], templates: Sequence[Template], choices: Choices | None = None) -> Reading:
	"""Read every sheet with the template chosen for it, else with the one that fits best."""
	chosen = choices or Choices()
	used = [sheet for sheet in sheets if chosen.templates.get(sheet.name) != ""]
	parts = [_read_sheet(sheet, templates, chosen) for sheet in used]
	# cover sheets and remarks fit no template: that is a fault only where nothing else does
	fitting = [part for part in parts if part.template] or parts
	return _together(fitting) if fitting else Reading(problems=(_nothing(),))


def _read_sheet(sheet: Sheet, templates: Sequence[Template], choices: Choices) -> _Part:
	named = choices.templates.get(sheet.name)
	candidates = [template for template in templates if named in (None, template.name)]
	headings = _joined(candidates)
	tables = [table for table in tables_of(sheet, headings) if table.sides]
	template = best_template(tables, candidates)
	if template is None:
		return _Part(sheet.name, None, problems=tuple(_unreadable(sheet, headings, tables)))
	# the template's own order of headings decides between this month and this year
	own = [table for table in tables_of(sheet, template.headings) if table.sides] or tables
	return _read_tables(sheet, own, template, _grouped(choices.by_hand))


def _read_tables(
	sheet: Sheet, tables: Sequence[Table], template: Template, by_hand: Mapping[str, Sequence[TemplateRow]]
) -> _Part:
	read_rows = [(table, rows_of(table, template, by_hand)) for table in tables]
	problems = [problem for table, rows in read_rows for problem in row_problems(table, rows)]
	rows = tuple(row for _table, found in read_rows for row in found)
	if not problems and not any(row.status == "matched" and row.has_figure for row in rows):
		problems.append(_no_figures(sheet, tables[0]))
	side = tables[0].sides[0]
	facts = facts_of([sheet.name, *tables[0].above])
	return _Part(
		sheet.name, template.name, rows, facts, (side.current_end, side.previous_end), tuple(problems)
	)


def _together(parts: Sequence[_Part]) -> Reading:
	problems = [problem for part in parts for problem in part.problems]
	facts = Facts()
	for part in parts:
		facts = facts.completed_by(part.facts)
		problems += _other_unit(facts, part)
	current, clashes = _column(parts, 0)
	previous, earlier = _column(parts, 1)
	notes = [note for note in (restricted_cash(current), restricted_cash(previous)) if note]
	return Reading(
		rows=tuple(row for part in parts for row in part.rows),
		templates={part.sheet: part.template for part in parts},
		facts=facts,
		current=settled(current),
		previous=settled(previous),
		problems=(*problems, *clashes, *earlier),
		notes=tuple(notes),
	)


def _column(parts: Sequence[_Part], which: int) -> tuple[Column, list[Problem]]:
	"""One period's lines from all sheets; a line that two sheets state differently is a problem."""
	lines: dict[str, Decimal] = {}
	source: dict[str, str] = {}
	problems: list[Problem] = []
	for part in parts:
		rows = without_repeats(row for row in part.rows if row.status == "matched")
		found = _lines(rows, which)
		problems += _failed_checks(rows, found, which)
		for code, value in found.items():
			if lines.setdefault(code, value) != value:
				problems.append(_clash(code, (lines[code], source[code]), (value, part.sheet)))
			source.setdefault(code, part.sheet)
	ends = [part.ends[which] for part in parts if part.ends[which]]
	return Column(lines, end=ends[0] if ends else None), problems


def _lines(rows: Iterable[Row], which: int) -> dict[str, Decimal]:
	known = [(row, value) for row in rows if (value := (row.current, row.previous)[which]) is not None]
	# a condition names a label; the sheet may use one of its other names
	present = {same_label(use.label) for row, _value in known for use in row.uses}
	present |= {row.key for row, _value in known}
	lines: dict[str, Decimal] = {}
	for row, value in known:
		for use in row.uses:
			if use.use in ("Add", "Subtract") and _applies(use, present):
				signed = value if use.use == "Add" else -value
				lines[use.line] = lines.get(use.line, ZERO) + signed
	return lines


def _applies(use: TemplateRow, present: Set[str]) -> bool:
	if use.only_with and same_label(use.only_with) not in present:
		return False
	return not (use.only_without and same_label(use.only_without) in present)


def _failed_checks(rows: Iterable[Row], lines: Mapping[str, Decimal], which: int) -> Iterator[Problem]:
	"""Rows that must equal a line, as the total of the right side must equal total assets."""
	for row in rows:
		stated = (row.current, row.previous)[which]
		for use in row.uses:
			expected = lines.get(use.line)
			if (
				use.use == "Check"
				and stated is not None
				and expected is not None
				and abs(stated - expected) > ONE
			):
				yield Problem(
					row.key,
					"Sheet {sheet}, row {row}: {label} is {stated}, but {line} is {expected}.",
					"Correct one of the two figures.",
					{
						"sheet": row.place.sheet,
						"row": row.place.row,
						"label": row.label,
						"stated": stated,
						"line": LINES[use.line].label,
						"expected": expected,
					},
				)


def _grouped(rows: Iterable[TemplateRow]) -> dict[str, list[TemplateRow]]:
	found: dict[str, list[TemplateRow]] = {}
	for row in rows:
		found.setdefault(same_label(row.label), []).append(row)
	return found


def _joined(templates: Iterable[Template]) -> Headings:
	listed = [template.headings for template in templates]
	return Headings(
		tuple(name for entry in listed for name in entry.label),
		tuple(name for entry in listed for name in entry.current),
		tuple(name for entry in listed for name in entry.previous),
	)


def _unreadable(sheet: Sheet, headings: Headings, tables: Sequence[Table]) -> Iterator[Problem]:
	"""Why a sheet cannot be read: no column of figures, or no label that any template knows."""
	row = heading_row(sheet, headings)
	if row is None or tables:
		yield Problem(
			"sheet",
			"Sheet {sheet}: no row has a label that a template knows.",
			"Choose a template that fits, or make one.",
			{"sheet": sheet.name},
		)
		return
	columns = tuple(
		f"{column_letter(column)} {clean(text)}" for column, text in enumerate(sheet.rows[row]) if clean(text)
	)
	yield Problem(
		"columns",
		"Sheet {sheet}, row {row}: none of the columns {columns} holds the figures of the period.",
		"Call the column one of: {expected}.",
		{
			"sheet": sheet.name,
			"row": row + 1,
			"columns": columns,
			"expected": tuple(dict.fromkeys(headings.current)),
		},
	)


def _no_figures(sheet: Sheet, table: Table) -> Problem:
	side = table.sides[0]
	return Problem(
		"columns",
		"Sheet {sheet}: column {column} has no figure in any row that the template knows.",
		"Check that the figures stand in that column.",
		{"sheet": sheet.name, "column": column_letter(side.current)},
	)


def _other_unit(facts: Facts, part: _Part) -> Iterator[Problem]:
	if part.facts.unit and facts.unit and part.facts.unit != facts.unit:
		yield Problem(
			"unit",
			"Sheet {sheet} is stated in another unit than the sheets before it.",
			"Import sheets of one unit at a time.",
			{"sheet": part.sheet},
		)


def _clash(code: str, first: tuple[Decimal, str], second: tuple[Decimal, str]) -> Problem:
	return Problem(
		code,
		"{label} is {first} on sheet {first_sheet} and {second} on sheet {second_sheet}.",
		"Correct one of them, or leave one of the sheets out.",
		{
			"label": LINES[code].label,
			"first": first[0],
			"first_sheet": first[1],
			"second": second[0],
			"second_sheet": second[1],
		},
	)


def _nothing() -> Problem:
	return Problem("sheet", "There is nothing to read.", "Paste the rows of a statement, or choose a file.")
