"""Overdue debts are reported to the insurer in time: tasks, reporting, and what needs no report."""

import frappe
from frappe.utils import formatdate, nowdate

from credit_control.api import securities as api
from credit_control.services import insurer_tasks, settings
from credit_control.tests.cover_case import CoverCase, day
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.factories import make_payment, make_sales_invoice


class TestInsurerReports(CoverCase):
	def setUp(self):
		super().setUp()
		# due ten days ago, to be reported within fifteen: in five days
		self.invoice = make_sales_invoice(
			customer=self.customer, rate=1_000, date=days_ago(40), due_date=days_ago(10)
		)
		self.insurance = self.insure(must_report=1, report_after_days=15)

	def remind(self, days: int = 0) -> int:
		return sum(insurer_tasks.remind_all(day(days)))

	def report(self, user: str | None = None) -> int:
		chosen = [[self.invoice.name, str(day(-10))]]
		with self.acting_as(user or self.specialist):
			return api.report(self.insurance.name, chosen, nowdate(), "C-7")

	def test_the_specialist_is_told_what_to_report_by_when_once(self):
		self.assertEqual([self.remind(), self.remind(), self.remind(3)], [1, 0, 0])
		task = self.tasks(self.insurance.name)[0]
		self.assertEqual((task.allocated_to, task.date), (self.specialist, day(5)))
		self.assertIn(f"Report to insurer by {formatdate(day(5))}: {self.invoice.name}", task.description)
		self.assertIn("1,000.00", task.description)

	def test_the_task_comes_some_days_before_its_last_day(self):
		frappe.db.set_single_value(settings.SETTINGS, "insurer_lead_days", 3)
		self.assertEqual([self.remind(1), self.remind(2)], [0, 1])

	def test_a_deadline_that_was_missed_is_told_all_the_same(self):
		self.assertEqual(self.remind(30), 1)

	def test_what_is_not_overdue_not_covered_or_paid_needs_no_report(self):
		make_sales_invoice(customer=self.customer, rate=5, due_date=nowdate())
		self.assertEqual(len(api.open_reports(self.insurance.name)), 1)
		make_payment(invoice=self.invoice)
		self.assertEqual((api.open_reports(self.insurance.name), self.remind()), ([], 0))

	def test_terms_that_are_too_long_are_not_covered_and_need_no_report(self):
		self.insurance.cancel()
		self.insure(must_report=1, report_after_days=15, maximum_extension_days=20)
		self.assertEqual(self.remind(), 0)

	def test_paying_closes_the_task(self):
		self.remind()
		make_payment(invoice=self.invoice)
		self.remind()
		self.assertEqual(self.open_tasks(self.insurance.name), [])

	def test_reporting_keeps_who_when_and_what_and_closes_the_task(self):
		self.remind()
		self.assertEqual(self.report(), 1)
		row = self.insurance.reload().reports[0]
		self.assertEqual((row.voucher_no, row.amount, row.claim_number), (self.invoice.name, 1_000, "C-7"))
		self.assertEqual((row.reported_by, row.reported_on), (self.specialist, day()))
		self.assertEqual(self.open_tasks(self.insurance.name), [])
		self.assertEqual((self.remind(), self.report()), (0, 0))

	def test_a_report_is_not_dated_ahead_and_only_to_an_insurance_in_force(self):
		chosen = [[self.invoice.name, str(day(-10))]]
		with self.assertRaisesRegex(frappe.ValidationError, "Reported on lies in the future."):
			api.report(self.insurance.name, chosen, str(day(1)))
		self.insurance.db_set("status", "Expired")
		with self.assertRaisesRegex(frappe.ValidationError, "is no insurance in force."):
			api.report(self.insurance.name, chosen, nowdate())

	def test_a_seller_may_neither_see_nor_report(self):
		seller = self.user("Sales User").name
		with self.assertRaises(frappe.PermissionError):
			self.report(seller)
		with self.acting_as(seller), self.assertRaises(frappe.PermissionError):
			api.open_reports(self.insurance.name)

	def test_the_manager_takes_back_a_report_that_was_none(self):
		self.report()
		self.assertEqual(self.cover(10).ineligible, 0)
		with self.acting_as(self.manager):
			doc = frappe.get_doc("Credit Security", self.insurance.name)
			doc.reports = []
			doc.save()
		self.assertEqual(self.cover(10).ineligible, 1_000)
