"""The building blocks of the printed credit report: sections of pairs and tables, all of it text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt, fmt_money, formatdate, get_fullname, getdate

NOTHING = "–"
#: a table of so many rows is not divided between pages
SHORT = 12
#: fields whose zero is an empty field: the database knows no other
FIGURES = ("Currency", "Float", "Percent", "Int")


@dataclass(frozen=True)
class Column:
	"""A column's title, and whether figures stand in it."""

	title: str
	figures: bool = False


@dataclass(frozen=True)
class Section:
	"""One section: pairs of label and value, a table, or a sentence that says why there is neither."""

	title: str
	pairs: Sequence[tuple[str, str]] = ()
	columns: Sequence[Column] = ()
	rows: Sequence[Sequence[str]] = ()
	note: str = ""
	level: int = 1
	warnings: Sequence[str] = field(default_factory=tuple)

	@property
	def is_short(self) -> bool:
		"""True for what fits on a page and should not be torn apart."""
		return len(self.rows) <= SHORT

	@property
	def is_empty(self) -> bool:
		known = any(value != NOTHING for _label, value in self.pairs)
		return not (known or self.rows or self.warnings or self.note)


def label_of(doctype: str, fieldname: str) -> str:
	"""A field's label in the reader's language."""
	return _(frappe.get_meta(doctype).get_label(fieldname), context=doctype)


def cell(row, fieldname: str, currency: str | None = None) -> str:
	"""A field's value as text in the reader's language; a dash for nothing."""
	df = frappe.get_meta(row.doctype).get_field(fieldname)
	value = row.get(fieldname)
	if not value and df.fieldtype != "Check":
		return NOTHING
	shown = _SHOW.get(df.fieldtype)
	return shown(value, row, df, currency) if shown else cstr(value)


def _money(value: Any, row, df, currency: str | None) -> str:
	return money(value, currency or row.get(df.options or "") or None)


_SHOW = {
	"Currency": _money,
	"Date": lambda value, *_rest: day(value),
	"Percent": lambda value, *_rest: percent(value),
	"Float": lambda value, *_rest: f"{flt(value, 2):g}",
	"Select": lambda value, row, *_rest: _(value, context=row.doctype),
	"Check": lambda value, *_rest: (
		_("Yes", context="Credit Report") if cint(value) else _("No", context="Credit Report")
	),
}


def not_readable(doctype: str) -> str:
	"""What stands where the reader has no right to read."""
	return _("You may not read {0}.").format(_(doctype))


def money(amount: float | None, currency: str | None) -> str:
	"""An amount as the reader's locale writes it."""
	return NOTHING if amount is None else fmt_money(amount, currency=currency)


def day(value: date | str | None) -> str:
	"""A day as the reader's locale writes it."""
	return formatdate(getdate(value)) if value else NOTHING


def percent(value: float | None) -> str:
	return NOTHING if value is None else f"{flt(value, 2):g} %"


def days(value: float | None) -> str:
	return NOTHING if value is None else _("{0} days").format(f"{flt(value, 1):g}")


def person(user: str | None) -> str:
	return get_fullname(user) if user else NOTHING


def pairs_of(doc, fieldnames: Iterable[str]) -> list[tuple[str, str]]:
	"""Labels and values of a document's fields; those that this version of it does not have are left out."""
	known = [name for name in fieldnames if doc.meta.has_field(name)]
	return [(label_of(doc.doctype, name), cell(doc, name)) for name in known]


def table_of(title: str, doctype: str, rows: Iterable, fieldnames: Sequence[str]) -> Section:
	"""A child table as a section with the fields as columns."""
	meta = frappe.get_meta(doctype)
	columns = [
		Column(label_of(doctype, name), meta.get_field(name).fieldtype in FIGURES) for name in fieldnames
	]
	return Section(title, columns=columns, rows=[[cell(row, name) for name in fieldnames] for row in rows])
