"""Customers chosen for bulk work: by group, territory, specialist, grade, class or review date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import frappe
from frappe.desk.reportview import build_match_conditions

#: fieldname of a selection → condition; a field that is empty chooses everybody
CONDITIONS = {
	"customer_group": "customer.customer_group in %(customer_group)s",
	"territory": "customer.territory in %(territory)s",
	"specialist": "`tabCredit File`.specialist = %(specialist)s",
	"grade": "`tabCredit File`.grade = %(grade)s",
	"risk_class": "`tabCredit File`.risk_class = %(risk_class)s",
	"value_class": "`tabCredit File`.value_class = %(value_class)s",
	"review_before": "`tabCredit File`.next_review < %(review_before)s",
	"created_before": "`tabCredit File`.creation <= %(created_before)s",
}
TREES = {"customer_group": "Customer Group", "territory": "Territory"}
ALWAYS = "`tabCredit File`.status = 'Active' and customer.disabled = 0"


@dataclass(frozen=True, slots=True)
class Selection:
	"""What is asked of a customer; None asks nothing. Group and territory include those below them."""

	customer_group: str | None = None
	territory: str | None = None
	specialist: str | None = None
	grade: str | None = None
	risk_class: str | None = None
	value_class: str | None = None
	review_before: date | None = None
	created_before: object = None


class Chosen(NamedTuple):
	"""A customer and its Credit File."""

	file: str
	customer: str


def chosen(selection: Selection, after: str = "", limit: int | None = None) -> list[Chosen]:
	"""The enabled customers with an active Credit File that fit, in the order of their files' names.

	Only those that the user may see. `after` is the file to go on after; None as the limit is all.
	"""
	sql = _select("`tabCredit File`.name, customer.name", selection)
	most = "" if limit is None else f"limit {int(limit)}"
	rows = frappe.db.sql(
		f"{sql} and `tabCredit File`.name > %(after)s order by `tabCredit File`.name {most}",
		{**_values(selection), "after": after},
	)
	return [Chosen._make(row) for row in rows]


def count(selection: Selection) -> int:
	"""How many customers fit."""
	return frappe.db.sql(_select("count(*)", selection), _values(selection))[0][0]


def _select(columns: str, selection: Selection) -> str:
	wanted = [text for name, text in CONDITIONS.items() if getattr(selection, name)]
	allowed = build_match_conditions("Credit File")
	conditions = " and ".join([ALWAYS, *wanted, *([f"({allowed})"] if allowed else [])])
	return (
		f"select {columns} from `tabCredit File`"
		f" join `tabCustomer` customer on customer.name = `tabCredit File`.customer where {conditions}"
	)


def _values(selection: Selection) -> dict:
	values = {name: getattr(selection, name) for name in CONDITIONS}
	for name, doctype in TREES.items():
		if values[name]:
			values[name] = below(doctype, values[name])
	return values


def below(doctype: str, name: str) -> list[str]:
	"""A node of a tree and everything below it."""
	bounds = frappe.db.get_value(doctype, name, ["lft", "rgt"])
	if not bounds:
		return [name]
	node = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(node).select(node.name)
	return query.where((node.lft >= bounds[0]) & (node.rgt <= bounds[1])).run(pluck=True)
