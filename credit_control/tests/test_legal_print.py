"""The printed demand letter and the repayment agreement: in one language each, with what is really open."""

import frappe
from frappe.utils import add_days, formatdate, nowdate

from credit_control.api import legal_actions as api
from credit_control.services import claimed_items
from credit_control.services.demand_letter import demand_letter
from credit_control.services.legal_print import repayment_agreement
from credit_control.tests.bootstrap import COMPANY, DEBTORS_USD, SISTER, new
from credit_control.tests.collection_documents import make_overdue_invoice, make_plan
from credit_control.tests.factories import make_payment
from credit_control.tests.legal_documents import make_action
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
		self.assertEqual((letter["totals"], letter["interest"]), ([["Total", "CNY 600.00"]], None))
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


class TestInterest(LegalCase):
	statutory = {"letter_language": "en", "interest_basis": "Statutory", "interest_rate": 18.25}

	def test_it_is_demanded_with_rate_days_and_total(self):
		"""1000 for 200 days at 0.05 % a day."""
		clause = "State Council Order 802"
		letter = demand_letter(self.action(**self.statutory, interest_clause=clause))
		self.assertEqual(letter["labels"][-1], "Interest")
		self.assertEqual(letter["rows"][0][2:], ["200", "CNY 1,000.00", "CNY 100.00"])
		self.assertEqual(letter["totals"], [["Total", "CNY 1,000.00", "CNY 100.00"]])
		self.assertIn("pay CNY 1,100.00 by", letter["paragraphs"][1])
		self.assertIn(f"Interest at 18.25 % a year ({clause})", letter["interest"]["note"])
		spans = [[self.invoice.name, formatdate(day(-199)), formatdate(nowdate()), "200"]]
		self.assertEqual([row[:4] for row in letter["interest"]["rows"]], spans)
		self.assertIn("grows by CNY 0.50 a day", letter["interest"]["grows"])

	def test_a_part_payment_lowers_what_bears_interest(self):
		make_payment(invoice=self.invoice, amount=600, date=day(-100))
		letter = demand_letter(
			make_action(customer=self.customer, items=[(self.invoice, 400)], **self.statutory)
		)
		rows = [row[3:] for row in letter["interest"]["rows"]]
		self.assertEqual(rows, [["100", "CNY 1,000.00", "CNY 50.00"], ["100", "CNY 400.00", "CNY 20.00"]])
		self.assertEqual(letter["totals"], [["Total", "CNY 400.00", "CNY 70.00"]])

	def test_a_payment_that_is_taken_back_counts_no_more(self):
		payment = make_payment(invoice=self.invoice, amount=600, date=day(-100))
		payment.cancel()
		self.assertEqual(demand_letter(self.action(**self.statutory))["rows"][0][4], "CNY 100.00")

	def test_what_is_not_claimed_bears_none(self):
		action = make_action(customer=self.customer, items=[(self.invoice, 250)], **self.statutory)
		self.assertEqual(demand_letter(action)["totals"], [["Total", "CNY 250.00", "CNY 25.00"]])

	def test_a_dollar_invoice_is_demanded_in_dollars_beside_the_others(self):
		abroad = self.make_credit_customer(currency="USD")
		invoice = make_overdue_invoice(
			customer=abroad, amount=100, days=200, currency="USD", debit_to=DEBTORS_USD
		)
		owed = claimed_items.open_amounts(abroad, self.company)[invoice.name]
		letter = demand_letter(make_action(customer=abroad, items=[(invoice, float(owed))], **self.statutory))
		self.assertEqual(letter["totals"], [["Total", "$ 100.00", "$ 10.00"]])
		self.assertIn("pay $ 110.00 by", letter["paragraphs"][1])

	def test_it_is_counted_until_the_day_of_the_letter(self):
		doc = self.reached(self.action(**self.statutory), "Demand Letter", days=-20)
		self.assertEqual(demand_letter(doc)["totals"], [["Total", "CNY 1,000.00", "CNY 90.00"]])

	def test_the_rate_of_a_dunning_type_is_taken_over_and_another_companys_is_not(self):
		own = self.dunning_type(COMPANY, 7.3)
		doc = self.action(interest_basis="Dunning Type", dunning_type=own, interest_rate=99)
		self.assertEqual(doc.interest_rate, 7.3)
		# 1000 × 7.3 % × 200 / 365
		self.assertEqual(demand_letter(doc)["totals"][0][2], "CNY 40.00")
		doc.interest_basis = "Contract"
		doc.interest_rate = 3.65
		doc.save()
		self.assertEqual((doc.dunning_type, demand_letter(doc)["totals"][0][2]), (None, "CNY 20.00"))
		doc.update({"interest_basis": "Dunning Type", "dunning_type": self.dunning_type(SISTER, 5)})
		self.refused(f"is not one of {COMPANY}", doc.save)

	def dunning_type(self, company: str, rate: float) -> str:
		accounts = frappe.db.get_value("Company", company, ["default_income_account", "cost_center"])
		return (
			new(
				"Dunning Type",
				dunning_type=f"Late {company}",
				company=company,
				rate_of_interest=rate,
				income_account=accounts[0],
				cost_center=accounts[1],
			)
			.insert()
			.name
		)

	def test_a_basis_needs_a_rate_that_can_be(self):
		for rate in (0, 100.5):
			with self.subTest(rate):
				fields = {**self.statutory, "interest_rate": rate}
				self.refused("Interest % a Year must lie above 0", self.action, **fields)
		self.refused("Dunning Type is missing", self.action, interest_basis="Dunning Type")

	def test_without_a_basis_none_is_claimed(self):
		doc = self.action(letter_language="en", interest_rate=5)
		self.assertEqual((doc.interest_rate, demand_letter(doc)["interest"]), (0, None))

	def test_the_paper_shows_it_in_both_languages(self):
		doc = self.action(**self.statutory, interest_clause="Art. <15>")
		for language, words in (
			("en", ("Late Interest", "Art. &lt;15&gt;", "CNY 100.00")),
			("zh", ("逾期付款利息", "单利", "CNY 100.00")),
		):
			frappe.form_dict._lang = language
			self.addCleanup(frappe.form_dict.pop, "_lang", None)
			text = frappe.get_print(doc.doctype, doc.name, "Demand Letter", doc=doc)
			for word in words:
				self.assertIn(word, text)


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
