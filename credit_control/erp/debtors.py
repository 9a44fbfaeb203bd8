"""Customers that owe a company something on invoices, and what their invoices say."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import frappe

from credit_control.erp.values import to_decimal


class InvoiceFacts(NamedTuple):
	"""The currency of an invoice, what one unit of it is in company currency, and its number at the customer."""

	currency: str
	rate: Decimal
	po_no: str | None

	def in_its_currency(self, amount: Decimal) -> Decimal:
		"""An amount in company currency, as the customer was billed."""
		return amount / self.rate


def with_open_invoices(company: str, after: str, limit: int) -> list[str]:
	"""The next customers, by name, with an invoice of the company that is not settled."""
	return frappe.db.sql_list(
		"""
		select distinct customer from `tabSales Invoice`
		where customer > %s and company = %s and docstatus = 1 and outstanding_amount > 0
		order by customer limit %s
		""",
		(after, company, limit),
	)


def count_with_open_invoices(company: str) -> int:
	"""How many customers have an invoice of the company that is not settled."""
	return frappe.db.sql(
		"""
		select count(distinct customer) from `tabSales Invoice`
		where company = %s and docstatus = 1 and outstanding_amount > 0
		""",
		(company,),
	)[0][0]


def invoice_facts(names: Sequence[str]) -> dict[str, InvoiceFacts]:
	"""Facts of invoices by name."""
	if not names:
		return {}
	rows = frappe.db.sql(
		"select name, currency, conversion_rate, po_no from `tabSales Invoice` where name in %s",
		(tuple(names),),
	)
	return {
		name: InvoiceFacts(currency, to_decimal(rate) or Decimal(1), po_no or None)
		for name, currency, rate, po_no in rows
	}
