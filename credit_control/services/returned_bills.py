"""A bill or cheque that came back: the Journal Entry that makes the customer owe it again."""

from collections.abc import Iterator
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import fmt_money, nowdate

from credit_control.engine.money import ZERO
from credit_control.engine.receivables import RESIDUE
from credit_control.erp import bills, customers, documents
from credit_control.erp.values import to_decimal
from credit_control.services.joining import listed

PAYMENT = "Payment Entry"


def prepare(payment) -> dict:
	"""A Journal Entry, not yet saved, that takes back what of a payment no journal took back before.

	It credits the account that had received the money, at the payment's own rates. Invoices in company
	currency are open again; everything else is owed against the payment, whose rate is known.
	"""
	_must_be_receipt(payment)
	if taken_back(payment) > ZERO:
		frappe.throw(_("{0} was taken back before, in whole or in part.").format(payment.name))
	entry = frappe.new_doc("Journal Entry")
	entry.update(
		{
			"company": payment.company,
			"posting_date": nowdate(),
			"dishonoured_payment": payment.name,
			"multi_currency": int(_is_foreign(payment)),
			"user_remark": _("{0} came back").format(
				listed(filter(None, (payment.name, payment.reference_no)))
			),
		}
	)
	for row in (*_owed(payment), *_received(payment)):
		entry.append("accounts", row)
	entry.total_debit = sum(row.debit or 0 for row in entry.accounts)
	entry.total_credit = sum(row.credit or 0 for row in entry.accounts)
	return entry.as_dict()


def _is_foreign(payment) -> bool:
	own = customers.currency_of(payment.company)
	return {payment.paid_from_account_currency, payment.paid_to_account_currency} != {own}


def _owed(payment) -> Iterator[dict]:
	"""What the customer owes again: invoice by invoice, and the rest against the payment."""
	own = customers.currency_of(payment.company)
	rest = _credited(payment)
	if payment.paid_from_account_currency == own:
		for row in payment.references:
			if row.reference_doctype == "Sales Invoice" and row.allocated_amount > 0:
				rest -= to_decimal(row.allocated_amount)
				yield _debit(
					payment, to_decimal(row.allocated_amount), row.reference_doctype, row.reference_name
				)
	if rest > RESIDUE:
		yield _debit(payment, rest, PAYMENT, payment.name)


def _credited(payment) -> Decimal:
	"""What a payment took off the customer's account, in its currency: with what was deducted, such as a discount."""
	return to_decimal(payment.total_allocated_amount) + to_decimal(payment.unallocated_amount)


def _debit(payment, amount: Decimal, doctype: str, name: str) -> dict:
	party = {"party_type": payment.party_type, "party": payment.party}
	against = {"reference_type": doctype, "reference_name": name}
	rate = to_decimal(payment.source_exchange_rate or 1)
	account = _account(payment.paid_from, payment.paid_from_account_currency, rate)
	return {**account, **_side("debit", amount, rate), **party, **against}


def _received(payment) -> Iterator[dict]:
	"""The bank gives back what it had credited; what was kept back as fees or discount is undone."""
	rate = to_decimal(payment.target_exchange_rate or 1)
	account = _account(payment.paid_to, payment.paid_to_account_currency, rate)
	yield {**account, **_side("credit", to_decimal(payment.received_amount), rate)}
	own = customers.currency_of(payment.company)
	for row in payment.deductions:
		amount, side = abs(to_decimal(row.amount)), "credit" if row.amount > 0 else "debit"
		cost = {"cost_center": row.cost_center}
		yield {**_account(row.account, own, Decimal(1)), **_side(side, amount, Decimal(1)), **cost}


def _account(account: str, currency: str, rate: Decimal) -> dict:
	return {"account": account, "account_currency": currency, "exchange_rate": float(rate)}


def _side(side: str, amount: Decimal, rate: Decimal) -> dict:
	return {f"{side}_in_account_currency": float(amount), side: float(round(amount * rate, 2))}


def validate(entry) -> None:
	"""Raise where a journal names a payment that is no receipt of its customer, or takes back more than it was."""
	if not entry.get("dishonoured_payment"):
		return
	payment = frappe.get_doc(PAYMENT, entry.dishonoured_payment)
	_must_be_receipt(payment)
	if payment.company != entry.company or payment.party not in documents.debits(entry):
		frappe.throw(
			_("{0} is not a payment of a customer of this journal to {1}. Choose another one.").format(
				payment.name, entry.company
			),
			title=_("Dishonoured Payment"),
		)
	left = _credited(payment) * to_decimal(payment.source_exchange_rate or 1)
	left -= taken_back(payment, entry.name)
	if documents.debits(entry)[payment.party] - left > RESIDUE:
		money = fmt_money(float(max(ZERO, left)), currency=customers.currency_of(payment.company))
		frappe.throw(_("Of {0} only {1} can be taken back.").format(payment.name, money))


def _must_be_receipt(payment) -> None:
	receipt = payment.payment_type == "Receive" and payment.party_type == "Customer"
	if payment.docstatus != 1 or not receipt:
		frappe.throw(_("{0} is not money received from a customer.").format(payment.name))


def taken_back(payment, besides: str | None = None) -> Decimal:
	"""What submitted journals took back of a payment, in company currency, without the one named `besides`."""
	return bills.taken_back(payment.name, payment.party, besides or "")
