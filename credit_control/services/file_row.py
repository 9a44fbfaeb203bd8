"""The row of a customer's Credit File that a judgement reads: grade, limit with a company, and Credit Group."""

import json
from datetime import date, datetime
from typing import Any

import frappe

#: figure → its column, or None for the name it has in the file itself
COLUMNS = {
	"name": "file.name",
	"grade": "file.grade",
	"next_review": "file.next_review",
	"group_changes": "file.group_changes",
	"on_hold": "file.on_hold",
	"limit_mode": "lim.limit_mode",
	"credit_limit": "lim.credit_limit",
	"temporary_limit": "lim.temporary_limit",
	"temporary_until": "lim.temporary_until",
	"temporary_from": "lim.temporary_from",
	"pool": "pool.name",
	"pooled_limit": "pool.pooled_limit",
	"pool_currency": "pool.currency",
	"pool_modified": "pool.modified",
}
DATES = ("next_review", "temporary_until", "temporary_from")

#: one column for all figures: the driver takes longer for a column than for its content
FIGURES = f"json_array({', '.join(COLUMNS.values())})"
FROM = """
	from `tabCredit File` file
	left join `tabCredit File Limit` lim
		on lim.parent = file.name and lim.parenttype = 'Credit File' and lim.company = %(company)s
	left join (
		`tabCredit Group Member` member
		join `tabCredit Group` pool on pool.name = member.parent and member.parenttype = 'Credit Group'
			and pool.disabled = 0
	) on member.customer = file.customer and pool.company = %(company)s
	where file.customer = %(customer)s"""


def find(customer: str, company: str):
	"""Name, grade, limit and Credit Group of the customer's file in one query; None when it has no file."""
	rows = frappe.db.sql(f"select {FIGURES} {FROM}", {"customer": customer, "company": company})
	return parse(rows[0][0]) if rows else None


def parse(figures: str) -> Any:
	"""The row from the FIGURES that MariaDB wrote."""
	row = frappe._dict(zip(COLUMNS, json.loads(figures), strict=True))
	row.update({name: date.fromisoformat(row[name]) for name in DATES if row[name]})
	row.pool_modified = row.pool_modified and datetime.fromisoformat(row.pool_modified)
	return row
