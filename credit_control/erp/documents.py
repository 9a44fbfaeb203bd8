"""What a document adds to its customer's exposure, in company currency, and what kind of document it is.

Documents in, figures out. On submit a document is already in the database as submitted, and what it
delivers or bills is already booked on the rows it refers to; a draft is not: hence the two functions.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from frappe.utils import getdate

from credit_control.engine.exposure import (
	DELIVERED_NOT_BILLED,
	OPEN_INVOICES,
	OPEN_ORDERS,
	OTHER_RECEIVABLES,
)
from credit_control.engine.money import HUNDRED
from credit_control.engine.receivables import RESIDUE
from credit_control.erp import document_rows
from credit_control.erp.values import ZERO, share, to_amount, to_decimal

#: the exposure part that each document type adds to; an offer is judged as the order it would become
PART_OF = {
	"Quotation": OPEN_ORDERS,
	"Sales Order": OPEN_ORDERS,
	"Delivery Note": DELIVERED_NOT_BILLED,
	"Sales Invoice": OPEN_INVOICES,
	"POS Invoice": OPEN_INVOICES,
	"Journal Entry": OTHER_RECEIVABLES,
}
#: owes nothing yet: no exposure holds it
OFFERS = ("Quotation",)
#: journals that restate a balance in another rate. The type alone exempts no others: whoever enters
#: a journal picks it, and one that lowers the exposure needs no exemption
RESTATEMENTS = ("Exchange Rate Revaluation", "Exchange Gain Or Loss")


def added_exposure(doc, customer: str | None = None, horizon: date | None = None) -> Decimal:
	"""What a document that was submitted in this transaction adds; zero for one that lowers exposure.

	`customer` matters for a Journal Entry only, which may debit several. `horizon` is the last delivery
	date on which an order line counts, None counts them all.
	"""
	return _added(doc, customer, horizon, booked=True)


def draft_exposure(doc, customer: str | None = None, horizon: date | None = None) -> Decimal:
	"""What a draft would add if it were submitted now."""
	return _added(doc, customer, horizon, booked=False)


def _added(doc, customer: str | None, horizon: date | None, booked: bool) -> Decimal:
	if doc.doctype == "Journal Entry":
		return max(ZERO, debits(doc).get(customer or "", ZERO))
	if doc.get("is_return"):
		return ZERO
	if doc.doctype == "Quotation":
		return to_amount(to_decimal(doc.base_grand_total))
	if doc.doctype == "Sales Order":
		return order_remainder(doc, horizon)
	if doc.doctype == "Delivery Note":
		return delivery_addition(doc, horizon, booked)
	return invoice_addition(doc, horizon, booked)


def order_remainder(order, horizon: date | None = None) -> Decimal:
	"""What is neither delivered nor billed of an order, tax included; nothing of a closed one."""
	if order.status == "Closed":
		return ZERO
	factor = share(order.base_grand_total, order.base_net_total)
	counted = (row for row in order.items if _is_near(order, row, horizon))
	remainders = (open_share(row) * to_decimal(row.base_net_amount) for row in counted)
	return to_amount(sum(remainders, ZERO) * factor)


def _is_near(order, row, horizon: date | None) -> bool:
	"""True for a line that is to be delivered up to the horizon."""
	return horizon is None or delivery_day(order, row) <= horizon


def delivery_day(order, row) -> date:
	"""When a line of an order is to be delivered."""
	return getdate(row.get("delivery_date") or order.get("delivery_date") or order.transaction_date)


def open_share(row) -> Decimal:
	"""The share of an order line that is neither delivered nor billed."""
	delivered = ZERO if row.get("delivered_by_supplier") else share(row.get("delivered_qty"), row.qty)
	billed = share(row.get("billed_amt"), row.amount)
	return max(ZERO, 1 - max(delivered, billed))


def order_decrease(order) -> Decimal:
	"""By how much a submitted order has lost of its total; for `on_update_after_submit`."""
	before = order.get_doc_before_save()
	if not before:
		return ZERO
	return max(ZERO, to_decimal(before.base_grand_total) - to_decimal(order.base_grand_total))


def order_increase(order, horizon: date | None = None) -> Decimal:
	"""What changing a submitted order adds; for `on_update_after_submit`.

	The totals are compared and not the rows: Update Items writes the rows before it saves the order,
	so that the order as it was before the save shows its old total with its new rows.
	"""
	before = order.get_doc_before_save()
	if not before:
		return ZERO
	increase = to_decimal(order.base_grand_total) - to_decimal(before.base_grand_total)
	return to_amount(min(max(ZERO, increase), order_remainder(order, horizon)))


def delivery_addition(note, horizon: date | None, booked: bool) -> Decimal:
	"""Goods delivered without order or invoice, goods beyond what was ordered, and what no order counted yet."""
	factor = share(note.base_grand_total, note.base_net_total)
	free = (
		row for row in note.items if not (row.get("against_sales_order") or row.get("against_sales_invoice"))
	)
	beyond = document_rows.over_delivered(note.items, booked)
	early = document_rows.beyond_horizon(note.items, horizon)
	return to_amount((document_rows.net_of(free) + beyond + early) * factor)


def invoice_addition(invoice, horizon: date | None, booked: bool) -> Decimal:
	"""Goods billed without order or delivery, beyond either or before their order counts, less what is paid."""
	factor = share(invoice_total(invoice), invoice.base_net_total)
	free = (row for row in invoice.items if not (row.get("sales_order") or row.get("delivery_note")))
	beyond = document_rows.over_billed(invoice.items, booked)
	ordered = [row for row in invoice.items if not row.get("dn_detail")]
	early = document_rows.beyond_horizon(ordered, horizon)
	added = (document_rows.net_of(free) + beyond + early) * factor
	return to_amount(max(ZERO, added - paid_with(invoice)))


def invoice_total(invoice) -> Decimal:
	"""What an invoice books on the customer: its rounded total where it has one."""
	return to_decimal(invoice.get("base_rounded_total") or invoice.base_grand_total)


def paid_with(invoice) -> Decimal:
	"""Paid or written off together with the invoice: at the till, by allocated advances."""
	return received_with(invoice) + to_decimal(invoice.get("base_write_off_amount"))


def received_with(invoice) -> Decimal:
	"""Money received together with the invoice: at the till, by allocated advances."""
	at_till = to_decimal(invoice.get("base_paid_amount")) - to_decimal(invoice.get("base_change_amount"))
	return at_till + advances_of(invoice)


def advances_of(invoice) -> Decimal:
	"""Advances allocated to an invoice, which states them in the currency of the customer's account."""
	advance = to_decimal(invoice.get("total_advance"))
	in_document_currency = invoice.get("party_account_currency") == invoice.get("currency")
	return advance * to_decimal(invoice.get("conversion_rate") or 1) if in_document_currency else advance


def debits(entry) -> dict[str, Decimal]:
	"""Each customer that a Journal Entry touches, with its net debit; a credit is negative."""
	net: dict[str, Decimal] = {}
	for row in entry.accounts:
		if row.party_type == "Customer" and row.party:
			amount = to_decimal(row.debit) - to_decimal(row.credit)
			net[row.party] = net.get(row.party, ZERO) + amount
	return net


def is_system_entry(entry) -> bool:
	"""True for a journal that ERPNext made, that takes another one back, or that restates a balance."""
	made = entry.get("is_system_generated") or entry.get("reversal_of")
	return bool(made) or entry.voucher_type in RESTATEMENTS


def is_paid_in_full(invoice) -> bool:
	"""True when nothing is left to pay once the invoice is submitted."""
	return invoice_total(invoice) - paid_with(invoice) <= RESIDUE


def is_counted(doc) -> bool:
	"""True when the ledgers show a document that is being submitted or changed; an offer is in none.

	Nor is an order that was billed in full: they leave it out until ERPNext brings its percentage up to
	date, which is after an enlargement was judged.
	"""
	in_full = doc.doctype == "Sales Order" and to_decimal(doc.get("per_billed")) >= HUNDRED
	return doc.doctype not in OFFERS and not in_full


def is_internal(doc) -> bool:
	"""True for a document between two companies of the same site."""
	return bool(doc.get("is_internal_customer"))


def is_opening(doc) -> bool:
	"""True for a balance that was carried over from another system."""
	return doc.get("is_opening") == "Yes"


def is_consolidated(doc) -> bool:
	"""True for the invoice that sums up a till's sales when it is closed."""
	return bool(doc.get("is_consolidated"))
