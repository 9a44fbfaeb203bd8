"""Money received for particular orders, in company currency, whatever ERPNext's header says of it.

`advance_paid` of an order is no witness: 15 leaves it as it was when the advance is allocated to an
invoice, 16 takes it down, and it is kept in the currency of the customer's account.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

import frappe

from credit_control.erp import compat
from credit_control.erp.values import ZERO, share, to_amount, to_decimal


class Received(NamedTuple):
	"""An order's whole value and what was received for it: in advance, and on its invoices."""

	total: Decimal
	received: Decimal

	@property
	def share(self) -> Decimal:
		"""The part of the order that was paid for, 0 to 1; an order of nothing is paid for."""
		return min(Decimal(1), max(ZERO, self.received / self.total)) if self.total else Decimal(1)


#: what of receipts and journals is meant for orders, in 16's ledger of advances
APART = """
	select coalesce(sum(amount), 0) from (
		select abs(sum(if(base_amount <> 0, base_amount, amount))) amount
		from `tabAdvance Payment Ledger Entry`
		where voucher_no in %(vouchers)s and against_voucher_type = 'Sales Order' and delinked = 0
		group by voucher_type, voucher_no
	) advance"""


def held_for_orders(vouchers: Iterable[str]) -> Decimal:
	"""What of these receipts and journals is for orders, as far as the ledger has it open against themselves.

	15 has it open against the orders.
	"""
	names = tuple(vouchers)
	if not names or not compat.books_advances_apart():
		return ZERO
	return to_amount(frappe.db.sql(APART, {"vouchers": names})[0][0])


#: what receipts and journals still hold against the orders themselves
ON_ORDERS = """
	select ref.reference_name, ref.allocated_amount * pe.source_exchange_rate
	from `tabPayment Entry Reference` ref
	join `tabPayment Entry` pe on pe.name = ref.parent and ref.parenttype = 'Payment Entry'
	where ref.reference_doctype = 'Sales Order' and ref.reference_name in %(orders)s
		and ref.docstatus = 1 and pe.payment_type = 'Receive'
	union all
	select acc.reference_name, acc.credit - acc.debit
	from `tabJournal Entry Account` acc
	where acc.reference_type = 'Sales Order' and acc.reference_name in %(orders)s and acc.docstatus = 1
		and acc.party_type = 'Customer'"""

#: what was paid on the orders' invoices: receipts, journals and the till, but no credit note. An invoice of
#: several orders is shared out by value
ON_INVOICES = """
	select billed.sales_order, billed.part * (
		select coalesce(sum(-ple.amount), 0) from `tabPayment Ledger Entry` ple
		where ple.against_voucher_no = billed.parent and ple.against_voucher_type = 'Sales Invoice'
			and ple.delinked = 0 and ple.amount < 0
			and (ple.voucher_type in ('Payment Entry', 'Journal Entry') or ple.voucher_no = billed.parent)
	)
	from (
		select item.sales_order, item.parent, sum(item.base_net_amount) / si.base_net_total part
		from `tabSales Invoice Item` item
		join `tabSales Invoice` si on si.name = item.parent
		where item.sales_order in %(orders)s and si.docstatus = 1 and si.is_return = 0
			and si.base_net_total <> 0
		group by item.sales_order, item.parent
	) billed"""


def received_for(orders: Iterable[str]) -> dict[str, Received]:
	"""What was received for each of the orders."""
	names = {"orders": tuple(sorted(set(orders)))}
	if not names["orders"]:
		return {}
	received: dict[str, Decimal] = {}
	for order, amount in frappe.db.sql(f"{ON_ORDERS} union all {ON_INVOICES}", names):
		received[order] = received.get(order, ZERO) + to_amount(amount)
	return {order: Received(total, received.get(order, ZERO)) for order, total in _totals(names)}


def _totals(names: Mapping) -> list[tuple[str, Decimal]]:
	rows = frappe.db.sql(
		"select name, if(base_rounded_total, base_rounded_total, base_grand_total)"
		" from `tabSales Order` where name in %(orders)s",
		names,
	)
	return [(name, to_decimal(total)) for name, total in rows]


#: invoices with what was paid on them: receipts, journals and the till, but no credit note
ON_THE_INVOICES = """
	select si.name, if(si.base_rounded_total, si.base_rounded_total, si.base_grand_total), (
		select coalesce(sum(-ple.amount), 0) from `tabPayment Ledger Entry` ple
		where ple.against_voucher_no = si.name and ple.against_voucher_type = 'Sales Invoice'
			and ple.delinked = 0 and ple.amount < 0
			and (ple.voucher_type in ('Payment Entry', 'Journal Entry') or ple.voucher_no = si.name)
	)
	from `tabSales Invoice` si where si.name in %(invoices)s"""


def received_on_invoices(invoices: Iterable[str]) -> dict[str, Received]:
	"""What was received for each of the invoices."""
	names = tuple(sorted(set(invoices)))
	rows = frappe.db.sql(ON_THE_INVOICES, {"invoices": names}) if names else ()
	return {name: Received(to_decimal(total), to_amount(received)) for name, total, received in rows}


def value_by_order(doc, link: str, unless: str = "") -> dict[str, Decimal]:
	"""What a delivery or an invoice takes of each order, tax included; `link` is the row's field.

	Rows that have a value in the field `unless` are left out.
	"""
	factor = share(doc.get("base_grand_total"), doc.get("base_net_total"))
	values: dict[str, Decimal] = {}
	for row in doc.get("items") or ():
		if row.get(link) and not (unless and row.get(unless)):
			value = to_decimal(row.get("base_net_amount")) * factor
			values[row.get(link)] = values.get(row.get(link), ZERO) + value
	return values
