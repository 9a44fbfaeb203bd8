"""What is known of many customers at once before a collection run decides about each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import add_months, getdate

from credit_control.engine.messages import Message
from credit_control.engine.money import HUNDRED, ZERO
from credit_control.engine.promises import BROKEN
from credit_control.engine.receivables import OpenTerm, open_terms, overdue
from credit_control.engine.strategy import BOUNCED, NO_ADDRESS, OPTED_OUT, Claim, Debtor, Excuse, Taken
from credit_control.erp import bills, ledger, mail_contacts, receivables
from credit_control.erp.mail_contacts import Customer
from credit_control.erp.position import position_of
from credit_control.services import collection_excuses, settings, weekly_contacts
from credit_control.services.collection_excuses import Excuses

NOTICE = "Collection Notice"
#: what is open and what would pay it: orders and deliveries are no matter of collecting
RECEIVABLE = (*receivables.KINDS, bills.BILL)


@dataclass(frozen=True, slots=True)
class Facts:
	"""One customer of one company on a day."""

	customer: Customer
	company: str
	#: everything that is open, journals and tills too; `credit` would pay the oldest of it
	terms: tuple[OpenTerm, ...]
	credit: Decimal
	excuses: Excuses
	file: frappe._dict | None = None
	taken: dict[str, list[Taken]] = field(default_factory=dict)
	contacts: int = 0
	broken_promises: int = 0
	collector: str | None = None

	@property
	def claims(self) -> list[Claim]:
		return [Claim(term.voucher_no, term.due, term.amount) for term in invoiced(self.terms)]

	@property
	def excused(self) -> Mapping[str, Sequence[Excuse]]:
		"""Why items are left alone, by invoice."""
		return self.excuses.of(self.terms, self.credit)

	def debtor(self, day: date) -> Debtor:
		"""What the conditions of steps look at: what is disputed, planned or covered is not held against anybody."""
		terms = invoiced(self.excuses.owed(self.terms, self.credit))
		late = overdue(terms, day).amount
		total: Decimal = sum((term.amount for term in terms), ZERO)
		return Debtor(
			customer=self.customer.name,
			grade=(self.file and self.file.grade) or None,
			risk_class=self.risk_class,
			overdue_share=late / total * HUNDRED if total else ZERO,
			broken_promises=self.broken_promises,
			amount=late,
			no_mail=self.no_mail,
		)

	@property
	def risk_class(self) -> str | None:
		return (self.file and self.file.risk_class) or None

	@property
	def no_mail(self) -> Message | None:
		"""Why no e-mail can be sent."""
		if self.customer.opted_out:
			return Message(OPTED_OUT)
		if self.customer.addressee is None:
			bounced = self.customer.bounced
			return Message(BOUNCED, {"address": bounced}) if bounced else Message(NO_ADDRESS)
		return None


def invoiced(terms: Iterable[OpenTerm]) -> list[OpenTerm]:
	"""The terms that customers are contacted about."""
	return [term for term in terms if term.voucher_type == "Sales Invoice"]


def gather(names: Sequence[str], company: str, day: date) -> list[Facts]:
	"""The facts of customers in the order of their names; internal customers are left out."""
	known = mail_contacts.customers(names)
	names = sorted(known)
	switches = settings.switches()
	rows = ledger.read_ledgers(names, company, RECEIVABLE, day)
	positions = {name: position_of(rows[name], switches) for name in names}
	excuses = collection_excuses.of_customers(names, company)
	files, taken = _files(names), _taken(names, company)
	contacts, broken = weekly_contacts.of_customers(names, company, day), _broken(names, company, day)
	collectors = _collectors(names, company)
	return [
		Facts(
			customer=known[name],
			company=company,
			terms=tuple(open_terms(positions[name].items)),
			credit=positions[name].credit,
			excuses=excuses[name],
			file=files.get(name),
			taken=taken.get(name, {}),
			contacts=contacts.get(name, 0),
			broken_promises=broken.get(name, 0),
			collector=collectors.get(name),
		)
		for name in names
	]


def _files(names: Sequence[str]) -> dict[str, frappe._dict]:
	fields = ["name", "customer", "grade", "risk_class", "specialist", "account_manager"]
	filters = {"customer": ["in", list(names)], "status": ["!=", "Merged"]}
	return {row.customer: row for row in frappe.get_all("Credit File", filters, fields)}


def _taken(names: Sequence[str], company: str) -> dict[str, dict[str, list[Taken]]]:
	"""The steps taken by customer and by `Claim.key`."""
	found: dict[str, dict[str, list[Taken]]] = {}
	if not names:
		return found
	rows = frappe.db.sql(
		"""
		select notice.customer, item.sales_invoice, item.due_date, item.step, item.day_offset, notice.taken_on
		from `tabCollection Notice` notice
		join `tabCollection Notice Item` item
			on item.parent = notice.name and item.parenttype = 'Collection Notice'
		where notice.customer in %s and notice.company = %s and notice.kind = 'Reminder'
		""",
		(tuple(names), company),
	)
	for customer, invoice, due, step, offset, on in rows:
		key = Claim(invoice, due, ZERO).key
		found.setdefault(customer, {}).setdefault(key, []).append(Taken(step, offset, on))
	return found


def _collectors(names: Sequence[str], company: str) -> dict[str, str]:
	"""Whose the customers' open cases are."""
	filters = {
		"customer": ["in", list(names)],
		"company": company,
		"status": "Open",
		"collector": ["is", "set"],
	}
	rows = frappe.get_all("Collection Case", filters, ["customer", "collector"])
	return {row.customer: row.collector for row in rows}


def _broken(names: Sequence[str], company: str, day: date) -> dict[str, int]:
	if not names:
		return {}
	since = getdate(add_months(day, -(settings.settings().promise_months or 12)))
	rows = frappe.db.sql(
		"""
		select customer, count(*) from `tabPromise to Pay`
		where customer in %s and company = %s and docstatus = 1 and status = %s and promised_date >= %s
		group by customer
		""",
		(tuple(names), company, BROKEN, since),
	)
	return dict(rows)
