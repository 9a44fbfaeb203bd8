"""What the tests of questionnaires share: a request, the link that was mailed, an answer."""

import re
from email import message_from_string

import frappe

from credit_control.api import investigations as investigations_api
from credit_control.api import references as api
from credit_control.services import reference_answers
from credit_control.tests.investigation_case import InvestigationCase, make_mail_account

LINK = re.compile(r"credit-reference\?token=([\w-]+)")

ANSWER = {
	"payment_habit": "Prompt",
	"extend_again": "Yes",
	"answered_by": "Li Wei",
	"answered_position": "Finance Manager",
	"trading_since": "2019",
	"highest_credit": "80,000",
	"currency": "CNY",
	"term_days": "60",
	"remarks": "Reliable",
}


class ReferenceCase(InvestigationCase):
	def setUp(self):
		super().setUp()
		make_mail_account()
		self.doc = self.investigate({"channel": "Trade Reference", "subject": "Steel Co"})
		self.request = self.draft()

	def draft(self, doc=None, **fields):
		doc = doc or self.doc
		with self.acting_as(self.specialist):
			name = investigations_api.ask(doc.name, doc.channels[0].name)
			request = frappe.get_doc("Credit Reference Request", name)
			request.update({"email": "ap@steel.example", "contact_person": "Wang Fang", **fields})
			return request.save()

	def send(self) -> str:
		"""Mail the questionnaire; returns the token in the e-mail."""
		with self.acting_as(self.specialist):
			api.send(self.request.name)
		self.request.reload()
		self.doc.reload()
		return LINK.search(self.mail())[1]

	def mail(self) -> str:
		"""The newest e-mail to the supplier, as it reads."""
		filters = {"reference_name": self.request.name}
		raw = frappe.get_all("Email Queue", filters, pluck="message", order_by="creation desc")[0]
		mail = message_from_string(raw)
		text = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
		return text.get_payload(decode=True).decode()

	def answer(self, token: str, **fields):
		"""As the page does it, without a session."""
		with self.acting_as("Guest"):
			found = reference_answers.find(token, lock=True)
			return reference_answers.answer(found, {**ANSWER, **fields})
