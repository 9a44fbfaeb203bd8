"""What a receipt put on customers' accounts: money that lowers the exposure already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import frappe

from credit_control.erp.values import to_decimal

RECEIPTS = ("Payment Entry", "Journal Entry")

#: by receipt, account's currency and company: all that stands on receivable accounts, and what of it is allocated
ON_ACCOUNT = """
	select voucher_no, company, account_currency, -sum(amount), -sum(amount_in_account_currency),
		-sum(if(against_voucher_type = 'Sales Invoice', amount, 0)),
		-sum(if(against_voucher_type = 'Sales Invoice', amount_in_account_currency, 0))
	from `tabPayment Ledger Entry`
	where voucher_no in %(receipts)s and voucher_type in %(types)s and party_type = 'Customer'
		and party in %(customers)s and account_type = 'Receivable' and delinked = 0
		and posting_date <= %(day)s
	group by voucher_no, company, account_currency"""


@dataclass(frozen=True, slots=True)
class OnAccount:
	"""What one receipt put on a customer's account, in company currency and in that of the account.

	`allocated` is the part of it that pays invoices, the rest waits for one.
	"""

	company: str
	currency: str
	amount: Decimal
	amount_in_currency: Decimal
	allocated: Decimal
	allocated_in_currency: Decimal


def on_account(receipts: Sequence[str], customers: Sequence[str], day: date) -> dict[str, list[OnAccount]]:
	"""By receipt, what it put on the account of one of the customers up to a day; one that put nothing is left out."""
	values = {"receipts": list(receipts), "customers": list(customers), "types": RECEIPTS, "day": day}
	found: dict[str, list[OnAccount]] = {}
	for name, company, money, *amounts in frappe.db.sql(ON_ACCOUNT, values) if receipts else ():
		found.setdefault(name, []).append(OnAccount(company, money, *map(to_decimal, amounts)))
	return found


@dataclass(frozen=True, slots=True)
class Receipt:
	"""A submitted Payment Entry or Journal Entry, as far as a deposit asks: `amount` in `currency`."""

	company: str
	customers: frozenset[str]
	amount: Decimal
	currency: str


def receipt(doctype: str, name: str) -> Receipt | None:
	"""What was received with an entry; None for one that is not submitted."""
	doc = frappe.get_doc(doctype, name)
	if doc.docstatus != 1:
		return None
	if doctype == "Payment Entry":
		party = frozenset([doc.party] if doc.party_type == "Customer" else [])
		return Receipt(doc.company, party, to_decimal(doc.received_amount), doc.paid_to_account_currency)
	parties = frozenset(row.party for row in doc.accounts if row.party_type == "Customer")
	money = frappe.get_cached_value("Company", doc.company, "default_currency")
	return Receipt(doc.company, parties, to_decimal(doc.total_debit), money)
