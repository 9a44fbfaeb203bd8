"""The health page: each check sees what is not in order and says what to do."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from erpnext.selling.doctype.sales_order.sales_order import SalesOrder

from credit_control.api import health as api
from credit_control.erp import gates, indexes
from credit_control.services import recording, settings
from credit_control.services.health import companies, jobs, ledgers, people, report
from credit_control.services.health.findings import ATTENTION, FINE, PROBLEM
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer, make_payment, make_sales_invoice, make_sales_order


class HealthCase(CreditCase):
	def only(self, check, subject: str):
		"""The one finding of a check about a subject."""
		found = [finding for finding in check() if finding.subject == subject]
		self.assertEqual(len(found), 1, [finding.subject for finding in check()])
		return found[0]


class TestCompanies(HealthCase):
	def test_each_company_is_shown_with_its_mode(self):
		self.assertEqual(self.only(companies.modes, self.company).status, FINE)
		settings.set_mode(self.company, settings.OFF)
		finding = self.only(companies.modes, self.company)
		self.assertEqual((finding.status, finding.detail), (ATTENTION, "Off: Nothing is judged."))

	def test_a_company_without_a_policy_is_a_problem(self):
		for name in frappe.get_all("Credit Policy", {"docstatus": 1}, pluck="name"):
			frappe.db.set_value("Credit Policy", name, "valid_from", add_days(nowdate(), 9))
		finding = self.only(companies.modes, self.company)
		self.assertEqual(finding.status, PROBLEM)
		self.assertIn("No policy applies.", finding.detail)

	def test_a_class_that_another_app_took_is_named(self):
		self.assertEqual(self.only(companies.displaced, "Silent Where We Enforce").status, FINE)
		ours = gates.get_controller
		with patch.object(
			gates, "get_controller", lambda doctype: {"Sales Order": SalesOrder}.get(doctype) or ours(doctype)
		):
			finding = self.only(companies.displaced, "Sales Order")
		self.assertEqual(finding.status, ATTENTION)
		self.assertIn("erpnext.selling.doctype.sales_order.sales_order.SalesOrder", finding.detail)

	def test_limits_of_erpnext_that_are_left_over_are_counted(self):
		settings.set_mode(self.company, settings.WARN_ONLY)
		make_customer(credit_limit=500)
		self.assertEqual(list(companies.core_limits()), [])
		settings.set_mode(self.company, settings.ENFORCE)
		self.assertIn(
			"1 customers have an ERPNext limit", self.only(companies.core_limits, self.company).detail
		)


class TestLedgers(HealthCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000)
		self.invoice = make_sales_invoice(customer=self.customer, rate=900)
		make_payment(invoice=self.invoice, amount=400)
		make_payment(customer=self.customer, amount=50)

	def test_ledgers_that_agree_are_fine(self):
		finding = self.only(ledgers.drift, f"Exposure of {self.company}")
		self.assertEqual((finding.status, finding.remedy), (FINE, ""))

	def test_a_payment_ledger_that_lost_a_row_is_found(self):
		frappe.db.delete("Payment Ledger Entry", {"party": self.customer, "voucher_type": "Payment Entry"})
		finding = self.only(ledgers.drift, f"Exposure of {self.company}")
		self.assertEqual(finding.status, PROBLEM)
		self.assertIn(f"{self.customer} CNY 450.00", finding.detail)
		self.assertEqual(finding.route, ("List", "Repost Payment Ledger"))

	def test_a_missing_index_is_named(self):
		self.assertEqual(self.only(ledgers.missing_indexes, "Indexes").status, FINE)
		with patch.object(indexes, "columns_of", return_value=[]):
			finding = self.only(ledgers.missing_indexes, "Indexes")
		self.assertEqual(finding.status, PROBLEM)
		self.assertIn("Sales Invoice (credit_control_open_invoices)", finding.detail)

	def test_a_decision_that_was_changed_is_found(self):
		make_sales_order(customer=self.customer, rate=10)
		recording.write_pending()
		self.assertEqual(self.only(ledgers.decisions, "Chain of Decisions").status, FINE)
		decision = frappe.db.get_value("Credit Decision", {"customer": self.customer})
		frappe.db.set_value("Credit Decision", decision, "outcome", "Held", update_modified=False)
		finding = self.only(ledgers.decisions, "Chain of Decisions")
		self.assertEqual(finding.status, PROBLEM)
		self.assertEqual(finding.route[1], "Credit File")

	def test_decisions_that_could_not_be_written_are_counted(self):
		frappe.db.delete("Error Log", {"method": ["like", "Credit decision on %"]})
		frappe.log_error("Credit decision on Sales Order X was not recorded")
		self.assertIn("1 decisions could not", self.only(ledgers.decisions, "Not Recorded").detail)


class TestJobs(HealthCase):
	def job(self, **values):
		name = frappe.db.get_value("Scheduled Job Type", {"method": "credit_control.tasks.daily"})
		frappe.db.set_value("Scheduled Job Type", name, values)
		return name

	def test_a_job_that_ran_today_is_fine_and_one_of_last_week_is_not(self):
		self.job(last_execution=now_datetime())
		self.assertEqual(self.only(jobs.late_jobs, "Daily Work").status, FINE)
		name = self.job(last_execution=add_days(now_datetime(), -7))
		finding = self.only(jobs.late_jobs, "Daily Work")
		self.assertEqual(finding.status, PROBLEM)
		self.assertEqual(finding.route, ("Form", "Scheduled Job Type", name))

	def test_a_stopped_job_is_a_problem(self):
		self.job(stopped=1, last_execution=now_datetime())
		self.assertTrue(self.only(jobs.late_jobs, "Daily Work").detail.startswith("Stopped."))

	def test_failures_of_the_last_week_are_counted(self):
		log = {"doctype": "Scheduled Job Log", "scheduled_job_type": self.job(stopped=0), "status": "Failed"}
		self.assertEqual(list(jobs.failed_jobs()), [])
		frappe.get_doc(log).insert()
		frappe.get_doc(log).insert()
		self.assertEqual(
			self.only(jobs.failed_jobs, "Daily Work").detail, "Failed 2 times in the last seven days."
		)

	def test_the_scheduler_the_workers_and_the_mail_account_are_looked_at(self):
		with patch.object(jobs, "is_scheduler_inactive", return_value=True):
			self.assertEqual(self.only(jobs.scheduler, "Scheduler").status, PROBLEM)
		with patch.object(jobs, "get_workers", return_value=[]):
			self.assertEqual(self.only(jobs.workers, "Workers").status, PROBLEM)
		frappe.db.set_value("Email Account", {"default_outgoing": 1}, "enable_outgoing", 0)
		self.assertEqual(self.only(jobs.mail, "Outgoing E-Mail").status, ATTENTION)

	def test_each_job_has_a_name_that_can_be_read(self):
		names = {finding.subject for finding in jobs.late_jobs()}
		self.assertIn("Daily Work", names)
		self.assertEqual([name for name in names if "_" in name], [])


class TestPeople(HealthCase):
	def test_one_manager_is_too_few_and_two_are_enough(self):
		for name in people.get_users_with_role("Credit Manager"):
			frappe.db.delete("Has Role", {"parent": name, "role": "Credit Manager"})
		self.assertEqual(self.only(people.managers, "Credit Managers").status, PROBLEM)
		first = self.user("Credit Manager").full_name
		self.assertEqual(
			self.only(people.managers, "Credit Managers").detail,
			f"Only {first}: nobody can decide about what that user asked for.",
		)
		self.user("Credit Manager")
		self.assertEqual(self.only(people.managers, "Credit Managers").status, FINE)


class TestReport(HealthCase):
	def test_a_check_that_breaks_is_a_finding_and_stops_no_other(self):
		def broken():
			raise ValueError("no")

		with patch.object(report, "CHECKS", (broken, people.managers)):
			subjects = [finding.subject for finding in report.findings()]
		self.assertEqual(sorted(subjects), ["Credit Managers", "broken"])

	def test_managers_see_all_of_it_and_sellers_nothing(self):
		with self.acting_as(self.user("Credit Manager").name):
			areas = {finding["area"] for finding in api.findings()}
		self.assertLessEqual({"Companies", "Ledgers", "Speed", "Decisions", "Jobs", "People"}, areas)
		with self.acting_as(self.user("Sales User").name), self.assertRaises(frappe.PermissionError):
			api.findings()
