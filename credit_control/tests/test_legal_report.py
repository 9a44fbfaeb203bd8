"""The report Recoveries after Legal Action over real invoices, payments and costs."""

from __future__ import annotations

from decimal import Decimal

from frappe.utils import add_days, getdate, nowdate

from credit_control import tasks
from credit_control.services import legal_actions, recoveries, write_offs
from credit_control.tests.bootstrap import BANK
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.factories import make_customer, make_payment
from credit_control.tests.legal_documents import make_action
from credit_control.tests.report_case import ReportCase
from credit_control.tests.write_off_case import LOSSES, make_write_off


class TestLegalReport(ReportCase):
	report = "Recoveries after Legal Action"

	def setUp(self):
		super().setUp()
		self.invoices = []
		self.settled, self.running = (self.action(amount) for amount in (1000, 500))
		self.settled.append("costs", {"cost_date": nowdate(), "kind": "Lawyer", "amount": 200})
		self.settled.save()
		self.running.append("costs", {"cost_date": nowdate(), "kind": "Court Fee", "amount": 50})
		self.running.save()
		make_payment(invoice=self.invoices[0], amount=600, date=add_days(nowdate(), -3))
		tasks.update_conduct(self.customer, self.company)
		legal_actions.close(self.settled.name, outcome="Settled", day=nowdate(), note="They paid 600")

	def action(self, amount: float):
		self.invoices.append(make_overdue_invoice(customer=self.customer, amount=amount))
		return make_action(customer=self.customer, items=[(self.invoices[-1], amount)])

	def usual_filters(self) -> dict:
		return {
			"customer": self.customer,
			"from_date": add_days(nowdate(), -60),
			"to_date": nowdate(),
		}

	def test_what_was_claimed_recovered_and_spent(self):
		rows = {row["name"]: row for row in self.rows()}
		fields = ("status", "outcome", "claimed", "recovered", "share", "costs", "net")
		found = [tuple(rows[doc.name][field] for field in fields) for doc in (self.settled, self.running)]
		# outcomes that there is none of are empty in the database
		self.assertEqual(found[0], ("Closed", "Settled", 1000, 600, 60, 200, 400))
		self.assertEqual(found[1][2:], (500, 0, 0, 50, -50))

	def test_what_came_in_after_the_write_off_is_recovered_too(self):
		collector, manager = (
			self.user(*roles).name for roles in (("Collector", "Accounts User"), ("Credit Manager",))
		)
		with self.acting_as(collector):
			items = [(self.invoices[1], 500)]
			lost = make_write_off(customer=self.customer, items=items, legal_action=self.running.name)
			write_offs.send(lost.name)
		with self.acting_as(manager):
			write_offs.approve(lost.name)
		values = {"account": BANK, "income_account": LOSSES, "day": getdate()}
		for amount in (120, 30):
			recoveries.record(lost.name, amount=Decimal(amount), reference="TT-1", **values)
		row = next(row for row in self.rows() if row["name"] == self.running.name)
		found = [row[field] for field in ("recovered", "later", "share", "net")]
		self.assertEqual(found, [150, 150, 30, 100])
		settled = next(row for row in self.rows() if row["name"] == self.settled.name)
		self.assertEqual((settled["recovered"], settled["later"]), (600, 0))
		self.assertEqual(self.tiles()["Recovered"], 750)
		recoveries.take_back(lost.name, lost.reload().recoveries[0].name)
		self.assertEqual(self.tiles()["Recovered"], 630)

	def test_by_outcome_what_still_runs_comes_last(self):
		settled, running = self.rows(view="Outcomes")
		self.assertEqual((settled["outcome"], settled["actions"], settled["net"]), ("Settled", 1, 400))
		self.assertEqual((running["outcome"], running["actions"], running["net"]), ("", 1, -50))

	def test_the_sums_and_the_chart(self):
		tiles = self.tiles()
		self.assertEqual((tiles["Claimed"], tiles["Recovered"], tiles["Recovered %"]), (1500, 600, "40.0%"))
		self.assertEqual((tiles["Costs"], tiles["Recovered less Costs"]), (250, 350))
		drawn = self.run_report()["chart"]["data"]["datasets"]
		sums = {entry["name"]: sum(entry["values"]) for entry in drawn}
		self.assertEqual(sums, {"Claimed": 1500, "Recovered": 600, "Costs": 250})

	def test_what_is_asked_amiss_is_refused_and_nothing_found_is_nothing(self):
		self.refused("From Date or To Date is missing. Enter both.", to_date="")
		before = add_days(nowdate(), -59)
		found = self.run_report(to_date=before)
		self.assertEqual((found["result"], found["chart"], found["report_summary"]), ([], None, []))

	def test_a_user_sees_the_actions_of_the_customers_that_it_may_see(self):
		collector = self.user("Collector", "Sales User").name
		self.permit(collector, "Customer", make_customer().name)
		self.assertEqual(self.run_report(user=collector, customer="")["result"], [])

	def test_who_may_run_it(self):
		self.assert_guarded(outsider="Stock User")
