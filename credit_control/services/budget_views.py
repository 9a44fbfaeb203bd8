"""How Credit Budgets are used: one on its form, all of them in the report."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.exposure import utilisation
from credit_control.engine.money import ZERO
from credit_control.erp import budget_holders, customers
from credit_control.erp.exposure import exposures_of
from credit_control.erp.values import to_decimal
from credit_control.services import budget_use, budgets, settings

#: customers shown on a budget's form
SHOWN = 10
#: the column with a bar beside its figure
BAR = {"fieldtype": "Percent", "width": 200}


def view(budget) -> dict:
	"""Use, headroom and the largest customers of one budget, in company currency; negative when over."""
	owed = budget_use.owed_by_customers(budget.budget_for, budget.budget_holder, budget.company)
	names = budget_holders.customers_of(budget.budget_for, budget.budget_holder)
	used, limit = sum(owed.values(), ZERO), to_decimal(budget.amount)
	return {
		"currency": customers.currency_of(budget.company),
		**_use(limit, used),
		"customers": len(names),
		"owing": len(owed),
		"largest": _largest(owed, used),
	}


def _use(limit: Decimal, used: Decimal) -> dict:
	share = utilisation(used, limit)
	return {
		"limit": float(limit),
		"used": float(used),
		"headroom": float(limit - used),
		"percent": None if share is None else float(share),
	}


def _largest(owed: Mapping[str, Decimal], used: Decimal) -> list[dict]:
	first = sorted(owed, key=lambda name: (-owed[name], name))[:SHOWN]
	titles = customers.names_of(first)
	return [
		{
			"customer": name,
			"customer_name": titles.get(name) or name,
			"amount": float(owed[name]),
			"share": float(owed[name] * 100 / used),
		}
		for name in first
	]


def report(filters: Mapping) -> tuple[list[dict], list[dict]]:
	"""Columns and rows of the report: the budgets in force that the user may see."""
	return columns(), rows(filters)


def rows(filters: Mapping) -> list[dict]:
	"""One row for each budget, the fullest first; the exposures of a company are read once for all of them."""
	day = getdate()
	wanted = {"disabled": 0, "valid_from": ["<=", day], **_chosen(filters)}
	fields = ["name", "budget_for", "budget_holder", "company", "currency", "amount", "valid_to"]
	found = frappe.get_list(budgets.DOCTYPE, filters=wanted, fields=fields, limit_page_length=0)
	found = [row for row in found if not row.valid_to or getdate(row.valid_to) >= day]
	made = [row for company in sorted({row.company for row in found}) for row in _of_company(found, company)]
	return sorted(made, key=lambda row: -(row["percent"] or 0))


def _chosen(filters: Mapping) -> dict:
	return {field: filters[field] for field in ("company", "budget_for") if filters.get(field)}


def _of_company(found: Sequence, company: str) -> list[dict]:
	own = [row for row in found if row.company == company]
	held = {row.name: budget_holders.customers_of(row.budget_for, row.budget_holder) for row in own}
	names = sorted({name for listed in held.values() for name in listed})
	exposures = exposures_of(names, company, settings.switches(), getdate())
	owed = {name: max(ZERO, exposure.total) for name, exposure in exposures.items()}
	return [
		{
			**row,
			**_use(to_decimal(row.amount), sum((owed[name] for name in held[row.name]), ZERO)),
			"customers": len(held[row.name]),
		}
		for row in own
	]


def columns() -> list[dict]:
	"""The columns of the report."""
	money = {"fieldtype": "Currency", "options": "currency", "width": 155}
	return [
		_link("name", _("Credit Budget"), budgets.DOCTYPE, 130),
		{"fieldname": "budget_for", "label": _("Budget for"), "fieldtype": "Data", "width": 105},
		_link("budget_holder", _("Sales Person or Territory"), "budget_for", 165, "Dynamic Link"),
		_link("company", _("Company"), "Company", 140),
		{"fieldname": "limit", "label": _("Amount"), **money},
		{"fieldname": "used", "label": _("Used", context="Credit Budget"), **money},
		{"fieldname": "percent", "label": _("Used %", context="Credit Budget"), **BAR},
		{"fieldname": "headroom", "label": _("Headroom"), **money},
		{"fieldname": "customers", "label": _("Customers"), "fieldtype": "Int", "width": 105},
		{**_link("currency", _("Currency"), "Currency", 0), "hidden": 1},
	]


def _link(fieldname: str, label: str, options: str, width: int, fieldtype: str = "Link") -> dict:
	return {
		"fieldname": fieldname,
		"label": label,
		"fieldtype": fieldtype,
		"options": options,
		"width": width,
	}
