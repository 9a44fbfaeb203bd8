"""Customer Financial Statements: read into the engine, checked, and their ratios shown."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine import altman, wall
from credit_control.engine.money import decimal
from credit_control.engine.ratios import RATIOS, Ratio, ratios
from credit_control.engine.statement import LINES, Statement, articulation_problems, with_subtotals
from credit_control.services import wording
from credit_control.services.rows import refill

DOCTYPE = "Customer Financial Statement"
CODES = {line.label: code for code, line in LINES.items()}
#: what a note calls each line
LABELS = {code: line.label for code, line in LINES.items()}
#: how a ratio's unit is written behind its figure
UNITS = {"percent": " %", "days": " d"}
#: a million millions: no column holds it, no customer has it
TOO_LARGE = 10**12


def engine_statement(doc) -> Statement:
	"""The document as the engine reads it, unit multiplier applied; a line without a row is missing."""
	unit = decimal(doc.unit or 1)
	lines = {CODES[row.line]: decimal(row.amount) * unit for row in doc.lines if row.amount is not None}
	return Statement(lines, getdate(doc.period_start), getdate(doc.period_end), doc.audit)


def drop_blank_lines(doc) -> None:
	"""Remove the rows whose amount was left blank: missing is not zero."""
	kept = [row for row in doc.lines if row.amount not in (None, "")]
	if len(kept) != len(doc.lines):
		doc.set("lines", kept)
		for number, row in enumerate(kept, start=1):
			row.idx = number


def check(doc) -> None:
	"""Raise with everything that keeps the statement from being believed."""
	if not (doc.period_start and doc.period_end):
		# Frappe's own check of mandatory fields names them
		return
	_check_rows(doc)
	# a figure stated in thousands is rounded to a thousand
	tolerance = decimal(doc.unit or 1)
	problems = articulation_problems(engine_statement(doc), tolerance, getdate())
	if problems:
		sentences = [
			problem.render(_line, lambda value: wording.show(value, doc.currency)) for problem in problems
		]
		frappe.throw(sentences, title=_("The Statement Does Not Add Up"), as_list=True)


def _check_rows(doc) -> None:
	seen: set[str] = set()
	for row in doc.lines:
		if row.line in seen:
			frappe.throw(
				_("Row {0}: {1} is entered twice. Remove one of the rows.").format(row.idx, _line(row.line))
			)
		seen.add(row.line)
		_check_amount(row)


def _check_amount(row) -> None:
	try:
		amount = decimal(row.amount)
	except ValueError:
		frappe.throw(_("Row {0}: {1} is not a number. Enter one.").format(row.idx, _line(row.line)))
	if abs(amount) >= TOO_LARGE:
		frappe.throw(
			_("Row {0}: {1} is too large. Check the figure and the unit.").format(row.idx, _line(row.line))
		)


def _line(text: str) -> str:
	"""A line's label as the table shows it: Cash is not the mode of payment."""
	return _(text, context="Financial Statement Line")


def previous_of(doc) -> Statement | None:
	"""The customer's statement one period of the same kind earlier, if there is one."""
	name = frappe.db.get_value(
		DOCTYPE,
		{
			"customer": doc.customer,
			"docstatus": 1,
			"period_type": doc.period_type,
			"consolidated": doc.consolidated,
			"currency": doc.currency,
			"period_end": ["<", doc.period_end],
			"name": ["!=", doc.name or ""],
		},
		order_by="period_end desc",
	)
	return engine_statement(frappe.get_doc(DOCTYPE, name)) if name else None


def fill_results(doc) -> None:
	"""Write the ratios with last period's beside them, the Z-score with its model, and the Wall index."""
	current, previous = with_subtotals(engine_statement(doc)), previous_of(doc)
	before = ratios(with_subtotals(previous)) if previous else {}
	found = ratios(current, previous and with_subtotals(previous))
	refill(doc, "ratios", [_ratio_row(code, result, before.get(code)) for code, result in found.items()])
	_fill_altman(doc, current)
	index = wall.wall_index(current).index
	doc.wall_index = _number(index) if index is not None else ""


def _ratio_row(code: str, result: Ratio, before: Ratio | None) -> dict:
	unit = UNITS.get(RATIOS[code].unit, "")
	return {
		"ratio": RATIOS[code].label,
		"value": _shown(result, unit),
		"previous_value": _shown(before, unit) if before else "",
		"note": note(result.note),
	}


def _shown(result: Ratio, unit: str) -> str:
	if result.value is not None:
		return _number(result.value) + unit
	return result.text or "n/a"


def note(text: str, labels: Mapping[str, str] = LABELS) -> str:
	"""A figure's note with the lines or inputs that it names by their labels."""
	head, colon, codes = text.partition(": ")
	if not colon:
		return text
	return f"{head}: {', '.join(labels.get(code, code) for code in codes.split(', '))}"


def _fill_altman(doc, statement: Statement) -> None:
	choice = altman.choose_model(bool(doc.manufacturing))
	result = altman.altman(statement, choice.model)
	doc.z_model = f"{choice.model.label}: {choice.reason}"
	doc.z_score = _number(result.value, "0.0001") if result.value is not None else note(result.note)
	doc.z_zone = result.zone or ""


def _number(value: Decimal, step: str = "0.01") -> str:
	return f"{value.quantize(Decimal(step)):,}"


def newest(customer: str, as_of: date) -> str | None:
	"""The customer's newest submitted statement whose period had ended by a day; longer periods first."""
	statement = frappe.qb.DocType(DOCTYPE)
	query = (
		frappe.qb.from_(statement)
		.select(statement.name)
		.where((statement.customer == customer) & (statement.docstatus == 1))
		.where(statement.period_end <= as_of)
		.orderby(statement.period_end, order=frappe.qb.desc)
		.orderby(statement.period_start)
		.limit(1)
	)
	found = query.run(pluck=True)
	return found[0] if found else None
