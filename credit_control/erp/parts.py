"""The documents behind each part of the exposure: what a user sees when a figure is opened."""

from __future__ import annotations

from datetime import date

import frappe

from credit_control.engine.exposure import (
	CREDIT_NOTES,
	DELIVERED_NOT_BILLED,
	OPEN_INVOICES,
	OPEN_ORDERS,
	OTHER_RECEIVABLES,
	UNALLOCATED_RECEIPTS,
)
from credit_control.erp import ledger
from credit_control.erp.values import to_amount

ORDER_DOCUMENTS = f"""
	select 'Sales Order' voucher_type, so.name voucher_no, so.transaction_date date,
		min(soi.delivery_date) due_date, sum({ledger.ORDER_REMAINDER}) amount
	{ledger.ORDERS_FROM}
	group by so.name"""

DELIVERY_DOCUMENTS = f"""
	select 'Delivery Note' voucher_type, dn.name voucher_no, dn.posting_date date, null due_date,
		sum({ledger.DELIVERY_REMAINDER}) amount
	{ledger.DELIVERIES_FROM}
	group by dn.name"""

COLUMNS = "(kind, voucher_type, voucher_no, date, due_date, invoiced, amount)"
INVOICE_DOCUMENTS = f"""with item {COLUMNS} as ({ledger.INVOICE_ROWS})
	select voucher_type, voucher_no, date, due_date, sum(amount) amount from item group by voucher_no"""
OTHER_DOCUMENTS = f"with item {COLUMNS} as ({ledger.OTHER_ROWS}) select * from item"

#: part → statement, and the sign of its amounts in the ledger
SOURCES = {
	OPEN_ORDERS: (ORDER_DOCUMENTS, 1),
	DELIVERED_NOT_BILLED: (DELIVERY_DOCUMENTS, 1),
	OPEN_INVOICES: (INVOICE_DOCUMENTS, 1),
	CREDIT_NOTES: (INVOICE_DOCUMENTS, -1),
	OTHER_RECEIVABLES: (OTHER_DOCUMENTS, 1),
	UNALLOCATED_RECEIPTS: (OTHER_DOCUMENTS, -1),
}


def part_documents(
	customer: str, company: str, part: str, horizon: date | None = None, limit: int = 100
) -> list[dict]:
	"""Documents behind one part, oldest first: voucher_type, voucher_no, date, due_date, amount.

	Amounts are positive, in company currency, and sum to the part when there are fewer than `limit`.
	"""
	statement, sign = SOURCES[part]
	rows = frappe.db.sql(
		f"select voucher_type, voucher_no, date, due_date, amount from ({statement}) document"
		" where amount * %(sign)s >= 0.005 order by date, voucher_no limit %(limit)s",
		{"customers": (customer,), "company": company, "horizon": horizon, "sign": sign, "limit": limit},
		as_dict=True,
	)
	return [dict(row, amount=sign * to_amount(row.amount)) for row in rows]
