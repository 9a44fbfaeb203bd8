"""Child tables: filling one that is computed, and refusing rows that repeat each other."""

from collections.abc import Iterable, Sequence

import frappe
from frappe import _


def refill(doc, table: str, rows: Sequence[dict]) -> None:
	"""Give a table these rows, keeping the ones there are.

	New rows each time would fill the document's history with rows removed and added.
	"""
	existing = list(doc.get(table) or [])
	for row, values in zip(existing, rows, strict=False):
		row.update(values)
	for surplus in existing[len(rows) :]:
		doc.remove(surplus)
	for values in rows[len(existing) :]:
		doc.append(table, values)


def refuse_repeats(rows: Iterable, fieldname: str) -> None:
	"""Raise when two rows name the same thing, naming the row and what it repeats."""
	seen = set()
	for row in rows:
		value = row.get(fieldname)
		if value in seen:
			frappe.throw(_("Row {0}: {1} is listed twice. Remove one of the rows.").format(row.idx, value))
		seen.add(value)
