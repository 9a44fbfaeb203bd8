"""The printed Credit Agreement: a contract in the language of whoever signs it."""

import frappe

from credit_control.services.agreement_print import credit_agreement
from credit_control.tests.cover_case import CoverCase, make_agreement
from credit_control.tests.masters import make_terms


class TestAgreementPrint(CoverCase):
	def contract(self, **fields):
		terms = make_terms(portions=((30, 0), (70, 60))).name
		values = {"payment_terms_template": terms, "late_interest_percent": 5.5, "retention_of_title": 1}
		return make_agreement(
			customer=self.customer, company=self.company, submit=False, **{**values, **fields}
		)

	def printed(self, doc) -> str:
		return frappe.get_print(doc.doctype, doc.name, "Credit Agreement", doc=doc)

	def articles(self, doc) -> dict[str, str]:
		return {each["title"]: " ".join(each["text"]) for each in credit_agreement(doc)["articles"]}

	def test_it_says_limit_terms_interest_title_and_term_in_english(self):
		articles = self.articles(self.contract(contract_language="en"))
		self.assertEqual(
			list(articles),
			[
				"Credit Limit",
				"Payment",
				"Suspension of Deliveries",
				"Retention of Title",
				"Term of the Contract",
				"Termination",
			],
		)
		self.assertIn("400,000.00", articles["Credit Limit"])
		self.assertIn("30 % on the invoice date; 70 % within 60 days", articles["Payment"])
		self.assertIn("interest of 5.5 % a year", articles["Payment"])

	def test_what_was_not_agreed_is_left_out(self):
		doc = self.contract(
			contract_language="en", retention_of_title=0, late_interest_percent=0, valid_to=None
		)
		articles = self.articles(doc)
		self.assertNotIn("Retention of Title", articles)
		self.assertIn("the interest that the law provides for", articles["Payment"])
		self.assertIn("until it is terminated", articles["Term of the Contract"])

	def test_it_is_in_the_customers_language_unless_the_contract_has_its_own(self):
		frappe.db.set_value("Customer", self.customer, "language", "zh")
		self.assertEqual(credit_agreement(self.contract())["title"], "赊销合同")
		self.assertEqual(
			credit_agreement(self.contract(contract_language="en"))["title"], "Credit Sale Contract"
		)

	def test_the_language_asked_for_in_the_address_comes_first(self):
		frappe.form_dict._lang = "zh"
		self.addCleanup(frappe.form_dict.pop, "_lang")
		text = self.printed(self.contract(contract_language="en"))
		for words in (
			"赊销合同",
			"甲方（卖方）",
			"乙方（盖章）",
			"按年利率 5.5% 支付逾期利息",
			"；70% 于开票日后 60 天内支付",
		):
			self.assertIn(words, text)
		self.assertRegex(text, r"自 \d{4}年\d+月\d+日 起至 \d{4}年\d+月\d+日 止")
		for words in ("Party A", "Payment terms", "Represented by", "Draft, not"):
			self.assertNotIn(words, text)

	def test_names_are_escaped_and_conditions_printed(self):
		frappe.db.set_value("Customer", self.customer, "customer_name", "A & B Ltd")
		text = self.printed(self.contract(contract_language="en", terms="<p>Place of court: Shanghai</p>"))
		self.assertIn("A &amp; B Ltd", text)
		self.assertIn("<p>Place of court: Shanghai</p>", text)
		self.assertIn("7. Further Conditions", text)

	def test_a_draft_says_so_and_a_submitted_one_does_not(self):
		doc = self.contract(contract_language="en")
		self.assertIn("Draft, not for signature", self.printed(doc))
		doc.submit()
		self.assertNotIn("Draft, not for signature", self.printed(doc))

	def test_nobody_prints_what_he_may_not_read(self):
		doc = self.contract()
		with self.acting_as(self.user("Stock User").name), self.assertRaises(frappe.PermissionError):
			credit_agreement(doc.name)
