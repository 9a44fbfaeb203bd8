"""A base for tests of the record: a customer with a Credit File, and decisions in it."""

from __future__ import annotations

import frappe

from credit_control.services import files
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_sales_order


class DecisionCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=1000)
		self.file = files.file_of(self.customer)

	def order(self, rate: float = 100, **fields):
		return make_sales_order(customer=self.customer, rate=rate, **fields)

	def decision(self, doc):
		self.decisions_of(doc)
		return frappe.get_last_doc("Credit Decision", {"reference_name": doc.name})

	def three_decisions(self) -> list:
		"""Passed, Held, Passed."""
		first = self.order(100)
		held = self.order(5000, submit=False)
		self.submit_refused(held)
		return [self.decision(doc) for doc in (first, held, self.order(100))]

	def tamper(self, decision, field: str, value):
		frappe.db.sql(
			f"update `tabCredit Decision` set `{field}` = %s where name = %s", (value, decision.name)
		)
