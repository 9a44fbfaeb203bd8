"""Reading a customer's statement from the sheets of a workbook or from what was pasted.

Sheets → tables → rows matched with a template → our lines, for the current and the previous period. Nothing
is guessed in silence: what was matched, left out or proven is told, and any problem stops the import.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from .errors import Problem
from .messages import Message
from .money import ONE, ZERO
from .statement import LINES
from .statement_import_cells import same_label
from .statement_import_faults import clash, no_figures, nothing, other_unit, unreadable
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
from .statement_import_table import Headings, Sheet, Table, tables_of


@dataclass(frozen=True, slots=True)
class Reading:
	"""What the sheets say; nothing may be imported while there are problems."""

	rows: tuple[Row, ...] = ()
	#: sheet → names of the templates it was read with, none where none fits
	templates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
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
	templates: tuple[str, ...] = ()
	#: the rows of each of its tables
	tables: tuple[tuple[Row, ...], ...] = ()
	facts: Facts = NO_FACTS
	ends: tuple[date | None, date | None] = (None, None)
	problems: tuple[Problem, ...] = ()


def read(sheets: Sequence[Sheet], templates: Sequence[Template], choices: Choices | None = None) -> Reading:
	"""Read every sheet with the template chosen for it, else with the one that fits best."""
	chosen = choices or Choices()
	used = [sheet for sheet in sheets if chosen.templates.get(sheet.name) != ""]
	parts = [_read_sheet(sheet, templates, chosen) for sheet in used]
	# cover sheets and remarks fit no template: that is a fault only where nothing else does
	fitting = [part for part in parts if part.templates] or parts
	return _together(fitting) if fitting else Reading(problems=(nothing(),))


def _read_sheet(sheet: Sheet, templates: Sequence[Template], choices: Choices) -> _Part:
	named = choices.templates.get(sheet.name)
	candidates = [template for template in templates if named in (None, template.name)]
	headings = _joined(candidates)
	tables = [table for table in tables_of(sheet, headings) if table.sides]
	by_hand = _grouped(choices.by_hand)
	# a sheet may hold several statements, one below the other
	parts = [
		_read_table(_as_named(sheet, table, template), template, by_hand)
		for table in tables
		if (template := best_template(table, candidates))
	]
	if not parts:
		return _Part(sheet.name, problems=tuple(unreadable(sheet, headings, tables)))
	return _Part(
		sheet.name,
		tuple(dict.fromkeys(name for part in parts for name in part.templates)),
		tuple(rows for part in parts for rows in part.tables),
		_all_facts(parts),
		parts[0].ends,
		tuple(problem for part in parts for problem in part.problems),
	)


def _as_named(sheet: Sheet, table: Table, template: Template) -> Table:
	"""The table by the template's own order of headings, which decides between this month and this year."""
	own = (entry for entry in tables_of(sheet, template.headings) if entry.first == table.first)
	found = next(own, None)
	return replace(table, sides=found.sides) if found and found.sides else table


def _read_table(table: Table, template: Template, by_hand: Mapping[str, Sequence[TemplateRow]]) -> _Part:
	rows = tuple(rows_of(table, template, by_hand))
	problems = list(row_problems(table, rows))
	if not problems and not any(row.status == "matched" and row.has_figure for row in rows):
		problems.append(no_figures(table))
	side, facts = table.sides[0], facts_of([table.sheet.name, *table.above])
	ends = side.current_end, side.previous_end
	return _Part(table.sheet.name, (template.name,), (rows,), facts, ends, tuple(problems))


def _all_facts(parts: Iterable[_Part]) -> Facts:
	facts = NO_FACTS
	for part in parts:
		facts = facts.completed_by(part.facts)
	return facts


def _together(parts: Sequence[_Part]) -> Reading:
	problems = [problem for part in parts for problem in part.problems]
	facts = _all_facts(parts)
	for part in parts:
		if part.facts.unit not in (None, facts.unit):
			problems.append(other_unit(part.sheet))
	current, clashes = _column(parts, 0)
	previous, earlier = _column(parts, 1)
	notes = [note for note in (restricted_cash(current), restricted_cash(previous)) if note]
	return Reading(
		rows=tuple(row for part in parts for rows in part.tables for row in rows),
		templates={part.sheet: part.templates for part in parts},
		facts=facts,
		current=settled(current),
		previous=settled(previous),
		problems=(*problems, *clashes, *earlier),
		notes=tuple(notes),
	)


def _column(parts: Sequence[_Part], which: int) -> tuple[Column, list[Problem]]:
	"""One period's lines from all tables; a line that two of them state differently is a problem."""
	tables = [(part.sheet, _once(rows)) for part in parts for rows in part.tables]
	found = [(sheet, _lines(rows, which)) for sheet, rows in tables]
	lines: dict[str, Decimal] = {}
	source: dict[str, str] = {}
	problems: list[Problem] = []
	for sheet, stated in found:
		for code, value in _at_home(stated, [entry for _sheet, entry in found]).items():
			if lines.setdefault(code, value) != value:
				problems.append(clash(code, (lines[code], source[code]), (value, sheet)))
			source.setdefault(code, sheet)
	for _sheet, rows in tables:
		problems += _failed_checks(rows, lines, which)
	ends = [part.ends[which] for part in parts if part.ends[which]]
	return Column(lines, end=ends[0] if ends else None), problems


def _once(rows: Iterable[Row]) -> list[Row]:
	return without_repeats(row for row in rows if row.status == "matched")


def _at_home(stated: Mapping[str, Decimal], tables: Iterable[Mapping[str, Decimal]]) -> dict[str, Decimal]:
	"""The lines of a table without those of sections that another table is about.

	A cash flow statement names inventories too, and means their change.
	"""
	fullest: Counter[str] = Counter()
	for table in tables:
		fullest |= _sections(table)
	here = _sections(stated)
	return {
		code: value
		for code, value in stated.items()
		if here[LINES[code].section] * 2 >= fullest[LINES[code].section]
	}


def _sections(lines: Iterable[str]) -> Counter[str]:
	return Counter(LINES[code].section for code in lines)


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
