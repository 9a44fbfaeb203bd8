"""The documents behind each part of the exposure: what a user sees when a figure is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import getdate

from credit_control.engine.exposure import (
	CREDIT_NOTES,
	DELIVERED_NOT_BILLED,
	OPEN_INVOICES,
	OPEN_ORDERS,
	OTHER_RECEIVABLES,
	UNALLOCATED_RECEIPTS,
	UNCLEARED_BILLS,
)
from credit_control.erp import bills, deliveries, ledger, past, past_exposure
from credit_control.erp.ledger import Row
from credit_control.erp.values import to_amount

ORDER_DOCUMENTS = f"""
	select 'orders', 'Sales Order', so.name, so.transaction_date, min(soi.delivery_date), 0,
		sum({ledger.ORDER_REMAINDER})
	{ledger.ORDERS_FROM}
	group by so.name"""

DELIVERY_DOCUMENTS = f"""
	select 'deliveries', 'Delivery Note', line.name, line.posting_date, null, 0, sum({deliveries.AMOUNT})
	from ({deliveries.NOW}) line
	group by line.name"""

PLANNED = {
	OPEN_ORDERS: (ledger.ORDERS, ORDER_DOCUMENTS),
	DELIVERED_NOT_BILLED: (ledger.DELIVERIES, DELIVERY_DOCUMENTS),
}
#: part → branches of the ledger statement, and the sign of its amounts there
BOOKED = {
	OPEN_INVOICES: ((ledger.INVOICE, ledger.TILL), 1),
	CREDIT_NOTES: ((ledger.INVOICE, ledger.TILL), -1),
	OTHER_RECEIVABLES: ((ledger.OTHER,), 1),
	UNALLOCATED_RECEIPTS: ((ledger.OTHER,), -1),
	UNCLEARED_BILLS: ((ledger.BILL,), 1),
}


@dataclass(frozen=True, slots=True)
class Asked:
	"""Whose documents are asked for; `day` None is now."""

	customer: str
	company: str
	horizon: date | None = None
	day: date | None = None


def part_documents(
	customer: str,
	company: str,
	part: str,
	horizon: date | None = None,
	*,
	day: date | None = None,
	free_bills: bool = True,
) -> list[dict]:
	"""All documents behind one part, oldest first: voucher_type, voucher_no, date, due_date, amount.

	Amounts are positive, in company currency, and sum to the part; with a `day` they are those of its
	end. `free_bills` False leaves out what of a bill settled no invoice, as the exposure does where
	unallocated receipts lower nothing.
	"""
	asked = Asked(customer, company, horizon, day)
	rows, sign = planned(asked, part) if part in PLANNED else booked(asked, part)
	found = [(row, sign * amount_of(row, free_bills)) for row in rows]
	shown = [document(row, amount) for row, amount in found if amount >= ledger.RESIDUE]
	return sorted(shown, key=lambda row: (row["date"] or date.min, row["voucher_no"]))


def planned(asked: Asked, part: str) -> tuple[list[Row], int]:
	"""Orders or deliveries, a row for each document."""
	kind, statement = PLANNED[part]
	customers = (asked.customer,)
	if asked.day is None:
		values = {"customers": customers, "company": asked.company, "horizon": asked.horizon}
		return [Row._make(row) for row in frappe.db.sql(statement, values)], 1
	found = past_exposure.planned_rows(kind, customers, asked.company, asked.day, asked.horizon)
	return added_up(found[asked.customer]), 1


def added_up(lines: Iterable[Row]) -> list[Row]:
	"""One row for each document."""
	documents: dict[str, Row] = {}
	for row in lines:
		seen = documents.get(row.voucher_no)
		documents[row.voucher_no] = row._replace(open=seen.open + row.open) if seen else row
	return list(documents.values())


def booked(asked: Asked, part: str) -> tuple[list[Row], int]:
	"""Invoices, journals, receipts or bills, a row for each voucher."""
	kinds, sign = BOOKED[part]
	whose = (asked.customer, asked.company, kinds)
	read = ledger.read_ledger if asked.day is None else past.read_ledger
	rows = read(*whose, asked.day or getdate())
	return [row for found in rows.values() for row in found], sign


def amount_of(row: Row, free_bills: bool) -> Decimal:
	"""A row's open amount with the sign that it has in the ledger."""
	if row.kind != ledger.BILL:
		return to_amount(row.open)
	whole, free = bills.open_amounts(row)
	return whole if free_bills else whole - free


def document(row: Row, amount: Decimal) -> dict:
	"""One document as it is listed."""
	return {
		"voucher_type": row.voucher_type,
		"voucher_no": row.voucher_no,
		"date": row.posting_date,
		"due_date": row.due_date,
		"amount": amount,
	}
