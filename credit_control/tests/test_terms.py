"""Granted payment terms are proposed on new orders and never forced."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import settings
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.factories import (
	make_customer,
	make_sales_order,
	make_terms,
)


class TestTerms(AssessmentCase):
	def setUp(self):
		super().setUp()
		self.terms = make_terms(portions=((100, 20),)).name
		file = self.file()
		file.append(
			"limits", {"company": self.company, "credit_limit": 1000, "payment_terms_template": self.terms}
		)
		file.save()

	def order(self, **fields):
		return make_sales_order(customer=self.customer, submit=False, **fields)

	def test_granted_terms_are_proposed_on_a_new_order_and_give_its_schedule(self):
		order = self.order()
		self.assertEqual(order.payment_terms_template, self.terms)
		self.assertEqual(getdate(order.payment_schedule[0].due_date), getdate(add_days(nowdate(), 20)))

	def test_terms_that_the_user_chose_stay(self):
		chosen = make_terms(portions=((100, 3),)).name
		self.assertEqual(self.order(payment_terms_template=chosen).payment_terms_template, chosen)

	def test_terms_that_the_user_took_out_of_a_saved_order_stay_out(self):
		order = self.order()
		order.update({"payment_terms_template": None, "payment_schedule": []})
		order.save()
		self.assertFalse(order.payment_terms_template)

	def test_another_customers_order_gets_none(self):
		order = make_sales_order(customer=make_customer().name, submit=False)
		self.assertFalse(order.payment_terms_template)

	def test_proposing_can_be_switched_off(self):
		frappe.db.set_single_value("Credit Control Settings", "propose_terms", 0)
		frappe.clear_document_cache("Credit Control Settings", "Credit Control Settings")
		self.assertFalse(self.order().payment_terms_template)

	def test_a_company_that_is_off_gets_none(self):
		settings.set_mode(self.company, settings.OFF)
		self.assertFalse(self.order().payment_terms_template)
