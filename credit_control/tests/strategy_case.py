"""What the tests of collection runs share: texts in two languages, a strategy, customers that can be written to."""

from __future__ import annotations

import json
from collections import deque

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import collection_runs
from credit_control.services.collection_facts import NOTICE
from credit_control.tests.bootstrap import COMPANY, new
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer, unique
from credit_control.tests.investigation_case import make_mail_account

BODY = "<p>Dear {{ customer_name }}, {{ total }} is open.</p>{{ items_table }}"


def make_text(subject="Reminder of {{ total }}", body=BODY) -> str:
	"""An Email Template."""
	values = {"name": unique("CC Text"), "subject": subject, "response": body}
	return new("Email Template", **values).insert().name


def make_dunning_type(*, fee: float = 20, interest: float = 0, company=COMPANY, texts=(), **clocks) -> str:
	"""A Dunning Type with letter texts of (language, body, is default)."""
	doc = new(
		"Dunning Type",
		dunning_type=unique("CC Dunning"),
		company=company,
		dunning_fee=fee,
		rate_of_interest=interest,
		**clocks,
	)
	for language, body, default in texts:
		doc.append(
			"dunning_letter_text",
			{"language": language, "body_text": body, "closing_text": "", "is_default_language": default},
		)
	return doc.insert().name


def step(label: str, day_offset: int, channel="E-Mail", **fields) -> dict:
	"""A row of a strategy."""
	return {"label": label, "day_offset": day_offset, "channel": channel, **fields}


def notified(company: str) -> tuple[str, str]:
	"""A call that a run asked for: the notice and its strategy."""
	customer = make_customer().name
	make_overdue_invoice(customer=customer, days=4)
	call = step("Call", 3, "Phone")
	values = {"strategy_name": unique("CC Strategy"), "only_for_company": company, "steps": [call]}
	doc = new("Collection Strategy", **values).insert()
	deque(collection_runs.run(company, [doc]), maxlen=0)
	return frappe.db.get_value(NOTICE, {"customer": customer}), doc.name


class StrategyCase(CreditCase):
	def setUp(self):
		super().setUp()
		make_mail_account()
		# whoever ran the site's setup holds every role
		frappe.db.delete("Has Role", {"role": ["in", ("Collector", "Credit Manager")]})
		frappe.clear_cache()
		self.collector = self.user("Collector").name
		self.manager = self.user("Credit Manager").name
		self.text = make_text()
		self.customer = self.reachable().name

	def reachable(self, *, email: str | None = None, language="en", **fields):
		"""A customer with a billing contact."""
		customer = make_customer(language=language, **fields)
		self.contact_of(customer.name, email or f"{frappe.generate_hash(length=8)}@buyer.example")
		return customer

	def contact_of(self, customer: str, email: str, *, billing=1, primary=0):
		contact = new("Contact", first_name=unique("Payables"), is_billing_contact=billing)
		contact.is_primary_contact = primary
		contact.append("email_ids", {"email_id": email, "is_primary": 1})
		contact.append("links", {"link_doctype": "Customer", "link_name": customer})
		return contact.insert()

	def strategy(self, *steps: dict, texts=(), **fields):
		"""A strategy of these steps; those that are written get the text of the test."""
		rows = list(steps) or [step("Reminder", 3), step("Second", 10), step("Call", 20, "Phone")]
		for row in rows:
			if row["channel"] in ("E-Mail", "Letter"):
				row.setdefault("email_template", self.text)
		values = {"strategy_name": unique("CC Strategy"), "contacts_per_week": 0, **fields}
		doc = new("Collection Strategy", steps=rows, texts=list(texts), **values)
		# past the form's defaults, which would narrow it to the user's own company
		return doc.insert()

	def run_on(self, days: int, *strategies, company=COMPANY):
		"""Run strategies so many days from today; returns the progress."""
		day = getdate(add_days(nowdate(), days))
		*_rest, last = collection_runs.run(company, strategies, today=day)
		return last

	def notices(self, customer: str | None = None, company=COMPANY) -> list:
		"""The customer's notices, the oldest first."""
		filters = {"customer": customer or self.customer, "company": company}
		names = frappe.get_all(NOTICE, filters, pluck="name", order_by="taken_on, name")
		return [frappe.get_doc(NOTICE, name) for name in names]

	def steps_taken(self, customer: str | None = None) -> list[tuple]:
		"""(invoice, due date, step) of each item of the notices, in their order."""
		return [
			(row.sales_invoice, str(row.due_date), row.step_label)
			for notice in self.notices(customer)
			for row in notice.items
		]

	def mails(self, customer: str | None = None) -> list:
		"""The queued e-mails about a customer, the oldest first."""
		filters = {"reference_doctype": "Customer", "reference_name": customer or self.customer}
		names = frappe.get_all("Email Queue", filters, pluck="name", order_by="creation, name")
		return [frappe.get_doc("Email Queue", name) for name in names]

	def recipients(self, customer: str | None = None) -> list[list[str]]:
		return [[row.recipient for row in mail.recipients] for mail in self.mails(customer)]

	def attachments(self, mail) -> list[dict]:
		return json.loads(mail.attachments or "[]")
