"""What a customer paid in advance for one very order, delivery or invoice."""

from collections.abc import Mapping
from decimal import Decimal

import frappe
from frappe import _

from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from erpnext.accounts.doctype.payment_request.payment_request import make_payment_request

from credit_control.engine.checks_document import percent_asked
from credit_control.engine.codec import loads
from credit_control.engine.judgement import EXEMPT, PASSED, RELEASED, WARNED, Case
from credit_control.engine.money import ZERO, percent_of
from credit_control.erp import advances, customers, documents
from credit_control.erp.values import share, to_amount, to_decimal
from credit_control.services import terms

#: the field of a row that names its order
ORDER_LINKS = {"Delivery Note": "against_sales_order", "Sales Invoice": "sales_order"}
#: outcomes with which an order was submitted
LET_THROUGH = (PASSED, WARNED, RELEASED, EXEMPT)


def prepaid(doc) -> Decimal:
	"""Received for this very document, in company currency.

	Of an order: its advances and what was paid on its invoices. Of a delivery or an invoice: its part
	of the order at the share that was received for the order, so that one advance serves all deliveries
	alike; a delivery of what was billed without an order, of the invoice. An invoice also counts what is
	paid with it, where that is more.
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
	shared = _shared(values, advances.received_for(values))
	if doc.doctype == "Delivery Note":
		billed = advances.value_by_order(doc, "against_sales_invoice", unless=link)
		shared += _shared(billed, advances.received_on_invoices(billed))
	return to_amount(shared)


def _shared(values: Mapping[str, Decimal], found: Mapping[str, advances.Received]) -> Decimal:
	return sum((found[name].share * value for name, value in values.items()), ZERO)


def asked_percent(doc) -> Decimal | None:
	"""The largest prepayment that was asked for when a delivery's orders passed, whatever was granted since.

	None for any other document, and where one of the orders was never judged.
	"""
	link = ORDER_LINKS.get(doc.doctype)
	if doc.doctype != "Delivery Note" or not link:
		return None
	orders = {row.get(link) for row in doc.get("items") or ()}
	asked = [_asked_of(order, doc.doctype) for order in orders]
	known = [percent for percent in asked if percent is not None]
	return max(known) if known and len(known) == len(asked) else None


def _asked_of(order: str | None, doctype: str) -> Decimal | None:
	passed = {"reference_doctype": "Sales Order", "reference_name": order, "outcome": ["in", LET_THROUGH]}
	last = order and frappe.get_all(
		"Credit Decision", filters=passed, pluck="inputs", order_by="creation desc", limit=1
	)
	return percent_asked(loads(Case, last[0]), doctype) if last else None


def missing(order) -> dict | None:
	"""What a submitted order lacks of the prepayment that the customer's grade asks for, in company currency.

	None where nothing is asked for, or the order is closed or cancelled.
	"""
	if order.docstatus != 1 or order.status in ("Closed", "Completed"):
		return None
	rule = terms.rule_of(order.customer, order.company)
	percent = rule.prepayment_percent if rule else ZERO
	if not percent:
		return None
	received = advances.received_for([order.name])[order.name]
	required = percent_of(received.total, percent)
	return {
		"percent": float(percent),
		"required": float(required),
		"received": float(received.received),
		"missing": float(max(ZERO, required - received.received)),
		"currency": customers.currency_of(order.company),
	}


def request(order) -> dict:
	"""ERPNext's Payment Request for what is missing, in the order's currency."""
	amount = _missing_in(order, order.currency)
	given = {"dt": order.doctype, "dn": order.name, "party_type": "Customer", "party": order.customer}
	made = make_payment_request(**given, recipient_id=order.contact_email, return_doc=True)
	made.grand_total = float(amount)
	if not made.is_new():
		# the settings of 15 and 16 may have it saved as a draft at once
		made.save()
	return made.as_dict()


def receive(order) -> dict:
	"""ERPNext's Payment Entry for what is missing."""
	currency = order.get("party_account_currency") or customers.currency_of(order.company)
	amount = float(_missing_in(order, currency))
	entry = get_payment_entry(order.doctype, order.name, party_amount=amount)
	_allocate_no_more(entry, amount)
	return entry.as_dict()


def _allocate_no_more(entry, amount: float) -> None:
	"""Where payments go to single terms ERPNext lists all that are open: only the first are paid now."""
	if entry.total_allocated_amount <= amount:
		return
	for row in entry.references:
		row.allocated_amount = min(row.allocated_amount, amount)
		amount -= row.allocated_amount
	entry.set("references", [row for row in entry.references if row.allocated_amount])
	entry.set_amounts()


def _missing_in(order, currency: str):
	"""What is missing in the company's currency or the order's; raises when nothing is."""
	found = missing(order)
	if not found or not found["missing"]:
		frappe.throw(_("Nothing is missing of the prepayment of {0}.").format(order.name))
	amount = to_decimal(found["missing"])
	in_company_currency = currency == found["currency"]
	return amount if in_company_currency else to_amount(share(amount, order.conversion_rate))
