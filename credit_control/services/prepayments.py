"""What a customer paid in advance for one very order, delivery or invoice."""

from decimal import Decimal

from credit_control.engine.money import ZERO
from credit_control.erp import advances, documents
from credit_control.erp.values import to_amount

#: the field of a row that names its order
ORDER_LINKS = {"Delivery Note": "against_sales_order", "Sales Invoice": "sales_order"}


def prepaid(doc) -> Decimal:
	"""Received for this very document, in company currency.

	Of an order: its advances and what was paid on its invoices. Of a delivery or an invoice: its part
	of the order at the share that was received for the order, so that one advance serves all deliveries
	alike; an invoice also counts what is paid with it, where that is more.
	"""
	if doc.doctype == "Sales Order":
		return _of_order(doc)
	shared = _of_its_orders(doc)
	if doc.doctype in ("Sales Invoice", "POS Invoice"):
		return max(shared, to_amount(documents.received_with(doc)))
	return shared


def _of_order(order) -> Decimal:
	found = advances.received_for([order.name] if order.get("name") else [])
	return found[order.name].received if found else ZERO


def _of_its_orders(doc) -> Decimal:
	link = ORDER_LINKS.get(doc.doctype)
	values = advances.value_by_order(doc, link) if link else {}
	found = advances.received_for(values)
	return to_amount(sum((found[order].share * value for order, value in values.items()), ZERO))
