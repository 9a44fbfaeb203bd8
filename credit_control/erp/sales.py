"""What a customer bought: invoiced totals in company currency, tax included, less returns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import frappe
from frappe.query_builder.functions import Min

from credit_control.erp.values import to_decimal

INVOICED = "if(si.base_rounded_total <> 0, si.base_rounded_total, si.base_grand_total)"
PAID_AT_ONCE = "if(si.is_pos = 1, si.base_paid_amount - si.base_change_amount, 0)"

#: opening invoices carry the balance of another system over: they are no sales of the period
INVOICES_FROM = """
	from `tabSales Invoice` si
	where si.customer = %(customer)s and si.company = %(company)s and si.docstatus = 1
		and ifnull(si.is_opening, 'No') <> 'Yes'"""
PERIOD = " and si.posting_date between %(since)s and %(until)s"


def purchases(customer: str, company: str, since: date, until: date) -> Decimal:
	"""Invoiced from `since` up to and including `until`, credit notes deducted."""
	values = {"customer": customer, "company": company, "since": since, "until": until}
	rows = frappe.db.sql(f"select sum({INVOICED}) {INVOICES_FROM} {PERIOD}", values)
	return to_decimal(rows[0][0])


def first_invoice_date(customer: str, company: str | None = None) -> date | None:
	"""The day of the first invoice, opening ones included: how long the customer has been buying."""
	invoice = frappe.qb.DocType("Sales Invoice")
	query = frappe.qb.from_(invoice).select(Min(invoice.posting_date))
	query = query.where((invoice.customer == customer) & (invoice.docstatus == 1))
	if company:
		query = query.where(invoice.company == company)
	return query.run()[0][0]


def books_begin(company: str) -> date | None:
	"""The day of a company's first entry in the general ledger; None while it has none."""
	entry = frappe.qb.DocType("GL Entry")
	query = frappe.qb.from_(entry).select(Min(entry.posting_date)).where(entry.company == company)
	return query.where(entry.is_cancelled == 0).run()[0][0]


def monthly_credit_sales(customer: str, company: str, since: date, until: date) -> list[tuple[date, Decimal]]:
	"""Invoiced on credit by month, oldest first, as (first day of the month, amount).

	What a POS sale takes at once is left out, credit notes are deducted. Months without sales are zero.
	"""
	values = {"customer": customer, "company": company, "since": since, "until": until}
	rows = frappe.db.sql(
		f"select year(si.posting_date), month(si.posting_date), sum({INVOICED} - {PAID_AT_ONCE})"
		f" {INVOICES_FROM} {PERIOD} group by 1, 2",
		values,
	)
	sold = {date(year, month, 1): to_decimal(amount) for year, month, amount in rows}
	return [(month, sold.get(month, to_decimal(None))) for month in months(since, until)]


def months(since: date, until: date) -> list[date]:
	"""The first day of every month that the period touches."""
	first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
	return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]
