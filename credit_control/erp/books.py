"""Balances of customers in the General Ledger, to hold our figures against."""

from __future__ import annotations

from decimal import Decimal

import frappe

from credit_control.erp.values import to_decimal


def balance(customer: str, company: str) -> Decimal:
	"""Debits less credits on the customer, in company currency."""
	rows = frappe.db.sql(
		"""select sum(debit) - sum(credit) from `tabGL Entry`
		where party_type = 'Customer' and party = %s and company = %s and is_cancelled = 0""",
		(customer, company),
	)
	return to_decimal(rows[0][0])


def sample(company: str, largest: int, random: int) -> list[str]:
	"""The customers that owe most by their invoices, and as many others with open invoices by chance."""
	owing = """
		select customer from `tabSales Invoice`
		where company = %s and docstatus = 1 and outstanding_amount <> 0
		group by customer order by {order} limit %s"""
	top = frappe.db.sql(owing.format(order="sum(outstanding_amount) desc"), (company, largest))
	others = frappe.db.sql(owing.format(order="rand()"), (company, random))
	return list(dict.fromkeys(customer for (customer,) in (*top, *others)))
