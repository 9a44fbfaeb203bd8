"""The report Receivables Performance: figures worked by hand, and the Accounts Receivable report of each month's end."""

from __future__ import annotations

from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from credit_control.tests import ledgers
from credit_control.tests.bootstrap import DEBTORS_USD, SISTER
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_customer_group,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_terms,
)
from credit_control.tests.ledgers import money
from credit_control.tests.report_case import MONTHS, ReportCase


class PerformanceCase(ReportCase):
	report = "Receivables Performance"

	def usual_filters(self) -> dict:
		return {"customer": self.customer, "as_of": str(self.ends[-1]), "months": MONTHS}

	def trade(self) -> None:
		"""1000 sold in the first month and 400 of it paid in the second, 500 sold in the second and paid in the third."""
		first = self.invoice(1000, self.on(1, 5), self.on(1, 25))
		second = self.invoice(500, self.on(2, 5), self.on(3, 10))
		make_payment(invoice=first, amount=400, date=self.on(2, 10))
		make_payment(invoice=second, date=self.on(3, 20))
		make_payment(customer=self.customer, amount=100, date=self.on(3, 15))

	def invoice(self, rate: float, date: str, due: str, **fields):
		values = {"customer": self.customer, "rate": rate, "date": date, "due_date": due}
		return make_sales_invoice(**{**values, **fields})


class TestByMonth(PerformanceCase):
	def test_the_ledger_at_each_months_end(self):
		self.trade()
		fields = ("receivables", "not_due", "overdue", "credits", "net", "sales", "paid")
		found = [tuple(row[field] for field in fields) for row in self.rows()]
		self.assertEqual(
			found,
			[
				(1000, 0, 1000, 0, 1000, 1000, 0),
				(1100, 500, 600, 0, 1100, 500, 400),
				(600, 0, 600, 100, 500, 0, 500),
			],
		)
		self.assertEqual([row["month"] for row in self.rows()], list(self.ends[1:]))

	def test_the_measures_are_those_worked_by_hand(self):
		self.trade()
		_first, second, third = self.rows()
		quarter = self.days(0, 1, 2)
		self.assert_measures(
			second,
			dso=1100 / 1500 * quarter,
			# 500 of the month, 600 of the 1000 before
			count_back=self.days(2) + 0.6 * self.days(1),
			best=500 / 1500 * quarter,
			delinquent=600 / 1500 * quarter,
			# (1000 + 500 − 1100) / (1000 + 500 − 500)
			effectiveness=40,
			overdue_rate=100 * 600 / 1100,
			overdue_count_rate=50,
			days_to_pay=self.between(self.on(1, 5), self.on(2, 10)),
			days_late=(
				400 * self.between(self.on(1, 25), self.on(2, 10))
				+ 600 * self.between(self.on(1, 25), self.ends[2])
			)
			/ 1000,
		)
		self.assert_measures(
			third,
			dso=600 / 1500 * self.days(1, 2, 3),
			count_back=self.days(3) + self.days(2) + 0.1 * self.days(1),
			best=0,
			delinquent=600 / 1500 * self.days(1, 2, 3),
			# (1100 + 0 − 600) / (1100 + 0 − 0)
			effectiveness=100 * 500 / 1100,
			overdue_rate=100,
			overdue_count_rate=100,
			days_to_pay=self.between(self.on(2, 5), self.on(3, 20)),
			days_late=(500 * 10 + 600 * self.between(self.on(1, 25), self.ends[3])) / 1100,
		)

	def assert_measures(self, row: dict, **expected: float) -> None:
		for name, value in expected.items():
			self.assertAlmostEqual(row[name], value, delta=0.0501, msg=name)

	def test_a_figure_that_there_is_nothing_to_measure_on_is_empty_and_not_zero(self):
		# a journal is no sale: owed without any sales
		make_journal_entry(customer=self.customer, amount=800, date=self.on(2, 5))
		row = self.rows()[-1]
		self.assertEqual((row["receivables"], row["sales"]), (800, 0))
		for name in ("dso", "count_back", "best", "delinquent", "days_to_pay"):
			self.assertIsNone(row[name], name)
		self.assertIsNone(self.run_report()["chart"])

	def test_the_months_of_sales_can_be_chosen(self):
		self.trade()
		self.assertAlmostEqual(self.rows(sales_months=1)[1]["dso"], 1100 / 500 * self.days(2), delta=0.0501)

	def test_two_terms_are_late_each_for_itself(self):
		terms = make_terms()
		invoice = self.invoice(1000, self.on(0, 5), None, payment_terms_template=terms.name)
		first, second = (row.due_date for row in invoice.payment_schedule)
		make_payment(invoice=invoice, amount=700, date=self.on(3, 20))
		late = 500 * max(0, self.between(first, self.on(3, 20)))
		late += 200 * max(0, self.between(second, self.on(3, 20)))
		late += 300 * max(0, self.between(second, self.ends[3]))
		self.assertAlmostEqual(self.rows()[-1]["days_late"], late / 1000, delta=0.0501)

	def test_a_till_sale_and_a_write_off_are_neither_credit_sales_nor_payments(self):
		invoice = self.invoice(1000, self.on(2, 5), self.on(2, 25))
		self.invoice(300, self.on(3, 5), self.on(3, 5), paid=300)
		make_journal_entry(
			customer=self.customer,
			amount=-400,
			against=invoice,
			date=self.on(3, 10),
			voucher_type="Write Off Entry",
		)
		row = self.rows()[-1]
		self.assertEqual((row["sales"], row["paid"], row["receivables"]), (0, 0, 600))

	def test_a_month_that_is_not_over_is_counted_up_to_the_day(self):
		self.trade()
		row = self.rows(as_of=self.on(3, 12))[-1]
		self.assertEqual((row["receivables"], row["overdue"], row["credits"]), (1100, 1100, 0))
		self.assertAlmostEqual(row["dso"], 1100 / 1500 * (self.days(1, 2) + 12), delta=0.0501)

	def test_what_is_asked_amiss_is_refused_by_name(self):
		self.refused("Months must be a number between 1 and 60.", months=61)
		self.refused("Months must be a number between 1 and 60.", months="many")
		self.refused("Months of Sales must be a number between 1 and 12.", sales_months=0)
		self.refused("Months must be a whole number.", months="2.5")
		self.refused("As of lies in the future", as_of=add_days(nowdate(), 1))

	def test_who_may_run_it(self):
		self.assert_guarded(outsider="Sales User")

	def test_a_user_sees_the_figures_of_the_customers_that_it_may_see(self):
		self.trade()
		other = make_customer().name
		make_sales_invoice(customer=other, rate=70, date=self.on(2, 5), due_date=self.on(2, 25))
		collector = self.user("Collector", "Sales User").name
		self.permit(collector, "Customer", other)
		found = self.run_report(user=collector, customer="")["result"]
		self.assertEqual([row["receivables"] for row in found], [0, 70, 70])

	def test_another_company_has_none_of_it(self):
		self.trade()
		self.assertEqual({row["receivables"] for row in self.rows(company=SISTER)}, {0})


class TestAgainstAccountsReceivable(PerformanceCase):
	def assert_agrees(self) -> None:
		for row in self.rows():
			with self.subTest(day=row["month"]):
				day = str(row["month"])
				self.assertEqual(money(row["net"]), ledgers.report_total(self.customer, day))
				self.assertEqual(money(row["net"]), ledgers.general_ledger(self.customer, day=day))
				self.assertEqual(money(row["overdue"]), ledgers.report_overdue(self.customer, day))

	def test_invoices_payments_and_receipts_on_account(self):
		self.trade()
		self.assert_agrees()

	def test_credit_notes_for_an_invoice_and_on_their_own(self):
		first = self.invoice(100, self.on(1, 5), self.on(1, 25), qty=10)
		make_credit_note(invoice=first, qty=4, settles_invoice=True, date=self.on(2, 8))
		second = self.invoice(500, self.on(1, 7), self.on(2, 25))
		make_credit_note(invoice=second, date=self.on(3, 8))
		self.assert_agrees()
		self.assertEqual([row["sales"] for row in self.rows()], [1500, -400, -500])

	def test_two_terms_partly_paid(self):
		terms = make_terms()
		invoice = self.invoice(1000, self.on(0, 20), None, payment_terms_template=terms.name)
		make_payment(invoice=invoice, amount=600, date=self.on(2, 10))
		self.assert_agrees()

	def test_an_advance_for_an_invoice_of_a_later_month(self):
		advance = make_payment(customer=self.customer, amount=300, date=self.on(1, 10))
		self.invoice(1000, self.on(2, 5), self.on(2, 25), advance=advance)
		self.assert_agrees()
		self.assertEqual([row["credits"] for row in self.rows()], [300, 0, 0])

	def test_journals_and_a_payment_that_was_cancelled(self):
		entry = make_journal_entry(customer=self.customer, amount=800, date=self.on(1, 10))
		make_journal_entry(customer=self.customer, amount=-500, against=entry, date=self.on(3, 10))
		make_payment(invoice=self.invoice(400, self.on(1, 5), self.on(1, 25)), date=self.on(2, 2)).cancel()
		self.assert_agrees()

	def test_dollars_count_at_the_rate_of_their_invoice(self):
		self.customer = make_customer(currency="USD").name
		invoice = self.invoice(100, self.on(1, 5), self.on(2, 25), currency="USD", debit_to=DEBTORS_USD)
		make_payment(invoice=invoice, amount=40, date=self.on(2, 10))
		self.assertEqual([row["receivables"] for row in self.rows()], [700, 420, 420])
		self.assert_agrees()


class TestByCustomer(PerformanceCase):
	def setUp(self):
		super().setUp()
		self.group = make_customer_group().name
		self.owing = [self.customer_owing(amount) for amount in (600, 300, 100)]

	def customer_owing(self, amount: float) -> str:
		customer = make_customer(group=self.group).name
		make_sales_invoice(customer=customer, rate=amount, date=self.on(2, 5), due_date=self.on(2, 25))
		return customer

	def usual_filters(self) -> dict:
		return {"customer_group": self.group, "as_of": str(self.ends[-1]), "view": "Customers"}

	def test_shares_run_up_to_all_of_it_and_make_the_index(self):
		make_payment(customer=self.owing[2], amount=40, date=self.on(3, 5))
		rows = self.rows()
		self.assertEqual([row["customer"] for row in rows], self.owing)
		self.assertEqual([row["share"] for row in rows], [60, 30, 10])
		self.assertEqual([row["running"] for row in rows], [60, 90, 100])
		self.assertEqual([(row["credits"], row["net"]) for row in rows], [(0, 600), (0, 300), (40, 60)])
		tiles = self.tiles()
		# .6² + .3² + .1²
		self.assertEqual(tiles["Concentration (HHI)"], "0.460")
		self.assertEqual((tiles["Largest Customer %"], tiles["10 Largest %"]), ("60.0%", "100.0%"))
		self.assertEqual((tiles["Customers That Owe"], tiles["Overdue %"]), (3, "100.0%"))

	def test_a_day_before_anybody_owed_has_no_rows_and_no_index(self):
		found = self.run_report(as_of=str(self.ends[0]))
		self.assertEqual((found["result"], found["chart"]), ([], None))
		self.assertNotIn("Concentration (HHI)", {tile["label"] for tile in found["report_summary"]})

	def test_more_customers_take_no_more_statements(self):
		self.rows()
		few = self.statements()
		self.owing.append(self.customer_owing(50))
		self.assertEqual(self.statements(), few)

	def statements(self) -> int:
		with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as counted:
			self.rows()
		return counted.call_count
