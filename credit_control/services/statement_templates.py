"""Financial Statement Templates: which label of a customer's sheet goes to which of our lines."""

import frappe
from frappe import _

from credit_control.engine.statement import LINES
from credit_control.engine.statement_import_cells import same_label
from credit_control.engine.statement_import_rows import Template, TemplateRow
from credit_control.engine.statement_import_table import Headings

DOCTYPE = "Financial Statement Template"
LINE_CODES = {line.label: code for code, line in LINES.items()}
IGNORE = "Ignore"


def enabled() -> list[Template]:
	"""Every template in use, as the engine reads it."""
	names = frappe.get_all(DOCTYPE, filters={"enabled": 1}, pluck="name", order_by="name")
	return [engine_template(frappe.get_cached_doc(DOCTYPE, name)) for name in names]


def engine_template(doc) -> Template:
	"""A template document for the engine."""
	headings = Headings(
		_listed(doc.label_headings), _listed(doc.current_headings), _listed(doc.previous_headings)
	)
	rows = tuple(
		template_row(row.label, row.use, row.line, _listed(row.aliases), row.only_with, row.only_without)
		for row in doc.rows
	)
	return Template(doc.name, headings, rows, bool(doc.leave_out_others))


def template_row(
	label: str,
	use: str,
	line: str | None,
	aliases=(),
	only_with: str | None = "",
	only_without: str | None = "",
) -> TemplateRow:
	"""One row for the engine; lines by the labels that the form shows."""
	code = LINE_CODES.get(line or "", "")
	return TemplateRow(label, use, code, tuple(aliases), only_with or "", only_without or "")


def check(doc) -> None:
	"""Raise for rows without a line, conditions on labels that are not there, and rows that repeat each other."""
	known = {same_label(name) for row in doc.rows for name in (row.label, *_listed(row.aliases))}
	seen: set[tuple[str, str, str]] = set()
	for row in doc.rows:
		if not same_label(row.label):
			frappe.throw(_("Row {0}: {1} has no letter or figure. Enter a label.").format(row.idx, row.label))
		if row.use != IGNORE and not row.line:
			frappe.throw(
				_("Row {0}: choose a line for {1}, or let it be ignored.").format(row.idx, row.label)
			)
		_check_conditions(row, known)
		key = (same_label(row.label), row.use, row.line or "")
		if key in seen:
			frappe.throw(
				_("Row {0}: {1} is listed twice. Remove one of the rows.").format(row.idx, row.label)
			)
		seen.add(key)


def _check_conditions(row, known: set[str]) -> None:
	for condition in filter(None, (row.only_with, row.only_without)):
		if same_label(condition) not in known:
			frappe.throw(
				_("Row {0}: {1} is the label of no row. Enter one that the table has.").format(
					row.idx, condition
				)
			)


def save_mapping(name: str, label: str, use: str, line: str | None) -> None:
	"""Keep what a user decided about a label; what the template said of it before is replaced."""
	doc = frappe.get_doc(DOCTYPE, name)
	key = same_label(label)
	for row in [row for row in doc.rows if same_label(row.label) == key]:
		doc.remove(row)
	for row in doc.rows:
		others = [alias for alias in _listed(row.aliases) if same_label(alias) != key]
		row.aliases = "\n".join(others)
	doc.append("rows", {"label": label, "use": use, "line": None if use == IGNORE else line})
	doc.save()


def _listed(text: str | None) -> tuple[str, ...]:
	return tuple(filter(None, (line.strip() for line in (text or "").split("\n"))))
