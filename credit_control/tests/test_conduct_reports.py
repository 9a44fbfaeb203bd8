"""The reports Promises to Pay, Payment Disputes and Repayment Plans over real documents and payments."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from credit_control import tasks
from credit_control.services import case_view, disputes
from credit_control.tests.collection_documents import (
	make_dispute,
	make_overdue_invoice,
	make_plan,
	make_promise,
)
from credit_control.tests.factories import make_credit_note, make_customer, make_payment
from credit_control.tests.report_case import ReportCase


def day(number: int) -> str:
	return add_days(nowdate(), number)


class ConductCase(ReportCase):
	def usual_filters(self) -> dict:
		return {"customer": self.customer, "from_date": day(-100), "to_date": day(100)}

	def assert_refuses_bad_periods(self) -> None:
		self.refused("From Date or To Date is missing. Enter both.", from_date="")
		self.refused("To Date lies before From Date. Choose a later day.", from_date=day(0), to_date=day(-1))


class TestPromises(ConductCase):
	report = "Promises to Pay"

	def setUp(self):
		super().setUp()
		self.collector = self.user("Collector", "Accounts User").name
		with self.acting_as(self.collector):
			self.kept = self.promise(400, due=5)
			self.partly, self.broken = self.promise(500), self.promise(100)
		self.waiting = self.promise(50, due=6)
		make_payment(invoice=self.invoice_of(self.kept), date=day(-1))
		make_payment(invoice=self.invoice_of(self.partly), amount=300, date=day(-8))
		tasks.update_conduct(self.customer, self.company)

	def promise(self, amount: float, due: int = -5):
		invoice = make_overdue_invoice(customer=self.customer, amount=amount)
		fields = {"customer": self.customer, "items": [invoice], "made_on": day(-10)}
		return make_promise(amount=amount, days=due, **fields)

	def invoice_of(self, promise):
		return frappe.get_doc("Sales Invoice", promise.items[0].sales_invoice)

	def test_each_promise_stands_as_the_payments_left_it(self):
		found = {row["name"]: (row["status"], row["received_amount"]) for row in self.rows()}
		self.assertEqual(
			found,
			{
				self.kept.name: ("Kept", 400),
				self.partly.name: ("Partly Kept", 300),
				self.broken.name: ("Broken", 0),
				self.waiting.name: ("Open", 0),
			},
		)

	def test_a_customers_reliability_counts_only_what_can_be_judged(self):
		(row,) = self.rows(view="Customers")
		counts = [row[status] for status in ("promises", "kept", "partly_kept", "broken", "open")]
		self.assertEqual(counts, [4, 1, 1, 1, 1])
		# one of three; 400 + 300 of 1000
		self.assertEqual((row["reliability"], row["amount_kept"]), (33.3, 70))
		self.assertEqual((row["amount"], row["received"]), (1050, 700))
		self.assertEqual(self.tiles()["Kept %"], "33.3%")

	def test_it_agrees_with_what_the_case_shows(self):
		(row,) = self.rows(view="Customers")
		shown = case_view.reliability(self.customer, self.company)
		judged = row["kept"] + row["partly_kept"] + row["broken"]
		self.assertEqual(shown, {"judged": judged, "kept": row["kept"]})

	def test_a_promise_is_that_of_whoever_recorded_it(self):
		rows = {row["user"]: row for row in self.rows(view="Collectors")}
		self.assertEqual(rows[self.collector]["promises"], 3)
		# nothing of it can be judged yet
		self.assertEqual((rows["Administrator"]["promises"], rows["Administrator"]["reliability"]), (1, None))
		self.assertEqual(len(self.rows(collector=self.collector)), 3)

	def test_a_payment_that_is_taken_back_breaks_it_again(self):
		payment = frappe.get_last_doc("Payment Entry", {"paid_amount": 300, "party": self.customer})
		payment.cancel()
		tasks.update_conduct(self.customer, self.company)
		(row,) = self.rows(view="Customers")
		self.assertEqual((row["partly_kept"], row["broken"], row["amount_kept"]), (0, 2, 40))

	def test_filters_and_chart(self):
		self.assertEqual([row["name"] for row in self.rows(status="Broken")], [self.broken.name])
		self.assertEqual(self.rows(to_date=day(-6)), [])
		self.assertIsNone(self.run_report(to_date=day(-6))["chart"])
		drawn = self.run_report()["chart"]["data"]["datasets"]
		self.assertEqual({entry["name"]: sum(entry["values"]) for entry in drawn}["Kept"], 1)
		self.assert_refuses_bad_periods()

	def test_who_may_run_it(self):
		self.assert_guarded(outsider="Stock User")


class TestDisputes(ConductCase):
	report = "Payment Disputes"

	def setUp(self):
		super().setUp()
		self.fresh = self.dispute(300, "Quality", raised=-10)
		self.old = self.dispute(200, "Quality", raised=-45, due_date=day(-5))
		self.credited = self.dispute(100, "Price", raised=-20)
		self.withdrawn = self.dispute(80, "Price", raised=-6)
		invoice = frappe.get_doc("Sales Invoice", self.credited.items[0].sales_invoice)
		disputes.resolve(
			self.credited.name,
			resolution="Credit Note Issued",
			note="Billed at the old price",
			root_cause="Price list",
			credit_note=make_credit_note(invoice=invoice).name,
		)
		disputes.resolve(self.withdrawn.name, resolution="Withdrawn", note="They had it wrong")

	def dispute(self, amount: float, reason: str, raised: int, **fields):
		invoice = make_overdue_invoice(customer=self.customer, amount=1000)
		values = {"reason": reason, "raised_on": day(raised), **fields}
		return make_dispute(customer=self.customer, items=[(invoice, amount)], **values)

	def test_open_amounts_age_by_reason_and_settled_ones_tell_the_days_they_took(self):
		quality, price = self.rows()
		self.assertEqual((quality["reason"], price["reason"]), ("Quality", "Price"))
		self.assertEqual([quality[f"age_{place}"] for place in range(4)], [300, 200, 0, 0])
		self.assertEqual((quality["open"], quality["open_amount"], quality["oldest"]), (2, 500, 45))
		self.assertEqual((quality["days_to_resolve"], quality["credited"]), (None, None))
		# 20 and 6 days
		self.assertEqual((price["resolved"], price["days_to_resolve"], price["credited"]), (2, 13, 50))
		self.assertEqual((price["open_amount"], price["oldest"]), (0, None))

	def test_the_sums_above_it(self):
		tiles = self.tiles()
		self.assertEqual((tiles["Open Disputes"], tiles["Open Amount"]), (2, 500))
		self.assertEqual((tiles["Past the Day to Settle"], tiles["Days to Resolve"]), (1, "13.0"))
		self.assertEqual(tiles["Credit Note %"], "50.0%")

	def test_each_dispute_with_its_days(self):
		rows = {row["name"]: row for row in self.rows(view="Disputes")}
		self.assertEqual((rows[self.old.name]["days"], rows[self.old.name]["late"]), (45, 5))
		self.assertEqual((rows[self.credited.name]["days"], rows[self.credited.name]["late"]), (20, None))
		self.assertEqual(rows[self.credited.name]["root_cause"], "Price list")

	def test_filters_and_chart(self):
		self.assertEqual([row["reason"] for row in self.rows(status="Resolved")], ["Price"])
		self.assertEqual([row["reason"] for row in self.rows(reason="Quality")], ["Quality"])
		chart = self.run_report()["chart"]["data"]
		self.assertEqual(chart["labels"], ["Quality"])
		self.assertEqual([entry["values"] for entry in chart["datasets"]], [[300], [200], [0], [0]])
		self.assertIsNone(self.run_report(status="Resolved")["chart"])
		self.assert_refuses_bad_periods()

	def test_a_user_sees_the_disputes_of_the_customers_that_it_may_see(self):
		collector = self.user("Collector", "Sales User").name
		self.permit(collector, "Customer", make_customer().name)
		self.assertEqual(self.run_report(user=collector, customer="")["result"], [])

	def test_who_may_run_it(self):
		self.assert_guarded(outsider="Stock User")


class TestPlans(ConductCase):
	report = "Repayment Plans"

	def setUp(self):
		super().setUp()
		self.invoice = make_overdue_invoice(customer=self.customer)
		self.plan = make_plan(
			customer=self.customer,
			items=[(self.invoice, 1000)],
			instalments=[(-40, 300), (-10, 300), (20, 400)],
			agreed_on=day(-50),
		)
		make_payment(invoice=self.invoice, amount=450, date=day(-12))
		tasks.update_conduct(self.customer, self.company)

	def test_what_was_planned_by_now_what_came_in_and_what_was_missed(self):
		(row,) = self.rows()
		self.assertEqual((row["name"], row["status"]), (self.plan.name, "In Default"))
		self.assertEqual((row["planned"], row["received"], row["kept"]), (600, 450, 75))
		self.assertEqual((row["instalments"], row["missed"], row["missed_amount"]), (3, 1, 150))
		tiles = self.tiles()
		self.assertEqual((tiles["In Default"], tiles["Missed Amount"]), (1, 150))

	def test_each_instalment_with_what_is_open_of_it(self):
		rows = self.rows(view="Instalments")
		found = [(row["amount"], row["paid_amount"], row["open"], row["state"], row["late"]) for row in rows]
		self.assertEqual(
			found,
			[(300, 300, 0, "Paid", None), (300, 150, 150, "Missed", 10), (400, 0, 400, "Open", None)],
		)

	def test_money_ahead_of_the_plan_is_no_more_than_the_plan_kept(self):
		make_payment(invoice=self.invoice.reload(), amount=550, date=day(-1))
		tasks.update_conduct(self.customer, self.company)
		(row,) = self.rows()
		self.assertEqual(
			(row["status"], row["planned"], row["received"], row["kept"]), ("Completed", 600, 1000, 100)
		)
		self.assertEqual((row["missed"], row["next_due"]), (0, None))

	def test_filters_and_chart(self):
		self.assertEqual(self.rows(status="On Track"), [])
		self.assertEqual(self.rows(from_date=day(-49)), [])
		drawn = self.run_report()["chart"]["data"]["datasets"]
		self.assertEqual(
			{entry["name"]: sum(entry["values"]) for entry in drawn}, {"Planned": 1000, "Paid": 450}
		)
		self.assert_refuses_bad_periods()

	def test_a_user_sees_the_plans_of_the_customers_that_it_may_see(self):
		collector = self.user("Collector", "Sales User").name
		self.permit(collector, "Customer", make_customer().name)
		self.assertEqual(self.run_report(user=collector, customer="")["result"], [])

	def test_who_may_run_it(self):
		self.assert_guarded(outsider="Stock User")
