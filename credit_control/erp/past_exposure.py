"""The exposure of a past day: the receivables of that day's ledger, and orders and deliveries as they stood.

Orders carry how much of them is delivered and billed now: what was delivered or billed after the day is
taken off again. Nothing tells when an order was closed: a closed one counts as closed all along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import frappe

from credit_control.engine.exposure import Exposure, ExposureSwitches
from credit_control.erp import deliveries, ledger, past
from credit_control.erp.exposure import exposure_of, horizon_of
from credit_control.erp.ledger import Row, Rows

RECEIVABLE = (ledger.INVOICE, ledger.TILL, ledger.OTHER, ledger.BILL)

LATER_DELIVERIES = """
	select dni.so_detail, sum(dni.qty) qty
	from `tabDelivery Note` dn
	join `tabDelivery Note Item` dni on dni.parent = dn.name and dni.parenttype = 'Delivery Note'
	where dn.customer in %(customers)s and dn.company = %(company)s and dn.docstatus = 1
		and dn.posting_date > %(day)s and dni.so_detail is not null
	group by dni.so_detail"""

LATER_BILLS = """
	select sii.so_detail, sum(sii.amount) amount, sum(if(si.update_stock = 1, sii.qty, 0)) qty
	from `tabSales Invoice` si
	join `tabSales Invoice Item` sii on sii.parent = si.name and sii.parenttype = 'Sales Invoice'
	where si.customer in %(customers)s and si.company = %(company)s and si.docstatus = 1
		and si.posting_date > %(day)s and sii.so_detail is not null
	group by sii.so_detail"""

ORDERS = f"""
	select so.customer, so.name, so.transaction_date, min(soi.delivery_date), sum(greatest(0, 1 - greatest(
		if(soi.delivered_by_supplier = 1, 0,
			(soi.delivered_qty - coalesce(moved.qty, 0) - coalesce(billed.qty, 0)) / soi.qty),
		if(soi.amount = 0, 0, (soi.billed_amt - coalesce(billed.amount, 0)) / soi.amount)
	)) * soi.base_net_amount * so.base_grand_total / so.base_net_total)
	from `tabSales Order` so
	join `tabSales Order Item` soi on soi.parent = so.name and soi.parenttype = 'Sales Order'
	left join ({LATER_DELIVERIES}) moved on moved.so_detail = soi.name
	left join ({LATER_BILLS}) billed on billed.so_detail = soi.name
	where so.customer in %(customers)s and so.company = %(company)s and so.docstatus = 1
		and so.transaction_date <= %(day)s and so.status <> 'Closed'
		and coalesce(so.represents_company, '') <> so.company
		and (so.per_billed < 100 or billed.so_detail is not null)
		and (%(horizon)s is null or coalesce(soi.delivery_date, so.delivery_date, so.transaction_date)
			<= %(horizon)s)
	group by so.name"""


def read_past_exposure(customer: str, company: str, switches: ExposureSwitches, day: date) -> Exposure:
	"""Every part of the exposure at the end of a past day, in company currency."""
	return past_exposures_of([customer], company, switches, day)[customer]


def past_exposures_of(
	customers: Sequence[str], company: str, switches: ExposureSwitches, day: date
) -> dict[str, Exposure]:
	"""The same of many customers, in four statements however many there are."""
	found = rows_of(tuple(dict.fromkeys(customers)), company, RECEIVABLE, switches, day)
	return {customer: exposure_of(rows, switches) for customer, rows in found.items()}


def rows_of(
	customers: Sequence[str], company: str, kinds: Sequence[str], switches: ExposureSwitches, day: date
) -> dict[str, Rows]:
	"""The rows of the ledgers' branches and of orders and deliveries, by customer."""
	found = past.read_ledgers(customers, company, kinds, day)
	for kind in (ledger.ORDERS, ledger.DELIVERIES):
		for customer, rows in planned_rows(kind, customers, company, day, horizon_of(switches, day)).items():
			found[customer][kind] = rows
	return found


def planned_rows(
	kind: str, customers: Sequence[str], company: str, day: date, horizon: date | None
) -> dict[str, list[Row]]:
	"""Orders or deliveries as they stood on the day, a row for each document that had something open."""
	if not customers:
		return {}
	values = {"customers": tuple(customers), "company": company, "day": day, "horizon": horizon}
	rows = order_rows(values) if kind == ledger.ORDERS else delivery_rows(values)
	found: dict[str, list[Row]] = {customer: [] for customer in customers}
	names = {customer.casefold(): customer for customer in customers}
	for customer, row in rows:
		found[names[customer.casefold()]].append(row)
	return found


def order_rows(values: dict) -> Iterator[tuple[str, Row]]:
	"""What was neither delivered nor billed of the orders of the day, by customer and order."""
	for customer, name, ordered, due, amount in frappe.db.sql(ORDERS, values):
		yield customer, Row(ledger.ORDERS, "Sales Order", name, ordered, due, 0, amount)


def delivery_rows(values: dict) -> Iterator[tuple[str, Row]]:
	"""What was delivered and neither returned nor billed, by customer and delivery."""
	for customer, name, delivered, amount in deliveries.on_day(values):
		yield customer, Row(ledger.DELIVERIES, "Delivery Note", name, delivered, None, 0, amount)
