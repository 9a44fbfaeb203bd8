"""The page of an e-mail in a run is the one that Frappe makes, though it is made from an earlier one."""

from unittest.mock import patch

import frappe
from frappe.email.doctype.email_queue.email_queue import QueueBuilder

from credit_control.services import styled_mails
from credit_control.services.styled_mails import StyledOnce
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.investigation_case import make_mail_account

LETTER = "<p>Dear {0},</p><ul><li>{1} is open &amp; due</li></ul><p>Yours<br>Accounts</p>"
TABLE = "<div>{0}<table class='items'><tr><th>Invoice</th></tr><tr><td>{1}</td></tr></table></div>"
LINKED = '<p>{0}: <a href="https://pay.example/{1}">pay here</a>, or /app/{1}</p>'
UNCLOSED = "<p>{0}<br><b>{1}<p>again {1}"
PLAIN = "{0} owes {1}, with no tag at all"
STYLED = "<style>p {{ color: #112233 }}</style><p>{0}</p><!-- {1} -->"
WORDS = (("Alpha & Co", "CNY 1,234.50"), ("贝塔公司", "SI-0001"), ("Gamma\n  Ltd", "credit-words-2-"))


class TestStyledMails(CreditCase):
	def setUp(self):
		super().setUp()
		make_mail_account()
		frappe.local.credit_mail_pages = None

	def values(self, message: str, subject="Reminder of 1 < 2 & more") -> dict:
		return {"recipients": ["a@buyer.example"], "subject": subject, "message": message}

	def test_each_page_is_the_one_that_frappe_makes(self):
		for text in (LETTER, TABLE, LINKED, UNCLOSED, PLAIN, STYLED):
			for words in WORDS:
				values = self.values(text.format(*(frappe.utils.escape_html(each) for each in words)))
				with self.subTest(text=text, words=words):
					self.assertEqual(
						StyledOnce(**values).email_html_content(), QueueBuilder(**values).email_html_content()
					)

	def test_messages_that_differ_in_words_only_are_styled_once(self):
		with patch.object(StyledOnce, "_styled", autospec=True, side_effect=StyledOnce._styled) as styled:
			for words in WORDS:
				page = StyledOnce(**self.values(LETTER.format(*words))).email_html_content()
				self.assertIn(words[1], page)
			self.assertEqual(styled.call_count, 1)
			StyledOnce(**self.values(TABLE.format(*WORDS[0]))).email_html_content()
			self.assertEqual(styled.call_count, 2)

	def test_another_footer_or_language_is_another_page(self):
		values = self.values(LETTER.format(*WORDS[0]))
		StyledOnce(**values).email_html_content()
		frappe.local.lang = "zh"
		self.addCleanup(setattr, frappe.local, "lang", "en")
		StyledOnce(**values).email_html_content()
		self.assertEqual({lang for _page, _doctype, lang in frappe.local.credit_mail_pages}, {"en", "zh"})

	def test_links_that_differ_do_not_fill_the_memory(self):
		for number in range(styled_mails.KEPT + 3):
			page = StyledOnce(**self.values(LINKED.format("Alpha", number))).email_html_content()
			self.assertIn(f"https://pay.example/{number}", page)
		self.assertEqual(len(frappe.local.credit_mail_pages), styled_mails.KEPT)

	def test_what_is_queued_is_what_was_asked_for(self):
		subject = frappe.generate_hash(length=10)
		styled_mails.queue(**self.values(LETTER.format(*WORDS[1]), subject), reply_to="collector@us.example")
		name = frappe.get_all("Email Queue", {"message": ["like", f"%{subject}%"]}, pluck="name")
		mail = frappe.get_doc("Email Queue", name[0])
		self.assertEqual([row.recipient for row in mail.recipients], ["a@buyer.example"])
		self.assertEqual(mail.status, "Not Sent")
		self.assertIn("Reply-To: collector@us.example", mail.message)
