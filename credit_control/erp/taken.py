"""What a delivery or an invoice takes of the order lines that it names, and what of it nobody has judged yet.

An order line that counted when its order was judged needs no second judgement. One that was beyond the
horizon, or of which the switch was off, is judged when it is delivered or billed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import frappe

from credit_control.engine.exposure import ExposureSwitches
from credit_control.erp.document_rows import net_of
from credit_control.erp.exposure import horizon_of
from credit_control.erp.values import ZERO, share, to_decimal

ONE = Decimal(1)
LINES = """
	select soi.name, so.name `order`, soi.qty, soi.amount, soi.billed_amt,
		if(soi.delivered_by_supplier = 1, 0, soi.delivered_qty) delivered, date(soi.creation) made,
		coalesce(soi.delivery_date, so.delivery_date, so.transaction_date) day, so.transaction_date
	from `tabSales Order Item` soi join `tabSales Order` so on so.name = soi.parent
	where soi.name in %(names)s"""


def never(order: str) -> None:
	"""No order was judged."""


@dataclass(frozen=True, slots=True)
class Counting:
	"""What counts today; `judged` answers an order's name with what counted when it was judged, and the day."""

	switches: ExposureSwitches = field(default_factory=ExposureSwitches)
	today: date | None = None
	judged: Callable[[str], tuple[ExposureSwitches, date] | None] = never

	@property
	def horizon(self) -> date | None:
		"""The last delivery date on which an order line counts, None counts them all."""
		return horizon_of(self.switches, self.today)

	@property
	def is_whole(self) -> bool:
		"""True where all orders and deliveries count: what comes of them was judged with them."""
		switches = self.switches
		return switches.open_orders and switches.delivered_not_billed and switches.horizon_days is None

	def counts(self, line) -> bool:
		"""True for an order line that is in the exposure today."""
		return self.switches.open_orders and (self.horizon is None or line.day <= self.horizon)

	def counted(self, line) -> bool:
		"""True for one that was when it was judged: with its order, or later when it was added to it."""
		switches, day = self.judged(line.order) or (self.switches, line.transaction_date)
		if not switches.open_orders or switches.horizon_days is None:
			return switches.open_orders
		return line.day <= max(day, line.made) + timedelta(days=switches.horizon_days)


class Taken(NamedTuple):
	"""What a document takes of one order line, in company currency before tax.

	`open` of it was neither delivered nor billed before, `done` was; what goes beyond the line is in
	neither. `counted` says that the line counted when it was judged, `counts` that it does today.
	"""

	order: str
	open: Decimal
	done: Decimal
	counted: bool
	counts: bool


def taken(doc, booked: bool, counting: Counting) -> list[Taken]:
	"""What a Delivery Note, or an invoice without one, takes of order lines; nothing where all of them count.

	`booked` says that the lines show it already.
	"""
	used: dict[str, list] = {}
	for row in () if counting.is_whole else doc.items:
		if row.get("so_detail") and not (doc.doctype != "Delivery Note" and row.get("dn_detail")):
			used.setdefault(row.so_detail, []).append(row)
	return [_taken(doc, used[line.name], line, booked, counting) for line in _lines(used)]


def _lines(names: Iterable[str]) -> list:
	names = tuple(names)
	return frappe.db.sql(LINES, {"names": names}, as_dict=True) if names else []


def _taken(doc, rows: list, line, booked: bool, counting: Counting) -> Taken:
	own, opened, over = _shares(doc, rows, line, booked)
	value = net_of(rows)
	fresh, done = share(opened, own) * value, share(max(ZERO, own - opened - over), own) * value
	return Taken(line.order, fresh, done, counting.counted(line), counting.counts(line))


def _shares(doc, rows: list, line, booked: bool) -> tuple[Decimal, Decimal, Decimal]:
	"""The shares of the line that the rows take, that were open before, and that go beyond it.

	A POS Invoice is booked on no order.
	"""
	own = _own(doc, rows, line)
	now = (share(line.delivered, line.qty), share(line.billed_amt, line.amount))
	if booked and doc.doctype != "POS Invoice":
		before, after = [n - o for n, o in zip(now, own, strict=True)], now
	else:
		before, after = now, [n + o for n, o in zip(now, own, strict=True)]
	main = 0 if doc.doctype == "Delivery Note" else 1
	over = min(own[main], max(ZERO, after[main] - ONE))
	return own[main], max(ZERO, min(ONE, max(after)) - min(ONE, max(before))), over


def _own(doc, rows: list, line) -> tuple[Decimal, Decimal]:
	"""The shares of the line that the rows deliver and bill."""
	ships = doc.doctype == "Delivery Note" or doc.get("update_stock")
	quantity = sum((to_decimal(row.qty) for row in rows), ZERO) if ships else ZERO
	billed = sum((to_decimal(row.amount) for row in rows), ZERO) if doc.doctype != "Delivery Note" else ZERO
	return share(quantity, line.qty), share(billed, line.amount)


def unjudged(found: Iterable[Taken], order: str | None = None) -> Decimal:
	"""What was open of lines that did not count when they were judged; of one order or of all."""
	return sum((each.open for each in found if not each.counted and order in (None, each.order)), ZERO)


def out_of_orders(found: Iterable[Taken]) -> Decimal:
	"""What of it is in the open orders today, and leaves them with the document."""
	return sum((each.open for each in found if not each.counted and each.counts), ZERO)
