"""Everything a site's database holds, in a form in which two moments can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import frappe

#: what Frappe writes by itself at any time
LOGS = (
	"tabActivity Log",
	"tabError Log",
	"tabInstalled Application",
	"tabRoute History",
	"tabScheduled Job Log",
	"tabSessions",
)
#: rows that Frappe deletes and inserts anew with the same content
REWRITTEN = ("tabDefaultValue", "tabPortal Menu Item")
BOOKKEEPING = ("name", "creation", "modified", "modified_by", "owner")

COLUMNS = """
	select table_name, column_name, concat_ws(' ', column_type, is_nullable, column_default, extra)
	from information_schema.columns where table_schema = database()"""
#: what Frappe stamps whenever any app is installed or removed
STAMPS = " where field not in ('modified', 'modified_by')"
INDEXES = """
	select table_name, index_name, concat(non_unique, ': ', group_concat(column_name order by seq_in_index))
	from information_schema.statistics where table_schema = database()
	group by table_name, index_name, non_unique"""


@dataclass(frozen=True)
class Fingerprint:
	"""The schema, and of each table how often which row is there: (key, checksum)."""

	columns: dict[tuple[str, str], str]
	indexes: dict[tuple[str, str], str]
	rows: dict[str, Counter]

	@property
	def columns_of(self) -> dict[str, list[str]]:
		found: dict[str, list[str]] = {}
		for table, column in self.columns:
			found.setdefault(table, []).append(column)
		return found


def take(like: Fingerprint | None = None) -> Fingerprint:
	"""The fingerprint of now; `like`: of the tables and columns only that an earlier one had."""
	columns = _schema(COLUMNS)
	present = Fingerprint(columns, {}, {}).columns_of
	wanted = like.columns_of if like else present
	rows = {
		table: _rows(table, [column for column in names if column in present[table]])
		for table, names in wanted.items()
		if table not in LOGS and table in present
	}
	return Fingerprint(columns, _schema(INDEXES), rows)


def _schema(query: str) -> dict[tuple[str, str], str]:
	return {(table, name): definition for table, name, definition in frappe.db.sql(query)}


def _rows(table: str, columns: Iterable[str]) -> Counter:
	columns = sorted(column for column in columns if table not in REWRITTEN or column not in BOOKKEEPING)
	values = ", ".join(f"ifnull(`{column}`, '')" for column in columns)
	query = f"select {_key(table, columns)}, md5(concat_ws('|', {values})) from `{table}`"
	return Counter(frappe.db.sql(query + STAMPS if table == "tabSingles" else query))


def _key(table: str, columns: Iterable[str]) -> str:
	named = [column for column in ("doctype", "field", "parent", "defkey") if column in columns]
	if table in ("tabSingles", *REWRITTEN):
		return f"concat_ws('.', {', '.join(named)})"
	return "name" if "name" in columns else "''"


def gone(before: Fingerprint, after: Fingerprint) -> dict[str, list[str]]:
	"""Keys of rows, by table, that are no longer there as they were: changed or deleted."""
	return _lacking(before, after)


def new(before: Fingerprint, after: Fingerprint) -> dict[str, list[str]]:
	"""Keys of rows, by table, that are there now and were not, or not as they are now."""
	return _lacking(after, before)


def _lacking(one: Fingerprint, other: Fingerprint) -> dict[str, list[str]]:
	lacking = {table: rows - other.rows.get(table, Counter()) for table, rows in one.rows.items()}
	return {table: sorted(str(key) for key, _sum in rows) for table, rows in lacking.items() if rows}


def differences(one: dict, other: dict) -> dict:
	"""What two mappings disagree on, as (one, other)."""
	keys = one.keys() | other.keys()
	return {key: (one.get(key), other.get(key)) for key in sorted(keys) if one.get(key) != other.get(key)}
