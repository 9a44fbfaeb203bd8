"""Spreadsheets as texts: xlsx, CSV and what was pasted, bounded in size."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import frappe
from frappe import _

from credit_control.engine.statement_import_table import Sheet

MAX_BYTES = 3 * 1024 * 1024
#: an xlsx is a packed folder; this is the most that it may unpack to
MAX_UNPACKED = 60 * 1024 * 1024
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 30, 1500, 60
ENCODINGS = ("utf-8-sig", "gb18030")


def pasted(text: str) -> list[Sheet]:
	"""What was copied from a spreadsheet: cells divided by tabs, else by commas or semicolons."""
	_refuse_large(len(text.encode()))
	return [Sheet(_("Pasted Figures"), _rows(_split(text)))] if text.strip() else []


def uploaded(filename: str, content: bytes) -> list[Sheet]:
	"""The sheets of an xlsx or CSV file; raises for other kinds and for what is too large."""
	_refuse_large(len(content))
	kind = filename.rpartition(".")[2].lower()
	if kind in ("xlsx", "xlsm"):
		return _workbook(content)
	if kind in ("csv", "tsv", "txt"):
		return [Sheet(filename, _rows(_split(_decoded(content))))]
	frappe.throw(
		_("{0} is no spreadsheet that can be read. Save it as .xlsx or .csv and upload it again.").format(
			filename
		),
		title=_("Kind of File Not Known"),
	)


def _refuse_large(size: int) -> None:
	if size > MAX_BYTES:
		frappe.throw(
			_("The file has {0} MB, at most {1} MB are read. Keep only the sheets of the statement.").format(
				round(size / 1024 / 1024, 1), MAX_BYTES // 1024 // 1024
			),
			title=_("Too Large"),
		)


def _decoded(content: bytes) -> str:
	for encoding in ENCODINGS:
		try:
			return content.decode(encoding)
		except UnicodeDecodeError:
			continue
	frappe.throw(_("The file's characters cannot be read. Save it as CSV in UTF-8."))


def _split(text: str) -> list[list[str]]:
	head = text[:5000]
	delimiter = "\t" if "\t" in head else ";" if head.count(";") > head.count(",") else ","
	return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _rows(rows) -> tuple[tuple[str, ...], ...]:
	found = tuple(tuple(row[:MAX_COLUMNS]) for row in rows)
	if len(found) > MAX_ROWS:
		frappe.throw(
			_("The sheet has {0} rows, at most {1} are read. Keep only the statement.").format(
				len(found), MAX_ROWS
			),
			title=_("Too Large"),
		)
	return found


def _workbook(content: bytes) -> list[Sheet]:
	import openpyxl

	_refuse_bomb(content)
	try:
		book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
	except Exception:
		# openpyxl raises whatever its parsers do
		_unreadable()
	sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MAX_SHEETS]
	return [Sheet(sheet.title, _rows(_cells(sheet))) for sheet in sheets]


def _refuse_bomb(content: bytes) -> None:
	try:
		with zipfile.ZipFile(io.BytesIO(content)) as packed:
			size = sum(entry.file_size for entry in packed.infolist())
	except zipfile.BadZipFile:
		_unreadable()
	if size > MAX_UNPACKED:
		_refuse_large(size)


def _unreadable() -> None:
	frappe.throw(
		_("The workbook cannot be opened. Save it as .xlsx without a password and upload it again."),
		title=_("File Not Readable"),
	)


def _cells(sheet):
	# a sheet's stated size is often wrong: rows are read one beyond the bound, which is then refused
	sheet.reset_dimensions()
	for row in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS):
		yield [_text(cell) for cell in row]


def _text(cell) -> str:
	value = cell.value
	if value is None or isinstance(value, bool):
		return ""
	if isinstance(value, datetime | date):
		return value.strftime("%Y-%m-%d")
	if isinstance(value, int | float):
		is_percentage = "%" in (cell.number_format or "")
		shown = Decimal(repr(round(value, 6))) * (100 if is_percentage else 1)
		return f"{shown:f}{'%' if is_percentage else ''}"
	return str(value)
