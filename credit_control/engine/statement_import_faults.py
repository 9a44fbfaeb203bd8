"""Faults of a whole sheet, each as a problem that names it and says what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from .errors import Problem
from .statement import LINES
from .statement_import_cells import clean, column_letter
from .statement_import_table import Headings, Sheet, Table, heading_row


def unreadable(sheet: Sheet, headings: Headings, tables: Sequence[Table]) -> Iterator[Problem]:
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


def no_figures(table: Table) -> Problem:
	return Problem(
		"columns",
		"Sheet {sheet}: column {column} has no figure in any row that the template knows.",
		"Check that the figures stand in that column.",
		{"sheet": table.sheet.name, "column": column_letter(table.sides[0].current)},
	)


def other_unit(sheet: str) -> Problem:
	return Problem(
		"unit",
		"Sheet {sheet} is stated in another unit than the sheets before it.",
		"Import sheets of one unit at a time.",
		{"sheet": sheet},
	)


def clash(code: str, first: tuple[Decimal, str], second: tuple[Decimal, str]) -> Problem:
	return Problem(
		code,
		"{label} is {first} on sheet {sheet} and {second} on sheet {other}.",
		"Correct one of them, or leave one of the sheets out.",
		{
			"label": LINES[code].label,
			"first": first[0],
			"sheet": first[1],
			"second": second[0],
			"other": second[1],
		},
	)


def nothing() -> Problem:
	return Problem("sheet", "There is nothing to read.", "Paste the rows of a statement, or choose a file.")
