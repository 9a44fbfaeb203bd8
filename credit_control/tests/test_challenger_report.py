"""Champion and challenger side by side: what either graded, and how the customers paid since."""

import frappe
from frappe.desk.query_report import run
from frappe.utils import nowdate

from credit_control.services import files
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.credit_documents import days_ago, fill_file, make_scorecard, make_statement
from credit_control.tests.factories import make_customer, make_payment, make_sales_invoice

REPORT = "Champion and Challenger"


def halve_every_band(card) -> None:
	for row in card.bands:
		row.points /= 2


class TestChallengerReport(AssessmentCase):
	def setUp(self):
		super().setUp()
		self.challenger = make_scorecard(
			role="Challenger", valid_from=days_ago(400), changes=halve_every_band
		).name
		# both are assessed 60 days ago; then one pays late and the other in time
		self.prompt = self.customer
		self.tardy = make_customer().name
		files.create(self.tardy)
		for customer, late in ((self.prompt, False), (self.tardy, True)):
			self.customer = customer
			self.known_customer(late)
			self.approve(self.assess(as_of=days_ago(60)))
			self.trade_since(late)

	def known_customer(self, late: bool):
		"""A year of history: in time, or 40 days late with a poor margin."""
		invoice = make_sales_invoice(
			customer=self.customer, rate=120_000, date=days_ago(200), due_date=days_ago(170)
		)
		make_payment(invoice=invoice, date=days_ago(130 if late else 180))
		fill_file(self.customer)
		make_statement(customer=self.customer, unit="10000")

	def trade_since(self, late: bool):
		invoice = make_sales_invoice(
			customer=self.customer, rate=100, date=days_ago(50), due_date=days_ago(20)
		)
		make_payment(invoice=invoice, date=days_ago(10 if late else 30))
		make_sales_invoice(customer=self.customer, rate=100, date=days_ago(5), due_date=days_ago(-25))

	def report(self, view: str = "Customers", user: str | None = None, **filters):
		wanted = {
			"company": self.company,
			"from_date": days_ago(90),
			"to_date": nowdate(),
			"challenger": self.challenger,
			"view": view,
			**filters,
		}
		with self.acting_as(user or self.manager):
			return run(REPORT, filters=wanted)

	def rows(self, view: str = "Customers", **filters) -> list[dict]:
		return [row for row in self.report(view, **filters)["result"] if isinstance(row, dict)]

	def test_each_customer_has_both_grades_and_what_came_of_it(self):
		rows = {row["customer"]: row for row in self.rows()}
		self.assertEqual(set(rows), {self.prompt, self.tardy})
		prompt, tardy = rows[self.prompt], rows[self.tardy]
		self.assertEqual((prompt["model_grade"], prompt["challenger_grade"]), ("AAA", "B"))
		self.assertEqual((prompt["change"], prompt["steps"]), ("Moved Down", -5))
		# the invoice of five days ago is neither due nor paid: nothing can be said of it yet
		self.assertEqual((prompt["judged"], prompt["late_share"], prompt["overdue"]), (1, 0, 0))
		self.assertEqual((tardy["judged"], tardy["late_share"]), (1, 100))

	def test_the_matrix_counts_who_went_from_which_grade_to_which(self):
		rows = {row["grade"]: row for row in self.rows("Agreement")}
		self.assertEqual(rows["AAA"]["grade_b"], 1)
		counted = sum(count or 0 for row in rows.values() for name, count in row.items() if name != "grade")
		self.assertEqual(counted, 2)

	def test_by_grade_the_share_of_late_invoices_is_told_for_either_scorecard(self):
		rows = {row["grade"]: row for row in self.rows("Outcome")}
		best = rows["AAA"]
		self.assertEqual(
			(best["champion_customers"], best["champion_judged"], best["champion_late"]), (1, 1, 0)
		)
		self.assertEqual((best["challenger_customers"], best["challenger_late"]), (0, None))
		self.assertEqual(sum(row["challenger_customers"] for row in rows.values()), 2)

	def test_the_summary_tells_agreement_and_foresight_and_the_chart_late_shares(self):
		report = self.report()
		summary = {item["label"]: item["value"] for item in report["report_summary"]}
		self.assertEqual(summary["Customers"], 2)
		self.assertEqual(summary["Worse by the Challenger"], 2)
		self.assertEqual(summary["Foresight of the Champion %"], "100.0%")
		names = [dataset["name"] for dataset in report["chart"]["data"]["datasets"]]
		self.assertEqual(names, ["Champion", "Challenger"])

	def test_only_the_last_approved_assessment_of_the_period_counts(self):
		self.customer = self.prompt
		self.assess(as_of=days_ago(1))
		self.assertEqual(len(self.rows()), 2)
		self.assertEqual(self.rows(to_date=days_ago(70)), [])

	def test_a_user_restricted_to_a_customer_sees_no_other(self):
		frappe.get_doc(
			{"doctype": "User Permission", "user": self.manager, "allow": "Customer", "for_value": self.tardy}
		).insert()
		self.assertEqual([row["customer"] for row in self.rows()], [self.tardy])

	def test_who_may_not_read_assessments_may_not_run_it(self):
		with self.assertRaises(frappe.PermissionError):
			self.report(user=self.user("Sales User").name)

	def test_without_a_challenger_it_is_empty_and_says_nothing_wrong(self):
		report = self.report(from_date="1999-01-01", to_date="1999-12-31")
		self.assertEqual([row for row in report["result"] if isinstance(row, dict)], [])
		self.assertFalse(report.get("chart"))
