"""A customer's statements side by side: amounts, common size, change, ratios and evaluations by period."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from credit_control.engine.common_size import Part, change, share
from credit_control.engine.money import ONE
from credit_control.engine.ratios import GROUPS, RATIOS, Ratio, ratios, trend
from credit_control.engine.statement import LINES, Statement, derived_codes, with_subtotals
from credit_control.erp import currency as exchange
from credit_control.erp import customers
from credit_control.services import joining, statements
from credit_control.services.statement_words import note_text, word

#: periods shown at most; the newest ones
MOST = 12
#: each section by the name of its printed statement
SECTIONS = {
	"Balance Sheet": "Balance Sheet",
	"Income": "Income Statement",
	"Cash Flow": "Cash Flow Statement",
}
#: what a statement keeps of its evaluations, under the label of each row
EVALUATIONS = {
	"z_score": "Altman Z-Score",
	"z_zone": "Zone",
	"wall_index": "Wall Index",
	"five_tier_score": "Five-Tier Evaluation",
	"five_tier_level": "Level",
	"reference_used": "Standards Used",
}
_NUMBERS = ("z_score", "wall_index", "five_tier_score")
#: whose words the choices of a statement are
FORM = "Customer Financial Statement"


@dataclass(frozen=True)
class Wanted:
	"""Which statements to show, and in which currency; the statements' own where it is empty."""

	customer: str
	period_type: str = "Annual"
	consolidated: bool = False
	currency: str = ""
	count: int = 5


@dataclass(frozen=True)
class Column:
	"""One statement, completed by its subtotals and converted, and the one of a year before."""

	doc: Any
	statement: Statement
	derived: frozenset[str]
	previous: Statement | None
	currency: str
	rate: Decimal


def compare(wanted: Wanted) -> dict[str, Any]:
	"""Everything the page shows; raises NoExchangeRateError when a rate of a period's end is missing."""
	columns = [_column(name, wanted.currency) for name in _names(wanted)]
	return {
		"customer": wanted.customer,
		"customer_name": customers.name_of(wanted.customer),
		"columns": [_head(column) for column in columns],
		"groups": groups(columns),
		"available": _available(wanted.customer),
	}


def groups(columns: Sequence[Column]) -> list[dict]:
	"""The groups of rows, each with a cell for each column; nothing without columns."""
	if not columns:
		return []
	found = [_amounts(section, columns) for section in SECTIONS]
	found += _ratio_groups(columns)
	found.append(_evaluations(columns))
	return [group for group in found if group["rows"]]


def _names(wanted: Wanted) -> list[str]:
	"""The submitted statements that the user may see, the oldest first."""
	filters = {
		"customer": wanted.customer,
		"docstatus": 1,
		"period_type": wanted.period_type,
		"consolidated": cint(wanted.consolidated),
	}
	limit = min(max(wanted.count, 1), MOST)
	order = "period_end desc, period_start desc"
	names = frappe.get_list(
		statements.DOCTYPE, filters=filters, pluck="name", order_by=order, limit_page_length=limit
	)
	return names[::-1]


def _available(customer: str) -> list[dict]:
	"""Which kinds of statements the customer has, for the choices of the page."""
	fields = ["period_type", "consolidated", "currency"]
	rows = frappe.get_list(
		statements.DOCTYPE,
		filters={"customer": customer, "docstatus": 1},
		fields=fields,
		limit_page_length=0,
	)
	return [dict(pair) for pair in sorted({tuple(row.items()) for row in rows}, key=str)]


def _column(name: str, currency: str) -> Column:
	doc = frappe.get_doc(statements.DOCTYPE, name)
	target = currency or doc.currency
	rate = exchange.rate(doc.currency, target, doc.period_end)
	stated, before = statements.engine_statement(doc), statements.previous_document(doc)
	return Column(
		doc=doc,
		statement=_converted(with_subtotals(stated), rate),
		derived=derived_codes(stated),
		previous=before and _previous(before, target),
		currency=target,
		rate=rate,
	)


def _previous(doc, target: str) -> Statement:
	rate = exchange.rate(doc.currency, target, doc.period_end)
	return _converted(with_subtotals(statements.engine_statement(doc)), rate)


def _converted(statement: Statement, rate: Decimal) -> Statement:
	if rate == ONE:
		return statement
	return replace(statement, lines={code: value * rate for code, value in statement.lines.items()})


def _head(column: Column) -> dict:
	doc = column.doc
	return {
		"name": doc.name,
		"period_start": str(doc.period_start),
		"period_end": str(doc.period_end),
		"audit": _(doc.audit, context=FORM),
		"currency": column.currency,
		"original_currency": doc.currency,
		"rate": float(column.rate),
	}


def _amounts(section: str, columns: Sequence[Column]) -> dict:
	codes = [
		code
		for code, line in LINES.items()
		if line.section == section and any(code in column.statement.lines for column in columns)
	]
	rows = [
		{
			"code": code,
			"label": word(LINES[code].label),
			"cells": [_amount(code, column) for column in columns],
		}
		for code in codes
	]
	return {"title": _(SECTIONS[section]), "kind": "amounts", "rows": rows}


def _amount(code: str, column: Column) -> dict:
	amount = column.statement.value(code)
	return {
		"amount": _float(amount),
		"amount_note": "" if amount is not None else _("not stated"),
		"derived": code in column.derived,
		**_part("share", share(column.statement, code)),
		**_part("change", change(code, column.statement, column.previous)),
	}


def _part(name: str, part: Part) -> dict:
	return {name: _float(part.value), f"{name}_note": note_text(part.note)}


def _ratio_groups(columns: Sequence[Column]) -> list[dict]:
	found = [ratios(column.statement, column.previous) for column in columns]
	before = [ratios(column.previous) if column.previous else {} for column in columns]
	return [
		{
			"title": _(group),
			"kind": "ratios",
			"rows": [_ratio_row(code, found, before) for code in codes],
		}
		for group, codes in GROUPS.items()
	]


def _ratio_row(code: str, found: Sequence[dict[str, Ratio]], before: Sequence[dict[str, Ratio]]) -> dict:
	rule = RATIOS[code]
	cells = [
		_ratio_cell(results[code], earlier.get(code)) for results, earlier in zip(found, before, strict=True)
	]
	return {"code": code, "label": _(rule.label), "unit": rule.unit, "cells": cells}


def _ratio_cell(result: Ratio, earlier: Ratio | None) -> dict:
	direction = trend(result, earlier)
	return {
		"value": _float(result.value),
		"text": _(result.text) if result.text else "",
		"note": note_text(result.note),
		"trend": direction,
		# which way the figure went; the trend says whether that is good
		"rises": bool(direction and earlier and earlier.value < result.value),
	}


def _evaluations(columns: Sequence[Column]) -> dict:
	rows = [
		{
			"code": field,
			"label": _(label),
			"cells": [_evaluation(field, column.doc) for column in columns],
		}
		for field, label in EVALUATIONS.items()
	]
	return {"title": _("Evaluation"), "kind": "evaluations", "rows": rows}


def _evaluation(field: str, doc) -> dict:
	"""A stored result; a number where it is one, and why there is none."""
	stored = doc.get(field) or ""
	number = _stored_number(stored) if field in _NUMBERS else None
	cell: dict[str, Any] = {"value": number, "text": "", "note": "", "stored": stored}
	if number is None and field == "z_score":
		cell["note"] = note_text(stored)
	elif number is None:
		cell["text"] = _(stored, context=FORM) if stored else ""
	if field == "z_score":
		cell["note"] = cell["note"] or _model(doc.z_model)
	return cell


def _model(text: str | None) -> str:
	"""Which of Altman's models was used and why."""
	model, colon, reason = (text or "").partition(": ")
	return joining.labelled(_(model), _(reason)) if colon else _(model)


def _stored_number(text: str) -> float | None:
	try:
		return float(text.replace(",", ""))
	except ValueError:
		return None


def _float(value: Decimal | None) -> float | None:
	return None if value is None else float(value)


def table(found: dict[str, Any], view: str) -> list[list]:
	"""The comparison as rows of a spreadsheet; `view` is amount, share or change."""
	columns = found["columns"]
	rows: list[list] = [
		[found["customer_name"]],
		[
			_("Period", context="Customer Financial Statement"),
			*(f"{column['period_start']} – {column['period_end']}" for column in columns),
		],
		[_("Audit"), *(column["audit"] for column in columns)],
		[_("Currency"), *(column["currency"] for column in columns)],
	]
	for group in found["groups"]:
		rows += [[], [group["title"]]]
		field = view if group["kind"] == "amounts" else "value"
		rows += [[row["label"], *(_cell(cell, field) for cell in row["cells"])] for row in group["rows"]]
	return rows


def _cell(cell: dict, field: str):
	value = cell[field]
	if value is None:
		return cell.get("text") or "n/a"
	return round(value, 4)
