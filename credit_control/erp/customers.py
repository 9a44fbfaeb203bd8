"""Facts about ERPNext's Customer, Customer Group and Payment Terms Template."""

from collections.abc import Sequence

import frappe
from frappe.utils import strip_html


def group_of(customer: str) -> str | None:
	"""The customer group a customer belongs to."""
	return frappe.db.get_value("Customer", customer, "customer_group", cache=True)


def industry_of(customer: str) -> str | None:
	"""The customer's industry; None where it is not known."""
	return frappe.db.get_value("Customer", customer, "industry", cache=True) or None


def industries(names: Sequence[str]) -> dict[str, str]:
	"""The industries of many customers by customer; one that has none is left out."""
	rows = frappe.get_all(
		"Customer",
		filters={"name": ["in", list(names)], "industry": ["is", "set"]},
		fields=["name", "industry"],
	)
	return {row.name: row.industry for row in rows}


def group_line(customer_group: str | None) -> list[str]:
	"""The group's ancestors from the root down to the group itself; empty without a group."""
	if not customer_group:
		return []
	bounds = frappe.db.get_value("Customer Group", customer_group, ["lft", "rgt"])
	if not bounds:
		return []
	group = frappe.qb.DocType("Customer Group")
	query = frappe.qb.from_(group).select(group.name).orderby(group.lft)
	return query.where((group.lft <= bounds[0]) & (group.rgt >= bounds[1])).run(pluck=True)


def is_disabled(customer: str) -> bool:
	"""True for a customer that was switched off."""
	return bool(frappe.db.get_value("Customer", customer, "disabled"))


def names_of(names: Sequence[str]) -> dict[str, str]:
	"""The customers' names to be read, by their identifiers."""
	rows = frappe.get_all("Customer", {"name": ["in", list(names)]}, ["name", "customer_name"])
	return {row.name: row.customer_name for row in rows}


def name_of(customer: str) -> str:
	"""The customer's display name."""
	return frappe.db.get_value("Customer", customer, "customer_name", cache=True) or customer


def facts(customer: str) -> dict:
	"""Tax ID, territory and primary address in one line, each None where ERPNext has none."""
	known = frappe.db.get_value(
		"Customer", customer, ["tax_id", "territory", "primary_address"], as_dict=True
	)
	address = strip_html((known.primary_address or "").replace("<br>", ", ")).replace("\n", " ")
	return {
		"tax_id": known.tax_id or None,
		"territory": known.territory or None,
		"address": ", ".join(part for part in map(str.strip, address.split(",")) if part) or None,
	}


def currency_of(company: str) -> str:
	"""The company's currency, in which every exposure is stated."""
	return frappe.get_cached_value("Company", company, "default_currency")


def currency_of_customer(customer: str) -> str:
	"""The customer's billing currency, else the site's default."""
	return frappe.db.get_value("Customer", customer, "default_currency") or frappe.db.get_default("currency")


def terms_template(credit_days: int) -> str | None:
	"""A Payment Terms Template whose only term falls due after that many days from the invoice."""
	detail = frappe.qb.DocType("Payment Terms Template Detail")
	query = (
		frappe.qb.from_(detail)
		.select(detail.parent)
		.where(detail.invoice_portion == 100)
		.where(detail.credit_days == credit_days)
		.where(detail.due_date_based_on == "Day(s) after invoice date")
		.orderby(detail.parent)
		.limit(1)
	)
	found = query.run(pluck=True)
	return found[0] if found else None
