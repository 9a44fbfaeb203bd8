"""What if: scenarios and values changed by hand, computed by ledger and engine, and nothing saved."""

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import assessments as api
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.bootstrap import new
from credit_control.tests.credit_documents import days_ago, fill_file, make_scorecard, make_statement
from credit_control.tests.factories import make_payment, make_sales_invoice


class WhatIfCase(AssessmentCase):
	def play(self, draft=None, **arguments) -> dict:
		return api.play_through((draft or self.draft).name, **arguments)

	def row(self, answer: dict, indicator: str) -> dict:
		return next(row for row in answer["rows"] if row["indicator"] == indicator)


class TestByHand(WhatIfCase):
	def setUp(self):
		super().setUp()
		self.known_customer()
		fill_file(self.customer, legal_record="Serious")
		self.draft = self.assess()

	def test_nothing_changed_is_where_it_is(self):
		answer = self.play()
		self.assertEqual(answer["before"], answer["after"])
		self.assertEqual(answer["before"]["score"], self.draft.score)
		self.assertEqual((answer["change"], answer["steps"], answer["sentences"]), (0, 0, []))

	def test_a_better_value_raises_the_score_as_the_next_assessment_would(self):
		answer = self.play(changes={"legal_record": "Clean"})
		fill_file(self.customer, legal_record="Clean")
		self.assertEqual(answer["after"]["score"], self.assess().score)
		self.assertAlmostEqual(answer["change"], answer["after"]["score"] - self.draft.score)

	def test_an_emptied_value_counts_as_missing_and_not_as_zero(self):
		answer = self.play(changes={"debt_ratio": ""})
		self.assertEqual(self.row(answer, "Debt Ratio")["value_after"], "missing")
		self.assertLess(answer["after"]["coverage"], answer["before"]["coverage"])

	def test_figures_may_be_typed_with_separators(self):
		answer = self.play(changes={"debt_ratio": " 1,000 "})
		self.assertEqual(self.row(answer, "Debt Ratio")["value_after"], "1,000 %")

	def test_a_grade_that_allows_no_credit_gives_no_limit(self):
		worst = {"late_ratio": "100", "weighted_days_late": "400", "oldest_overdue_days": "400"}
		worst |= {"overdue_share": "100", "debt_ratio": "99", "current_ratio": "0", "interest_cover": "0"}
		worst |= {"z_double_prime": "-9", "net_margin": "-50", "external_rating": "D"}
		answer = self.play(changes=worst)
		self.assertLess(answer["steps"], 0)
		self.assertLess(answer["after"]["limit"], answer["before"]["limit"])

	def test_it_arrives_as_json_from_the_desk(self):
		answer = self.play(changes='{"legal_record": "Clean"}', scenarios="[]")
		self.assertGreater(answer["change"], 0)

	def test_what_cannot_be_is_refused_by_name(self):
		for changes, message in (
			({"debt_ratio": "much"}, "Debt Ratio is not a number. Enter one."),
			({"debt_ratio": "NaN"}, "Debt Ratio is not a number. Enter one."),
			(
				{"legal_record": "Spotless"},
				"Legal Record is never Spotless. Choose one of: Clean, Minor, Serious.",
			),
			({"charm": "1"}, "There is no indicator charm."),
		):
			with self.subTest(changes), self.assertRaisesRegex(frappe.ValidationError, message):
				self.play(changes=changes)

	def test_nothing_is_saved(self):
		before = frappe.get_doc(self.draft.doctype, self.draft.name).as_dict()
		files = self.file().as_dict()
		self.play(changes={"legal_record": "Clean"}, scenarios=["clears_overdue"])
		self.assertEqual(frappe.get_doc(self.draft.doctype, self.draft.name).as_dict(), before)
		self.assertEqual(self.file().as_dict(), files)

	def test_the_dialog_gets_every_factor_with_its_value_and_choices(self):
		choices = api.what_if_choices(self.draft.name)
		self.assertEqual(len(choices["factors"]), len(self.draft.factors))
		legal = next(row for row in choices["factors"] if row["indicator"] == "legal_record")
		self.assertEqual((legal["value"], legal["category"]), ("Serious", True))
		self.assertEqual([text["value"] for text in legal["texts"]], ["Clean", "Minor", "Serious"])
		self.assertEqual(len(choices["scenarios"]), 4)


class TestScenarios(WhatIfCase):
	def setUp(self):
		super().setUp()
		fill_file(self.customer)
		make_statement(customer=self.customer, unit="10000")

	def monthly(self, *backs: int, paid_after: int | None = 30, rate=1000):
		"""Invoices at 30 days, so many days ago, paid after so many days."""
		for back in backs:
			invoice = make_sales_invoice(
				customer=self.customer, rate=rate, date=days_ago(back), due_date=days_ago(back - 30)
			)
			if paid_after is not None:
				make_payment(invoice=invoice, date=days_ago(back - paid_after))

	def test_paying_on_time_for_three_months_lets_late_invoices_fall_out_of_the_window(self):
		self.monthly(330, 300, paid_after=90)
		self.monthly(200, 170, 140, 110)
		self.draft = self.assess()
		answer = self.play(scenarios=["pays_on_time"])
		late = self.row(answer, "Share of Invoices Paid Late")
		self.assertEqual((late["value_before"], late["value_after"]), ("33.33 %", "0 %"))
		self.assertGreater(answer["change"], 0)
		self.assertTrue(
			any("Share of Invoices Paid Late 33.33 % → 0 %" in text for text in answer["sentences"])
		)

	def test_paying_on_time_cannot_undo_what_is_late_within_the_window(self):
		self.monthly(100, paid_after=60)
		self.draft = self.assess()
		late = self.row(self.play(scenarios=["pays_on_time"]), "Share of Invoices Paid Late")
		self.assertEqual((late["value_before"], late["value_after"]), ("100 %", "25 %"))

	def test_without_invoices_there_is_nothing_to_pay_on_time(self):
		self.draft = self.assess()
		with self.assertRaisesRegex(frappe.ValidationError, "has no invoices of the last 12 months"):
			self.play(scenarios=["pays_on_time"])

	def test_clearing_everything_overdue(self):
		self.monthly(100, paid_after=None)
		self.draft = self.assess()
		answer = self.play(scenarios=["clears_overdue"])
		overdue = self.row(answer, "Oldest Overdue Item")
		self.assertEqual((overdue["value_before"], overdue["value_after"]), ("70 days", "0 days"))
		late = self.row(answer, "Average Days Late")
		self.assertEqual(late["value_before"], late["value_after"])

	def test_audited_statements_lift_the_cap(self):
		self.monthly(200, 170, 140)
		make_scorecard(unaudited_cap="BB")
		statement = frappe.get_doc("Customer Financial Statement", {"customer": self.customer})
		statement.db_set("audit", "Unaudited")
		self.draft = self.assess()
		answer = self.play(scenarios=["audited_statements"])
		self.assertEqual(answer["before"]["grade"], "BB")
		self.assertGreater(answer["steps"], 0)
		self.assertGreater(answer["after"]["limit"], answer["before"]["limit"])

	def test_a_security_covers_the_exposure_and_is_added_to_the_limit(self):
		self.monthly(20, paid_after=None, rate=1000)
		self.draft = self.assess(expected_purchases=500_000)
		answer = self.play(scenarios=["adds_security"], security="400")
		self.assertEqual(self.row(answer, "Security Cover")["value_after"], "40 %")
		plain = self.play(changes={"security_cover": "40"})
		self.assertEqual(answer["after"]["score"], plain["after"]["score"])
		self.assertEqual(answer["after"]["limit"] - plain["after"]["limit"], 400)

	def test_a_security_needs_its_worth(self):
		self.draft = self.assess()
		for worth, message in (
			(None, "Security is not a number. Enter one."),
			("-1", "Security: enter what it is worth after haircut, above zero."),
		):
			with self.subTest(worth), self.assertRaisesRegex(frappe.ValidationError, message):
				self.play(scenarios=["adds_security"], security=worth)

	def test_an_unknown_scenario_is_refused(self):
		self.draft = self.assess()
		with self.assertRaisesRegex(frappe.ValidationError, "There is no scenario wins_the_lottery."):
			self.play(scenarios=["wins_the_lottery"])

	def test_scenarios_and_values_add_up(self):
		self.monthly(100, paid_after=None)
		self.draft = self.assess()
		both = self.play(scenarios=["clears_overdue"], changes={"late_ratio": "0"})
		self.assertEqual(self.row(both, "Oldest Overdue Item")["value_after"], "0 days")
		self.assertEqual(self.row(both, "Share of Invoices Paid Late")["value_after"], "0 %")


class TestSecurityCover(WhatIfCase):
	def test_a_valid_security_is_held_against_the_exposure_of_the_day(self):
		self.known_customer()
		make_sales_invoice(customer=self.customer, rate=1000, date=days_ago(50), due_date=days_ago(20))
		new(
			"Credit Security",
			customer=self.customer,
			security_type="Deposit",
			amount=500,
			currency="CNY",
			valid_from=days_ago(60),
			valid_to=add_days(nowdate(), 300),
		).insert().submit()
		make_scorecard(changes=with_security_cover)
		values = {
			back: next(
				row.value
				for row in self.assess(as_of=days_ago(back)).factors
				if row.indicator == "Security Cover"
			)
			for back in (0, 55, 90)
		}
		self.assertEqual(values, {0: "50.00 %", 55: "100.00 %", 90: ""})


def with_security_cover(card):
	card.valid_from = "2000-01-01"
	if any(row.indicator == "Security Cover" for row in card.factors):
		return
	row = next(row for row in card.factors if row.weight > 2)
	row.weight -= 1
	card.append("factors", {"indicator": "Security Cover", "weight": 1})
	card.append("bands", {"indicator": "Security Cover", "from_value": "", "points": 50})
