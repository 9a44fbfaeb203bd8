"""What a customer bought, day by day and by number, and when it first and last did. Company currency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import frappe

from credit_control.engine.trade import DaySales
from credit_control.erp.sales import INVOICED, INVOICES_FROM, PERIOD
from credit_control.erp.values import to_decimal

SALES_BY_DAY = f"""
	select si.posting_date, sum({INVOICED}), sum(si.is_return = 0)
	{INVOICES_FROM} {PERIOD}
	group by si.posting_date order by si.posting_date"""

COMPANY_SALES = f"""
	select sum({INVOICED}) from `tabSales Invoice` si
	where si.company = %(company)s and si.docstatus = 1
		and ifnull(si.is_opening, 'No') <> 'Yes' {PERIOD}"""

#: an opening invoice tells that the customer bought, though not in this ledger's time
MILESTONES = """
	select min(si.posting_date), max(si.posting_date), null, null from `tabSales Invoice` si
	where si.customer = %(customer)s and si.company = %(company)s and si.docstatus = 1
		and si.is_return = 0 and si.posting_date <= %(as_of)s
	union all
	select null, null, min(so.transaction_date), max(so.transaction_date) from `tabSales Order` so
	where so.customer = %(customer)s and so.company = %(company)s and so.docstatus = 1
		and so.transaction_date <= %(as_of)s"""

YEARLY_TRADE = f"""
	select si.customer, si.company,
		sum(if(si.posting_date > %(since)s and ifnull(si.is_opening, 'No') <> 'Yes', {INVOICED}, 0)),
		sum(si.posting_date > %(since)s and ifnull(si.is_opening, 'No') <> 'Yes' and si.is_return = 0),
		min(si.posting_date)
	from `tabSales Invoice` si
	where si.customer in %(customers)s and si.docstatus = 1 and si.posting_date <= %(as_of)s
	group by si.customer, si.company"""


class Milestones(NamedTuple):
	"""The days of a customer's first and last invoice and order; None without one."""

	first_invoice: date | None
	last_invoice: date | None
	first_order: date | None
	last_order: date | None


class YearlyTrade(NamedTuple):
	"""A customer's trade with one company up to a day: the last year's amount and invoices, the first day."""

	customer: str
	company: str
	amount: Decimal
	invoices: int
	first_invoice: date


def sales_by_day(customer: str, company: str, since: date, until: date) -> list[DaySales]:
	"""Each day with an invoice or a return from `since` up to and including `until`, oldest first."""
	values = {"customer": customer, "company": company, "since": since, "until": until}
	rows = frappe.db.sql(SALES_BY_DAY, values)
	return [DaySales(day, to_decimal(amount), int(invoices)) for day, amount, invoices in rows]


def company_sales(company: str, since: date, until: date) -> Decimal:
	"""What the company invoiced to everybody from `since` up to and including `until`, less returns."""
	rows = frappe.db.sql(COMPANY_SALES, {"company": company, "since": since, "until": until})
	return to_decimal(rows[0][0])


def milestones(customer: str, company: str, as_of: date) -> Milestones:
	"""First and last invoice and order up to a day."""
	invoices, orders = frappe.db.sql(MILESTONES, {"customer": customer, "company": company, "as_of": as_of})
	return Milestones(invoices[0], invoices[1], orders[2], orders[3])


def yearly_trade(customers: Sequence[str], since: date, as_of: date) -> list[YearlyTrade]:
	"""Trade of many customers by company, later than `since` and up to `as_of`; none for those without invoices."""
	if not customers:
		return []
	rows = frappe.db.sql(YEARLY_TRADE, {"customers": tuple(customers), "since": since, "as_of": as_of})
	return [YearlyTrade(row[0], row[1], to_decimal(row[2]), int(row[3]), row[4]) for row in rows]
