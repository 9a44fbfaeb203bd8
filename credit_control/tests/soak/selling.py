"""Operations on orders, deliveries and invoices, each as a user would do it."""

from __future__ import annotations

from random import Random

import frappe
from frappe.utils import add_days, nowdate

from erpnext.accounts.doctype.sales_invoice.sales_invoice import make_delivery_note as delivery_of_invoice
from erpnext.accounts.doctype.sales_invoice.sales_invoice import make_sales_return as return_of_invoice
from erpnext.controllers.accounts_controller import update_child_qty_rate
from erpnext.selling.doctype.sales_order.sales_order import make_delivery_note, make_sales_invoice
from erpnext.stock.doctype.delivery_note.delivery_note import make_sales_invoice as invoice_of_delivery
from erpnext.stock.doctype.delivery_note.delivery_note import make_sales_return as return_of_delivery

from credit_control.tests.soak import choosing, papers
from credit_control.tests.soak.world import Party, World

#: statuses of an order that is at work
AWAKE = {"status": ["not in", ["Closed", "On Hold", "Completed"]]}
USD_RATES = (6.5, 7, 7.25)


def order(world: World, party: Party, rng: Random) -> None:
	fields = {"vat": rng.choice((0, 13)), "rate": rng.choice(USD_RATES)}
	if rng.random() < 0.2:
		fields |= {"apply_discount_on": "Grand Total", "discount_amount": rng.choice((1, 2.5))}
	if rng.random() < 0.3:
		fields["payment_terms_template"] = rng.choice(world.terms)
	dates = {"transaction_date": nowdate(), "delivery_date": add_days(nowdate(), rng.choice((0, 5, 30)))}
	papers.saved(papers.priced("Sales Order", party, choosing.lines(rng), **dates, **fields))


def update_items(world: World, party: Party, rng: Random) -> None:
	doc = choosing.document(rng, "Sales Order", world.submitted("Sales Order", party, **AWAKE))
	changed = rng.choice(doc.items)
	rows = [kept(row) for row in doc.items]
	row = next(row for row in rows if row["docname"] == changed.name)
	least = max(
		1, int(changed.delivered_qty or 0), int(changed.billed_amt / changed.rate) if changed.rate else 0
	)
	row["qty"] = rng.randint(least, least + 10)
	if rng.random() < 0.2:
		row["rate"] = rng.choice(choosing.RATES)
	update_child_qty_rate("Sales Order", frappe.as_json(rows), doc.name)


def kept(row) -> dict:
	"""A row as the dialogue of Update Items sends it."""
	values = {"docname": row.name, "item_code": row.item_code, "qty": row.qty, "rate": row.rate}
	return values | {"delivery_date": str(row.delivery_date), "conversion_factor": 1, "uom": row.uom}


def deliver(world: World, party: Party, rng: Random) -> None:
	doc = make_delivery_note(choosing.one(rng, world.submitted("Sales Order", party, **AWAKE)))
	choosing.part(rng, doc)
	if rng.random() < 0.1:
		doc.items[0].qty += 1
	papers.saved(doc)


def deliver_directly(world: World, party: Party, rng: Random) -> None:
	fields = {"vat": rng.choice((0, 13)), "rate": rng.choice(USD_RATES)}
	papers.saved(papers.priced("Delivery Note", party, choosing.lines(rng), **fields))


def deliver_invoice(world: World, party: Party, rng: Random) -> None:
	"""Goods that were billed first, by an invoice of its own or through an order."""
	billed = world.submitted("Sales Invoice", party, is_return=0, update_stock=0)
	doc = delivery_of_invoice(choosing.one(rng, billed))
	choosing.part(rng, doc)
	papers.saved(doc)


def bill_order(world: World, party: Party, rng: Random) -> None:
	bill(make_sales_invoice(choosing.one(rng, world.submitted("Sales Order", party, **AWAKE))), party, rng)


def bill_and_ship_order(world: World, party: Party, rng: Random) -> None:
	"""An invoice that takes the goods from the stock itself."""
	doc = make_sales_invoice(choosing.one(rng, world.submitted("Sales Order", party, **AWAKE)))
	doc.update_stock = 1
	bill(doc, party, rng)


def bill_delivery(world: World, party: Party, rng: Random) -> None:
	open_ones = world.submitted("Delivery Note", party, is_return=0, per_billed=["<", 100])
	bill(invoice_of_delivery(choosing.one(rng, open_ones)), party, rng)


def bill(doc, party: Party, rng: Random) -> None:
	"""Submit a part of what was mapped, sometimes with the advances that ERPNext finds."""
	choosing.part(rng, doc)
	doc.debit_to = party.receivable
	if rng.random() < 0.3:
		doc.allocate_advances_automatically = 1
	papers.saved(doc)


def bill_directly(world: World, party: Party, rng: Random) -> None:
	fields = {"vat": rng.choice((0, 13)), "rate": rng.choice(USD_RATES)}
	if rng.random() < 0.4:
		fields["payment_terms_template"] = rng.choice(world.terms)
	doc = papers.invoice(
		party, choosing.lines(rng), back=rng.choice((0, 20, 40)), due=rng.choice((0, 10, 30)), **fields
	)
	if rng.random() < 0.2:
		doc.allocate_advances_automatically = 1
	papers.saved(doc)


def sell_at_the_till(world: World, party: Party, rng: Random) -> None:
	"""Paid at once, in full or in part."""
	lines = choosing.lines(rng)
	doc = papers.invoice(party, lines, back=0, due=0, rate=rng.choice(USD_RATES))
	total = round(sum(line.qty * line.rate for line in lines), 2)
	doc.is_pos = 1
	amount = choosing.some(rng, total)
	doc.append("payments", {"mode_of_payment": "Cash", "account": party.cash, "amount": amount})
	papers.saved(doc)


def return_delivery(world: World, party: Party, rng: Random) -> None:
	doc = return_of_delivery(choosing.one(rng, world.submitted("Delivery Note", party, is_return=0)))
	choosing.part(rng, doc)
	papers.saved(doc)


def credit(world: World, party: Party, rng: Random) -> None:
	"""A credit note for an invoice: on its own, or taken off what the invoice owes."""
	doc = return_of_invoice(choosing.one(rng, world.submitted("Sales Invoice", party, is_return=0)))
	choosing.part(rng, doc)
	doc.update_outstanding_for_self = rng.choice((0, 1))
	doc.update_billed_amount_in_sales_order = rng.choice((0, 1))
	papers.saved(doc)


def credit_directly(world: World, party: Party, rng: Random) -> None:
	"""A credit note that names no invoice."""
	lines = [line._replace(qty=-line.qty) for line in choosing.lines(rng)]
	doc = papers.invoice(party, lines, back=0, due=0, rate=rng.choice(USD_RATES))
	doc.is_return = 1
	papers.saved(doc)


def credit_returned_goods(world: World, party: Party, rng: Random) -> None:
	"""The credit note of a return of goods, if they had been billed."""
	returned = world.submitted("Delivery Note", party, is_return=1)
	doc = invoice_of_delivery(choosing.one(rng, returned))
	names = [row.dn_detail for row in doc.items]
	origins = frappe.get_all("Delivery Note Item", {"name": ["in", names]}, pluck="dn_detail")
	if any(frappe.db.get_value("Delivery Note Item", row, "billed_amt") <= 0 for row in origins):
		raise choosing.NothingToDoError
	doc.debit_to = party.receivable
	papers.saved(doc)
