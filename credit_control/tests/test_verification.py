"""Verify on a Credit Decision: what was stored judges the same today, and the chain is whole."""

import frappe

from credit_control.api import decisions as api
from credit_control.tests.credit_documents import check_row, make_policy
from credit_control.tests.test_decisions import DecisionCase


class TestVerify(DecisionCase):
	def verified(self, decision) -> dict:
		return api.verify(decision.name)

	def test_each_decision_of_a_customer_stands(self):
		for decision in self.three_decisions():
			found = self.verified(decision)
			self.assertEqual((found["differences"], found["broken"], found["decisions"]), ([], [], 3))
			self.assertEqual(found["outcome"], decision.outcome)

	def test_it_stands_after_the_policy_and_the_limit_were_changed(self):
		_first, held, _last = self.three_decisions()
		make_policy(changes=lambda doc: check_row(doc, "Credit Limit").update({"sales_order": "Ignore"}))
		frappe.db.sql("update `tabCredit File Limit` set credit_limit = 9e9 where parent = %s", self.file)
		self.assertEqual(self.verified(held)["outcome"], "Held")
		self.assertEqual(self.verified(held)["differences"], [])

	def test_what_would_hold_in_warn_only_stands_too(self):
		from credit_control.services import settings

		settings.set_mode(self.company, settings.WARN_ONLY)
		decision = self.decision(self.order(5000))
		self.assertEqual(decision.outcome, "Would Hold")
		self.assertEqual(self.verified(decision)["differences"], [])

	def test_a_changed_input_comes_out_otherwise_and_breaks_the_chain(self):
		_first, held, last = self.three_decisions()
		self.tamper(held, "inputs", held.inputs.replace('"limit":"1000', '"limit":"9000'))
		found = self.verified(held)
		self.assertIn("Limit", found["differences"])
		self.assertEqual((found["touched"], found["broken"]), (True, [held.name]))
		other = self.verified(last)
		self.assertEqual((other["differences"], other["touched"]), ([], False))
		self.assertEqual(other["broken"], [held.name])

	def test_inputs_that_are_no_case_any_more_are_said_to_be_so(self):
		first, *_others = self.three_decisions()
		self.tamper(first, "inputs", '{"document": 1}')
		found = self.verified(first)
		self.assertEqual((found["outcome"], found["differences"]), (None, ["Stored Inputs"]))

	def test_only_who_may_read_the_decision_may_verify_it(self):
		decision = self.decision(self.order(100))
		with self.acting_as(self.user("Stock User").name), self.assertRaises(frappe.PermissionError):
			api.verify(decision.name)
		with self.acting_as(self.user("Credit Specialist").name):
			self.assertEqual(api.verify(decision.name)["differences"], [])
