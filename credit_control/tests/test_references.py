"""Questionnaires to suppliers and banks: written, sent, sent again, withdrawn, answered once."""

import frappe
from frappe.utils import add_days, getdate, nowdate, strip_html

from credit_control.api import references as api
from credit_control.services import reference_answers, reference_requests
from credit_control.tests.bootstrap import new
from credit_control.tests.factories import unique
from credit_control.tests.reference_case import LINK, ReferenceCase


class TestWriting(ReferenceCase):
	def test_asking_from_a_channel_drafts_one_request_and_finds_it_again(self):
		self.assertEqual(
			(self.request.status, self.request.kind, self.request.party_name, self.request.customer),
			("Draft", "Trade Reference", "Steel Co", self.customer),
		)
		self.assertEqual(self.draft().name, self.request.name)

	def test_our_text_names_the_customer_in_the_message_and_not_in_the_subject(self):
		name = frappe.db.get_value("Customer", self.customer, "customer_name")
		self.assertEqual(self.request.subject, "Request for a credit reference")
		self.assertEqual(strip_html(self.request.message).count(name), 1)
		self.assertIn("Dear Wang Fang,", self.request.message)
		self.assertIn("{link}", self.request.message)

	def test_it_follows_the_language_until_somebody_edits_it(self):
		english = self.request.message
		self.request.language = "Chinese"
		self.request.save()
		self.assertNotEqual(self.request.message, english)
		self.assertIn("Wang Fang", self.request.message)
		self.request.message = "<p>您好 {link}</p>"
		self.request.save()
		self.request.language = "English"
		self.request.save()
		self.assertEqual(strip_html(self.request.message).strip(), "您好 {link}")

	def test_an_email_template_takes_its_place(self):
		template = new(
			"Email Template",
			name=unique("CC Mail"),
			subject="About {{ customer_name }}",
			response="<p>Hello {{ contact_person }}, please: {{ link }} until {{ valid_to }}</p>",
		).insert()
		self.request.email_template = template.name
		self.request.save()
		self.assertEqual(strip_html(self.request.message), "Hello Wang Fang, please: {link} until {valid_to}")
		token = self.send()
		self.assertIn(token, self.mail())
		self.assertIn(str(self.request.expires_on), self.mail())

	def test_the_preview_is_the_mail_without_a_working_link(self):
		with self.acting_as(self.specialist):
			mail = api.preview(self.request.name)
		self.assertEqual((mail["subject"], mail["email"]), (self.request.subject, "ap@steel.example"))
		self.assertNotIn("{link}", mail["message"])
		self.assertIsNone(LINK.search(mail["message"]))
		self.assertFalse(self.request.reload().token_hash)

	def test_one_is_asked_for_an_open_channel_of_its_kind_only(self):
		values = {"investigation": self.doc.name, "party_name": "ICBC", "email": "a@b.example"}
		bank = new("Credit Reference Request", kind="Bank Reference", **values)
		self.assert_refused(
			f"Investigation {self.doc.name} has no open channel Bank Reference. Add one", bank.insert
		)


class TestSending(ReferenceCase):
	def test_only_the_hash_of_the_link_is_kept(self):
		token = self.send()
		self.assertEqual(len(token), 43)
		self.assertEqual(self.request.token_hash, reference_requests.digest(token))
		row = frappe.db.sql("select * from `tabCredit Reference Request` where name = %s", self.request.name)
		self.assertNotIn(token, str(row))

	def test_it_is_sent_once_to_one_with_answers_to_the_specialist(self):
		self.send()
		queue = frappe.get_doc("Email Queue", {"reference_name": self.request.name})
		self.assertEqual([row.recipient for row in queue.recipients], ["ap@steel.example"])
		self.assertIn(f"Reply-To: {self.specialist}", queue.message)
		self.assertNotIn("nsubscribe", self.mail())

	def test_without_a_mail_account_the_user_is_told_and_no_link_is_made(self):
		frappe.db.delete("Email Account")
		with self.acting_as(self.specialist):
			self.assert_refused("There is no outgoing e-mail account", api.send, self.request.name)
		self.assertFalse(self.request.reload().token_hash)

	def test_the_channel_is_asked_and_the_link_expires_by_the_settings(self):
		frappe.db.set_single_value("Credit Control Settings", "reference_link_days", 5)
		frappe.clear_document_cache("Credit Control Settings", "Credit Control Settings")
		self.send()
		row = self.doc.channels[0]
		self.assertEqual((row.status, row.reference_request), ("Asked", self.request.name))
		self.assertEqual(str(self.request.expires_on), add_days(nowdate(), 5))
		self.assertEqual((self.request.status, self.request.times_sent), ("Sent", 1))

	def test_sending_again_gives_a_new_link_and_the_old_one_is_unknown(self):
		first, second = self.send(), self.send()
		self.assertNotEqual(first, second)
		self.assertIsNone(reference_answers.find(first))
		self.assertEqual(reference_answers.find(second).name, self.request.name)
		self.assertEqual(self.request.times_sent, 2)

	def test_a_link_may_go_another_way_than_by_mail(self):
		with self.acting_as(self.specialist):
			url = api.new_link(self.request.name)
		self.assertEqual(reference_answers.find(LINK.search(url)[1]).name, self.request.name)
		self.assertEqual(frappe.db.count("Email Queue", {"reference_name": self.request.name}), 0)

	def test_a_message_without_the_link_or_an_address_is_not_sent(self):
		self.request.message = "<p>Please answer</p>"
		self.request.save()
		with self.acting_as(self.specialist):
			self.assert_refused("The message has no {link}", api.send, self.request.name)
			frappe.db.set_value("Credit Reference Request", self.request.name, "email", "")
			self.assert_refused("Supplier or Bank and Email are needed", api.send, self.request.name)

	def test_nobody_is_asked_when_the_channel_is_done_or_the_answer_is_there(self):
		self.answer(self.send())
		with self.acting_as(self.specialist):
			self.assert_refused("Steel Co has answered already", api.send, self.request.name)
		frappe.db.set_value("Credit Reference Request", self.request.name, "status", "Draft")
		with self.acting_as(self.specialist):
			self.assert_refused("The channel is no longer open", api.new_link, self.request.name)

	def test_what_is_sent_and_answered_is_not_for_forms_to_change(self):
		self.answer(self.send())
		request = self.request.reload()
		request.party_name = "Glass Co"
		with self.acting_as(self.specialist):
			self.assert_refused(f"{request.name} is answered and stays as it is", request.save)
		second = self.draft(self.investigate({"channel": "Trade Reference", "subject": "Glass Co"}))
		second.update({"status": "Answered", "standing": "Good", "token_hash": "x"})
		with self.acting_as(self.specialist):
			second.save()
		second.reload()
		self.assertEqual((second.status, second.standing, second.token_hash), ("Draft", "", None))

	def test_withdrawing_opens_the_channel_again(self):
		token = self.send()
		with self.acting_as(self.specialist):
			api.revoke(self.request.name)
			self.assert_refused("Only a questionnaire that is out", api.revoke, self.request.name)
		self.assertEqual(reference_answers.state(reference_answers.find(token)), "Revoked")
		self.assertEqual(self.doc.reload().channels[0].status, "To Do")

	def test_it_expires_by_the_day_even_before_the_daily_job(self):
		token = self.send()
		frappe.db.set_value("Credit Reference Request", self.request.name, "expires_on", nowdate())
		self.assertEqual(reference_answers.state(reference_answers.find(token)), "Sent")
		frappe.db.set_value(
			"Credit Reference Request", self.request.name, "expires_on", add_days(nowdate(), -1)
		)
		self.assertEqual(reference_answers.state(reference_answers.find(token)), "Expired")
		self.assertEqual(reference_requests.expire(), 1)
		self.assertEqual(reference_requests.expire(), 0)
		self.assertEqual(self.request.reload().status, "Expired")

	def test_completing_the_investigation_withdraws_what_is_out(self):
		self.send()
		self.doc.channels[0].update({"status": "Failed", "finding": "They do not answer."})
		self.complete(self.doc)
		self.assertEqual(self.request.reload().status, "Revoked")

	def test_a_draft_takes_its_unsent_requests_with_it(self):
		self.doc.delete()
		self.assertFalse(frappe.db.exists("Credit Reference Request", self.request.name))


class TestAnswering(ReferenceCase):
	def test_an_answer_fills_the_channel_and_closes_its_task(self):
		self.assertEqual(self.answer(self.send()), [])
		row = self.doc.reload().channels[0]
		self.assertEqual((row.status, row.result, row.reliability), ("Answered", "Good", "Third Party"))
		self.assertEqual(
			(row.payment_habit, row.highest_credit, row.currency, row.term_days, str(row.trading_since)),
			("Prompt", 80000, "CNY", "60", "2019-01-01"),
		)
		self.assertEqual((str(row.verified_on), row.verified_by), (nowdate(), None))
		self.assertIn("Answered on the web by Li Wei, Finance Manager, Steel Co.", row.finding)
		self.assertIn("Reliable", row.finding)
		self.assertEqual(frappe.db.get_value("ToDo", row.todo, "status"), "Closed")

	def test_the_request_keeps_the_answer_and_its_standing(self):
		self.answer(self.send(), payment_habit="Up to 30 Days Late", extend_again="No", term_days="")
		request = self.request.reload()
		self.assertEqual((request.status, request.standing), ("Answered", "Poor"))
		self.assertEqual((request.answered_by, request.term_days), ("Li Wei", None))

	def test_the_owner_is_told(self):
		self.answer(self.send())
		(subject,) = frappe.get_all(
			"Notification Log", {"for_user": self.specialist, "type": "Alert"}, pluck="subject"
		)
		self.assertIn("Steel Co has answered about", subject)
		self.assertTrue(subject.endswith(": Good"))

	def test_mistakes_keep_nothing(self):
		problems = self.answer(self.send(), payment_habit="", highest_credit="much")
		self.assertEqual([problem.field for problem in problems], ["highest_credit", "payment_habit"])
		self.assertEqual(self.request.reload().status, "Sent")
		self.assertEqual(self.doc.reload().channels[0].status, "Asked")

	def test_what_the_specialist_wrote_meanwhile_is_not_overwritten(self):
		token = self.send()
		row = self.doc.channels[0]
		row.update({"status": "Answered", "finding": "Told on the phone", "reliability": "Third Party"})
		self.doc.save()
		self.answer(token, payment_habit="Defaults")
		self.assertEqual(self.doc.reload().channels[0].finding, "Told on the phone")
		self.assertEqual(self.request.reload().standing, "Poor")

	def test_markup_stays_text(self):
		self.answer(self.send(), remarks="<script>alert(1)</script>", answered_by="<img src=x onerror=y>")
		note = frappe.get_all("Notification Log", {"for_user": self.specialist}, pluck="email_content")[-1]
		self.assertNotIn("<script>", note)
		self.assertNotIn("<img", note)
		stored = frappe.db.get_value(
			"Credit Reference Request", self.request.name, ["remarks", "answered_by"]
		)
		self.assertNotIn("<script>", stored[0])
		self.assertNotIn("onerror", stored[1])

	def test_an_answer_of_a_bank_fills_a_bank_reference(self):
		doc = self.investigate({"channel": "Bank Reference", "subject": "ICBC", "validity_months": 12})
		self.doc, self.request = doc, self.draft(doc)
		self.answer(self.send())
		row = self.doc.reload().channels[0]
		self.assertEqual((row.result, str(row.account_since)), ("Good", "2019-01-01"))
		self.complete(self.doc)
		(bank,) = self.file().bank_references
		self.assertEqual((bank.bank, bank.standing, bank.reliability), ("ICBC", "Good", "Third Party"))

	def test_links_nobody_was_sent_find_nothing(self):
		self.send()
		for token in ("", None, "x", "a" * 43, "' or 1=1 --", "x" * 100_000, self.request.token_hash):
			self.assertIsNone(reference_answers.find(token))

	def test_guests_have_no_way_around_the_link(self):
		self.send()
		with self.acting_as("Guest"):
			for doctype in (
				"Credit Reference Request",
				"Credit Investigation",
				"Credit Investigation Template",
			):
				for right in ("read", "write", "create", "delete"):
					self.assertFalse(frappe.has_permission(doctype, right), (doctype, right))

	def test_the_daily_job_of_a_year_later_finds_it_expired(self):
		self.send()
		self.assertEqual(reference_requests.expire(getdate(add_days(nowdate(), 365))), 1)
