"""Filling a child table that is computed."""

from collections.abc import Sequence


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
