"""The lines of a document that could be left out of it, and what each adds to the exposure."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from frappe.utils import getdate

from credit_control.engine.judgement import Line
from credit_control.engine.money import ZERO
from credit_control.erp import documents
from credit_control.erp.values import share, to_amount, to_decimal
from credit_control.services import settings

#: the rows with these links take nothing new: what they deliver or bill was judged before
LINKS = {
	"Delivery Note": ("against_sales_order", "against_sales_invoice"),
	"Sales Invoice": ("sales_order", "delivery_note"),
	"POS Invoice": ("sales_order", "delivery_note"),
}


def lines(doc) -> tuple[Line, ...]:
	"""Row number, item and amount with tax in company currency, in the order of the rows.

	Only rows that add something, now or once the horizon reaches them; a Journal Entry has none that could
	be left out by itself.
	"""
	if doc.doctype == "Journal Entry":
		return ()
	factor = share(doc.base_grand_total, doc.base_net_total)
	return tuple(_line(doc, row, amount) for row, amount in _amounts(doc, factor) if amount > ZERO)


def _line(doc, row, amount: Decimal) -> Line:
	item, ahead = row.item_code or row.item_name or "", settings.switches().horizon_days
	if ahead is None or doc.doctype != "Sales Order":
		return Line(row.idx, item, amount)
	first = documents.delivery_day(doc, row) - timedelta(days=ahead)
	return Line(row.idx, item, amount) if first <= getdate() else Line(row.idx, item, ZERO, amount, first)


def _amounts(doc, factor: Decimal) -> Iterator[tuple]:
	for row in doc.get("items") or ():
		if not any(row.get(link) for link in LINKS.get(doc.doctype, ())):
			yield row, to_amount(_open(doc, row) * to_decimal(row.base_net_amount) * factor)


def _open(doc, row) -> Decimal:
	if doc.doctype == "Sales Order":
		return documents.open_share(row)
	return ZERO if row.get("is_alternative") else Decimal(1)
