"""Thanks to customers that paid what we had written about, or kept a promise: one e-mail for all of it.

Run once an hour, never when the payment is booked: what is taken back at once is not thanked for, and
several payments are thanked for together. Each is recorded as a Collection Notice whose items are unique.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import frappe
from frappe.utils import add_days, getdate

from credit_control.engine.promises import KEPT
from credit_control.engine.strategy import Claim
from credit_control.engine.thanks import Noted, Paid, paid
from credit_control.erp import compat, settled
from credit_control.erp.values import to_decimal
from credit_control.services import (
	collection_facts,
	collection_mails,
	collection_plans,
	collection_strategies,
	collection_texts,
	prefetch,
	thanks_notices,
)
from credit_control.services.collection_facts import Facts

#: who paid longer ago is not thanked any more
RECENT_DAYS = 14
CHUNK = 100
SAVEPOINT = "payment_thanks"


class Kept(NamedTuple):
	"""A promise that was kept: its name, the day of the verdict, and what came in for it, company currency."""

	name: str
	judged_on: date
	amount: float


@dataclass(frozen=True, slots=True)
class Thanks:
	"""A customer, and what it is thanked for."""

	facts: Facts
	strategy: object
	paid: tuple[Paid, ...]
	kept: tuple[Kept, ...]
	day: date


def run(today: date | None = None) -> Iterator[str]:
	"""Thank all who are to be thanked; yields each customer, for the caller to commit."""
	today = today or getdate()
	names = frappe.get_all(
		collection_strategies.DOCTYPE, {"disabled": 0, "give_thanks": 1}, pluck="name", order_by="name"
	)
	thankful = [frappe.get_doc(collection_strategies.DOCTYPE, name) for name in names]
	for company in collection_strategies.companies(thankful):
		yield from _of_company(company, today)


def _of_company(company: str, today: date) -> Iterator[str]:
	strategies = collection_strategies.enabled(company)
	ready = {doc.name: doc for doc in strategies if doc.give_thanks and _is_ready(doc, today)}
	if not ready:
		return
	since = max(
		getdate(add_days(today, -RECENT_DAYS)), min(getdate(doc.thanks_since) for doc in ready.values())
	)
	last = ""
	while names := _customers(company, since, last):
		with prefetch.for_customers(names):
			for thanks in _thanks(names, company, since, today, strategies):
				if thanks.strategy.name in ready and _without_lock(thanks):
					yield thanks.facts.customer.name
		last = names[-1]


def _is_ready(doc, today: date) -> bool:
	"""Nobody is told of what is missing here each hour: saving the strategy and its nightly run tell it."""
	if collection_plans.quiet_day(doc, today) or not collection_mails.has_account():
		return False
	try:
		collection_texts.check(doc)
	except frappe.ValidationError:
		frappe.clear_messages()
		return False
	return True


def _customers(company: str, since: date, after: str) -> list[str]:
	"""The next customers, by name, with a payment or a kept promise that nobody was thanked for."""
	promised = frappe.db.sql_list(
		"""
		select distinct promise.customer from `tabPromise to Pay` promise
		where promise.company = %s and promise.docstatus = 1 and promise.status = %s
			and promise.judged_on >= %s and promise.customer > %s
			and not exists (select 1 from `tabCollection Notice Item` done where done.paid_by = promise.name)
		order by promise.customer limit %s
		""",
		(company, KEPT, since, after, CHUNK),
	)
	return sorted({*promised, *settled.customers(company, since, after, CHUNK)})[:CHUNK]


def _thanks(
	names: Sequence[str], company: str, since: date, today: date, strategies: Sequence
) -> Iterator[Thanks]:
	"""The customers with something to thank for who can be written to."""
	received = settled.payments(names, company, since)
	noted, thanked, kept = _noted(names, company), _thanked(names, company), _kept(names, company, since)
	for facts in collection_facts.gather(names, company, today):
		line = collection_plans.group_line(facts)
		doc = collection_strategies.choose(strategies, line, facts.risk_class)
		if doc is None or not doc.thanks_since or facts.no_mail:
			continue
		name, begin = facts.customer.name, getdate(doc.thanks_since)
		payments = [row.payment for row in received.get(name, ()) if row.booked >= begin]
		still_open = {claim.key for claim in facts.claims}
		done = thanked.get(name, set())
		found = paid(noted.get(name, ()), still_open, payments, done)
		promises = [row for row in kept.get(name, ()) if row.name not in done and row.judged_on >= begin]
		if found or promises:
			yield Thanks(facts, doc, found, tuple(promises), today)


def _noted(names: Sequence[str], company: str) -> dict[str, list[Noted]]:
	"""What reached the customers in writing: since when, and what was open when it did last."""
	rows = frappe.db.sql(
		"""
		select notice.customer, item.sales_invoice, item.due_date, notice.taken_on, item.amount
		from `tabCollection Notice` notice
		join `tabCollection Notice Item` item
			on item.parent = notice.name and item.parenttype = 'Collection Notice'
		where notice.customer in %s and notice.company = %s and notice.kind = 'Reminder'
			and notice.channel in ('E-Mail', 'Letter') and notice.status not in ('Not Sent', 'Bounced')
		order by notice.taken_on
		""",
		(tuple(names), company),
	)
	found: dict[str, dict[str, Noted]] = {}
	for customer, invoice, due, on, amount in rows:
		claim = Claim(invoice, due, to_decimal(amount))
		known = found.setdefault(customer, {})
		known[claim.key] = Noted(claim, known[claim.key].since if claim.key in known else on)
	return {customer: list(known.values()) for customer, known in found.items()}


def _thanked(names: Sequence[str], company: str) -> dict[str, set[str]]:
	"""The claims, payments and promises that customers were thanked for."""
	rows = frappe.db.sql(
		"""
		select notice.customer, item.sales_invoice, item.due_date, item.paid_by
		from `tabCollection Notice` notice
		join `tabCollection Notice Item` item
			on item.parent = notice.name and item.parenttype = 'Collection Notice'
		where notice.customer in %s and notice.company = %s and notice.kind = 'Thanks'
		""",
		(tuple(names), company),
	)
	found: dict[str, set[str]] = {}
	for customer, invoice, due, by in rows:
		known = found.setdefault(customer, set())
		known.add(by)
		if invoice:
			known.add(Claim(invoice, due, to_decimal(0)).key)
	return found


def _kept(names: Sequence[str], company: str, since: date) -> dict[str, list[Kept]]:
	filters = {
		"customer": ["in", list(names)],
		"company": company,
		"docstatus": 1,
		"status": KEPT,
		"judged_on": [">=", since],
	}
	fields = ["customer", "name", "judged_on", "received_amount"]
	found: dict[str, list[Kept]] = {}
	for row in frappe.get_all("Promise to Pay", filters, fields, order_by="name"):
		kept = Kept(row.name, getdate(row.judged_on), row.received_amount)
		found.setdefault(row.customer, []).append(kept)
	return found


def _without_lock(thanks: Thanks) -> bool:
	"""True for who was thanked. Where somebody else's lock undid the transaction, the next hour is soon enough."""
	try:
		return _take(thanks)
	except Exception as error:
		if not compat.is_lock_error(error):
			raise
		frappe.db.rollback()
		frappe.log_error(f"{thanks.facts.customer.name} was not thanked for a payment: it was locked")
		return False


def _take(thanks: Thanks) -> bool:
	"""One customer: all of it or nothing; False where another run was faster, or something went wrong.

	Raises where the database gave no lock: the savepoint may be undone with all else.
	"""
	frappe.db.savepoint(SAVEPOINT)
	try:
		thanks_notices.make(thanks)
		return True
	except (frappe.DuplicateEntryError, frappe.UniqueValidationError):
		_undo()
	except Exception as error:
		if compat.is_lock_error(error):
			raise
		_undo()
		frappe.log_error(f"{thanks.facts.customer.name} was not thanked for a payment")
	return False


def _undo() -> None:
	frappe.db.rollback(save_point=SAVEPOINT)
	frappe.clear_messages()
