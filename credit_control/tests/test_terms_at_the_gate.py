"""Terms and prepayments judged through the gate, with the checks of a real policy and real documents."""

import frappe
from frappe.utils import add_days, add_months, getdate, nowdate

from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import grade_row, make_policy
from credit_control.tests.factories import (
	make_delivery_note,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	make_terms,
)


class TermsAtTheGateCase(CreditCase):
	grade = {"term_days": 30, "prepayment_percent": 0, "payment_terms_template": None}
	checks = ()

	def setUp(self):
		super().setUp()
		make_policy(changes=self.change)
		self.customer = self.make_credit_customer(limit=100_000)

	def change(self, policy):
		grade_row(policy, "A").update(self.grade)
		for check in self.checks:
			policy.append("checks", check)

	def order(self, template: str | None = None, **fields):
		values = {"qty": 10, "submit": False, "payment_terms_template": template, **fields}
		return make_sales_order(customer=self.customer, **values)

	def grant(self, template: str) -> None:
		file = frappe.get_doc("Credit File", {"customer": self.customer})
		file.limits[0].payment_terms_template = template
		file.save()

	def failed(self, doc) -> str:
		"""The check for which a document is held."""
		self.submit_refused(doc)
		return [row.check for row in self.hold_of(doc).checks]


class TestLongerTerms(TermsAtTheGateCase):
	checks = ({"check": "Longer Terms", "sales_order": "Hold", "sales_invoice": "Hold"},)

	def test_terms_as_granted_pass_and_a_day_more_is_held(self):
		self.assertEqual(self.order(make_terms(portions=((100, 30),)).name).submit().docstatus, 1)
		message = self.submit_refused(self.order(make_terms(portions=((100, 31),)).name))
		self.assertIn("The terms give 31 days of credit; 30 are granted.", message)

	def test_the_last_of_several_terms_counts(self):
		held = self.order(make_terms(portions=((90, 10), (10, 60))).name)
		self.assertEqual(self.failed(held), ["Longer Terms"])

	def test_a_due_date_that_was_moved_by_hand_is_held(self):
		order = self.order()
		order.payment_schedule[0].due_date = add_days(nowdate(), 90)
		order.save()
		self.assertEqual(self.failed(order), ["Longer Terms"])

	def test_what_is_proposed_always_passes(self):
		self.grant(make_terms(portions=((50, 45), (50, 75))).name)
		order = self.order()
		self.assertTrue(order.payment_terms_template)
		self.assertEqual(order.submit().docstatus, 1)

	def test_the_files_own_terms_go_before_the_grades_days(self):
		self.grant(make_terms(portions=((100, 10),)).name)
		message = self.submit_refused(self.order(make_terms(portions=((100, 20),)).name))
		self.assertIn("The terms give 20 days of credit; 10 are granted.", message)

	def test_granted_terms_from_the_end_of_the_month_pass_on_its_first_day(self):
		row = {"invoice_portion": 100, "due_date_based_on": "Day(s) after the end of the invoice month"}
		template = frappe.get_doc(
			{
				"doctype": "Payment Terms Template",
				"template_name": "CC EOM",
				"terms": [{**row, "credit_days": 30}],
			}
		).insert()
		self.grant(template.name)
		first = getdate(add_months(nowdate(), -1)).replace(day=1)
		order = self.order(date=first, delivery_date=nowdate())
		self.assertEqual(order.payment_terms_template, template.name)
		self.assertEqual(order.submit().docstatus, 1)

	def test_a_direct_invoice_is_judged_by_its_due_date(self):
		invoice = make_sales_invoice(
			customer=self.customer, qty=10, due_date=add_days(nowdate(), 31), submit=False
		)
		self.assertEqual(self.failed(invoice), ["Longer Terms"])

	def test_an_invoice_cannot_give_longer_terms_than_its_order_was_granted(self):
		order = self.order(make_terms(portions=((100, 30),)).name).submit()
		invoice = make_sales_invoice(order=order, submit=False)
		invoice.update({"payment_terms_template": None, "payment_schedule": []})
		invoice.due_date = add_days(nowdate(), 120)
		invoice.save()
		self.assertEqual(self.failed(invoice), ["Longer Terms"])
		invoice.update({"due_date": add_days(nowdate(), 30), "payment_schedule": []})
		self.assertEqual(invoice.save().submit().docstatus, 1)

	def test_an_invoice_may_have_the_terms_of_its_order_when_the_grade_fell_since(self):
		template = make_terms(portions=((100, 30),)).name
		order = self.order(template).submit()
		self.grant(make_terms(portions=((100, 5),)).name)
		self.assertEqual(make_sales_invoice(order=order, payment_terms_template=template).docstatus, 1)


class TestPrepaymentCheck(TermsAtTheGateCase):
	grade = {"term_days": 30, "prepayment_percent": 30, "payment_terms_template": None}
	checks = ({"check": "Prepayment Missing", "sales_order": "Warn", "delivery_note": "Hold"},)

	def test_the_order_is_warned_of_and_the_delivery_waits_for_the_money(self):
		order = self.order().submit()
		self.assertEqual(self.decisions_of(order), ["Warned"])
		note = make_delivery_note(order=order, submit=False)
		message = self.submit_refused(note)
		self.assertIn("300.00 is to be paid in advance, 30 % of the document", message)
		make_payment(order=order, amount=300)
		self.assertEqual(note.reload().submit().docstatus, 1)

	def test_part_of_the_advance_is_not_enough_and_each_delivery_needs_its_share(self):
		order = self.order().submit()
		make_payment(order=order, amount=150)
		half = make_delivery_note(order=order, qty=5, submit=False)
		self.assertEqual(self.failed(half), ["Prepayment Missing"])
		make_payment(order=order.reload(), amount=150)
		half.reload().submit()
		self.assertEqual(make_delivery_note(order=order, qty=5).docstatus, 1)

	def test_an_advance_that_an_invoice_took_still_lets_the_rest_be_delivered(self):
		order = self.order().submit()
		make_payment(order=order, amount=300)
		invoice = make_sales_invoice(order=order, qty=5, submit=False)
		invoice.set_advances()
		invoice.save().submit()
		self.assertEqual(make_delivery_note(order=order).docstatus, 1)

	def test_a_direct_delivery_without_an_order_has_nothing_in_advance(self):
		note = make_delivery_note(customer=self.customer, qty=1, submit=False)
		self.assertEqual(self.failed(note), ["Prepayment Missing"])
