"""Where a document comes from: what it amends, and which documents it orders, delivers or bills."""

from __future__ import annotations

from collections.abc import Iterator

import frappe

#: by DocType, the fields of its lines that name another document, and that document's DocType
SOURCES = {
	"Sales Order": (("prevdoc_docname", "Quotation"),),
	"Delivery Note": (("against_sales_order", "Sales Order"), ("against_sales_invoice", "Sales Invoice")),
	"Sales Invoice": (("sales_order", "Sales Order"), ("delivery_note", "Delivery Note")),
	"POS Invoice": (("sales_order", "Sales Order"), ("delivery_note", "Delivery Note")),
}
#: nobody amends a document more often
DEPTH = 50


def versions(doctype: str, name: str, amended_from: str | None = None) -> list[str]:
	"""A document's name and those of all that it amends, newest first."""
	found = [name, *_climb(doctype, amended_from or _amended_from(doctype, name))]
	return [each for each in found if each]


def _climb(doctype: str, name: str | None) -> Iterator[str]:
	for _step in range(DEPTH):
		if not name:
			return
		yield name
		name = _amended_from(doctype, name)


def _amended_from(doctype: str, name: str | None) -> str | None:
	if not name or not frappe.get_meta(doctype).has_field("amended_from"):
		return None
	return frappe.db.get_value(doctype, name, "amended_from")


def sources(doc) -> list[tuple[str, str]]:
	"""DocType and name of each document that the lines of this one come from, in the order of the lines."""
	found: dict[tuple[str, str], None] = {}
	for row in doc.get("items") or ():
		for fieldname, doctype in SOURCES.get(doc.doctype, ()):
			if row.get(fieldname):
				found[doctype, row.get(fieldname)] = None
	return list(found)
