"""What a document adds to its customer's exposure, in company currency, and what kind of document it is.

Documents in, figures out. On submit a document is already in the database as submitted, and what it
delivers or bills is already booked on the rows it refers to; a draft is not: hence the two functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from credit_control.erp.taken import Counting, Taken, out_of_orders, taken, unjudged
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
#: what may take from orders; a POS Invoice does not, the order stays open
FROM_ORDERS = ("Delivery Note", "Sales Invoice")
#: where nothing is said: everything counts
WHOLE = Counting()
#: owes nothing yet: no exposure holds it
OFFERS = ("Quotation",)
#: journals that restate a balance in another rate. The type alone exempts no others: whoever enters
#: a journal picks it, and one that lowers the exposure needs no exemption
RESTATEMENTS = ("Exchange Rate Revaluation", "Exchange Gain Or Loss")


def added_exposure(doc, customer: str | None = None, counting: Counting = WHOLE) -> Decimal:
	"""What a document that was submitted in this transaction adds; zero for one that lowers exposure.

	`customer` matters for a Journal Entry only, which may debit several.
	"""
	return _added(doc, customer, counting, booked=True)


def draft_exposure(doc, customer: str | None = None, counting: Counting = WHOLE) -> Decimal:
	"""What a draft would add if it were submitted now."""
	return _added(doc, customer, counting, booked=False)


def _added(doc, customer: str | None, counting: Counting, booked: bool) -> Decimal:
	if doc.doctype == "Journal Entry":
		return max(ZERO, debits(doc).get(customer or "", ZERO))
	if doc.get("is_return"):
		return ZERO
	if doc.doctype == "Quotation":
		return to_amount(to_decimal(doc.base_grand_total))
	if doc.doctype == "Sales Order":
		return order_remainder(doc, counting.horizon)
	if doc.doctype == "Delivery Note":
		return delivery_addition(doc, counting, booked)
	return invoice_addition(doc, counting, booked)


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


def order_increase(
	order, horizon: date | None = None, moved: Mapping[str, tuple[date, Decimal]] | None = None
) -> Decimal:
	"""What changing a submitted order adds; for `on_update_after_submit`.

	The totals are compared and not the rows: Update Items writes the rows before it saves the order,
	so that the order as it was before the save shows its old total with its new rows. `moved` has, by the
	names of rows that it wrote, their delivery day and their net amount before.
	"""
	before = order.get_doc_before_save()
	if not before:
		return ZERO
	increase = to_decimal(order.base_grand_total) - to_decimal(before.base_grand_total)
	known = {row.name: (delivery_day(before, row), to_decimal(row.base_net_amount)) for row in before.items}
	increase = max(ZERO, increase) + _come_near(order, horizon, known | dict(moved or {}))
	return to_amount(min(increase, order_remainder(order, horizon)))


def _come_near(order, horizon: date | None, known: Mapping[str, tuple[date, Decimal]]) -> Decimal:
	"""What lines that were to be delivered beyond the horizon add by a delivery day within it."""
	if horizon is None or order.status == "Closed":
		return ZERO
	near = [row for row in order.items if row.name in known and _is_near(order, row, horizon)]
	come = (open_share(row) * known[row.name][1] for row in near if known[row.name][0] > horizon)
	return sum(come, ZERO) * share(order.base_grand_total, order.base_net_total)


def delivery_addition(note, counting: Counting, booked: bool) -> Decimal:
	"""Goods delivered without order or invoice, goods beyond what was ordered, and what no order counted yet."""
	free = (
		row for row in note.items if not (row.get("against_sales_order") or row.get("against_sales_invoice"))
	)
	beyond = document_rows.over_delivered(note.items, booked)
	early = unjudged(taken(note, booked, counting))
	return to_amount((document_rows.net_of(free) + beyond + early) * tax_factor(note))


def invoice_addition(invoice, counting: Counting, booked: bool) -> Decimal:
	"""Goods billed without order or delivery, beyond either or before their order counts, less what is paid.

	Where deliveries do not count, what was delivered before counts from its invoice on.
	"""
	found = taken(invoice, booked, counting)
	added = _new_on(invoice, found, booked)
	if not counting.switches.delivered_not_billed:
		added += _shipped_on(invoice, found, booked)
	return to_amount(max(ZERO, added * tax_factor(invoice) - paid_with(invoice)))


def _new_on(invoice, found: Sequence[Taken], booked: bool) -> Decimal:
	free = (row for row in invoice.items if not (row.get("sales_order") or row.get("delivery_note")))
	return document_rows.net_of(free) + document_rows.over_billed(invoice.items, booked) + unjudged(found)


def _shipped_on(invoice, found: Sequence[Taken], booked: bool) -> Decimal:
	delivered = [row for row in invoice.items if row.get("dn_detail")]
	of_deliveries = document_rows.net_of(delivered) - document_rows.over_billed(delivered, booked)
	return of_deliveries + sum((each.done for each in found), ZERO)


def adds_only_shipped(doc, counting: Counting) -> bool:
	"""True for an invoice of which all that it adds was delivered before, where deliveries do not count."""
	if doc.doctype != "Sales Invoice" or doc.get("is_return") or counting.switches.delivered_not_billed:
		return False
	booked = doc.docstatus == 1
	return _new_on(doc, taken(doc, booked, counting), booked) <= ZERO


def unjudged_of(doc, counting: Counting, order: str | None = None) -> Decimal:
	"""What a delivery or an invoice takes of orders that did not count it; of one order or of all."""
	if doc.doctype not in FROM_ORDERS or doc.get("is_return"):
		return ZERO
	return to_amount(unjudged(taken(doc, doc.docstatus == 1, counting), order) * tax_factor(doc))


def out_of_open_orders(doc, counting: Counting) -> Decimal:
	"""What of that is in the open orders today, and leaves them with the document."""
	if doc.doctype not in FROM_ORDERS or doc.get("is_return"):
		return ZERO
	return to_amount(out_of_orders(taken(doc, doc.docstatus == 1, counting)) * tax_factor(doc))


def tax_factor(doc) -> Decimal:
	"""What a document comes to for one of its net total."""
	total = doc.base_grand_total if doc.doctype == "Delivery Note" else invoice_total(doc)
	return share(total, doc.base_net_total)


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
