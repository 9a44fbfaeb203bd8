"""The report Contact Activity over contacts that collectors recorded on real cases."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from credit_control import tasks
from credit_control.api import collection_cases as api
from credit_control.services import collection_cases
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.factories import make_customer
from credit_control.tests.report_case import ReportCase


class TestContactReport(ReportCase):
	report = "Contact Activity"

	def setUp(self):
		super().setUp()
		self.first, self.second = (self.user("Collector", "Accounts User").name for _number in range(2))
		make_overdue_invoice(customer=self.customer)
		tasks.update_conduct(self.customer, self.company)
		self.case = collection_cases.open_case(self.customer, self.company)
		self.record(self.first, "No Answer")
		self.record(self.first, "No Answer", channel="E-Mail")
		self.record(self.first, "Spoken To")
		self.record(self.second, "Promised to Pay", named_day=add_days(nowdate(), 3))

	def record(self, user: str, outcome: str, **contact) -> None:
		version = str(frappe.db.get_value("Collection Case", self.case, "modified"))
		with self.acting_as(user):
			api.record(self.case, version, {"outcome": outcome, **contact})

	def usual_filters(self) -> dict:
		return {"customer": self.customer, "from_date": add_days(nowdate(), -5), "to_date": nowdate()}

	def test_each_collector_with_contacts_channels_and_what_came_of_them(self):
		first, second = self.rows()
		fields = ("user", "contacts", "customers", "per_day", "reached", "promised", "phone", "e_mail")
		self.assertEqual([first[field] for field in fields], [self.first, 3, 1, 3, 33.3, 0, 2, 1])
		self.assertEqual([second[field] for field in fields], [self.second, 1, 1, 1, 100, 1, 1, 0])

	def test_by_outcome(self):
		found = [(row["outcome"], row["contacts"], row["share"]) for row in self.rows(view="Outcomes")]
		self.assertEqual(found, [("No Answer", 2, 50), ("Promised to Pay", 1, 25), ("Spoken To", 1, 25)])

	def test_the_sums_the_chart_and_the_filters(self):
		tiles = self.tiles()
		self.assertEqual(
			(tiles["Contacts"], tiles["Customers Contacted"], tiles["Reached %"]), (4, 1, "50.0%")
		)
		drawn = self.run_report()["chart"]["data"]["datasets"]
		sums = {entry["name"]: sum(entry["values"]) for entry in drawn}
		self.assertEqual((sums["Phone"], sums["E-Mail"], sums["Visit"]), (3, 1, 0))
		self.assertEqual([row["user"] for row in self.rows(collector=self.second)], [self.second])
		found = self.run_report(to_date=add_days(nowdate(), -1))
		self.assertEqual((found["result"], found["chart"], found["report_summary"]), ([], None, []))
		self.refused("To Date lies before From Date.", to_date=add_days(nowdate(), -9))

	def test_a_user_sees_the_contacts_of_the_customers_that_it_may_see(self):
		self.permit(self.second, "Customer", make_customer().name)
		self.assertEqual(self.run_report(user=self.second, customer="")["result"], [])

	def test_who_may_run_it(self):
		self.assert_guarded(outsider="Sales User")
