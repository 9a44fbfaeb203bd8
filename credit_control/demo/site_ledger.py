"""Fourteen months of trade, through ERPNext's own documents, in the order of their days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files

import frappe
from frappe.utils import add_days, getdate, nowdate

from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from erpnext.accounts.doctype.sales_invoice.sales_invoice import make_sales_return

from .ledger import Customer, Invoice, Ledger, load
from .site_company import ABBR, BANK, COMPANY, CURRENCY, DEBTORS_FOREIGN, FOREIGN, ITEMS, new, terms_name

DEBTORS = f"Debtors - {ABBR}"
ORDERED_DAYS_AGO = 12
PAID_IN_ADVANCE_DAYS_AGO = 5

Job = tuple[date, int, Callable[[], object]]


def ledgers() -> tuple[Ledger, Ledger]:
	"""The ledger of the story, which the engine's demo plays too, and the customers that only a site has."""
	text = files(__package__).joinpath("site_customers.json").read_text(encoding="utf-8")
	return load(), load(text)


class Books:
	"""Writes ledgers into the site, their days shifted so that they end today."""

	def __init__(self, *ledgers: Ledger) -> None:
		self.customers = [customer for ledger in ledgers for customer in ledger.customers]
		self.shift = getdate(nowdate()) - ledgers[0].today
		self.names: dict[str, str] = {}
		self.made: Counter[str] = Counter()

	def write(self) -> Counter[str]:
		"""Customers first, then every document in the order of its day; returns how many of each were made."""
		for customer in self.customers:
			self._customer(customer)
		jobs = [job for customer in self.customers for job in self._jobs(customer)]
		for _day, _order, job in sorted(jobs, key=lambda job: job[:2]):
			job()
		frappe.db.commit()
		return self.made

	def day(self, day: date) -> date:
		"""A day of the ledger as a day of the site."""
		return day + self.shift

	def _customer(self, customer: Customer) -> None:
		currency = customer.site.get("currency", CURRENCY)
		doc = new(
			"Customer",
			customer_name=customer.name,
			customer_type="Company",
			customer_group="Commercial",
			territory="Rest Of The World" if customer.name.isascii() else "China",
			default_currency=currency,
		)
		if currency == FOREIGN:
			doc.append("accounts", {"company": COMPANY, "account": DEBTORS_FOREIGN})
		doc.insert()
		self.made["Customer"] += 1

	def _jobs(self, customer: Customer) -> Iterator[Job]:
		for invoice in customer.invoices:
			yield self.day(invoice.posted), 0, self._later(self._invoice, customer, invoice)
			for part in invoice.payments:
				yield (
					self.day(part.paid_on),
					1,
					self._later(self._payment, invoice.no, part.amount, part.paid_on),
				)
		today = getdate(nowdate())
		if customer.open_orders:
			yield add_days(today, -ORDERED_DAYS_AGO), 2, self._later(self._order, customer)
		if customer.receipts:
			yield add_days(today, -PAID_IN_ADVANCE_DAYS_AGO), 2, self._later(self._advance, customer)
		for day, amount in customer.site.get("deliveries", ()):
			on = self.day(date.fromisoformat(day))
			yield on, 2, self._later(self._delivery, customer, Decimal(amount), on)
		for no, amount in customer.site.get("credits", ()):
			yield add_days(today, -1), 2, self._later(self._credit_note, no, Decimal(amount))

	def _later(self, make: Callable, *arguments) -> Callable[[], object]:
		return lambda: make(*arguments)

	def _saved(self, doc):
		doc.insert()
		# from the database, as a form does
		submitted = frappe.get_doc(doc.doctype, doc.name).submit()
		self.made["Credit Note" if doc.get("is_return") else doc.doctype] += 1
		return submitted

	def _invoice(self, customer: Customer, invoice: Invoice) -> None:
		days = [(instalment.due - invoice.posted).days for instalment in invoice.schedule]
		doc = selling("Sales Invoice", customer.name, invoice.amount, customer.site.get("currency", CURRENCY))
		doc.update({"posting_date": self.day(invoice.posted), "set_posting_time": 1})
		doc.payment_terms_template = terms_name(days)
		self.names[invoice.no] = self._saved(doc).name

	def _payment(self, no: str, amount: Decimal, paid_on: date) -> None:
		self._saved(receipt("Sales Invoice", self.names[no], amount, self.day(paid_on)))

	def _order(self, customer: Customer) -> None:
		doc = selling("Sales Order", customer.name, customer.open_orders)
		placed = getdate(add_days(nowdate(), -ORDERED_DAYS_AGO))
		doc.update({"transaction_date": placed, "delivery_date": placed + timedelta(days=30)})
		self._saved(doc)

	def _advance(self, customer: Customer) -> None:
		on = add_days(nowdate(), -PAID_IN_ADVANCE_DAYS_AGO)
		self._saved(on_account(customer.name, customer.receipts, on))

	def _delivery(self, customer: Customer, amount: Decimal, on: date) -> None:
		doc = selling("Delivery Note", customer.name, amount)
		doc.update({"posting_date": on, "set_posting_time": 1})
		self._saved(doc)

	def _credit_note(self, no: str, amount: Decimal) -> None:
		doc = make_sales_return(self.names[no])
		doc.items[0].qty = -float(amount) / doc.items[0].rate
		doc.update({"posting_date": add_days(nowdate(), -1), "set_posting_time": 1})
		self._saved(doc)


def selling(doctype: str, customer: str, amount: Decimal, currency: str = CURRENCY):
	"""An unsaved selling document of one line that comes to an amount."""
	doc = new(
		doctype,
		customer=customer,
		company=COMPANY,
		currency=currency,
		selling_price_list="Standard Selling",
		ignore_pricing_rule=1,
	)
	doc.append("items", line(amount))
	return doc


def line(amount: Decimal) -> dict[str, str | int]:
	"""A line of whole pieces of one item that comes to an amount."""
	item, price = next((item, price) for item, price in ITEMS.items() if amount % price == 0)
	return {"item_code": item, "qty": int(amount / price), "rate": price}


def receipt(doctype: str, name: str, amount: Decimal, on: date | str):
	"""An unsaved Payment Entry for an invoice or an order."""
	doc = get_payment_entry(doctype, name, party_amount=float(amount), bank_account=BANK)
	doc.update({"posting_date": on, "reference_no": f"TT-{name[-5:]}", "reference_date": on})
	return doc


def on_account(customer: str, amount: Decimal, on: date | str):
	"""An unsaved Payment Entry for nothing in particular."""
	return new(
		"Payment Entry",
		payment_type="Receive",
		company=COMPANY,
		party_type="Customer",
		party=customer,
		paid_from=DEBTORS,
		paid_to=BANK,
		paid_amount=float(amount),
		received_amount=float(amount),
		source_exchange_rate=1,
		target_exchange_rate=1,
		posting_date=on,
		reference_no="Advance",
		reference_date=on,
	)
