"""Reminders that come back: notice, address and task say so, by the mail's identifier or its address."""

from types import SimpleNamespace
from unittest.mock import patch

import frappe
from frappe.core.doctype.communication.communication import Communication
from frappe.email.receive import InboundMail
from frappe.utils import add_days, nowdate

from credit_control.api import collection_strategies as api
from credit_control.overrides.email_account import BounceReading
from credit_control.services import collection_notices, collection_preview
from credit_control.tests import bounced_mails
from credit_control.tests.bootstrap import COMPANY, new
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.factories import make_customer, unique
from credit_control.tests.strategy_case import StrategyCase, step

WRONG = "bounced_email"


class TestBounces(StrategyCase):
	def setUp(self):
		super().setUp()
		make_overdue_invoice(customer=self.customer, days=4)
		self.doc = self.strategy(only_for_company=COMPANY)
		self.run_on(0, self.doc)
		(mail,) = self.mails()
		mail.db_set("status", "Sent")
		collection_notices.follow()
		self.ours = mail.message_id
		self.address = self.notices()[0].recipient

	def receive(self, *raws: bytes) -> list:
		"""Fetch mails as an account does; returns their Communications."""
		account = self.account()
		messages = {"latest_messages": list(raws), "uid_list": ["1", "2", "3"][: len(raws)]}
		server = SimpleNamespace(get_messages=lambda: messages, logout=lambda: None)
		with patch.object(account, "get_incoming_server", lambda **_given: server):
			return [mail.process() for mail in account.get_inbound_mails()]

	def account(self):
		"""An incoming one; saving it would try to reach its server."""
		frappe.db.delete("Email Account", {"email_id": bounced_mails.US})
		account = new("Email Account", email_account_name=unique("CC In"), email_id=bounced_mails.US)
		account.update({"enable_incoming": 1, "email_sync_option": "ALL"})
		account.name = account.email_account_name
		account.db_insert()
		return account

	def status(self) -> tuple:
		notice = self.notices()[0]
		return notice.status, notice.problem

	def contact(self):
		filters = {"link_doctype": "Customer", "link_name": self.customer, "parenttype": "Contact"}
		return frappe.get_doc("Contact", frappe.db.get_value("Dynamic Link", filters, "parent"))

	def tasks(self) -> list:
		filters = {"reference_type": "Collection Notice", "reference_name": self.notices()[0].name}
		return frappe.get_all("ToDo", filters, ["description", "allocated_to", "status"])

	def test_accounts_are_ours_to_look_at(self):
		self.assertIsInstance(frappe.new_doc("Email Account"), BounceReading)

	def test_the_notice_the_address_and_a_task_say_so(self):
		(received,) = self.receive(bounced_mails.postfix(self.address, self.ours))
		self.assertEqual(
			self.status(),
			("Bounced", f"550 5.1.1 <{self.address}>: Recipient address rejected: User unknown"),
		)
		self.assertEqual(self.contact().get(WRONG), self.address)
		(task,) = self.tasks()
		self.assertEqual((task.allocated_to, task.status), (self.collector, "Open"))
		self.assertIn(f"came back from {self.address}: call, and correct the address", task.description)
		self.assertEqual((received.reference_doctype, received.reference_name), ("Customer", self.customer))

	def test_every_provider(self):
		notice = self.notices()[0]
		for raw in (
			bounced_mails.exchange(self.address, self.ours),
			bounced_mails.exim(self.address, self.ours),
			bounced_mails.netease(self.address, self.ours),
			bounced_mails.qq(self.address),
		):
			with self.subTest(raw[:40]):
				notice.db_set("status", "Sent")
				self.contact().db_set(WRONG, None)
				self.receive(raw)
				self.assertEqual(self.status()[0], "Bounced")
				self.assertEqual(self.contact().get(WRONG), self.address)

	def test_the_mails_identifier_tells_which_of_several_it_was(self):
		make_overdue_invoice(customer=self.customer, days=4, amount=50)
		self.run_on(1, self.doc)
		first, second = self.notices()
		self.receive(bounced_mails.postfix(self.address, self.ours))
		self.assertEqual((first.reload().status, second.reload().status), ("Bounced", "Queued"))

	def test_a_second_report_makes_no_second_task(self):
		for _again in range(2):
			self.receive(bounced_mails.postfix(self.address, self.ours))
		self.assertEqual(len(self.tasks()), 1)

	def test_a_full_mailbox_is_written_to_again(self):
		self.receive(bounced_mails.full_mailbox(self.address, self.ours))
		self.assertEqual((self.status()[0], self.contact().get(WRONG)), ("Bounced", None))

	def test_a_delay_an_absence_and_an_answer_are_none(self):
		answer = f"From: {self.address}\r\nTo: {bounced_mails.US}\r\nSubject: Re: Undeliverable goods\r\nIn-Reply-To: <{self.ours}>\r\n\r\n550 pieces came back"
		received = self.receive(
			bounced_mails.delay(self.address, self.ours),
			bounced_mails.absence(self.address, self.ours),
			answer.encode(),
		)
		self.assertEqual(len(received), 3)
		self.assertEqual((self.status()[0], self.tasks()), ("Sent", []))

	def test_a_report_about_somebody_else_touches_nothing(self):
		self.receive(bounced_mails.qq("stranger@qq.com"))
		self.assertEqual((self.status()[0], self.tasks()), ("Sent", []))

	def test_where_another_app_reads_the_mails_the_words_must_do(self):
		InboundMail(bounced_mails.exim(self.address, self.ours), self.account()).process()
		self.assertEqual((self.status()[0], self.contact().get(WRONG)), ("Bounced", self.address))

	def test_words_about_an_old_reminder_are_not_believed(self):
		self.notices()[0].db_set("taken_on", add_days(nowdate(), -15))
		self.receive(bounced_mails.qq(self.address))
		self.assertEqual(self.status()[0], "Sent")

	def test_a_mail_comes_in_whatever_goes_wrong_in_looking_through_it(self):
		with patch("credit_control.services.bounces._notice_of", side_effect=RuntimeError("no")):
			(received,) = self.receive(bounced_mails.postfix(self.address, self.ours))
		self.assertTrue(frappe.db.exists("Communication", received.name))
		self.assertIsInstance(received, Communication)

	def test_nobody_writes_to_it_until_it_is_changed(self):
		self.receive(bounced_mails.postfix(self.address, self.ours))
		make_overdue_invoice(customer=self.customer, days=4)
		rows = collection_preview.preview(self.doc, COMPANY, frappe.utils.getdate())["rows"]
		(row,) = [row for row in rows if row["customer"] == self.customer]
		expected = f"E-mails to {self.address} come back: correct it in the customer's contact."
		self.assertEqual([each["reason"] for each in row["left_out"]], [expected])
		self.assertEqual(self.run_on(0, self.doc).contacted, 0)
		contact = self.contact()
		contact.email_ids[0].email_id = "right@buyer.example"
		contact.save()
		self.run_on(0, self.doc)
		self.assertEqual(self.recipients()[-1], ["right@buyer.example"])

	def test_the_next_address_is_taken_meanwhile(self):
		self.receive(bounced_mails.postfix(self.address, self.ours))
		self.contact_of(self.customer, "boss@buyer.example", billing=0, primary=1)
		make_overdue_invoice(customer=self.customer, days=4)
		self.run_on(0, self.doc)
		self.assertEqual(self.recipients()[-1], ["boss@buyer.example"])

	def test_a_customers_own_address_is_marked_too(self):
		customer = make_customer().name
		frappe.db.set_value("Customer", customer, "email_id", "own@buyer.example")
		make_overdue_invoice(customer=customer, days=4)
		self.run_on(0, self.doc)
		self.receive(bounced_mails.qq("own@buyer.example"))
		self.assertEqual(frappe.db.get_value("Customer", customer, WRONG), "own@buyer.example")

	def test_seeing_to_it_ends_it(self):
		self.receive(bounced_mails.postfix(self.address, self.ours))
		with self.acting_as(self.collector):
			api.done(self.notices()[0].name, "Called: they pay on Friday")
		self.assertEqual(self.status()[0], "Done")
		self.assertEqual([task.status for task in self.tasks()], ["Closed"])


class TestNothingElse(StrategyCase):
	def test_a_call_has_no_mail_that_comes_back(self):
		make_overdue_invoice(customer=self.customer, days=4)
		self.run_on(0, self.strategy(step("Call", 3, "Phone")))
		values = {"sent_or_received": "Received", "communication_medium": "Email", "subject": "Hello"}
		new("Communication", sender="buyer@buyer.example", content="Hello", **values).insert()
		self.assertEqual(self.notices()[0].status, "To Do")
