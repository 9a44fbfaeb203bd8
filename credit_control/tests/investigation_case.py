"""What the tests of investigations share: people, a template, an investigation and its channels."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from credit_control.services import files, investigations, settings
from credit_control.tests.bootstrap import new
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer, unique


def day(days: int) -> str:
	"""So many days from today."""
	return add_days(nowdate(), days)


def make_template(*channels: str | dict, **fields):
	"""An Investigation Template; a channel is its name or a whole row."""
	rows = [channel if isinstance(channel, dict) else {"channel": channel} for channel in channels]
	template = new("Credit Investigation Template", template_name=unique("CC Template"), **fields)
	for row in rows:
		template.append("channels", {"default_role": "Credit Specialist", **row})
	return template.insert()


def make_mail_account() -> None:
	"""An outgoing account that nobody sends through; saving one would try to reach its server."""
	account = new("Email Account", email_account_name=unique("CC Mail"), email_id="credit@seller.example")
	account.update({"enable_outgoing": 1, "default_outgoing": 1, "smtp_server": "localhost"})
	# 16 leaves the header to the account
	account.add_reply_to_header = 1
	account.name = account.email_account_name
	account.db_insert()


def investigated(customer: str) -> dict[str, str]:
	"""An investigation with a reference that is out and a bureau report to be read: the names of its parts."""
	make_mail_account()
	template = make_template("Trade Reference", "Credit Bureau").name
	doc = new(investigations.DOCTYPE, customer=customer, template=template).insert()
	reference, bureau = doc.channels
	request = new(
		"Credit Reference Request",
		investigation=doc.name,
		channel_row=reference.name,
		party_name="Steel Co",
		email="ap@steel.example",
	).insert()
	request.db_set("status", "Sent")
	report = '{"source": "Bureau", "report_date": "2026-01-31"}'
	file = new("File", file_name=f"{doc.name}.json", content=report, is_private=1)
	file.update({"attached_to_doctype": doc.doctype, "attached_to_name": doc.name})
	return {
		"name": doc.name,
		"template": template,
		"reference": reference.name,
		"bureau": bureau.name,
		"request": request.name,
		"file": file.insert().file_url,
	}


class InvestigationCase(CreditCase):
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		self.specialist = self.user("Credit Specialist", "Sales User").name
		self.manager = self.user("Credit Manager", "Sales User").name
		self.customer = make_customer().name
		self.file_name = files.create(self.customer).name
		frappe.db.set_value("Credit File", self.file_name, "specialist", self.specialist)

	def file(self):
		return frappe.get_doc("Credit File", self.file_name)

	def investigate(self, *channels: str | dict, user: str | None = None, **fields):
		"""A draft investigation of the customer from a template of these channels."""
		template = make_template(*channels).name
		with self.acting_as(user or self.specialist):
			values = {"customer": self.customer, "company": self.company, "template": template, **fields}
			return new(investigations.DOCTYPE, **values).insert()

	def answer(self, doc, number: int = 0, **fields):
		"""Fill one channel in and save."""
		row = doc.channels[number]
		answer = {"status": "Answered", "finding": "In order", "reliability": "Third Party", "result": "Good"}
		row.update({**answer, "verified_on": nowdate(), **fields})
		with self.acting_as(self.specialist):
			doc.save()
		return doc.reload()

	def complete(self, doc, conclusion: str = "A sound customer"):
		doc.conclusion = conclusion
		with self.acting_as(self.specialist):
			return doc.submit()

	def assert_refused(self, text: str, call, *args, error=frappe.ValidationError, **kwargs):
		with self.assertRaisesRegex(error, text):
			call(*args, **kwargs)
