"""Received payments that left something of an invoice open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import frappe

#: the invoice's total in whichever currency its outstanding amount is kept in: which are short is judged afterwards
CANDIDATES = """
	select distinct pe.name, pe.party, pe.company
	from `tabSales Invoice` si
	join `tabPayment Entry Reference` ref on ref.reference_name = si.name
		and ref.reference_doctype = 'Sales Invoice' and ref.parenttype = 'Payment Entry'
	join `tabPayment Entry` pe on pe.name = ref.parent and pe.docstatus = 1 and pe.party_type = 'Customer'
		and pe.payment_type = 'Receive' and pe.creation >= %(since)s
	where si.docstatus = 1 and si.outstanding_amount > 0
		and si.outstanding_amount <= greatest(si.grand_total, si.base_grand_total) * %(most)s / 100"""


class Payment(NamedTuple):
	"""A payment, and whose it is."""

	name: str
	customer: str
	company: str


def candidates(since: date, most: Decimal, customer: str | None = None) -> list[Payment]:
	"""Payments entered since a day after which at most so many percent of an invoice are open, of one customer or all."""
	of_one = " and si.customer = %(customer)s" if customer else ""
	values = {"since": since, "most": most, "customer": customer}
	rows = frappe.db.sql(f"{CANDIDATES}{of_one} order by pe.party, pe.company, pe.name", values)
	return [Payment(*row) for row in rows]


def owners(payments: list[str]) -> list[Payment]:
	"""Whose some payments are."""
	if not payments:
		return []
	filters = {"name": ["in", payments]}
	rows = frappe.get_all("Payment Entry", filters, ["name", "party", "company"], as_list=True)
	return [Payment(*row) for row in rows]
