"""People by their full names where Frappe shows the ids of users: on the forms and prints of collections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import frappe


def full_names(users: Iterable[str | None]) -> dict[str, str]:
	"""The full names of users, in one statement; who is gone keeps the id."""
	known = sorted({user for user in users if user})
	rows = frappe.get_all("User", filters={"name": ["in", known]}, fields=["name", "full_name"])
	return {user: user for user in known} | {row.name: row.full_name or row.name for row in rows}


def show(doc) -> None:
	"""On load: the form is told everybody's name, because a browser knows only the reader's own."""
	if not doc.is_new():
		names = full_names(row.get(field) for row, field in _fields(doc))
		doc.set_onload("names", names | ((doc.get("__onload") or {}).get("names") or {}))


def put_names(doc) -> None:
	"""Before printing: names in place of ids, in the copy that is printed."""
	fields = [(row, field) for row, field in _fields(doc) if row.get(field)]
	names = full_names(row.get(field) for row, field in fields)
	for row, field in fields:
		row.set(field, names[row.get(field)])


def _fields(doc) -> Iterator[tuple]:
	"""Every row of the document, itself first, with each field that names a user."""
	for row in (doc, *doc.get_all_children()):
		for df in row.meta.get("fields", {"fieldtype": "Link", "options": "User"}):
			yield row, df.fieldname
