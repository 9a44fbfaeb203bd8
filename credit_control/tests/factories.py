"""Keyword-only factories of transactions. They go through ERPNext's own code: nothing is faked.

Amounts are `qty` × `rate` in the document's currency. Everything is submitted unless told otherwise.
Masters are re-exported, so tests import from here only.
"""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from erpnext.accounts.doctype.sales_invoice.sales_invoice import make_sales_return as return_of_invoice
from erpnext.selling.doctype.sales_order.sales_order import make_delivery_note as delivery_of_order
from erpnext.selling.doctype.sales_order.sales_order import make_sales_invoice as invoice_of_order
from erpnext.stock.doctype.delivery_note.delivery_note import make_sales_invoice as invoice_of_delivery
from erpnext.stock.doctype.delivery_note.delivery_note import make_sales_return as return_of_delivery

from credit_control.tests import bootstrap
from credit_control.tests.bootstrap import BANK, COMPANY, CURRENCY, DEBTORS, GOODS, SERVICE, WAREHOUSE, new
from credit_control.tests.masters import (
	make_customer,
	make_customer_group,
	make_item,
	make_terms,
	make_user,
	unique,
)

__all__ = [
	"make_credit_note",
	"make_customer",
	"make_customer_group",
	"make_delivery_note",
	"make_item",
	"make_journal_entry",
	"make_payment",
	"make_sales_invoice",
	"make_sales_order",
	"make_terms",
	"make_user",
	"reconcile",
	"return_delivery_note",
	"unique",
	"update_order_items",
]


def make_sales_order(
	*, customer: str, qty: float = 1, rate: float = 100, date=None, delivery_date=None, submit=True, **fields
):
	"""A Sales Order of one line, goods unless `item` says otherwise."""
	date = date or nowdate()
	delivery_date = delivery_date or add_days(date, 7)
	order = priced(
		"Sales Order", customer, qty, rate, transaction_date=date, delivery_date=delivery_date, **fields
	)
	return saved(order, submit)


def make_delivery_note(
	*,
	customer: str | None = None,
	order=None,
	qty: float | None = None,
	rate: float = 100,
	submit=True,
	**fields,
):
	"""A Delivery Note, direct or from an order; `qty` delivers part of the order or more than it."""
	if order:
		return saved(derived(delivery_of_order(order.name), qty, fields), submit)
	note = priced("Delivery Note", customer, qty or 1, rate, **dated(fields))
	return saved(note, submit)


def make_sales_invoice(
	*,
	customer: str | None = None,
	order=None,
	delivery=None,
	qty: float | None = None,
	rate: float = 100,
	paid: float | None = None,
	advance=None,
	submit=True,
	**fields,
):
	"""A Sales Invoice: direct, from an order or from a delivery.

	`paid`: taken at the till (a POS sale); `advance`: a Payment Entry to allocate when invoicing.
	"""
	if order or delivery:
		source = invoice_of_order(order.name) if order else invoice_of_delivery(delivery.name)
		invoice = derived(source, qty, dated(fields))
	else:
		fields.setdefault("item", SERVICE)
		invoice = priced("Sales Invoice", customer, qty or 1, rate, **dated(fields))
	if paid is not None:
		invoice.is_pos = 1
		invoice.append(
			"payments", {"mode_of_payment": "Cash", "account": f"Cash - {bootstrap.ABBR}", "amount": paid}
		)
	if advance:
		allocate(invoice, advance)
	return saved(invoice, submit)


def make_credit_note(
	*, invoice, qty: float | None = None, settles_invoice: bool = False, submit=True, **fields
):
	"""A credit note for an invoice: on its own, or (`settles_invoice`) taken off what the invoice owes."""
	note = derived(return_of_invoice(invoice.name), -qty if qty else None, dated(fields))
	note.update_outstanding_for_self = int(not settles_invoice)
	return saved(note, submit)


def return_delivery_note(*, delivery, qty: float | None = None, submit=True):
	"""Goods that come back from a delivery, all of them or `qty`."""
	return saved(derived(return_of_delivery(delivery.name), -qty if qty else None, {}), submit)


def make_payment(
	*,
	invoice=None,
	order=None,
	customer: str | None = None,
	amount: float | None = None,
	date=None,
	submit=True,
	**fields,
):
	"""Money received: for an invoice or an order, in full or in part, or on account of a customer."""
	target = invoice or order
	if target:
		payment = get_payment_entry(target.doctype, target.name, party_amount=amount, bank_account=BANK)
	else:
		payment = new("Payment Entry", **on_account(customer, amount))
	payment.update(
		{"posting_date": date or nowdate(), "reference_no": "CC", "reference_date": date or nowdate()}
	)
	payment.update(fields)
	return saved(payment, submit)


def make_journal_entry(
	*,
	customer: str,
	amount: float,
	against=None,
	date=None,
	account: str = DEBTORS,
	counter: str | None = None,
	submit=True,
	**fields,
):
	"""A Journal Entry that debits a customer, or credits it when `amount` is negative."""
	company = fields.pop("company", COMPANY)
	entry = new("Journal Entry", company=company, posting_date=date or nowdate(), **fields)
	reference = {"reference_type": against.doctype, "reference_name": against.name} if against else {}
	party = {"party_type": "Customer", "party": customer, **reference}
	entry.append("accounts", {"account": account, **sides(amount), **party})
	counter = counter or f"Sales - {bootstrap.ABBR}"
	cost_center = frappe.get_cached_value("Company", company, "cost_center")
	entry.append("accounts", {"account": counter, "cost_center": cost_center, **sides(-amount)})
	return saved(entry, submit)


def reconcile(customer: str, *, company: str = COMPANY, account: str = DEBTORS) -> None:
	"""ERPNext's Payment Reconciliation of everything that is open of a customer, the oldest first."""
	tool = frappe.get_doc("Payment Reconciliation")
	tool.update({"company": company, "party_type": "Customer", "party": customer})
	tool.receivable_payable_account = account
	tool.get_unreconciled_entries()
	chosen = {table: [row.as_dict() for row in tool.get(table)] for table in ("invoices", "payments")}
	tool.allocate_entries(frappe._dict(chosen))
	tool.reconcile()


def update_order_items(*, order, qty: float | None = None, rate: float | None = None, day: str | None = None):
	"""ERPNext's Update Items on the first line of a submitted order; `day` is its new delivery date."""
	from erpnext.controllers.accounts_controller import update_child_qty_rate

	row = order.items[0]
	change = {
		"docname": row.name,
		"item_code": row.item_code,
		"qty": qty or row.qty,
		"rate": rate or row.rate,
	}
	change |= {"delivery_date": day or str(row.delivery_date), "conversion_factor": 1, "uom": row.uom}
	update_child_qty_rate("Sales Order", frappe.as_json([change]), order.name)
	return order.reload()


def priced(doctype: str, customer: str, qty: float, rate: float, **fields):
	"""An unsaved selling document of one line; `vat` adds a tax of so many percent."""
	item, vat = fields.pop("item", GOODS), fields.pop("vat", None)
	row = {"item_code": item, "qty": qty, "rate": rate, "warehouse": WAREHOUSE}
	fields = {"company": COMPANY, "currency": CURRENCY, "selling_price_list": "Standard Selling", **fields}
	if fields["currency"] != CURRENCY:
		fields.setdefault("conversion_rate", bootstrap.USD_RATE)
	doc = new(doctype, customer=customer, ignore_pricing_rule=1, **fields)
	doc.append("items", row)
	if vat:
		tax = {
			"charge_type": "On Net Total",
			"account_head": bootstrap.VAT,
			"rate": vat,
			"description": "VAT",
		}
		doc.append("taxes", tax)
	return doc


def derived(doc, qty: float | None, fields: dict):
	"""A document that ERPNext mapped from another, with the quantity of its first line changed."""
	if qty is not None:
		doc.items[0].qty = qty
	doc.update(fields)
	return doc


def dated(fields: dict) -> dict:
	"""`date` as the posting date of a delivery or an invoice."""
	date = fields.pop("date", None)
	return {**fields, "posting_date": date, "set_posting_time": 1} if date else fields


def allocate(invoice, payment) -> None:
	"""Use a received payment as an advance on a draft invoice, all that is left of it."""
	row = {"reference_type": "Payment Entry", "reference_name": payment.name, "remarks": "advance"}
	row |= {"advance_amount": payment.unallocated_amount, "allocated_amount": payment.unallocated_amount}
	invoice.append("advances", {**row, "ref_exchange_rate": payment.source_exchange_rate})


def on_account(customer: str | None, amount: float | None) -> dict:
	"""The fields of a receipt that is for nothing in particular."""
	return {
		"payment_type": "Receive",
		"company": COMPANY,
		"party_type": "Customer",
		"party": customer,
		"paid_from": DEBTORS,
		"paid_to": BANK,
		"paid_amount": amount,
		"received_amount": amount,
		"source_exchange_rate": 1,
		"target_exchange_rate": 1,
	}


def sides(amount: float) -> dict:
	"""Debit or credit of a journal's row."""
	side = "debit_in_account_currency" if amount > 0 else "credit_in_account_currency"
	return {side: abs(amount)}


def saved(doc, submit: bool):
	"""Insert, and submit if wanted: from the database, as a form does. A return learns there that it is one."""
	doc.insert()
	return frappe.get_doc(doc.doctype, doc.name).submit() if submit else doc
