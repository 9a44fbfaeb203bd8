"""Why an item is left alone: it is disputed, promised, or in a plan that is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import frappe

from credit_control.engine.messages import Message
from credit_control.engine.money import decimal
from credit_control.engine.promises import OPEN
from credit_control.engine.receivables import OpenTerm
from credit_control.engine.strategy import DISPUTED, PLANNED, PROMISED, Excuse
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

	def of(self, terms: Sequence[OpenTerm]) -> Mapping[str, Sequence[Excuse]]:
		"""By invoice, a promise at large spread over the terms, the earliest due first."""
		found = {invoice: list(excuses) for invoice, excuses in self.by_invoice.items()}
		for reason, amount in self.at_large:
			left = amount
			for term in sorted(terms, key=lambda each: (each.due, each.voucher_no)):
				if left <= 0:
					break
				taken = min(left, term.amount)
				found.setdefault(term.voucher_no, []).append(Excuse(reason, taken))
				left -= taken
		return found


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
