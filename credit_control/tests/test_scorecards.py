"""Credit Scorecards as documents: what is refused, which one applies, and the challenger that becomes champion."""

from decimal import Decimal

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.api import scorecards as api
from credit_control.services import scorecards
from credit_control.services.assessment_basis import assess_customer
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.credit_documents import days_ago, factor_row, make_scorecard, make_statement
from credit_control.tests.factories import make_sales_invoice
from credit_control.tests.masters import unique


def make_industry() -> str:
	return frappe.get_doc({"doctype": "Industry Type", "industry": unique("CC Industry")}).insert().name


class TestScorecardFaults(AssessmentCase):
	def refused(self, changes, *texts: str) -> None:
		with self.assertRaises(frappe.ValidationError) as caught:
			make_scorecard(submit=False, changes=changes)
		for text in texts:
			self.assertIn(text, str(caught.exception))

	def test_bands_of_an_indicator_that_is_no_factor_are_refused(self):
		def extra(card):
			card.append("bands", {"indicator": "Wall Index", "points": 10})

		self.refused(extra, "Wall Index has bands but is no factor.")

	def test_a_haircut_that_shrinks_with_age_is_refused(self):
		def shrink(card):
			card.haircuts[1].percent = 5

		self.refused(shrink, "Haircut for Audited: figures over 24 months old lose less than newer ones.")


class TestWhichScorecardApplies(AssessmentCase):
	def champion(self, on=None) -> str:
		return scorecards.champion_document(self.customer, getdate(on)).name

	def challenger(self, on=None):
		found = scorecards.challenger_document(self.customer, getdate(on))
		return found and found.name

	def test_industry_beats_group_and_both_together_beat_either(self):
		industry = make_industry()
		group = frappe.db.get_value("Customer", self.customer, "customer_group")
		self.file().update({"industry": industry}).save()
		made = []
		for scope in (
			{},
			{"only_for_customer_group": group},
			{"only_for_industry": industry},
			{"only_for_customer_group": group, "only_for_industry": industry},
		):
			made.append(make_scorecard(**scope).name)
			self.assertEqual(self.champion(), made[-1])
		# a newer but wider one changes nothing
		make_scorecard(only_for_customer_group=group)
		self.assertEqual(self.champion(), made[-1])

	def test_the_customers_own_industry_counts_where_its_file_names_none(self):
		industry = make_industry()
		narrow = make_scorecard(only_for_industry=industry).name
		self.assertNotEqual(self.champion(), narrow)
		frappe.db.set_value("Customer", self.customer, "industry", industry)
		frappe.db.value_cache.clear()
		self.assertEqual(self.champion(), narrow)

	def test_of_two_valid_versions_the_later_one_counts_from_its_day_on(self):
		first = make_scorecard(valid_from=days_ago(20)).name
		second = make_scorecard(valid_from=days_ago(10)).name
		self.assertEqual([self.champion(days_ago(days)) for days in (20, 11, 10)], [first, first, second])

	def test_a_challenger_never_grades_and_is_found_beside_the_champion(self):
		champion = self.champion()
		self.assertIsNone(self.challenger())
		challenger = make_scorecard(role="Challenger").name
		self.assertEqual((self.champion(), self.challenger()), (champion, challenger))
		self.assertIsNone(self.challenger(days_ago(1)))


class TestPromotion(AssessmentCase):
	def setUp(self):
		super().setUp()
		self.challenger = make_scorecard(role="Challenger", only_for_industry=make_industry())

	def promote(self, user: str, day: str | None = None) -> str:
		with self.acting_as(user):
			return api.promote(self.challenger.name, day or nowdate())

	def test_a_promoted_challenger_is_amended_to_the_champion_from_its_day(self):
		name = self.promote(self.manager, add_days(nowdate(), 3))
		promoted = frappe.get_doc("Credit Scorecard", name)
		self.assertEqual((promoted.docstatus, promoted.role), (1, "Champion"))
		self.assertEqual(
			(promoted.amended_from, promoted.only_for_industry),
			(self.challenger.name, self.challenger.only_for_industry),
		)
		self.assertEqual(promoted.valid_from, getdate(add_days(nowdate(), 3)))
		self.assertEqual(len(promoted.bands), len(self.challenger.bands))
		self.challenger.reload()
		self.assertEqual((self.challenger.docstatus, self.challenger.role), (2, "Challenger"))

	def test_who_may_not_submit_scorecards_may_not_promote_one(self):
		with self.assertRaises(frappe.PermissionError):
			self.promote(self.specialist)

	def test_only_a_submitted_challenger_is_promoted_and_not_into_the_past(self):
		with self.assertRaisesRegex(frappe.ValidationError, "Valid From lies in the past"):
			self.promote(self.manager, days_ago(1))
		self.promote(self.manager)
		with self.assertRaisesRegex(frappe.ValidationError, "is no submitted challenger"):
			self.promote(self.manager)


class TestHaircuts(AssessmentCase):
	def test_old_figures_lose_what_the_scorecard_says_and_the_rows_tell_it(self):
		make_statement(customer=self.customer, year=getdate().year - 3)
		card = make_scorecard(submit=False)
		_, result = assess_customer(self.customer, self.company, getdate(), scorecard=card)
		financial = [row for row in result.score_result.rows if row.source == "statement" and not row.missing]
		self.assertTrue(financial)
		for row in financial:
			self.assertEqual(row.haircut, 25)
			self.assertEqual(row.points, row.points_before_haircut * 75 / 100)

	def test_an_assessments_rows_show_the_points_before_the_haircut(self):
		make_statement(customer=self.customer, year=getdate().year - 3)
		make_scorecard()
		row = factor_row(self.assess(), "Current Ratio")
		# R: 1.60 stands in the band from 1.5
		self.assertEqual((row.points_before_haircut, row.haircut, row.points), ("90", 25, "67.5"))
		self.assertEqual(factor_row(self.assess(), "Legal Record").points_before_haircut, "")

	def test_the_registry_of_indicators_tells_definition_and_source_in_the_users_language(self):
		with self.acting_as(self.specialist):
			rows = {row["code"]: row for row in api.indicators()}
		self.assertEqual(rows["late_ratio"]["source"], "Ledger")
		self.assertEqual(rows["roa"]["definition"], "EBIT / average total assets")
		self.assertEqual(rows["debt_ratio"]["direction"], "Lower is better")
		self.assertEqual([text["value"] for text in rows["tax_rating"]["texts"]], ["A", "B", "M", "C", "D"])


class TestNewIndicators(AssessmentCase):
	"""Indicators that the file, the ledger and the statement's own evaluation fill."""

	def values(self) -> dict:
		basis, _ = assess_customer(self.customer, self.company, getdate())
		return basis.facts.values

	def test_purchases_are_compared_with_the_year_before(self):
		for days, rate in ((800, 10), (500, 100), (100, 120)):
			make_sales_invoice(
				customer=self.customer, rate=rate, date=days_ago(days), due_date=days_ago(days)
			)
		self.assertEqual(self.values()["purchase_trend"], 20)

	def test_without_two_years_of_trade_there_is_no_trend(self):
		make_sales_invoice(customer=self.customer, rate=100, date=days_ago(500), due_date=days_ago(500))
		self.assertIsNone(self.values()["purchase_trend"])

	def test_the_newest_tax_rating_counts(self):
		file = self.file()
		for days, rating in ((700, "C"), (300, "A")):
			file.append("tax_records", {"period_end": days_ago(days), "tax_rating": rating})
		file.save()
		self.assertEqual(self.values()["tax_rating"], "A")

	def test_a_statements_evaluation_by_its_industrys_tables_is_scored(self):
		statement = make_statement(customer=self.customer)
		values = self.values()
		self.assertIsNone(values["five_tier_score"])
		# R: EBIT 90 / total assets 1000
		self.assertEqual(values["roa"], 9)
		statement.db_set({"five_tier_score": "71.25", "wall_index": "103.50"})
		values = self.values()
		self.assertEqual(
			(values["five_tier_score"], values["wall_index"]), (Decimal("71.25"), Decimal("103.50"))
		)
