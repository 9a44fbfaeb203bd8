"""Collection Case: opens, is renewed and closed by itself, over real invoices and payments."""

import frappe
from frappe.cache_manager import clear_doctype_map
from frappe.utils import add_days, add_years, getdate, nowdate

from credit_control import tasks
from credit_control.services import case_settings, collection_cases, settings
from credit_control.tests.budget_case import make_sales_person
from credit_control.tests.collection_case import CASE, CollectionCaseCase
from credit_control.tests.collection_documents import (
	make_dispute,
	make_overdue_invoice,
	make_plan,
	make_promise,
)
from credit_control.tests.factories import (
	make_credit_note,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
)
from credit_control.tests.limit_documents import make_security


class TestOpeningAndClosing(CollectionCaseCase):
	def test_it_is_opened_once_however_often_it_is_looked_at(self):
		case = self.opened()
		self.assertEqual((case.status, case.stage, case.overdue_amount), ("Open", "New", 1000))
		self.assertEqual((case.next_action, case.next_action_on), ("Call", getdate()))
		self.updated()
		self.daily()
		self.assertEqual(self.cases(), [case.name])

	def test_a_second_open_case_is_refused_by_the_database(self):
		case = self.opened()
		with self.assertRaises(frappe.UniqueValidationError):
			frappe.copy_doc(case).update({"status": "Open"}).insert()

	def test_the_daily_run_finds_who_is_late_and_leaves_the_others(self):
		make_overdue_invoice(customer=self.customer)
		fine = self.make_credit_customer()
		make_sales_invoice(customer=fine)
		self.daily()
		self.assertEqual(len(self.cases()), 1)
		self.assertIsNone(collection_cases.open_case(fine, self.company))

	def test_an_early_term_of_an_invoice_that_is_due_later_and_a_journal_open_one_too(self):
		terms = frappe.get_doc(
			{
				"doctype": "Payment Terms Template",
				"template_name": frappe.generate_hash(),
				"terms": [
					{
						"invoice_portion": 40,
						"credit_days": 5,
						"due_date_based_on": "Day(s) after invoice date",
					},
					{
						"invoice_portion": 60,
						"credit_days": 90,
						"due_date_based_on": "Day(s) after invoice date",
					},
				],
			}
		).insert()
		make_sales_invoice(
			customer=self.customer,
			rate=1000,
			date=add_days(nowdate(), -20),
			payment_terms_template=terms.name,
		)
		other = self.make_credit_customer()
		make_journal_entry(customer=other, amount=700, date=add_days(nowdate(), -20))
		self.daily()
		self.assertEqual(self.updated().overdue_amount, 400)
		case = collection_cases.open_case(other, self.company)
		self.assertEqual(frappe.db.get_value(CASE, case, "overdue_amount"), 700)

	def test_it_is_closed_when_everything_is_paid_and_renewed_by_a_part(self):
		case = self.opened()
		make_payment(invoice=self.invoice, amount=400)
		self.assertEqual(self.updated().overdue_amount, 600)
		make_payment(invoice=self.invoice.reload(), amount=600)
		self.assertIsNone(self.updated())
		case.reload()
		self.assertEqual((case.status, case.closed_on, case.priority), ("Closed", getdate(), 0))
		self.assertEqual((case.next_action, case.open_key), (None, None))

	def test_money_that_nobody_has_allocated_pays_the_oldest_items(self):
		self.opened()
		payment = make_payment(customer=self.customer, amount=400)
		self.assertEqual(self.updated().overdue_amount, 600)
		make_payment(customer=self.customer, amount=600)
		self.assertIsNone(self.updated())
		payment.cancel()
		self.assertEqual(self.updated().overdue_amount, 400)

	def test_a_credit_note_closes_it_too(self):
		self.opened()
		make_credit_note(invoice=self.invoice, settles_invoice=True)
		self.assertIsNone(self.updated())

	def test_it_is_opened_again_when_the_payment_is_taken_back(self):
		case = self.opened()
		payment = make_payment(invoice=self.invoice)
		self.assertIsNone(self.updated())
		payment.cancel()
		again = self.updated()
		self.assertEqual((again.name, again.reopened, again.closed_on), (case.name, 1, None))
		self.assertEqual(again.overdue_amount, 1000)

	def test_money_taken_off_the_invoice_still_counts_until_it_is_taken_back(self):
		case = self.opened()
		payment = make_payment(invoice=self.invoice)
		self.assertIsNone(self.updated())
		taken_off = frappe.get_doc(
			{
				"doctype": "Unreconcile Payment",
				"company": self.company,
				"voucher_type": "Payment Entry",
				"voucher_no": payment.name,
			}
		)
		taken_off.add_references()
		taken_off.insert().submit()
		self.assertIsNone(self.updated())
		payment.reload().cancel()
		self.assertEqual((self.updated().name, self.updated().overdue_amount), (case.name, 1000))

	def test_long_after_it_was_closed_a_new_one_is_opened(self):
		case = self.opened()
		make_payment(invoice=self.invoice)
		self.updated()
		case.reload().db_set("closed_on", add_days(nowdate(), -case_settings.reopen_days() - 1))
		make_overdue_invoice(customer=self.customer, amount=50)
		self.assertNotEqual(self.updated().name, case.name)
		self.assertEqual(len(self.cases()), 2)

	def test_the_daily_run_closes_what_was_paid_unnoticed(self):
		case = self.opened()
		make_payment(invoice=self.invoice)
		case.db_set("judged_on", add_days(nowdate(), -1))
		self.daily()
		self.assertEqual(case.reload().status, "Closed")

	def test_a_small_amount_opens_none_and_leaves_an_open_one(self):
		self.set_company(case_minimum=1000)
		self.assertIsNone(self.opened())
		self.set_company(case_minimum=999)
		self.assertIsNotNone(self.updated())
		self.set_company(case_minimum=5000)
		self.assertIsNotNone(self.updated())

	def test_what_is_disputed_or_in_a_plan_opens_none(self):
		invoice = make_overdue_invoice(customer=self.customer)
		make_dispute(customer=self.customer, items=[(invoice, 1000)])
		self.assertIsNone(self.updated())

	def test_of_two_cases_of_a_merged_customer_the_older_one_stays(self):
		first = self.opened()
		other = self.make_credit_customer()
		make_overdue_invoice(customer=other)
		tasks.update_conduct(other, self.company)
		second = collection_cases.open_case(other, self.company)
		frappe.rename_doc("Customer", other, self.customer, merge=True)
		self.assertEqual(self.updated().name, first.name)
		self.assertEqual(frappe.db.get_value(CASE, second, "status"), "Closed")
		self.assertEqual(self.updated().overdue_amount, 2000)

	def test_a_customer_that_is_renamed_keeps_its_case(self):
		case = self.opened()
		new_name = frappe.generate_hash()
		frappe.rename_doc("Customer", self.customer, new_name)
		self.customer = new_name
		self.assertEqual(self.updated().name, case.name)
		self.assertEqual(case.reload().customer, new_name)


class TestPriority(CollectionCaseCase):
	def test_it_is_the_sum_of_its_stated_reasons(self):
		self.set_company(case_large_amount=2000)
		case = self.opened(days=45)
		self.assertEqual(
			self.reasons(case),
			[
				(15, "CNY 1,000.00 are overdue"),
				(13, "The oldest item is 45 days overdue"),
				(3, "Grade A"),
			],
		)
		self.assertEqual(case.priority, 31)

	def test_a_promise_lowers_it_while_it_is_live_and_raises_it_when_it_is_broken(self):
		case = self.opened()
		before = case.priority
		promise = make_promise(customer=self.customer, amount=500, items=[self.invoice])
		case = self.updated()
		self.assertEqual((case.stage, case.excused_amount), ("Promised", 500))
		points, text = self.reasons(case)[-1]
		self.assertLess(points, 0)
		self.assertIn("CNY 500.00 are promised by", text)
		self.assertEqual(case.priority, before + points)
		promise.db_set({"promised_date": add_days(nowdate(), -1), "made_on": add_days(nowdate(), -5)})
		case = self.updated()
		self.assertEqual((case.stage, case.priority), ("New", before + 5))
		self.assertIn((5, "A promise was broken"), self.reasons(case))

	def test_a_plan_that_is_kept_waits_and_one_in_default_does_not(self):
		case = self.opened()
		plan = make_plan(customer=self.customer, items=[(self.invoice, 1000)], instalments=[(5, 1000)])
		case = self.updated()
		self.assertEqual((case.stage, case.priority), ("In Plan", 0))
		plan.instalments[0].db_set("due_date", add_days(nowdate(), -10))
		case = self.updated()
		self.assertIn((15, f"Repayment Plan {plan.name} is in default"), self.reasons(case))
		self.assertEqual(case.stage, "New")

	def test_a_dispute_waits_until_it_is_settled(self):
		case = self.opened()
		before = case.priority
		dispute = make_dispute(customer=self.customer, items=[(self.invoice, 1000)])
		case = self.updated()
		self.assertEqual((case.stage, case.priority), ("Disputed", 0))
		dispute.db_set("status", "Resolved")
		self.assertEqual(self.updated().priority, before)

	def test_what_was_kept_of_its_promises_counts_a_part_too(self):
		self.opened()
		for due, paid in ((20, 400), (10, 0)):
			make_promise(
				customer=self.customer,
				amount=500,
				items=[self.invoice],
				made_on=add_days(nowdate(), -due - 5),
				days=-due,
			)
			if paid:
				make_payment(invoice=self.invoice, amount=paid, date=add_days(nowdate(), -due))
		# 100 of 500 and 500 of 500 were not kept: (0.2 + 1) / 3 of 15 points
		self.assertIn((6, "2 promises were kept to 40 %"), self.reasons(self.updated()))

	def test_the_date_of_the_insurer_counts(self):
		self.opened(days=10)
		insurance = make_security(
			customer=self.customer,
			security_type="Credit Insurance",
			coverage_percent=90,
			must_report=1,
			report_after_days=15,
		)
		last = frappe.utils.formatdate(add_days(nowdate(), 5))
		self.assertIn((20, f"To be reported to the insurer by {last}"), self.reasons(self.updated()))
		insurance.db_set("report_after_days", 5)
		self.assertNotIn("insurer", str(self.reasons(self.updated())))

	def test_the_day_on_which_an_old_invoice_lapses_counts_until_a_part_payment_puts_it_off(self):
		invoice = make_overdue_invoice(customer=self.customer, days=3 * 365 - 100)
		last = frappe.utils.formatdate(add_years(invoice.due_date, 3))
		reasons = self.reasons(self.updated())
		self.assertIn((15, f"The claim becomes time-barred on {last}"), reasons)
		make_payment(invoice=invoice, amount=100)
		self.assertNotIn("time-barred", str(self.reasons(self.updated())))

	def test_the_points_of_the_settings_count(self):
		doc = frappe.get_doc(settings.SETTINGS)
		doc.update({"case_points_age": 0, "case_points_risk": 0, "case_points_amount": 50})
		doc.save()
		self.set_company(case_large_amount=1000)
		self.assertEqual(self.opened().priority, 50)


class TestOwners(CollectionCaseCase):
	def test_it_goes_to_the_account_manager_who_collects_else_to_the_companys_collector(self):
		default, manager = self.user("Collector").name, self.user("Credit Specialist").name
		seller = self.user().name
		self.set_company(default_collector=default)
		file = {"customer": self.customer}
		frappe.db.set_value("Credit File", file, "account_manager", seller)
		case = self.opened()
		self.assertEqual(case.collector, default)
		frappe.delete_doc(CASE, case.name)
		frappe.db.set_value("Credit File", file, "account_manager", manager)
		self.assertEqual(self.updated().collector, manager)

	def managed(self, manager: str) -> None:
		frappe.db.set_value("Credit File", {"customer": self.customer}, "account_manager", manager)

	def test_where_the_account_manager_does_not_collect_it_goes_to_a_collector_of_their_team(self):
		self.set_company(default_collector=self.user("Collector").name)
		team, other_team = make_sales_person(is_group=1), make_sales_person(is_group=1)
		seller, colleague, collector, stranger = (
			self.user(*roles).name for roles in ((), (), ("Collector",), ("Collector",))
		)
		for user in (seller, colleague, collector):
			make_sales_person(under=team, user=user)
		make_sales_person(under=other_team, user=stranger)
		self.managed(seller)
		self.assertEqual(self.opened().collector, collector)

	def test_of_several_collectors_of_the_team_a_customer_always_gets_the_same(self):
		team = make_sales_person(is_group=1)
		seller = self.user().name
		collectors = {self.user("Collector").name for _number in range(3)}
		for user in (seller, *collectors):
			make_sales_person(under=team, user=user)
		self.managed(seller)
		case = self.opened()
		self.assertIn(case.collector, collectors)
		frappe.delete_doc(CASE, case.name)
		self.assertEqual(self.updated().collector, case.collector)

	def test_who_has_left_gets_no_case_and_a_team_without_a_collector_leaves_it_to_the_company(self):
		default = self.user("Collector").name
		self.set_company(default_collector=default)
		team = make_sales_person(is_group=1)
		seller, gone = self.user().name, self.user("Collector").name
		for user in (seller, gone):
			make_sales_person(under=team, user=user)
		frappe.db.set_value("User", gone, "enabled", 0)
		self.managed(seller)
		self.assertEqual(self.opened().collector, default)

	def test_an_assignment_rule_goes_first(self):
		ruled = self.user("Collector").name
		self.set_company(default_collector=self.user("Collector").name)
		frappe.get_doc(
			{
				"doctype": "Assignment Rule",
				"name": frappe.generate_hash(),
				"document_type": CASE,
				"description": "Collect",
				"assign_condition": "status == 'Open'",
				"rule": "Round Robin",
				"users": [{"user": ruled}],
				"assignment_days": [
					{"day": day}
					for day in (
						"Monday",
						"Tuesday",
						"Wednesday",
						"Thursday",
						"Friday",
						"Saturday",
						"Sunday",
					)
				],
			}
		).insert()
		# Frappe remembers the rules of each DocType, and this one is rolled back
		self.addCleanup(clear_doctype_map, "Assignment Rule", CASE)
		case = self.opened()
		self.assertEqual(case.collector, ruled)
		make_payment(invoice=self.invoice)
		self.updated()
		tasks_left = frappe.get_all("ToDo", {"reference_name": case.name, "status": "Open"})
		self.assertEqual(tasks_left, [])
