"""Rows of a Credit File's tables that come from elsewhere: an investigation, a bureau report, an import."""

from collections.abc import Mapping
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.services import rating_scales
from credit_control.services.files import CREDIT_FILE

#: table → the columns that tell whether a row is known already
KEYS: Mapping[str, tuple[str, ...]] = {
	"shareholders": ("shareholder_name",),
	"key_persons": ("person_name",),
	"documents": ("document_type", "document_number"),
	"bank_references": ("bank", "reference_date"),
	"trade_references_given": ("supplier", "reference_date"),
	"external_ratings": ("agency", "rated_on"),
	"legal_records": ("kind", "case_number", "filed_on"),
	"tax_records": ("period_end",),
	"insurances": ("insurer", "policy_number"),
}
#: what tells the rows of one investigation apart: it may be answered again on another day
SOURCE = "investigation"


def add(file: str, table: str, row: Mapping[str, object]):
	"""Write one row into a table of a Credit File and return it; `row` holds fieldnames of the table's DocType.

	A row that the file has already, from the same source, is brought up to date instead of repeated.
	The user needs the right to write the file. Raises ValidationError for an unknown table, LinkValidationError for a
	rating by an agency without a scale.
	"""
	if table not in KEYS:
		frappe.throw(_("A Credit File has no table {0}.").format(table))
	doc = frappe.get_doc(CREDIT_FILE, file)
	doc.check_permission("write")
	if table == "external_ratings":
		rating_scales.refuse_unknown(row.get("agency"))
	known = find(doc, table, row)
	if known:
		known.update({name: value for name, value in row.items() if value not in (None, "")})
	target = known or doc.append(table, dict(row))
	doc.save()
	_note(doc, table, target, added=known is None)
	return target


def find(doc, table: str, row: Mapping[str, object]):
	"""The row of the file that says the same thing from the same source; None for a new one."""
	wanted = identity(table, row)
	return next((known for known in doc.get(table) if identity(table, known) == wanted), None)


def identity(table: str, row) -> tuple[str, ...]:
	"""What a row is recognised by: its source and whom it is about, else all of its key columns."""
	keys, source = KEYS[table], row.get(SOURCE)
	values = (row.get(SOURCE), row.get(keys[0])) if source else tuple(row.get(name) for name in keys)
	return tuple(_text(value) for value in values)


def _text(value) -> str:
	"""A value as it is compared: an import brings days with a time."""
	day = getdate(value).isoformat() if isinstance(value, date) else value
	return str(day or "").strip().casefold()


def _note(doc, table: str, row, added: bool) -> None:
	label = _(doc.meta.get_label(table), context=CREDIT_FILE)
	template = _("{0}: {1} was added.") if added else _("{0}: {1} was brought up to date.")
	text = template.format(label, frappe.bold(frappe.utils.escape_html(str(row.get(KEYS[table][0])))))
	source = row.get(SOURCE)
	doc.add_comment("Info", f"{text} {frappe.utils.escape_html(source)}" if source else text)


def keep_rows_of_import(doc) -> None:
	"""An import adds rows and fills the ones it names: rows and cells that it leaves out stay as they are.

	Frappe's Data Import gives a document only the rows of the spreadsheet, which would delete all others.
	"""
	before = doc.get_doc_before_save()
	if before is None or not frappe.flags.in_import:
		return
	for table in KEYS:
		_lay_over(doc, before.get(table), table)


def _lay_over(doc, kept: list, table: str) -> None:
	added = []
	for row in doc.get(table):
		known = next((old for old in kept if _is_same(table, old, row)), None)
		if known:
			known.update(_filled(row))
		else:
			added.append(row)
	doc.set(table, [*kept, *added])
	for number, row in enumerate(doc.get(table), start=1):
		row.idx = number


def _is_same(table: str, old, row) -> bool:
	return old.name == row.name or identity(table, old) == identity(table, row)


def _filled(row) -> dict:
	values = {field.fieldname: row.get(field.fieldname) for field in row.meta.fields}
	return {name: value for name, value in values.items() if value not in (None, "")}
