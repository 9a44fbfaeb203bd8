"""What covers a customer's debts: securities, insurance of eligible debts, deposits counted once."""

from decimal import Decimal

import frappe
from frappe.utils import nowdate

from credit_control.api import holds
from credit_control.services import covers, insurer_reports, securities, settings
from credit_control.services.question import Question
from credit_control.tests.bootstrap import BANK, SISTER, VAT, new
from credit_control.tests.collection_documents import make_dispute
from credit_control.tests.cover_case import CoverCase, day
from credit_control.tests.credit_documents import days_ago, make_policy
from credit_control.tests.factories import (
	make_delivery_note,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
)
from credit_control.tests.limit_documents import make_security

STOPPED = ("sales_order", "delivery_note", "sales_invoice")


class TestCover(CoverCase):
	def test_without_anything_nothing_covers(self):
		cover = self.cover()
		self.assertEqual((cover.secured, cover.insured, cover.expires), (None, None, None))
		self.assertEqual(cover.unsecured(Decimal(100)), 100)

	def test_securities_and_insurance_are_told_apart_with_the_next_last_day(self):
		make_security(customer=self.customer, amount=100_000, haircut_percent=20, valid_to=day(30))
		self.insure(maximum_cover=300_000, valid_to=day(20))
		cover = self.cover()
		self.assertEqual((cover.secured, cover.insured), (80_000, 300_000))
		self.assertEqual((cover.insured_percent, cover.expires), (90, day(20)))
		self.assertEqual(cover.unsecured(Decimal(100_000)), 0)
		self.assertEqual(self.cover(21).expires, day(30))

	def test_what_ran_out_covers_nothing_and_is_not_the_same_as_none(self):
		make_security(customer=self.customer, valid_from=days_ago(9), valid_to=days_ago(1))
		self.insure(valid_from=days_ago(9), valid_to=days_ago(1), must_stop=1, stop_after_days=30)
		cover = self.cover()
		self.assertEqual((cover.secured, cover.insured, cover.stop_days), (0, 0, None))

	def test_the_conditions_of_the_insurance_are_told(self):
		self.insure(must_stop=1, stop_after_days=45, maximum_extension_days=90)
		self.assertEqual((self.cover().stop_days, self.cover().extension_days), (45, 90))

	def test_conditions_that_are_switched_off_are_none(self):
		doc = self.insure(stop_after_days=45, report_after_days=10)
		self.assertEqual((doc.stop_after_days, doc.report_after_days), (0, 0))
		self.assertEqual((self.cover().stop_days, self.cover().extension_days), (None, None))

	def test_a_stop_after_no_days_at_all_is_a_condition(self):
		self.insure(must_stop=1, stop_after_days=0)
		self.assertEqual(self.cover().stop_days, 0)

	def test_each_company_has_its_own_and_those_for_all(self):
		make_security(customer=self.customer, amount=10, only_for_company=SISTER)
		make_security(customer=self.customer, amount=700, currency="USD")
		self.assertEqual((self.cover().secured, self.cover(company=SISTER).secured), (4_900, 4_910))

	def test_the_reader_answers_a_judgement(self):
		make_security(customer=self.customer, amount=10)
		question = Question("Sales Order", None, self.customer, self.company, day())
		self.assertEqual(covers.cover_of(question), self.cover())


class TestStoppedDeliveries(CoverCase):
	def setUp(self):
		super().setUp()
		settings.set_mode(self.company, settings.ENFORCE)
		make_policy(changes=self.stop)
		self.order = make_sales_order(customer=self.customer, qty=10)

	def stop(self, policy) -> None:
		policy.checks = []
		policy.append("checks", {"check": "Insurance Conditions", **dict.fromkeys(STOPPED, "Hold")})

	def owe(self, days: int) -> str:
		"""An insurer who stops deliveries after 30 days, and a debt that is overdue for so many."""
		self.insure(must_stop=1, stop_after_days=30)
		dates = {"date": days_ago(days + 30), "due_date": days_ago(days)}
		return make_sales_invoice(customer=self.customer, rate=1_000, **dates).name

	def test_an_order_that_passed_is_not_delivered_while_the_insurer_wants_it_stopped(self):
		debt = self.owe(31)
		note = make_delivery_note(order=self.order, submit=False)
		self.assertIn(f"{debt} has been overdue for 31 days; the insurer stops", self.submit_refused(note))
		make_payment(invoice=frappe.get_doc("Sales Invoice", debt))
		self.assertEqual(note.reload().submit().docstatus, 1)
		self.assertEqual(make_sales_invoice(delivery=note).docstatus, 1)

	def test_up_to_its_last_day_it_is_delivered(self):
		self.owe(30)
		self.assertEqual(make_delivery_note(order=self.order).credit_status, "Exempt")

	def test_an_order_that_was_released_is_delivered(self):
		self.owe(31)
		order = self.held_order()
		with self.acting_as(self.user("Credit Manager").name):
			holds.release(self.hold_of(order).name, "They pay on Friday", 1_500, 0, nowdate())
		self.assertEqual(make_delivery_note(order=order.reload().submit()).credit_status, "Released")


class TestEligibleDebts(CoverCase):
	def setUp(self):
		super().setUp()
		self.invoice = make_sales_invoice(
			customer=self.customer, rate=1_000, date=days_ago(90), due_date=days_ago(30)
		)

	def ineligible(self, **conditions):
		self.insure(**conditions)
		return self.cover().ineligible

	def test_without_conditions_all_is_covered(self):
		self.assertEqual(self.ineligible(), 0)

	def test_terms_beyond_the_extension_are_not_covered(self):
		self.assertEqual(self.ineligible(maximum_extension_days=59), 1_000)

	def test_terms_within_it_are(self):
		self.assertEqual(self.ineligible(maximum_extension_days=60), 0)

	def test_invoices_before_the_insurance_are_left_out_where_it_says_so(self):
		self.assertEqual(self.ineligible(covers_only_from_start=1, valid_from=days_ago(89)), 1_000)

	def test_debts_in_another_currency_are_left_out_where_it_says_so(self):
		self.assertEqual(self.ineligible(covers_only_currency=1, currency="USD"), 1_000)

	def test_debts_in_its_currency_are_covered(self):
		self.assertEqual(self.ineligible(covers_only_currency=1), 0)

	def test_an_overdue_debt_that_was_not_reported_in_time_is_not_covered_until_it_is(self):
		doc = self.insure(must_report=1, report_after_days=29)
		self.assertEqual(self.cover().ineligible, 1_000)
		rows = [
			{
				"voucher_type": "Sales Invoice",
				"voucher_no": self.invoice.name,
				"due_date": day(-30),
				"amount": 1_000,
				"currency": "CNY",
			}
		]
		self.assertEqual(insurer_reports.report(doc.name, rows, nowdate(), "C-7"), 1)
		self.assertEqual(self.cover().ineligible, 0)
		self.assertEqual(insurer_reports.report(doc.name, rows, nowdate()), 0)

	def test_what_is_paid_is_owed_no_more(self):
		make_payment(invoice=self.invoice, amount=400)
		self.assertEqual(self.ineligible(maximum_extension_days=30), 600)

	def test_a_past_day_is_judged_by_what_was_open_then(self):
		make_payment(invoice=self.invoice, amount=400, date=days_ago(5))
		self.insure(valid_from=days_ago(60), maximum_extension_days=30)
		self.assertEqual([self.cover(days).ineligible for days in (-10, -1)], [1_000, 600])

	def test_of_a_disputed_invoice_the_rest_is_covered(self):
		make_dispute(customer=self.customer, items=[(self.invoice, 300)])
		self.assertEqual(self.ineligible(), 300)


class TestDeposit(CoverCase):
	def deposit(self, receipt, amount: float = 1_000, **fields):
		return make_security(
			customer=self.customer,
			security_type="Deposit",
			amount=amount,
			receipt_type=receipt.doctype,
			receipt=receipt.name,
			**fields,
		)

	def liability(self, amount: float = 1_000):
		"""A deposit booked as a debt of ours, not on the customer's account."""
		entry = new("Journal Entry", company=self.company, posting_date=nowdate())
		entry.append("accounts", {"account": BANK, "debit_in_account_currency": amount})
		entry.append("accounts", {"account": VAT, "credit_in_account_currency": amount})
		return entry.insert().submit()

	def test_one_on_the_customers_account_lowers_the_exposure_and_is_not_counted_again(self):
		doc = self.deposit(make_payment(customer=self.customer, amount=1_000))
		self.assertEqual((doc.counted_amount, self.cover().secured), (0, None))
		self.assertEqual(securities.secured_amount(self.customer, self.company, day()), 0)

	def test_where_waiting_receipts_do_not_count_it_is_security_until_it_pays_an_invoice(self):
		frappe.db.set_single_value("Credit Control Settings", "deduct_receipts", 0)
		payment = make_payment(customer=self.customer, amount=1_000)
		self.deposit(payment)
		self.assertEqual(self.cover().secured, 1_000)
		invoice = make_sales_invoice(customer=self.customer, rate=600)
		paid = make_payment(invoice=invoice, amount=600)
		self.deposit(paid, amount=600)
		self.assertEqual(self.cover().secured, 1_000)

	def test_one_kept_as_our_own_debt_is_security(self):
		doc = self.deposit(self.liability(), haircut_percent=10)
		self.assertEqual((doc.counted_amount, self.cover().secured), (900, 900))

	def test_one_without_its_receipt_counts_and_one_with_it_by_journal_does_not(self):
		entry = make_journal_entry(customer=self.customer, amount=-400)
		doc = make_security(customer=self.customer, security_type="Deposit", amount=400)
		self.assertEqual(doc.counted_amount, 400)
		doc = self.deposit(entry, amount=300)
		self.assertEqual((doc.counted_amount, self.cover().secured), (0, 400))

	def test_a_receipt_is_counted_once_and_for_no_more_than_it_was(self):
		receipt = self.liability()
		with self.assertRaisesRegex(frappe.ValidationError, "Amount is above what was received with"):
			self.deposit(receipt, amount=1_001)
		first = self.deposit(receipt)
		with self.assertRaisesRegex(frappe.ValidationError, f"is counted by Credit Security {first.name}"):
			self.deposit(receipt)

	def test_a_receipt_of_another_customer_company_or_not_submitted_is_refused(self):
		other = self.make_credit_customer()
		with self.assertRaisesRegex(frappe.ValidationError, "was not received from"):
			self.deposit(make_payment(customer=other, amount=1_000))
		with self.assertRaisesRegex(frappe.ValidationError, "is not submitted."):
			self.deposit(make_payment(customer=self.customer, amount=1_000, submit=False))
		with self.assertRaisesRegex(frappe.ValidationError, f"was received by {self.company}"):
			self.deposit(make_payment(customer=self.customer, amount=1_000), only_for_company=SISTER)


class TestGate(CoverCase):
	"""The checks on security, insurance and unsecured exposure with a real policy."""

	def order(self, rate: float = 1_000, **fields):
		return make_sales_order(customer=self.customer, rate=rate, submit=False, **fields)

	def test_an_order_is_held_until_enough_of_the_exposure_is_secured(self):
		self.govern(("Security Missing", 50))
		order = self.order()
		self.assertIn("500.00 is to be secured, 50 % of the exposure", self.submit_refused(order))
		make_security(customer=self.customer, amount=500)
		order.submit()
		self.assertEqual(order.docstatus, 1)

	def test_a_security_that_ran_out_holds(self):
		make_security(customer=self.customer, amount=500, valid_from=days_ago(9), valid_to=days_ago(1))
		self.govern(("Security Missing", 0))
		self.assertIn("What was held as security has run out.", self.submit_refused(self.order()))

	def test_a_deposit_on_the_account_is_none_that_ran_out(self):
		payment = make_payment(customer=self.customer, amount=200)
		make_security(
			customer=self.customer,
			security_type="Deposit",
			amount=200,
			receipt_type=payment.doctype,
			receipt=payment.name,
		)
		self.govern(("Security Missing", 0))
		self.assertEqual(self.order().submit().docstatus, 1)

	def test_only_so_much_may_be_owed_without_security_or_insurance(self):
		self.insure(amount=10_000)
		self.govern(("Unsecured Exposure", 200))
		self.assertEqual(self.order(rate=2_000).submit().docstatus, 1)
		message = self.submit_refused(self.order(rate=100))
		self.assertIn("210.00 would be owed without security or insurance", message)

	def test_deliveries_stop_when_the_insurer_says_so(self):
		self.insure(must_stop=1, stop_after_days=29)
		self.govern(("Insurance Conditions", 0))
		invoice = make_sales_invoice(
			customer=self.customer, rate=10, date=days_ago(60), due_date=days_ago(30)
		)
		order = self.order()
		self.assertIn("the insurer stops deliveries after 29", self.submit_refused(order))
		make_payment(invoice=invoice)
		self.assertEqual(order.submit().docstatus, 1)

	def test_a_security_that_is_submitted_clears_the_hold_of_a_waiting_order(self):
		self.govern(("Security Missing", 50))
		order = self.order()
		self.submit_refused(order)
		with self.jobs() as handed:
			make_security(customer=self.customer, amount=500)
		self.assertEqual(self.asked_again(handed), [self.customer])
		self.run_jobs(handed)
		self.assertEqual(self.hold_of(order).status, "Cleared")
