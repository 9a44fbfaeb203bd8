"""What would be imported from a spreadsheet: row by row, with whatever is wrong and whatever was left out."""

from datetime import date
from decimal import Decimal
from typing import Any

from frappe import _

from credit_control.engine.articulation import sum_checks
from credit_control.engine.statement import LINES, UNAUDITED, Statement
from credit_control.engine.statement_import import Reading
from credit_control.engine.statement_import_header import Facts
from credit_control.engine.statement_import_rows import Row
from credit_control.engine.statement_import_table import Sheet
from credit_control.engine.statement_period import likely_period
from credit_control.erp import customers
from credit_control.services import statement_imports, statement_templates
from credit_control.services.statement_imports import Upload, say
from credit_control.services.statement_words import word


def preview(customer: str, upload: Upload) -> dict[str, Any]:
	"""The reading of the sheets as the dialog shows it; nothing is written."""
	reading, sheets = upload.read()
	facts = reading.facts
	return {
		"sheets": [_sheet(sheet, reading) for sheet in sheets],
		"rows": [_row(row) for row in reading.rows],
		"lines": _lines(reading),
		"sums": _sums(reading),
		"problems": [say(problem) for problem in reading.problems],
		"faults": statement_imports.sums(reading, "current"),
		"notes": [*map(say, reading.notes), *_other_name(customer, facts)],
		"values": _values(reading),
		"has_previous": bool(reading.previous.lines),
		"templates": [template.name for template in statement_templates.enabled()],
	}


def _sheet(sheet: Sheet, reading: Reading) -> dict:
	return {"name": sheet.name, "templates": list(reading.templates.get(sheet.name, ()))}


def _row(row: Row) -> dict:
	return {
		"sheet": row.place.sheet,
		"row": row.place.row,
		"label": row.label,
		"status": row.status,
		"current": _text(row.current),
		"previous": _text(row.previous),
		"uses": [{"use": use.use, "line": _label(use.line)} for use in row.uses],
	}


def _text(value: Decimal | None) -> str | None:
	return None if value is None else f"{value:f}"


def _label(code: str) -> str:
	return LINES[code].label if code else ""


def _lines(reading: Reading) -> list[dict]:
	current, previous = reading.current, reading.previous
	return [
		{
			"line": line.label,
			"section": line.section,
			"current": _text(current.lines.get(code)),
			"previous": _text(previous.lines.get(code)),
			"proven_zero": code in current.zeros,
		}
		for code, line in LINES.items()
		if code in current.lines or code in previous.lines
	]


def _sums(reading: Reading) -> list[dict]:
	lines = reading.current.lines
	if not lines:
		return []
	# sums know no period: any day will do
	checks = sum_checks(Statement(lines, date.min, date.min, UNAUDITED))
	return [
		{
			"line": word(LINES[code].label),
			"stated": _text(stated),
			"computed": _text(computed),
			"agrees": computed is not None and abs(stated - computed) <= 1,
		}
		for code, stated, computed in checks
	]


def _values(reading: Reading) -> dict:
	"""What the heads of the sheets say of period, unit and currency; only what they do say."""
	facts = reading.facts
	end = facts.end or reading.current.end
	found: dict[str, Any] = {"unit": facts.unit, "currency": facts.currency}
	if end:
		period = likely_period(facts.start if facts.end == end else None, end)
		found |= {
			"period_type": period.kind,
			"period_start": str(period.start),
			"period_end": str(period.end),
		}
	if facts.consolidated is not None:
		found["consolidated"] = int(facts.consolidated)
	return {key: value for key, value in found.items() if value is not None}


def _other_name(customer: str, facts: Facts) -> list[str]:
	name = customers.name_of(customer)
	if not facts.entity or name in facts.entity or facts.entity in name:
		return []
	return [
		_("The sheet is of {0}, the customer is {1}. Check that it is the same company.").format(
			facts.entity, name
		)
	]
