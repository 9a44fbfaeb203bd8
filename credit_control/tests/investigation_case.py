"""What the tests of investigations share: people, a template, an investigation and its channels."""

from __future__ import annotations

import frappe
from frappe.utils import nowdate

from credit_control.services import files, investigations, settings
from credit_control.tests.bootstrap import new
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer, unique


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
	account.name = account.email_account_name
	account.db_insert()


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
