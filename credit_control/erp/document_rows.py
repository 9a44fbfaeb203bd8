"""Rows of a delivery or an invoice against the rows they come from: what goes beyond them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

import frappe

from credit_control.erp.values import ZERO, share, to_decimal


class Reference(NamedTuple):
	"""How one document's rows use up a row of another: the columns of what was agreed and what is done."""

	doctype: str
	link: str
	own: str
	agreed: str
	done: str


DELIVERED_OF_ORDER = Reference("Sales Order Item", "so_detail", "qty", "qty", "delivered_qty")
BILLED_OF_ORDER = Reference("Sales Order Item", "so_detail", "amount", "amount", "billed_amt")
BILLED_OF_DELIVERY = Reference("Delivery Note Item", "dn_detail", "amount", "amount", "billed_amt")


def net_of(rows: Iterable) -> Decimal:
	"""The rows' value in company currency before tax."""
	return sum((to_decimal(row.base_net_amount) for row in rows), ZERO)


def over_delivered(rows: Iterable, booked: bool) -> Decimal:
	"""Value before tax of what these rows deliver beyond their order lines."""
	return beyond(rows, DELIVERED_OF_ORDER, booked)


def over_billed(rows: Iterable, booked: bool) -> Decimal:
	"""Value before tax of what these rows bill beyond their deliveries, or their order lines without one.

	What was delivered beyond its order counts since then: billing it adds nothing.
	"""
	rows = list(rows)
	ordered = [row for row in rows if row.get("so_detail") and not row.get("dn_detail")]
	delivered = [row for row in rows if row.get("dn_detail")]
	return beyond(ordered, BILLED_OF_ORDER, booked) + beyond(delivered, BILLED_OF_DELIVERY, booked)


def is_shipped(doc) -> bool:
	"""True for an invoice of which every row was delivered before: by its Delivery Note, or of its order line."""
	rows = doc.get("items") or ()
	if doc.doctype != "Sales Invoice" or not rows:
		return False
	ordered = [row for row in rows if not row.get("delivery_note")]
	return not ordered or _is_delivered(ordered)


def _is_delivered(rows: Iterable) -> bool:
	"""True when all rows are of order lines whose goods were delivered in full."""
	names = {row.get("so_detail") for row in rows}
	if not all(names):
		return False
	found = read(DELIVERED_OF_ORDER, names)
	return len(found) == len(names) and all(done >= agreed > 0 for _name, agreed, done in found)


def beyond(rows: Iterable, reference: Reference, booked: bool) -> Decimal:
	"""Value before tax of what the rows use of their references beyond what was agreed there."""
	used: dict[str, list] = {}
	for row in rows:
		if row.get(reference.link):
			used.setdefault(row.get(reference.link), []).append(row)
	if not used:
		return ZERO
	return sum(
		(excess(used[name], reference, *figures, booked) for name, *figures in read(reference, used)), ZERO
	)


def excess(rows: list, reference: Reference, agreed, done, booked: bool) -> Decimal:
	"""What the rows together take beyond one reference row; its `done` holds them already when booked."""
	own = sum((to_decimal(row.get(reference.own)) for row in rows), ZERO)
	total = to_decimal(done) if booked else to_decimal(done) + own
	over = min(own, max(ZERO, total - to_decimal(agreed)))
	return share(over, own) * net_of(rows)


def read(reference: Reference, names: Iterable[str]) -> list[tuple]:
	"""The referenced rows: name, what was agreed, what is done of it."""
	table = frappe.qb.DocType(reference.doctype)
	query = frappe.qb.from_(table).where(table.name.isin(list(names)))
	return query.select(table.name, table[reference.agreed], table[reference.done]).run()
