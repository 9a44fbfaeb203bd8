"""Improvement advice with the overdue notice: from the latest assessment, for the customer to read."""

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import collection_strategies as api
from credit_control.services import files, settings
from credit_control.tests.bootstrap import COMPANY
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.credit_documents import make_assessment
from credit_control.tests.strategy_case import StrategyCase, make_text, step

BODY = "<p>{{ total }}</p>{% if advice %}<p>Better terms:</p>{{ advice }}{% endif %}"
SETTLE = "<li>Settle what is overdue, the oldest first.</li>"


class TestAdvice(StrategyCase):
	# a second invoice beside an overdue one would be held
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		files.ensure(self.customer)
		self.text = make_text(body=BODY)
		make_overdue_invoice(customer=self.customer, days=40)

	def assessed(self):
		"""An approved assessment of a customer that is late."""
		assessment = make_assessment(customer=self.customer, grade="B", override_reason="Young")
		with self.acting_as(self.user("Credit Manager", "Sales User", "Accounts User").name):
			return frappe.get_doc(assessment.doctype, assessment.name).submit()

	def told(self, *steps, **fields) -> str:
		self.run_on(0, self.strategy(*steps, **{"give_advice": 1, **fields}))
		return self.notices()[-1].message

	def test_it_says_what_to_do_and_none_of_our_figures(self):
		assessment = self.assessed()
		message = self.told()
		self.assertIn(SETTLE, message)
		self.assertIn("Better terms:", message)
		self.assertLessEqual(message.count("<li>"), 3)
		for secret in (assessment.grade, f"{assessment.score:.1f}", "score", "limit", "points", "%"):
			self.assertNotIn(f" {secret} ", message)
		for band in frappe.get_doc("Credit Scorecard", assessment.scorecard).bands:
			if band.advice:
				self.assertNotIn(band.advice, message)

	def test_it_is_in_the_customers_language(self):
		self.assessed()
		frappe.db.set_value("Customer", self.customer, "language", "zh")
		self.assertIn("<li>结清逾期款项，先付最早到期的。</li>", self.told())

	def test_only_where_the_strategy_has_it(self):
		self.assessed()
		self.assertNotIn("<li>", self.told(give_advice=0))

	def test_a_reminder_before_the_due_date_has_none(self):
		self.assessed()
		frappe.db.delete("Collection Notice", {"customer": self.customer})
		make_overdue_invoice(customer=self.customer, days=-2)
		message = self.told(step("Before", -3))
		self.assertNotIn("<li>", message)

	def test_nothing_without_an_assessment_with_a_draft_or_an_old_one(self):
		strategy = self.strategy(step("A", 1), step("B", 2), step("C", 3), give_advice=1)
		self.run_on(0, strategy)
		make_assessment(customer=self.customer)
		self.run_on(1, strategy)
		frappe.db.delete("Credit Assessment", {"customer": self.customer, "docstatus": 0})
		self.assessed().db_set("as_of", add_days(nowdate(), -400))
		self.run_on(2, strategy)
		messages = [notice.message for notice in self.notices()]
		self.assertEqual(len(messages), 3)
		for message in messages:
			self.assertNotIn("Better terms", message)

	def test_of_several_the_latest_counts_and_of_other_companies_none(self):
		first = self.assessed()
		first.db_set("company", "CC Elsewhere")
		self.assertNotIn("<li>", self.told())

	def test_one_whose_inputs_cannot_be_read_costs_only_the_advice(self):
		self.assessed().db_set("inputs", "no json")
		frappe.clear_messages()
		self.assertNotIn("<li>", self.told())
		self.assertNotIn("cannot be read", str(frappe.get_message_log()))

	def test_the_preview_shows_it(self):
		self.assessed()
		strategy = self.strategy(give_advice=1, only_for_company=COMPANY)
		self.assertIn(SETTLE, api.text(strategy.name, self.customer)["message"])
