"""What interest and the currency of a demand need of invoices: terms, what lowered them and when, the rate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import frappe

from credit_control.engine.promises import Receipt
from credit_control.engine.receivables import Instalment
from credit_control.erp import receivables
from credit_control.erp.values import ZERO, to_decimal

#: everything that was set against an invoice: payments, credit notes, journals; taken back ones no more
LOWERED = """
	select ple.against_voucher_no, ple.posting_date, -sum(ple.amount)
	from `tabPayment Ledger Entry` ple
	where ple.party_type = 'Customer' and ple.party = %(customer)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.account_type = 'Receivable'
		and ple.against_voucher_type = 'Sales Invoice' and ple.against_voucher_no in %(invoices)s
		and ple.voucher_no <> ple.against_voucher_no
	group by ple.against_voucher_no, ple.posting_date having abs(sum(ple.amount)) >= 0.005
	order by ple.posting_date"""


class Invoice(NamedTuple):
	"""An open invoice: amounts in company currency, `rate` is company currency for one of its own."""

	currency: str
	rate: Decimal
	outstanding: Decimal
	terms: tuple[Instalment, ...]
	lowered: tuple[Receipt, ...]


def read(customer: str, company: str, invoices: Sequence[str]) -> dict[str, Invoice]:
	"""The invoices that are still open, by name."""
	items = {
		item.voucher_no: item
		for item in receivables.open_items(customer, company)
		if item.voucher_no in invoices
	}
	lowered, currencies = _lowered(customer, company, list(items)), _currencies(list(items))
	return {
		name: Invoice(*currencies[name], item.outstanding, item.schedule, tuple(lowered.get(name, ())))
		for name, item in items.items()
		if name in currencies
	}


def _lowered(customer: str, company: str, invoices: list[str]) -> dict[str, list[Receipt]]:
	found: dict[str, list[Receipt]] = {}
	if invoices:
		values = {"customer": customer, "company": company, "invoices": invoices}
		for invoice, posted, amount in frappe.db.sql(LOWERED, values):
			found.setdefault(invoice, []).append(Receipt(posted, to_decimal(amount)))
	return found


def _currencies(invoices: list[str]) -> dict[str, tuple[str, Decimal]]:
	rows = frappe.get_all(
		"Sales Invoice",
		filters={"name": ["in", invoices]},
		fields=["name", "currency", "conversion_rate"],
	)
	return {row.name: (row.currency, _rate(row.conversion_rate)) for row in rows}


def _rate(value) -> Decimal:
	rate = to_decimal(value or 0)
	return rate if rate > ZERO else Decimal(1)
