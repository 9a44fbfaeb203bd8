"""A bill that came back: the journal that ERPNext is given for it, and what it is judged for."""

import frappe

from credit_control.api import bills as api
from credit_control.erp import sources
from credit_control.tests.bootstrap import BANK, DEBTORS
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import check_row, make_policy
from credit_control.tests.exposure_case import ExposureTestCase
from credit_control.tests.factories import (
	make_customer,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
)
from credit_control.tests.test_uncleared_bills import make_mode


class TestJournal(ExposureTestCase):
	"""Prepared, saved and submitted as it comes, it leaves the customer with what it owed before the bill."""

	def setUp(self):
		super().setUp()
		self.customer = make_customer()
		self.mode = make_mode(sources.CLEARED)

	def bill(self, **fields):
		return make_payment(mode_of_payment=self.mode, **fields)

	def booked(self, payment):
		return frappe.get_doc(api.take_back(payment.name)).submit()

	def test_the_invoice_is_open_again_and_the_bank_is_credited(self):
		invoice = make_sales_invoice(customer=self.customer.name, rate=1000)
		payment = self.bill(invoice=invoice)
		prepared = api.take_back(payment.name)
		self.assertEqual((prepared["total_debit"], prepared["total_credit"]), (1000, 1000))
		self.assertEqual(prepared["user_remark"], f"{payment.name}, CC came back")
		entry = self.booked(payment)
		rows = [(row.account, row.debit, row.credit, row.reference_name) for row in entry.accounts]
		self.assertEqual(rows, [(DEBTORS, 1000, 0, invoice.name), (BANK, 0, 1000, None)])
		self.assertEqual(invoice.reload().outstanding_amount, 1000)
		self.assert_exposure(self.customer, open_invoices=1000)

	def test_what_was_on_account_is_owed_against_the_payment(self):
		invoice = make_sales_invoice(customer=self.customer.name, rate=600)
		payment = self.bill(invoice=invoice, amount=600, submit=False)
		payment.update({"paid_amount": 1000, "received_amount": 1000})
		payment.save()
		payment.submit()
		self.assert_exposure(self.customer, uncleared_bills=1000, unallocated_receipts=400)
		entry = self.booked(payment)
		self.assertEqual([row.debit for row in entry.accounts], [600, 400, 0])
		self.assertEqual(entry.accounts[1].reference_name, payment.name)
		self.assert_exposure(self.customer, open_invoices=600)

	def test_an_advance_for_an_order_makes_no_room_any_more(self):
		"""ERPNext keeps the advance with the order; what is owed against the payment makes up for it."""
		order = make_sales_order(customer=self.customer.name, rate=500)
		self.booked(self.bill(order=order))
		self.assertEqual(self.exposure_of(self.customer).total, 500)

	def test_a_discount_that_was_deducted_is_owed_again(self):
		invoice = make_sales_invoice(customer=self.customer.name, rate=1000)
		payment = self.bill(invoice=invoice, submit=False)
		payment.update({"paid_amount": 980, "received_amount": 980})
		cost_center = frappe.get_cached_value("Company", self.company, "cost_center")
		write_off = frappe.get_cached_value("Company", self.company, "write_off_account")
		payment.append("deductions", {"account": write_off, "cost_center": cost_center, "amount": 20})
		payment.save()
		payment.submit()
		entry = self.booked(payment)
		self.assertEqual([(row.debit, row.credit) for row in entry.accounts], [(1000, 0), (0, 980), (0, 20)])
		self.assert_exposure(self.customer, open_invoices=1000)

	def test_in_dollars_it_is_owed_against_the_payment_at_its_rate(self):
		customer = make_customer(currency="USD")
		invoice = make_sales_invoice(customer=customer.name, rate=100, currency="USD")
		before = self.exposure_of(customer).total
		payment = self.bill(invoice=invoice)
		entry = self.booked(payment)
		self.assertEqual(entry.accounts[0].reference_name, payment.name)
		self.assertEqual((entry.total_debit, entry.difference), (payment.base_paid_amount, 0))
		self.assertEqual(self.exposure_of(customer).total, before)

	def test_it_is_taken_back_once(self):
		payment = self.bill(invoice=make_sales_invoice(customer=self.customer.name, rate=1000))
		entry = self.booked(payment)
		with self.assertRaisesRegex(frappe.ValidationError, "was taken back before, in whole or in part"):
			api.take_back(payment.name)
		entry.cancel()
		self.assertEqual(api.take_back(payment.name)["dishonoured_payment"], payment.name)

	def test_only_money_received_from_a_customer_comes_back(self):
		draft = self.bill(invoice=make_sales_invoice(customer=self.customer.name, rate=10), submit=False)
		with self.assertRaisesRegex(frappe.ValidationError, "is not money received from a customer"):
			api.take_back(draft.name)


class TestWhoAndHowMuch(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=1000)
		invoice = make_sales_invoice(customer=self.customer, rate=900)
		self.payment = make_payment(invoice=invoice, mode_of_payment=make_mode(sources.CLEARED))

	def journal(self, amount: float, customer: str | None = None, **fields):
		values = {"counter": BANK, "dishonoured_payment": self.payment.name, **fields}
		return make_journal_entry(customer=customer or self.customer, amount=amount, **values)

	def test_no_more_is_taken_back_than_was_received(self):
		self.journal(500)
		with self.assertRaisesRegex(frappe.ValidationError, f"Of {self.payment.name} only .*400.00 can be"):
			self.journal(401)
		self.assertEqual(self.journal(400).docstatus, 1)

	def test_it_must_be_the_customers_own_payment(self):
		other = make_customer().name
		with self.assertRaisesRegex(
			frappe.ValidationError, "is not a payment of a customer of this journal to"
		):
			self.journal(100, customer=other)

	def test_it_is_booked_although_the_policy_holds_what_is_debited_by_hand(self):
		make_policy(changes=lambda doc: check_row(doc, "Credit Limit").update({"journal_entry": "Hold"}))
		make_sales_order(customer=self.customer, rate=100)
		self.submit_refused(make_journal_entry(customer=self.customer, amount=200, submit=False))
		entry = self.journal(900)
		self.assertEqual(self.decisions_of(entry), ["Exempt"])
		decision = frappe.get_last_doc("Credit Decision", {"reference_name": entry.name})
		self.assertEqual(decision.exemption, "Bill or cheque that came back")

	def test_giving_final_money_back_is_judged_like_any_debit(self):
		make_policy(changes=lambda doc: check_row(doc, "Credit Limit").update({"journal_entry": "Hold"}))
		final = make_payment(customer=self.customer, amount=500, mode_of_payment=make_mode(None))
		make_sales_order(customer=self.customer, rate=400)
		self.submit_refused(self.journal(500, dishonoured_payment=final.name, submit=False))

	def test_whoever_makes_journals_and_reads_the_payment_prepares_it(self):
		for roles, may in (
			(("Accounts User",), True),
			(("Sales User",), False),
			(("Credit Manager",), False),
		):
			with self.subTest(roles), self.acting_as(self.user(*roles).name):
				if may:
					self.assertEqual(api.take_back(self.payment.name)["doctype"], "Journal Entry")
				else:
					with self.assertRaises(frappe.PermissionError):
						api.take_back(self.payment.name)
