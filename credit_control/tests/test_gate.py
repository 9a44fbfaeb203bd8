"""Every way an order can come in is judged, and what breaks the policy is held."""

import frappe
from frappe.utils import add_days, nowdate

from credit_control.services import settings
from credit_control.services.gate import CreditHoldError
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_delivery_note,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	update_order_items,
)


class TestGate(CreditCase):
	def test_an_order_within_the_limit_passes_and_is_recorded(self):
		customer = self.make_credit_customer(limit=1000)
		order = make_sales_order(customer=customer, rate=700)
		order.reload()
		self.assertEqual(order.credit_status, "Passed")
		self.assertEqual(self.decisions_of(order), ["Passed"])

	def test_an_order_exactly_at_the_limit_passes(self):
		order = make_sales_order(customer=self.make_credit_customer(limit=1000), rate=1000)
		self.assertEqual(order.docstatus, 1)

	def test_an_order_over_the_limit_is_held_with_figures_and_remedies(self):
		customer = self.make_credit_customer(limit=1000)
		make_sales_order(customer=customer, rate=700)
		order = make_sales_order(customer=customer, rate=500, submit=False)
		message = self.submit_refused(order)
		self.assertIn("200.00 above the limit of", message)
		self.assertIn("300.00 still fits", message)
		self.assertEqual((order.docstatus, order.credit_status), (0, "Held"))
		hold = self.hold_of(order)
		self.assertEqual((hold.status, hold.amount, hold.exposure_before), ("Held", 500, 700))
		self.assertEqual([row.check for row in hold.checks], ["Credit Limit"])
		self.assertEqual(self.decisions_of(order), ["Held"])

	def test_two_refusals_of_one_order_keep_one_hold(self):
		order = make_sales_order(customer=self.make_credit_customer(limit=100), rate=500, submit=False)
		self.submit_refused(order)
		self.submit_refused(order)
		self.assertEqual(frappe.db.count("Credit Hold", {"reference_name": order.name}), 1)
		self.assertEqual(self.decisions_of(order), ["Held", "Held"])

	def test_a_customer_without_credit_is_held_for_any_amount(self):
		customer = self.make_credit_customer(mode="No Credit", limit=0)
		self.submit_refused(make_sales_order(customer=customer, rate=1, submit=False))

	def test_unlimited_never_hits_the_limit(self):
		customer = self.make_credit_customer(mode="Unlimited", limit=0)
		self.assertEqual(make_sales_order(customer=customer, rate=10_000_000).docstatus, 1)

	def test_a_grade_without_credit_is_held_even_under_the_limit(self):
		order = make_sales_order(customer=self.make_credit_customer(grade="CCC"), rate=1, submit=False)
		self.assertIn("Grade CCC buys against payment only", self.submit_refused(order))

	def test_an_old_overdue_invoice_holds_and_names_what_to_pay(self):
		customer = self.make_credit_customer(limit=100_000)
		invoice = make_sales_invoice(
			customer=customer, rate=300, date=add_days(nowdate(), -90), due_date=add_days(nowdate(), -60)
		)
		order = make_sales_order(customer=customer, rate=10, submit=False)
		message = self.submit_refused(order)
		self.assertIn(f"{invoice.name} has been overdue for 60 days", message)
		self.assertIn(f"Have {invoice.name} paid", message)

	def test_insert_with_docstatus_1_is_judged(self):
		order = make_sales_order(customer=self.make_credit_customer(limit=100), rate=500, submit=False)
		copy = frappe.copy_doc(order)
		copy.docstatus = 1
		with self.assertRaises(CreditHoldError):
			copy.insert()

	def test_update_items_upwards_is_judged_by_the_increase(self):
		order = make_sales_order(customer=self.make_credit_customer(limit=1000), rate=900)
		with self.assertRaises(CreditHoldError):
			update_order_items(order=order, rate=1100)

	def test_update_items_of_an_order_that_was_billed_in_full_is_judged(self):
		"""ERPNext says "billed in full" of the enlarged order until after the judgement."""
		customer = self.make_credit_customer(limit=1000)
		order = make_sales_order(customer=customer, qty=6)
		make_sales_invoice(order=order)
		frappe.db.savepoint("refused")
		with self.assertRaises(CreditHoldError):
			update_order_items(order=order.reload(), qty=11)
		frappe.db.rollback(save_point="refused")
		update_order_items(order=order.reload(), qty=10)

	def test_reopening_a_closed_order_is_judged(self):
		customer = self.make_credit_customer(limit=1000)
		order = make_sales_order(customer=customer, rate=800)
		order.update_status("Closed")
		make_sales_order(customer=customer, rate=900)
		order.reload()
		with self.assertRaises(CreditHoldError):
			order.update_status("Draft")

	def test_reopening_within_the_limit_passes(self):
		customer = self.make_credit_customer(limit=1000)
		order = make_sales_order(customer=customer, rate=800)
		order.update_status("Closed")
		order.reload()
		order.update_status("Draft")
		self.assertEqual(frappe.db.get_value("Sales Order", order.name, "status"), "To Deliver and Bill")

	def test_an_amended_order_is_judged(self):
		customer = self.make_credit_customer(limit=1000)
		order = make_sales_order(customer=customer, rate=800)
		order.cancel()
		self.cut_limit(customer, 100)
		amended = frappe.copy_doc(order)
		amended.amended_from = order.name
		amended.docstatus = 0
		amended.insert()
		self.submit_refused(amended)

	def test_a_direct_delivery_and_a_direct_invoice_are_judged(self):
		customer = self.make_credit_customer(limit=100)
		self.submit_refused(make_delivery_note(customer=customer, rate=500, submit=False))
		self.submit_refused(make_sales_invoice(customer=customer, rate=500, submit=False))

	def test_delivery_and_invoice_of_a_passed_order_always_go_through(self):
		customer = self.make_credit_customer(limit=1000)
		order = make_sales_order(customer=customer, rate=900)
		self.cut_limit(customer, 1)
		delivery = make_delivery_note(order=order)
		invoice = make_sales_invoice(delivery=delivery)
		self.assertEqual((delivery.docstatus, invoice.docstatus), (1, 1))
		self.assertEqual(self.decisions_of(delivery), ["Exempt"])

	def test_a_return_is_exempt(self):
		customer = self.make_credit_customer(limit=1000)
		invoice = make_sales_invoice(customer=customer, rate=900)
		self.cut_limit(customer, 1)
		note = make_credit_note(invoice=invoice)
		self.assertEqual(self.decisions_of(note), ["Exempt"])

	def test_a_pos_invoice_paid_in_full_passes_when_over_the_limit(self):
		customer = self.make_credit_customer(limit=1000)
		make_sales_invoice(customer=customer, rate=900)
		self.cut_limit(customer, 1)
		invoice = make_sales_invoice(customer=customer, rate=500, paid=500)
		self.assertEqual(self.decisions_of(invoice), ["Exempt"])

	def test_an_order_covered_by_an_advance_passes_without_credit(self):
		customer = self.make_credit_customer(mode="No Credit", limit=0, grade="D")
		make_payment(customer=customer, amount=500)
		order = make_sales_order(customer=customer, rate=500)
		order.reload()
		self.assertEqual(order.credit_status, "Exempt")

	def test_a_journal_entry_that_debits_the_customer_by_hand_is_judged(self):
		customer = self.make_credit_customer(mode="No Credit", limit=0)
		make_policy(changes=lambda policy: policy.checks[0].update({"journal_entry": "Hold"}))
		with self.assertRaises(CreditHoldError):
			make_journal_entry(customer=customer, amount=100)

	def test_a_new_core_limit_is_refused_for_a_governed_company(self):
		with self.assertRaisesRegex(frappe.ValidationError, "kept in the customer's Credit File"):
			make_customer(credit_limit=100)

	def test_an_order_in_foreign_currency_is_judged_in_company_currency(self):
		customer = self.make_credit_customer(limit=1000, currency="USD")
		order = make_sales_order(customer=customer, rate=200, currency="USD", submit=False)
		self.submit_refused(order)
		self.assertAlmostEqual(self.hold_of(order).amount, order.base_grand_total, places=2)

	def test_a_deleted_draft_closes_its_hold(self):
		order = make_sales_order(customer=self.make_credit_customer(limit=100), rate=500, submit=False)
		self.submit_refused(order)
		hold = self.hold_of(order).name
		order.delete()
		self.assertEqual(frappe.db.get_value("Credit Hold", hold, "status"), "Closed")

	def cut_limit(self, customer: str, limit: float):
		file = frappe.get_doc("Credit File", {"customer": customer})
		file.limits[0].credit_limit = limit
		file.save()


class TestWarnOnly(CreditCase):
	mode = settings.WARN_ONLY

	def test_an_order_over_the_limit_passes_with_the_same_text_and_is_recorded(self):
		order = make_sales_order(customer=self.make_credit_customer(limit=100), rate=500)
		shown = " ".join(str(message) for message in frappe.get_message_log())
		self.assertIn("400.00 above the limit of", shown)
		self.assertEqual(self.decisions_of(order), ["Would Hold"])
		self.assertFalse(self.hold_of(order))


class TestOff(CreditCase):
	mode = settings.OFF

	def test_nothing_is_judged_or_recorded(self):
		order = make_sales_order(customer=self.make_credit_customer(limit=1), rate=500)
		self.assertEqual(self.decisions_of(order), [])
