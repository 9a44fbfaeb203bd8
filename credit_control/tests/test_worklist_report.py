"""The report Open Collection Cases over cases of real overdue invoices."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control import tasks
from credit_control.api import collection_cases as api
from credit_control.services import collection_cases
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.factories import make_customer
from credit_control.tests.report_case import ReportCase

CASE = "Collection Case"


class TestWorklistReport(ReportCase):
	report = "Open Collection Cases"

	def setUp(self):
		super().setUp()
		self.collector = self.user("Collector", "Accounts User")
		self.small, self.large = self.opened(1000), self.opened(5000)

	def opened(self, amount: int) -> str:
		"""An open case of a customer of its own."""
		customer = make_customer().name
		make_overdue_invoice(customer=customer, amount=amount)
		tasks.update_conduct(customer, self.company)
		return collection_cases.open_case(customer, self.company)

	def usual_filters(self) -> dict:
		return {}

	def mine(self, **filters) -> dict[str, dict]:
		"""The rows of the two cases, by their name."""
		return {row["name"]: row for row in self.rows(**filters) if row["name"] in (self.small, self.large)}

	def given(self, case: str) -> None:
		frappe.db.set_value(CASE, case, "collector", self.collector.name)

	def test_a_case_with_what_the_worklist_says_of_it(self):
		self.given(self.large)
		version = str(frappe.db.get_value(CASE, self.large, "modified"))
		with self.acting_as(self.collector.name):
			api.record(
				self.large, version, {"outcome": "Promised to Pay", "named_day": add_days(nowdate(), 3)}
			)
		doc, row = frappe.get_doc(CASE, self.large), self.mine()[self.large]
		fields = ("customer", "priority", "stage", "overdue_amount", "excused_amount", "oldest_days")
		self.assertEqual([row[field] for field in fields], [doc.get(field) for field in fields])
		self.assertEqual(row["responsible"], self.collector.full_name)
		self.assertEqual((row["next_action"], row["next_action_on"]), (doc.next_action, doc.next_action_on))
		self.assertEqual((row["last_contact"], row["last_outcome"]), (getdate(), "Promised to Pay"))
		self.assertEqual(row["reason"], "The oldest item is 40 days overdue")
		self.assertNotIn("inputs", row)

	def test_the_order_is_that_of_the_worklist(self):
		listed = [row["name"] for row in api.read({"company": self.company})["rows"]]
		self.assertEqual([row["name"] for row in self.rows()][: len(listed)], listed)
		self.assertEqual(list(self.mine()), [self.large, self.small])

	def test_the_filters(self):
		self.given(self.large)
		customer = frappe.db.get_value(CASE, self.small, "customer")
		frappe.db.set_value(
			CASE, self.small, {"stage": "Escalated", "next_action_on": add_days(nowdate(), 9)}
		)
		frappe.db.set_value(CASE, self.large, "next_action_on", nowdate())
		expected = {
			self.large: ({"collector": self.collector.name}, {"due": 1}),
			self.small: ({"nobody": 1}, {"stage": "Escalated"}, {"customer": customer}),
		}
		for case, asked in expected.items():
			for filters in asked:
				with self.subTest(**filters):
					self.assertEqual(list(self.mine(**filters)), [case])

	def test_a_closed_case_is_left_out(self):
		frappe.db.set_value(CASE, self.small, "status", "Closed")
		self.assertEqual(list(self.mine()), [self.large])

	def test_how_the_work_shares_out(self):
		self.given(self.large)
		frappe.db.set_value(CASE, self.large, {"next_action_on": nowdate(), "escalated": 1, "contacts": 2})
		row = self.rows(view="Collectors", collector=self.collector.name)[0]
		overdue = frappe.db.get_value(CASE, self.large, "overdue_amount")
		fields = ("responsible", "cases", "due", "untouched", "escalated", "overdue", "excused")
		name = self.collector.full_name
		self.assertEqual([row[field] for field in fields], [name, 1, 1, 0, 1, overdue, 0])
		nobody = self.rows(view="Collectors", nobody=1)[0]
		self.assertEqual((nobody["user"], nobody["responsible"]), (None, "Nobody"))
		self.assertGreaterEqual(nobody["untouched"], 1)

	def test_the_sums_and_the_chart(self):
		for case in (self.small, self.large):
			self.given(case)
		frappe.db.set_value(CASE, self.small, "stage", "Disputed")
		found = self.run_report(collector=self.collector.name)
		tiles = {tile["label"]: tile["value"] for tile in found["report_summary"]}
		amounts = [frappe.db.get_value(CASE, case, "overdue_amount") for case in (self.small, self.large)]
		self.assertEqual((tiles["Open Cases"], tiles["Overdue"]), (2, sum(amounts)))
		self.assertEqual(tiles["Without a Collector"], 0)
		drawn = {entry["name"]: entry["values"] for entry in found["chart"]["data"]["datasets"]}
		self.assertEqual(found["chart"]["data"]["labels"], [self.collector.full_name])
		self.assertEqual(
			(drawn["Disputed"], drawn["New"], drawn["In Plan"]), ([amounts[0]], [amounts[1]], [0])
		)
		empty = self.run_report(customer=make_customer().name)
		self.assertEqual((empty["result"], empty["chart"], empty["report_summary"]), ([], None, []))

	def test_a_user_sees_the_cases_of_the_customers_that_it_may_see(self):
		self.permit(self.collector.name, "Customer", frappe.db.get_value(CASE, self.small, "customer"))
		rows = self.run_report(user=self.collector.name)["result"]
		self.assertEqual([row["name"] for row in rows], [self.small])

	def test_who_may_run_it(self):
		self.assert_guarded(outsider="Sales User")
