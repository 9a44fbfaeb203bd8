"""The spreadsheet of an import, built from the columns of its template.

Data Import knows a column by its English label or its fieldname whoever is signed in, but by a translated
label only as long as the one who opened an import first speaks the same language. So the headings are English
with the fieldname; notes on them and a second sheet say what each means in the user's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

import frappe
from frappe import _

from credit_control.services import joining
from credit_control.services.files import CREDIT_FILE
from credit_control.services.import_templates import ID, UPDATE, Template, find

#: how many Credit Files the sheet of an update lists
MOST_FILES = 5000
#: rows for which a choice or a text format is prepared
PREPARED = 2000
HEAD = PatternFill("solid", fgColor="DDEBF7")
NEEDED = PatternFill("solid", fgColor="FCE4D6")


@dataclass(frozen=True)
class Column:
	"""One column with its field's definition; `table` is the field of the table it belongs to."""

	path: str
	field: frappe._dict
	table: frappe._dict | None

	@property
	def heading(self) -> str:
		"""What Data Import recognises in every language."""
		if self.path == ID:
			return "ID"
		if self.table:
			return f"{self.field.label} ({self.table.label})"
		return f"{self.field.label} ({self.field.fieldname})"

	@property
	def meaning(self) -> str:
		"""The heading in the user's language."""
		if self.path == ID:
			return _("Number of the Credit File")
		label = _(self.field.label, context=self.field.parent)
		return f"{_(self.table.label)}: {label}" if self.table else label

	@property
	def choices(self) -> list[str]:
		if self.field.fieldtype != "Select":
			return []
		return [option for option in (self.field.options or "").split("\n") if option]

	@property
	def needed(self) -> bool:
		return self.path == ID or bool(self.field.reqd)


def columns_of(template: Template) -> list[Column]:
	"""The columns of a template. Raises KeyError for one that the DocType does not have."""
	return [_column(template.doctype, path) for path in template.columns]


def _column(doctype: str, path: str) -> Column:
	if path == ID:
		return Column(ID, frappe._dict(fieldname=ID, fieldtype="Data", label="ID", parent=doctype), None)
	table_name, _dot, name = path.rpartition(".")
	table = _field(doctype, table_name) if table_name else None
	return Column(path, _field(table.options if table else doctype, name), table)


def _field(doctype: str, fieldname: str):
	field = frappe.get_meta(doctype).get_field(fieldname)
	if field is None:
		raise KeyError(f"{doctype}.{fieldname}")
	return field


def workbook(kind: str) -> bytes:
	"""The spreadsheet of a kind as .xlsx: an empty sheet to fill, a guide, and for updates the files there are."""
	template = find(kind)
	columns = columns_of(template)
	book = Workbook()
	_fill_sheet(book.active, template, columns)
	_guide(book, columns)
	if template.import_type == UPDATE:
		_list_files(book)
	content = BytesIO()
	book.save(content)
	return content.getvalue()


def _fill_sheet(sheet, template: Template, columns: Sequence[Column]) -> None:
	sheet.title, sheet.freeze_panes = template.title, "A2"
	for number, column in enumerate(columns, start=1):
		cell = sheet.cell(1, number, column.heading)
		cell.font, cell.fill = Font(bold=True), NEEDED if column.needed else HEAD
		cell.comment = Comment(f"{column.meaning}\n{what_to_enter(column)}", "Credit Control", 160, 320)
		letter = get_column_letter(number)
		sheet.column_dimensions[letter].width = max(14, len(column.heading) + 2)
		_prepare(sheet, letter, column)


def _prepare(sheet, letter: str, column: Column) -> None:
	"""Choices to pick from, and long numbers kept as text: a spreadsheet would round them."""
	if column.field.fieldtype == "Data":
		sheet.column_dimensions[letter].number_format = "@"
	listed = ",".join(column.choices)
	# the format allows 255 characters
	if listed and len(listed) <= 255:
		choice = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
		choice.add(f"{letter}2:{letter}{PREPARED}")
		sheet.add_data_validation(choice)


def what_to_enter(column: Column) -> str:
	"""One sentence on what belongs into a column, in the user's language."""
	if column.path == ID:
		return _("As on the sheet Credit Files, for example CF-00001.")
	kind, options = column.field.fieldtype, column.field.options
	if column.choices:
		return _("One of: {0}").format(joining.clauses(_choice(column, option) for option in column.choices))
	if kind == "Link":
		return _("The name of an existing {0}.").format(_(options))
	return _(ENTRIES[kind]) if kind in ENTRIES else _(column.field.description or "")


def _choice(column: Column, option: str) -> str:
	translated = _(option, context=column.field.parent)
	return option if translated == option else f"{option} ({translated})"


#: fieldtype → what to enter
ENTRIES = {
	"Date": "A day as 2026-06-30.",
	"Currency": "An amount without a currency sign. Leave it empty when it is not known.",
	"Percent": "A number from 0 to 100.",
	"Int": "A whole number.",
	"Check": "1 for yes, 0 for no.",
}


def _guide(book: Workbook, columns: Sequence[Column]) -> None:
	sheet = book.create_sheet(_("Guide"))
	rows = [
		(_("Column"), _("Meaning"), _("Needed"), _("What to Enter")),
		*(
			(column.heading, column.meaning, _("Yes") if column.needed else "", what_to_enter(column))
			for column in columns
		),
		(),
		(_("Further rows of the same document leave the document's own columns empty."),),
		(_("A column of a table is needed only in rows that use the table."),),
	]
	for row in rows:
		sheet.append(row)
	for letter, width in zip("ABCD", (44, 40, 10, 80), strict=True):
		sheet.column_dimensions[letter].width = width
		sheet[f"{letter}1"].font = Font(bold=True)


def _list_files(book: Workbook) -> None:
	"""The files that the user may see, to copy their numbers from."""
	sheet = book.create_sheet("Credit Files")
	sheet.append(("ID", _("Customer"), _("Customer Name")))
	files = frappe.get_list(
		CREDIT_FILE,
		{"status": "Active"},
		["name", "customer", "customer_name"],
		order_by="name asc",
		limit=MOST_FILES,
	)
	for row in files:
		sheet.append((row.name, row.customer, row.customer_name))
