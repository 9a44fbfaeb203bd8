"""What is ordered or delivered and not billed, line by line with its day and its terms: for the forecast."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import frappe

from credit_control.engine.exposure import DELIVERED_NOT_BILLED, OPEN_ORDERS
from credit_control.engine.forecast import Bill, Planned, Share
from credit_control.engine.money import HUNDRED, ONE
from credit_control.erp import bills, deliveries, ledger
from credit_control.erp.values import ZERO, to_amount, to_decimal

ORDER_LINES = f"""
	select so.name, coalesce(soi.delivery_date, so.delivery_date, so.transaction_date),
		sum({ledger.ORDER_REMAINDER}), so.name
	{ledger.ORDERS_FROM}
	group by so.name, coalesce(soi.delivery_date, so.delivery_date, so.transaction_date)"""

#: a delivery is billed by the terms of the order that it is for
DELIVERIES = f"""
	select line.name, line.posting_date, sum({deliveries.AMOUNT}),
		(select max(item.against_sales_order) from `tabDelivery Note Item` item where item.parent = line.name)
	from ({deliveries.NOW}) line
	group by line.name"""

SCHEDULES = """
	select ps.parent, datediff(ps.due_date, so.transaction_date), ps.invoice_portion
	from `tabPayment Schedule` ps join `tabSales Order` so on so.name = ps.parent
	where ps.parenttype = 'Sales Order' and ps.parent in %(orders)s
	order by ps.parent, ps.due_date, ps.idx"""


def planned(customer: str, company: str, usual_days: int) -> list[Planned]:
	"""Orders by delivery date and deliveries, in company currency; each sums to what the exposure has.

	`usual_days` are the credit days of what has no terms of its own.
	"""
	values = {"customers": (customer,), "company": company, "horizon": None}
	found = [
		(part, *row)
		for part, statement in ((OPEN_ORDERS, ORDER_LINES), (DELIVERED_NOT_BILLED, DELIVERIES))
		for row in frappe.db.sql(statement, values)
	]
	terms = shares_of({row[-1] for row in found if row[-1]})
	usual = (Share(usual_days, ONE),)
	return [
		Planned(part, name, day, to_amount(amount), terms.get(order, usual))
		for part, name, day, amount, order in found
		if to_amount(amount) > ZERO
	]


def shares_of(orders: Iterable[str]) -> dict[str, tuple[Share, ...]]:
	"""The instalments of orders as days from the order's date; those due before it are due at once."""
	names = tuple(orders)
	found: dict[str, tuple[Share, ...]] = {}
	for order, days, portion in frappe.db.sql(SCHEDULES, {"orders": names}) if names else ():
		share = Share(max(0, days or 0), to_decimal(portion) / HUNDRED)
		found[order] = (*found.get(order, ()), share)
	return found


def open_bills(customer: str, company: str, today: date, free_bills: bool) -> list[Bill]:
	"""The uncleared bills with the day on which they are safe, as far as one is known."""
	found = []
	for row in ledger.read_ledger(customer, company, (ledger.BILL,), today).get(ledger.BILL, ()):
		whole, free = bills.open_amounts(row)
		amount = whole if free_bills else whole - free
		if amount > ZERO:
			found.append(Bill(row.voucher_no, amount, row.due_date))
	return found
