"""Proposed instalments: equal, by the grade of the customer, by its seasons; and how long promises and plans may run."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, add_months, formatdate, get_first_day, getdate, nowdate

from credit_control.api import repayment_plans as api
from credit_control.erp.currency import smallest_unit
from credit_control.services import plan_terms, settings
from credit_control.tests.collection_documents import make_overdue_invoice, make_plan, make_promise
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer, make_sales_invoice


class ProposalCase(CreditCase):
	mode = settings.WARN_ONLY
	grade = "BBB"

	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000, grade=self.grade)
		self.set_terms([("BBB", 20, 4), ("", 40, 3)])

	def set_terms(self, rows, **fields) -> None:
		doc = frappe.get_doc(settings.SETTINGS)
		doc.set("plan_grades", [])
		for grade, percent, count in rows:
			doc.append("plan_grades", {"grade": grade, "down_payment_percent": percent, "instalments": count})
		doc.update({"plan_longest_months": 24, "promise_longest_days": 60, **fields})
		doc.save()

	def proposed(self, **fields) -> list[tuple[str, float]]:
		return [(row["due_date"], row["amount"]) for row in self.ask(**fields)["rows"]]

	def ask(self, **fields) -> dict:
		values = {
			"company": self.company,
			"total": "1000",
			"first": "2027-01-31",
			"customer": self.customer,
			"agreed_on": "2027-01-10",
		}
		return api.propose(**{**values, **fields})

	def refused(self, text: str, **fields) -> None:
		with self.assertRaisesRegex(frappe.ValidationError, text):
			self.ask(**fields)


class TestEqual(ProposalCase):
	def test_equal_instalments_come_to_the_cent_at_the_months_end(self):
		self.assertEqual(
			self.proposed(count="3"),
			[("2027-01-31", 333.33), ("2027-02-28", 333.33), ("2027-03-31", 333.34)],
		)

	def test_a_down_payment_comes_first(self):
		amounts = [amount for _, amount in self.proposed(count="3", down_payment="400")]
		self.assertEqual(amounts, [400, 300, 300])
		self.refused("leaves nothing for later instalments of CNY 1,000.00", count=3, down_payment="1000")

	def test_too_many_too_few_and_nothing_to_part_are_refused(self):
		for count in ("0", "61"):
			self.refused("must be between 1 and 60", count=count)
		self.refused("The items have no amounts yet.", total="0", count="3")
		self.refused("Method is missing.", count="3", method="Whatever")

	def test_the_smallest_unit_is_the_currencys(self):
		units = {money: str(smallest_unit(money)) for money in ("CNY", "JPY", "CHF", "KWD")}
		self.assertEqual(units, {"CNY": "0.01", "JPY": "1", "CHF": "0.05", "KWD": "0.001"})


class TestByGrade(ProposalCase):
	def test_the_grade_says_how_much_comes_down_and_how_many_instalments_there_are(self):
		found = self.ask(method="By Grade", count="9", down_payment="1")
		self.assertEqual([row["amount"] for row in found["rows"]], [200, 266.66, 266.66, 266.68])
		self.assertEqual(found["note"], "Grade BBB: 20 % down, 4 instalments")

	def test_a_customer_without_a_grade_has_the_terms_of_everybody_else(self):
		found = self.ask(method="By Grade", customer=make_customer().name)
		self.assertEqual([row["amount"] for row in found["rows"]], [400, 300, 300])
		self.assertEqual(found["note"], "No grade: 40 % down, 3 instalments")

	def test_it_never_runs_longer_than_a_plan_may(self):
		self.set_terms([("BBB", 20, 12)], plan_longest_months=3)
		found = self.ask(method="By Grade")
		self.assertEqual([row["due_date"] for row in found["rows"]][-1], "2027-03-31")
		self.assertEqual(
			found["note"],
			"Grade BBB: 20 % down, 12 instalments, cut to 3 because a plan may run 3 months",
		)

	def test_a_grade_without_terms_is_named_with_the_remedy(self):
		self.set_terms([("A", 0, 12)])
		self.refused(
			"There are no repayment terms for grade BBB. Add a row to Plans by Grade", method="By Grade"
		)
		self.refused("for customers without a grade", method="By Grade", customer=make_customer().name)


class TestSeasonal(ProposalCase):
	def buys(self, months_ago: int, amount: float) -> None:
		day = add_days(get_first_day(add_months(nowdate(), -months_ago)), 4)
		make_sales_invoice(customer=self.customer, rate=amount, date=day, due_date=day)

	def shares(self) -> dict:
		return api.seasons(self.customer, self.company)

	def month(self, months_ago: int) -> int:
		return getdate(add_months(nowdate(), -months_ago)).month

	def test_the_weights_part_the_total_and_a_month_without_one_has_no_instalment(self):
		weights = {"1": 1, "2": 0, "3": 2}
		self.assertEqual(
			self.proposed(method="Seasonal", count="3", weights=frappe.as_json(weights)),
			[("2027-01-31", 333.33), ("2027-03-31", 666.67)],
		)
		self.refused("No month of the plan has a share.", method="Seasonal", count="3", weights={"7": 5})

	def test_the_customers_own_purchases_say_which_months_are_its_season(self):
		for ago, amount in ((13, 600), (1, 200), (6, 400)):
			self.buys(ago, amount)
		shares = self.shares()
		# the month a year and a month ago was bought in twice, with 400 on average; six months ago once
		self.assertEqual(len(shares), 12)
		self.assertEqual((shares[self.month(1)], shares[self.month(6)]), (50, 50))
		self.assertEqual(sum(shares.values()), 100)

	def test_less_than_a_year_of_trade_tells_no_seasons(self):
		self.assertIsNone(self.shares())
		self.buys(11, 600)
		self.assertIsNone(self.shares())
		self.buys(12, 600)
		self.assertEqual(self.shares()[self.month(11)], 50)

	def test_a_down_payment_and_seasons_go_together(self):
		found = self.proposed(
			method="Seasonal", count="3", down_payment="400", weights={"1": 50, "2": 25, "3": 50}
		)
		self.assertEqual([amount for _, amount in found], [400, 200, 400])


class TestHowLong(ProposalCase):
	def plan(self, days: int, **fields):
		invoice = make_overdue_invoice(customer=self.customer)
		return make_plan(
			customer=self.customer,
			items=[(invoice, 1000)],
			instalments=[(days, 1000)],
			submit=False,
			**fields,
		)

	def test_a_plan_beyond_the_longest_is_refused_with_the_last_possible_day(self):
		self.set_terms([], plan_longest_months=3)
		end = getdate(add_months(nowdate(), 3))
		days = (end - getdate()).days
		self.plan(days)
		text = f"due on {formatdate(add_days(end, 1))}. A plan may run 3 months, to {formatdate(end)}"
		with self.assertRaisesRegex(frappe.ValidationError, text):
			self.plan(days + 1)
		text = f"A plan may run 3 months, to {formatdate('2027-04-10')}"
		self.refused(text, count="4", first="2027-01-11")

	def test_without_a_bound_it_may_run_as_long_as_it_likes(self):
		self.set_terms([], plan_longest_months=0, promise_longest_days=0)
		self.plan(3000)
		make_promise(customer=self.customer, amount=10, days=900)

	def test_a_promise_beyond_the_longest_is_refused_with_the_last_possible_day(self):
		end = formatdate(add_days(nowdate(), 60))
		make_promise(customer=self.customer, amount=10, days=60)
		with self.assertRaisesRegex(
			frappe.ValidationError, f"A promise may run 60 days, to {end}: take an earlier day"
		):
			make_promise(customer=self.customer, amount=10, days=61)

	def test_a_promise_in_force_stays_when_the_bound_is_lowered(self):
		promise = make_promise(customer=self.customer, amount=10, days=50)
		self.set_terms([], promise_longest_days=10)
		promise.reload().save()
		self.assertEqual(promise.status, "Open")


class TestTerms(ProposalCase):
	def test_what_cannot_be_is_refused_by_the_settings(self):
		for rows, text in (
			([("A", 10, 6), ("A", 0, 3)], "A is listed twice"),
			([("A", 100, 6)], "Row 1: Down Payment % must be from 0 to less than 100."),
			([("A", 10, 1)], "Row 1: Instalments must be between 2 and 60."),
			([("A", 0, 61)], "Row 1: Instalments must be between 1 and 60."),
		):
			with self.subTest(text), self.assertRaisesRegex(frappe.ValidationError, text):
				self.set_terms(rows)

	def test_a_new_site_and_an_old_one_start_with_terms_and_what_was_entered_stays(self):
		self.set_terms([])
		plan_terms.fill()
		found = [(row.grade or "", row.instalments) for row in frappe.get_doc(settings.SETTINGS).plan_grades]
		self.assertEqual(found, [(grade, count) for grade, _, count in plan_terms.GRADES])
		self.set_terms([("D", 90, 2)])
		plan_terms.fill()
		self.assertEqual([row.grade for row in frappe.get_doc(settings.SETTINGS).plan_grades], ["D"])

	def test_the_rows_are_repayment_plan_grades(self):
		meta = frappe.get_meta(settings.SETTINGS)
		self.assertEqual(meta.get_field("plan_grades").options, "Repayment Plan Grade")
