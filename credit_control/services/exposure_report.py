"""The report Credit Exposure: every customer's parts, limit, overdue and cover, in a few statements a chunk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from unicodedata import east_asian_width

import frappe
from frappe import _
from frappe.core.doctype.user_permission.user_permission import get_permitted_documents
from frappe.desk.reportview import build_match_conditions
from frappe.utils import getdate

from credit_control.engine.exposure import DEDUCTING, PARTS, utilisation
from credit_control.engine.money import HUNDRED, ZERO
from credit_control.engine.receivables import open_terms, overdue
from credit_control.engine.standing import Standing
from credit_control.erp import customers
from credit_control.erp.position import Position, positions_of
from credit_control.erp.selection import below
from credit_control.services import (
	covers,
	exposure_columns,
	exposure_view,
	past_standing,
	prefetch,
	settings,
)

#: customers that are read together
CHUNK = 500
#: customers in the chart, and how long the name under each may be: longer ones the chart cuts in a word
TOP, NAME_WIDTH = 6, 16

#: a customer without a Credit File owes too
CUSTOMERS = """
	select `tabCustomer`.name customer, `tabCustomer`.customer_name, `tabCustomer`.customer_group,
		file.name file, manager.full_name account_manager
	from `tabCustomer` left join `tabCredit File` file on file.customer = `tabCustomer`.name
	left join `tabUser` manager on manager.name = file.account_manager
	where {conditions} order by `tabCustomer`.name"""


def run(filters: dict) -> tuple:
	"""Columns, rows, message, chart and summary, as a script report returns them."""
	company, day = filters.get("company"), exposure_view.past_day(_day(filters))
	if not company:
		frappe.throw(_("Choose a company."))
	refuse_company(company)
	rows = [row for row in rows_of(company, day, filters) if wanted(row, filters)]
	rows.sort(key=lambda row: -row["exposure"])
	money = customers.currency_of(company)
	return exposure_columns.columns(), rows, None, chart(rows, money), summary(rows, money)


def _day(filters: dict) -> date | None:
	return getdate(filters["as_of"]) if filters.get("as_of") else None


def refuse_company(company: str) -> None:
	"""Raise for a company that the user may not see."""
	permitted = get_permitted_documents("Company")
	if permitted and company not in permitted:
		frappe.throw(_("You may not see the figures of {0}.").format(company), frappe.PermissionError)


def rows_of(company: str, day: date | None, filters: dict) -> Iterator[dict]:
	"""The rows of all customers that the user may see, read in chunks."""
	known = selected(filters)
	money = customers.currency_of(company)
	for start in range(0, len(known), CHUNK):
		chunk = known[start : start + CHUNK]
		names = [row.customer for row in chunk]
		with prefetch.for_customers(names):
			yield from _chunk(chunk, names, company, day, money)


def selected(filters: dict) -> list:
	"""The customers that fit the filters and that the user may read."""
	conditions, values = ["1 = 1"], {}
	if filters.get("customer"):
		conditions.append("`tabCustomer`.name = %(customer)s")
		values["customer"] = filters["customer"]
	if filters.get("customer_group"):
		conditions.append("`tabCustomer`.customer_group in %(groups)s")
		values["groups"] = below("Customer Group", filters["customer_group"])
	if filters.get("account_manager"):
		conditions.append("file.account_manager = %(account_manager)s")
		values["account_manager"] = filters["account_manager"]
	allowed = build_match_conditions("Customer")
	if allowed:
		conditions.append(f"({allowed})")
	return frappe.db.sql(CUSTOMERS.format(conditions=" and ".join(conditions)), values, as_dict=True)


def _chunk(chunk: Sequence, names: list[str], company: str, day: date | None, money: str) -> Iterator[dict]:
	today = getdate()
	positions = positions_of(names, company, settings.switches(), day or today, past=day is not None)
	standings = past_standing.standings(names, company, today, day)
	for row in chunk:
		position, standing = positions[row.customer], standings[row.customer]
		if position.exposure.total or position.items or standing.limit:
			yield {
				**row,
				"currency": money,
				**figures(position, standing, day or today),
				**cover(row.customer, company, day or today, position),
			}


def figures(position: Position, standing: Standing, day: date) -> dict:
	"""Parts, limit and overdue of one customer; an unlimited limit is empty."""
	exposure, limit = position.exposure, standing.effective_limit(day)
	late = overdue(open_terms(position.items), day)
	used = None if limit is None else utilisation(exposure.total, limit)
	return {
		"grade": standing.grade,
		"limit_mode": standing.limit_mode,
		**{part: 0.0 for part in PARTS},
		**{part: float(amount) for part, amount in exposure.parts()},
		"exposure": float(exposure.total),
		"limit": None if limit is None else float(limit),
		"headroom": None if limit is None else float(limit - exposure.total),
		"utilisation": None if used is None else float(used),
		"over": int(limit is not None and exposure.total > limit),
		"overdue": float(late.amount),
		"oldest": late.oldest_days or None,
	}


def cover(customer: str, company: str, day: date, position: Position) -> dict:
	"""What is covered and what is not; both empty where a security lacks an exchange rate."""
	try:
		found = covers.cover(customer, company, day)
	except frappe.ValidationError:
		frappe.clear_last_message()
		return {"covered": None, "unsecured": None}
	total = position.exposure.total
	return {"covered": float(found.covered(total)), "unsecured": float(found.unsecured(total))}


def wanted(row: dict, filters: dict) -> bool:
	"""What can be told only when the figures are known."""
	if filters.get("grade") and row["grade"] != filters["grade"]:
		return False
	return bool(row["over"]) or not filters.get("over_limit_only")


def chart(rows: Sequence[dict], money: str) -> dict | None:
	"""The customers that owe most, by part."""
	shown = [row for row in rows if row["exposure"] > 0][:TOP]
	if not shown:
		return None
	labels = exposure_columns.part_labels()
	parts = [part for part in PARTS if part not in DEDUCTING]
	used = [part for part in parts if any(row[part] for row in shown)]
	return {
		"data": {
			"labels": [short_name(row["customer_name"]) for row in shown],
			"datasets": [{"name": labels[part], "values": [row[part] for row in shown]} for part in used],
		},
		"type": "bar",
		"barOptions": {"stacked": 1, "spaceRatio": 0.4},
		"fieldtype": "Currency",
		"options": "currency",
		"currency": money,
	}


def short_name(name: str) -> str:
	"""The first words of a name that fit under a bar, the first letters of one without spaces."""
	if _width(name) <= NAME_WIDTH:
		return name
	while _width(name) >= NAME_WIDTH:
		words = name.rpartition(" ")[0].rstrip(" ,&")
		name = words or name[:-1]
	return f"{name}…"


def _width(name: str) -> int:
	"""In letters; a Chinese character takes two."""
	return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in name)


def summary(rows: Sequence[dict], money: str) -> list[dict]:
	"""The sums over all rows, and what is over the limit."""
	total = sum(row["exposure"] for row in rows)
	late = sum(row["overdue"] for row in rows)
	over = [row for row in rows if row["over"]]
	beyond = sum(-row["headroom"] for row in over)
	share = float(HUNDRED) * late / total if total > ZERO else 0
	amount = {"datatype": "Currency", "currency": money}
	return [
		{"value": total, "label": _("Exposure"), **amount},
		{
			"value": late,
			"label": _("Overdue"),
			"indicator": "Red" if share > 25 else "Orange" if late else "Green",
			**amount,
		},
		{
			"value": len(over),
			"label": _("Customers over Their Limit"),
			"datatype": "Int",
			"indicator": "Red" if over else "Green",
		},
		{"value": beyond, "label": _("Over the Limit by"), **amount},
		{"value": sum(row["unsecured"] or 0 for row in rows), "label": _("Unsecured"), **amount},
	]
