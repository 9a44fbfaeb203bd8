"""The report Roll Rates and Expected Loss: a small ledger whose rates and losses are worked by hand."""

from __future__ import annotations

from frappe.utils import add_days

from credit_control.tests.factories import (
	make_customer,
	make_customer_group,
	make_payment,
	make_sales_invoice,
)
from credit_control.tests.report_case import MONTHS, ReportCase


class TestLossReport(ReportCase):
	report = "Roll Rates and Expected Loss"

	def setUp(self):
		super().setUp()
		self.group = make_customer_group().name
		self.customer = make_customer(group=self.group).name

	def usual_filters(self) -> dict:
		return {"customer_group": self.group, "as_of": str(self.ends[-1]), "months": MONTHS}

	def invoice(self, rate: float, date: str, due):
		return make_sales_invoice(customer=self.customer, rate=rate, date=date, due_date=str(due))

	def trade(self) -> None:
		"""Balances by bucket at the four month ends:

		not due 2000, 0, 0, 1000; 1–30 days 1000, 500, 0, 0; 31–60 days 0, 600, 500, 0; 61–90 days 0, 0, 600, 0;
		over 90 days 0, 0, 0, 300.
		"""
		old = self.invoice(1000, self.on(0, 5), self.on(0, 5))
		make_payment(invoice=old, amount=400, date=self.on(1, 10))
		make_payment(invoice=old.reload(), amount=300, date=self.on(3, 10))
		later = self.invoice(2000, self.on(0, 10), self.on(1, 10))
		make_payment(invoice=later, amount=1500, date=self.on(1, 5))
		make_payment(invoice=later.reload(), amount=500, date=self.on(3, 5))
		# falls due after the last month's end
		self.invoice(1000, self.on(3, 10), add_days(self.ends[3], 20))

	def test_balances_roll_from_month_end_to_month_end(self):
		self.trade()
		rows = self.rows(view="Months")
		found = [[row[f"bucket_{place}"] for place in range(5)] for row in rows]
		self.assertEqual(
			found,
			[
				[2000, 1000, 0, 0, 0],
				[0, 500, 600, 0, 0],
				[0, 0, 500, 600, 0],
				[1000, 0, 0, 0, 300],
			],
		)
		rolled = [[row[f"roll_{place}"] for place in range(4)] for row in rows]
		self.assertEqual(
			rolled, [[25, 60, None, None], [None, 100, 100, None], [None, None, 0, 50], [None] * 4]
		)

	def test_rates_and_losses_are_those_worked_by_hand(self):
		self.trade()
		rows = self.rows(loss_given_default=60, forward_factor="1.1")
		# not due .25; (.6 + 1) / 2; (1 + 0) / 2; .5; the last rolls nowhere
		self.assertEqual([row["roll_rate"] for row in rows], [25, 80, 50, 50, None])
		self.assertEqual([row["months"] for row in rows], [1, 2, 2, 1, None])
		# .6; × .5 = .3; × .5 = .15; × .8 = .12; × .25 = .03
		self.assertEqual([row["loss_rate"] for row in rows], [3, 12, 15, 30, 60])
		# (1000 × .03 + 300 × .6) × 1.1
		self.assertEqual([row["loss"] for row in rows], [33, 0, 0, 0, 198])
		tiles = self.tiles(loss_given_default=60, forward_factor="1.1")
		self.assertEqual((tiles["Receivables"], tiles["Expected Loss"]), (1300, 231))
		self.assertEqual(tiles["Expected Loss % of Receivables"], "17.8%")

	def test_thin_data_is_flagged_and_says_of_what_there_is_too_little(self):
		self.trade()
		rows = self.rows()
		self.assertEqual([row["thin"] for row in rows], [1] * 5)
		self.assertEqual(rows[0]["data_note"], "Thin: fewer than 30 invoices and 12 months")
		# the oldest bucket rests on no roll
		self.assertEqual(rows[4]["data_note"], "Thin: fewer than 30 invoices")
		self.assertEqual(self.tiles()["Buckets with Thin Data"], 5)

	def test_without_a_way_to_the_end_the_loss_is_unknown_and_it_says_so(self):
		self.invoice(1000, self.on(3, 5), self.on(3, 10))
		found = self.run_report()
		self.assertEqual([row["loss"] for row in found["result"]], [0, None, 0, 0, 0])
		self.assertIn("The expected loss is not known.", found["message"])
		self.assertNotIn("Expected Loss", {tile["label"] for tile in found["report_summary"]})

	def test_a_month_that_is_not_over_adds_no_roll_but_gives_the_balances(self):
		self.trade()
		before = self.rows(as_of=str(self.ends[2]), months=2)
		within = self.rows(as_of=self.on(3, 2), months=2)
		self.assertEqual([row["roll_rate"] for row in within], [row["roll_rate"] for row in before])
		self.assertEqual(sum(row["balance"] for row in within), 1100)

	def test_what_is_asked_amiss_is_refused_by_name(self):
		self.refused("Loss Given Default % must be a number between 0 and 100.", loss_given_default=101)
		self.refused("Loss Given Default % must be a number between 0 and 100.", loss_given_default="all")
		self.refused("Forward Factor must be above zero. 1 leaves the past as it was.", forward_factor=0)
		self.refused("Forward Factor must be a number between 0 and 10.", forward_factor=-1)
		self.refused("Months must be a number between 1 and 60.", months=0)

	def test_who_may_run_it(self):
		self.assert_guarded(outsider="Collector")
