"""Tests of policies and scorecards: what applies, and what is refused."""

import frappe

from credit_control.services import judging, settings
from credit_control.tests.credit_case import CreditCase


class PolicyCase(CreditCase):
	mode = settings.WARN_ONLY

	def applicable(self, customer: str, company: str | None = None) -> str:
		return judging.policy_for(customer, company or self.company).name

	def cancel_all(self, doctype: str):
		for name in frappe.get_all(doctype, {"docstatus": 1}, pluck="name"):
			frappe.get_doc(doctype, name).cancel()

	def assert_fault(self, text: str, make, changes=None, **fields):
		"""Refused with this sentence, and nothing was written."""
		before = frappe.db.count("Credit Policy"), frappe.db.count("Credit Scorecard")
		with self.assertRaises(frappe.ValidationError) as caught:
			make(changes=changes, **fields)
		self.assertIn(text, str(caught.exception))
		after = frappe.db.count("Credit Policy"), frappe.db.count("Credit Scorecard")
		self.assertEqual(after, before)
