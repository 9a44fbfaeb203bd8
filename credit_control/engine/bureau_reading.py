"""A credit bureau's report in JSON or CSV read into `BureauReport`; both shapes are in `bureau.SCHEMA`.

Nothing of a report with a mistake is used: all mistakes are named, by row and column.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from .bureau import (
	HEAD,
	LEGAL,
	RATING,
	REGISTRATION,
	SCHEMA,
	TAX,
	BureauReport,
	Column,
	Record,
	Value,
)
from .errors import CreditError, Problem

#: the column of a CSV file that says what a row is
RECORD = "record"
#: where a JSON report has its many records
PLURALS = {LEGAL: "legal_records", RATING: "ratings", TAX: "tax_records"}
AMOUNT = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
#: a million millions: no column holds it
TOO_LARGE = Decimal(10**12)


@dataclass(frozen=True, slots=True)
class Written:
	"""A word of the file itself: it is shown as it stands there and never translated."""

	text: str

	def __str__(self) -> str:
		return self.text


def _written(texts: Iterable[str]) -> tuple[Written, ...]:
	return tuple(Written(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Row:
	"""One record as it stands in the file; `place` is what its columns are called there, before the name."""

	number: int
	section: str
	cells: Mapping[str, Any]
	place: str = ""


def read_csv(text: str) -> tuple[BureauReport | None, list[Problem]]:
	"""A report of one row per record. Rows are counted as a spreadsheet does: the header is row 1."""
	reader = csv.reader(io.StringIO(text.lstrip("\ufeff")))
	try:
		lines = [[cell.strip() for cell in line] for line in reader]
	except csv.Error:
		return None, [Problem("file", "The file is no CSV file.", "Save the sheet as CSV in UTF-8.")]
	if not lines or RECORD not in lines[0]:
		return None, [
			Problem(
				RECORD,
				"Row 1 has no column {column}.",
				"Give each row's kind there: {known}.",
				{"column": Written(RECORD), "known": _written(SCHEMA)},
			)
		]
	problems = list(_header_problems(lines[0])) or list(_width_problems(lines))
	return (None, problems) if problems else _read(list(_csv_rows(lines)))


def _header_problems(header: list[str]) -> Iterator[Problem]:
	known = {RECORD, *(name for columns in SCHEMA.values() for name in columns)}
	for name in header:
		if name not in known:
			yield Problem(
				name,
				"Row 1, column {column}: a report has no such column.",
				"Remove it or correct its name.",
				{"column": Written(name or "–")},
			)
		elif header.count(name) > 1:
			yield Problem(name, "Row 1, column {column}: it is there twice.", "", {"column": Written(name)})


def _width_problems(lines: list[list[str]]) -> Iterator[Problem]:
	for number, cells in enumerate(lines, start=1):
		if len(cells) > len(lines[0]):
			yield Problem(
				RECORD,
				"Row {row} has {count} cells, more than the {known} columns of row 1.",
				"Put texts with commas into quotes.",
				{"row": number, "count": len(cells), "known": len(lines[0])},
			)


def _csv_rows(lines: list[list[str]]) -> Iterator[Row]:
	for number, cells in enumerate(lines[1:], start=2):
		filled = {name: cell for name, cell in zip(lines[0], cells, strict=False) if cell}
		if filled:
			yield Row(number, filled.pop(RECORD, ""), filled)


def read_json(text: str) -> tuple[BureauReport | None, list[Problem]]:
	"""A report as one object; records are counted from 1 in each list."""
	try:
		data = json.loads(text.lstrip("\ufeff"), parse_float=Decimal)
	except ValueError as error:
		line = getattr(error, "lineno", 1)
		return None, [Problem("file", "Row {row}: the file is no JSON.", "", {"row": line})]
	if not isinstance(data, dict):
		return None, [Problem("file", "The file must hold one report as a JSON object.")]
	try:
		return _read(list(_json_rows(data)))
	except CreditError as error:
		return None, [error.problem]


def _json_rows(data: dict[str, Any]) -> Iterator[Row]:
	rest = dict(data)
	registration = rest.pop(REGISTRATION, None)
	lists = {section: rest.pop(key, None) for section, key in PLURALS.items()}
	yield Row(1, HEAD, _object(rest, HEAD, 1))
	if registration is not None:
		yield Row(1, REGISTRATION, _object(registration, REGISTRATION, 1), f"{REGISTRATION}.")
	for section, records in lists.items():
		key = PLURALS[section]
		if not isinstance(records, list | None):
			raise CreditError(
				"Row 1, column {column}: a list is expected.", {"column": Written(key)}, field=key
			)
		for number, record in enumerate(records or [], start=1):
			yield Row(number, section, _object(record, key, number), f"{key}.")


def _object(value: Any, key: str, number: int) -> dict[str, Any]:
	if isinstance(value, dict):
		return {name: cell for name, cell in value.items() if cell not in (None, "")}
	raise CreditError(
		"Row {row}, column {column}: an object with named figures is expected.",
		{"row": number, "column": Written(key)},
		field=key,
	)


def _read(rows: list[Row]) -> tuple[BureauReport | None, list[Problem]]:
	problems = list(_section_problems(rows))
	records: dict[str, list[Record]] = {section: [] for section in SCHEMA}
	for row in rows:
		if row.section in SCHEMA:
			found, wrong = _record(row)
			records[row.section].append(found)
			problems += wrong
	return (None, problems) if problems else (_report(records), [])


def _section_problems(rows: list[Row]) -> Iterator[Problem]:
	sections = [row.section for row in rows]
	for row in rows:
		if row.section not in SCHEMA:
			yield Problem(
				RECORD,
				"Row {row}, column {column}: {value} is no kind of record.",
				"Choose one of: {known}.",
				_place(row, RECORD, row.section or "–", known=_written(SCHEMA)),
			)
	for section in (HEAD, REGISTRATION):
		if sections.count(section) > 1:
			yield Problem(RECORD, "There is more than one record {value}.", "", {"value": Written(section)})
	if HEAD not in sections:
		yield Problem(RECORD, "There is no record {value}.", "", {"value": Written(HEAD)})


def _record(row: Row) -> tuple[Record, list[Problem]]:
	columns = SCHEMA[row.section]
	values: dict[str, Value] = {}
	problems: list[Problem] = []
	for name, cell in row.cells.items():
		try:
			values[name] = _value(columns.get(name), cell, row.section)
		except CreditError as error:
			problems.append(_placed(row, name, error.problem, cell))
	for name, column in columns.items():
		if column.required and name not in row.cells:
			problems.append(_placed(row, name, Problem(name, "Row {row}, column {column}: it is missing.")))
	return values, problems


def _placed(row: Row, name: str, problem: Problem, value: object = "") -> Problem:
	"""The mistake with its place in the file."""
	column = row.place + name
	return Problem(column, problem.message, problem.remedy, _place(row, column, value, **problem.params))


def _place(row: Row, column: str, value: object, **params: object) -> dict[str, object]:
	return {**params, "row": row.number, "column": Written(column), "value": Written(str(value))}


def _value(column: Column | None, cell: Any, section: str) -> Value:
	if column is None:
		raise CreditError(
			"Row {row}, column {column}: a record {section} has no such column.",
			{"section": Written(section)},
		)
	return READERS[column.kind](column, cell)


def _text(column: Column, cell: Any) -> str:
	if isinstance(cell, bool | dict | list):
		raise CreditError("Row {row}, column {column}: {value} is not a text.")
	if len(str(cell)) > column.longest:
		raise CreditError(
			"Row {row}, column {column}: the text is longer than {longest} characters.",
			{"longest": column.longest},
		)
	return str(cell).strip()


def _choice(column: Column, cell: Any) -> str:
	if cell not in column.choices:
		raise CreditError(
			"Row {row}, column {column}: {value} is not one of: {known}.", {"known": _written(column.choices)}
		)
	return str(cell)


def _date(column: Column, cell: Any) -> date:
	try:
		return date.fromisoformat(cell)
	except (TypeError, ValueError):
		raise CreditError(
			"Row {row}, column {column}: {value} is not a date.", remedy="Write it as 2026-12-31."
		) from None


def _amount(column: Column, cell: Any) -> Decimal:
	if isinstance(cell, bool | dict | list) or not AMOUNT.fullmatch(str(cell)):
		raise CreditError("Row {row}, column {column}: {value} is not an amount.")
	amount = Decimal(str(cell).replace(",", ""))
	if abs(amount) >= TOO_LARGE:
		raise CreditError("Row {row}, column {column}: {value} is too large.")
	return amount


READERS: Mapping[str, Callable[[Column, Any], Value]] = {
	"text": _text,
	"choice": _choice,
	"date": _date,
	"amount": _amount,
}


def _report(records: Mapping[str, list[Record]]) -> BureauReport:
	head: dict[str, Any] = dict(records[HEAD][0])
	return BureauReport(
		**head,
		registration=records[REGISTRATION][0] if records[REGISTRATION] else {},
		legal_records=tuple(records[LEGAL]),
		ratings=tuple(records[RATING]),
		tax_records=tuple(records[TAX]),
	)


def to_json(report: BureauReport) -> str:
	"""The report as `read_json` reads it."""
	head = {name: getattr(report, name) for name in SCHEMA[HEAD]}
	data = {name: value for name, value in head.items() if value is not None}
	if report.registration:
		data[REGISTRATION] = dict(report.registration)
	for key in PLURALS.values():
		data[key] = [dict(record) for record in getattr(report, key)]
	return json.dumps(data, default=str, ensure_ascii=False, sort_keys=True)
