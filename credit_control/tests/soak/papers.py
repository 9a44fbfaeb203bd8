"""Documents as a party would get them, through ERPNext's own code. Everything is submitted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import frappe
from frappe.utils import add_days, nowdate

from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry

from credit_control.tests.bootstrap import CURRENCY, new
from credit_control.tests.soak.world import Party


class Line(NamedTuple):
	"""One line of a document that starts from nothing."""

	item: str
	qty: float
	rate: float


def day(back: int) -> str:
	"""A day so many days ago."""
	return add_days(nowdate(), -back)


def saved(doc):
	"""Insert and submit, from the database as a form does."""
	doc.insert()
	return frappe.get_doc(doc.doctype, doc.name).submit()


def priced(doctype: str, party: Party, lines: Sequence[Line], **fields):
	"""An unsaved selling document; `vat` adds so many percent, `rate` is that of its currency."""
	vat, rate = fields.pop("vat", 0), fields.pop("rate", 7)
	doc = new(
		doctype,
		customer=party.customer,
		company=party.company,
		currency=party.currency,
		conversion_rate=rate if party.currency != CURRENCY else 1,
		selling_price_list="Standard Selling",
		ignore_pricing_rule=1,
		**fields,
	)
	for line in lines:
		values = {"item_code": line.item, "qty": line.qty, "rate": line.rate}
		doc.append("items", {**values, "warehouse": f"Stores - {party.abbr}"})
	if vat:
		tax = {"charge_type": "On Net Total", "account_head": party.tax, "rate": vat, "description": "VAT"}
		doc.append("taxes", tax)
	return doc


def invoice(party: Party, lines: Sequence[Line], back: int, due: int, **fields):
	"""A direct invoice of some days ago that falls due so many days later."""
	dates = {"posting_date": day(back), "set_posting_time": 1}
	if not fields.get("payment_terms_template"):
		dates["due_date"] = day(back - due)
	doc = priced("Sales Invoice", party, lines, **dates, **fields)
	doc.debit_to = party.receivable
	return doc


def receipt(party: Party, amount: float, back: int = 0, **fields):
	"""Money received on account; `amount` in the currency of the party's account."""
	rate = 1 if party.account_currency == CURRENCY else fields.pop("rate", 7)
	fields.pop("rate", None)
	return new(
		"Payment Entry",
		payment_type="Receive",
		company=party.company,
		posting_date=day(back),
		party_type="Customer",
		party=party.customer,
		paid_from=party.receivable,
		paid_to=party.cash,
		paid_amount=amount,
		received_amount=round(amount * rate, 2),
		source_exchange_rate=rate,
		target_exchange_rate=1,
		**fields,
	)


def payment_of(doctype: str, name: str, party: Party, amount: float | None = None):
	"""The Payment Entry that ERPNext proposes for a document, for all of it or a part."""
	payment = get_payment_entry(doctype, name, party_amount=amount, bank_account=party.cash)
	payment.update({"reference_no": "CC", "reference_date": nowdate()})
	return payment


def journal(party: Party, amount: float, back: int = 0, against=None, rate: float = 7, **fields):
	"""A Journal Entry that debits the party, or credits it when `amount` is negative."""
	foreign = party.account_currency != CURRENCY
	entry = new(
		"Journal Entry",
		company=party.company,
		posting_date=day(back),
		multi_currency=int(foreign),
		**fields,
	)
	own = {"account": party.receivable, "party_type": "Customer", "party": party.customer}
	if against:
		own |= {"reference_type": against.doctype, "reference_name": against.name}
	if foreign:
		own["exchange_rate"] = rate
	entry.append("accounts", {**own, **sides(amount)})
	counter = round(-amount * (rate if foreign else 1), 2)
	cost_center = frappe.get_cached_value("Company", party.company, "cost_center")
	entry.append(
		"accounts", {"account": f"Sales - {party.abbr}", "cost_center": cost_center, **sides(counter)}
	)
	return entry


def sides(amount: float) -> dict:
	"""Debit or credit of a journal's row."""
	side = "debit_in_account_currency" if amount > 0 else "credit_in_account_currency"
	return {side: abs(amount)}
