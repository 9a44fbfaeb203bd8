"""Why an item is left alone: it is disputed, promised, in a plan that is kept, or paid and not allocated yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import frappe

from credit_control.engine.messages import Message
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.promises import OPEN
from credit_control.engine.receivables import OpenTerm, excuse, settle
from credit_control.engine.strategy import COVERED, DISPUTED, PLANNED, PROMISED, Excuse
from credit_control.services import contested, planned_items

PROMISES = """
	select promise.customer, promise.name, item.sales_invoice, promise.amount - promise.received_amount,
		promise.promised_date
	from `tabPromise to Pay` promise
	left join `tabPromise to Pay Item` item
		on item.parent = promise.name and item.parenttype = 'Promise to Pay'
	where promise.customer in %s and promise.company = %s and promise.docstatus = 1 and promise.status = %s
	order by promise.promised_date, promise.name"""


@dataclass(slots=True)
class Excuses:
	"""By invoice; and what was promised without naming invoices, with the reason."""

	by_invoice: dict[str, list[Excuse]] = field(default_factory=dict)
	at_large: list[tuple[Message, Decimal]] = field(default_factory=list)

	def add(self, invoice: str, excuse: Excuse) -> None:
		self.by_invoice.setdefault(invoice, []).append(excuse)

	def owed(self, terms: Sequence[OpenTerm], credit: Decimal) -> list[OpenTerm]:
		"""The terms without what is disputed or in a plan, and what `credit` pays of the rest, the oldest first.

		`credit` is what stands to the customer's credit without having been allocated (domain.md, trap 7).
		"""
		return list(settle(self._unexcused(terms), credit))

	def _unexcused(self, terms: Sequence[OpenTerm]) -> list[OpenTerm]:
		# a promise has no amount: the item is late all the same, only nobody is reminded of it
		amounts = {
			invoice: sum((each.amount for each in excuses if each.amount is not None), ZERO)
			for invoice, excuses in self.by_invoice.items()
		}
		return list(excuse(terms, amounts))

	def of(self, terms: Sequence[OpenTerm], credit: Decimal) -> Mapping[str, Sequence[Excuse]]:
		"""By invoice; `credit` and a promise at large are spread over the terms, the earliest due first."""
		found = {invoice: list(excuses) for invoice, excuses in self.by_invoice.items()}
		owed = self.owed(terms, credit)
		for voucher, amount in _difference(self._unexcused(terms), owed).items():
			reason = Message(COVERED, {"amount": amount})
			found.setdefault(voucher, []).append(Excuse(reason, amount))
		for reason, amount in self.at_large:
			rest = list(settle(owed, amount))
			for voucher, promised in _difference(owed, rest).items():
				found.setdefault(voucher, []).append(Excuse(reason, promised))
			owed = rest
		return found


def _difference(before: Sequence[OpenTerm], after: Sequence[OpenTerm]) -> dict[str, Decimal]:
	"""By how much less is open of each voucher."""
	found: dict[str, Decimal] = {}
	for sign, terms in ((1, before), (-1, after)):
		for term in terms:
			found[term.voucher_no] = found.get(term.voucher_no, ZERO) + sign * term.amount
	return {voucher: amount for voucher, amount in found.items() if amount > ZERO}


def of_customers(customers: Sequence[str], company: str) -> dict[str, Excuses]:
	"""The excuses of many customers; one without any has an empty one."""
	found = {customer: Excuses() for customer in customers}
	if not customers:
		return found
	names = tuple(customers)
	for customer, parts in contested.open_now(names, company).items():
		for part in parts:
			reason = Message(DISPUTED, {"document": part.dispute})
			found[customer].add(part.invoice, Excuse(reason, part.amount))
	for part in planned_items.parts(names, company):
		found[part.customer].add(part.invoice, Excuse(Message(PLANNED, {"document": part.plan}), part.amount))
	for customer, document, invoice, amount, day in frappe.db.sql(PROMISES, (names, company, OPEN)):
		reason = Message(PROMISED, {"document": document, "day": day})
		if invoice:
			# who promised to pay an invoice is not reminded of the rest of it meanwhile
			found[customer].add(invoice, Excuse(reason))
		else:
			found[customer].at_large.append((reason, decimal(amount)))
	return found
