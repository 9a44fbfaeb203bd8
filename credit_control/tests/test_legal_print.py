"""The printed demand letter and the repayment agreement: in one language each, with what is really open."""

import frappe
from frappe.utils import add_days, formatdate, nowdate

from credit_control.api import legal_actions as api
from credit_control.services.legal_print import demand_letter, repayment_agreement
from credit_control.tests.collection_documents import make_plan
from credit_control.tests.factories import make_payment
from credit_control.tests.test_legal_actions import LegalCase, day


class TestDemandLetter(LegalCase):
	def printed(self, doc, language: str) -> str:
		frappe.form_dict._lang = language
		self.addCleanup(frappe.form_dict.pop, "_lang", None)
		return frappe.get_print(doc.doctype, doc.name, "Demand Letter", doc=doc)

	def test_it_demands_what_is_still_open_by_a_day(self):
		doc = self.action(letter_language="en")
		make_payment(invoice=self.invoice, amount=400)
		letter = demand_letter(doc)
		self.assertEqual(letter["total"], ("Total", "CNY 600.00"))
		self.assertEqual(letter["rows"][0][0], self.invoice.name)
		self.assertEqual(letter["rows"][0][2], "200")
		self.assertIn(f"pay CNY 600.00 by {formatdate(day(10))}", letter["paragraphs"][1])

	def test_the_letter_has_the_day_on_which_it_was_sent(self):
		doc = self.reached(self.action(letter_language="en", pay_by=day(3)), "Demand Letter")
		letter = demand_letter(doc)
		self.assertEqual((letter["date"], letter["rows"][0][2]), (formatdate(day(-5)), "195"))
		self.assertIn(formatdate(day(3)), letter["paragraphs"][1])

	def test_with_a_law_firm_it_is_the_lawyers_letter(self):
		doc = self.action(letter_language="en", law_firm="Jun & He", lawyer="Li Wei")
		self.assertEqual(demand_letter(doc)["title"], "Lawyer's Letter")
		text = self.printed(doc, "en")
		self.assertIn("Jun &amp; He (Seal)", text)
		self.assertIn("On behalf of our client", text)

	def test_it_is_all_in_chinese_for_a_chinese_customer(self):
		text = self.printed(self.action(), "zh")
		for words in ("催款函", "逾期天数", "本函构成对所列全部债权", "（盖章）"):
			self.assertIn(words, text)
		for words in ("Demand for", "Days Overdue", "(Seal)", "Our reference", "Total"):
			self.assertNotIn(words, text)
		self.assertIn("律师函", self.printed(self.action_of_a_lawyer(), "zh"))

	def action_of_a_lawyer(self):
		api.close(frappe.get_last_doc("Legal Action").name, "Withdrawn", nowdate(), "To a lawyer")
		return self.action(law_firm="君和律师事务所")

	def test_a_stranger_cannot_print_it(self):
		doc = self.action()
		with self.acting_as(self.user("Stock User").name), self.assertRaises(frappe.PermissionError):
			demand_letter(doc.name)


class TestRepaymentAgreement(LegalCase):
	def plan(self, **fields):
		return make_plan(
			customer=self.customer,
			items=[(self.invoice, 1000)],
			instalments=[(10, 400), (40, 600)],
			submit=False,
			**fields,
		)

	def printed(self, doc, language: str) -> str:
		frappe.form_dict._lang = language
		self.addCleanup(frappe.form_dict.pop, "_lang", None)
		return frappe.get_print(doc.doctype, doc.name, "Repayment Agreement", doc=doc)

	def test_it_says_what_is_owed_and_when_it_is_paid(self):
		frappe.db.set_value("Customer", self.customer, "language", "en")
		paper = repayment_agreement(self.plan())
		self.assertIn("owes Party A CNY 1,000.00", paper["opening"])
		self.assertEqual(
			[row[:3] for row in paper["instalments"]],
			[
				["1", formatdate(add_days(nowdate(), 10)), "CNY 400.00"],
				["2", formatdate(add_days(nowdate(), 40)), "CNY 600.00"],
			],
		)
		self.assertIn("within 3 days after it is due, all that is left is due at once", paper["articles"][1])

	def test_without_acceleration_only_what_is_overdue_is_demanded(self):
		frappe.db.set_value("Customer", self.customer, "language", "en")
		self.assertIn("demand what is overdue", repayment_agreement(self.plan(accelerates=0))["articles"][1])

	def test_it_is_all_in_chinese(self):
		text = self.printed(self.plan(), "zh")
		for words in ("还款协议", "乙方（债务人）", "剩余款项立即全部到期", "草稿"):
			self.assertIn(words, text)
		for words in ("Party A", "Instalments", "Draft", "Total"):
			self.assertNotIn(words, text)
