"""The first sight of an assessment: what moved since the last one, advice, and what to enter."""

import json

import frappe
from frappe.utils import add_days, getdate, nowdate, strip_html

from credit_control.services.assessment_overview import overview
from credit_control.services.assessment_print import credit_assessment_print
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.credit_documents import (
	days_ago,
	factor_row,
	fill_file,
	make_scorecard,
)
from credit_control.tests.factories import make_sales_invoice


class TestWhatMoved(AssessmentCase):
	def setUp(self):
		super().setUp()
		self.known_customer()
		self.first = self.approve(self.assess())

	def test_the_first_assessment_has_nothing_to_be_compared_with(self):
		self.assertIsNone(self.first.previous_assessment)
		self.assertIsNone(overview(self.first)["moved"])

	def test_each_factor_that_moved_is_told_with_its_points(self):
		make_sales_invoice(customer=self.customer, rate=120_000, date=days_ago(60), due_date=days_ago(35))
		draft = self.assess()
		self.assertEqual(draft.previous_assessment, self.first.name)
		moved = overview(draft)["moved"]
		self.assertAlmostEqual(moved["change"], draft.score - self.first.score)
		self.assertEqual(moved["before"]["grade"], "AAA")
		self.assertTrue(
			any(text.startswith("Average Days Late 0 days → 17.5 days: −") for text in moved["sentences"])
		)
		total = sum(row["change"] for row in moved["rows"])
		self.assertAlmostEqual(total, moved["change"], delta=0.2)
		self.assertEqual([row["by_weight"] for row in moved["rows"]], [0] * len(moved["rows"]))

	def test_a_new_scorecard_is_told_apart_from_what_the_customer_did(self):
		make_scorecard(changes=move_weight_to_interest_cover)
		fill_file(self.customer, legal_record="Serious")
		moved = overview(self.assess())["moved"]
		self.assertFalse(moved["same_scorecard"])
		rows = {row["indicator"]: row for row in moved["rows"]}
		self.assertLess(rows["Legal Record"]["by_value"], 0)
		self.assertEqual(rows["Interest Cover"]["by_value"], 0)
		self.assertNotEqual(rows["Interest Cover"]["by_weight"], 0)

	def test_an_assessment_of_an_earlier_day_is_not_compared_with_a_later_one(self):
		self.assertIsNone(self.assess(as_of=days_ago(30)).previous_assessment)

	def test_an_unreadable_last_assessment_is_told_and_the_rest_shown(self):
		self.first.db_set("inputs", "")
		shown = overview(self.assess())
		self.assertEqual(shown["moved"]["problem"], "Its stored inputs cannot be read.")
		self.assertTrue(shown["limits"])


class TestAdvice(AssessmentCase):
	def test_the_dearest_factors_come_first_with_their_advice_and_next_band(self):
		self.known_customer()
		fill_file(self.customer, legal_record="Serious")
		draft = self.assess()
		advice = overview(draft)["advice"]
		lost = [row["lost"] for row in advice]
		self.assertEqual(lost, sorted(lost, reverse=True))
		legal = next(row for row in advice if row["indicator"] == "Legal Record")
		self.assertAlmostEqual(legal["lost"], factor_row(draft, "Legal Record").lost, places=1)
		self.assertRegex(legal["next"], r"^Legal Record Minor: \+\d+\.\d points$")
		self.assertEqual(legal["advice"], factor_row(draft, "Legal Record").advice)

	def test_a_chinese_reader_gets_it_in_chinese(self):
		self.known_customer()
		fill_file(self.customer, legal_record="Serious")
		draft = self.assess()
		frappe.local.lang = "zh"
		self.addCleanup(setattr, frappe.local, "lang", "en")
		shown = overview(draft)
		legal = next(row for row in shown["advice"] if "涉诉" in row["indicator"])
		self.assertIn("分", legal["next"])
		self.assertEqual(shown["explanation"], ["等级由评分得出。"])


class TestEmptyStates(AssessmentCase):
	def notes(self, **fields) -> list[str]:
		return overview(self.assess(**fields))["notes"]

	def test_an_unknown_customer_is_told_what_to_enter(self):
		notes = self.notes()
		self.assertIn("There is no financial statement.", notes[0])
		self.assertIn("Enter what it is expected to buy in a year", notes[1])
		self.assertIn("The coverage is 0 %; the scorecard asks for 60 %.", notes[2])

	def test_missing_factors_are_listed_with_what_to_do(self):
		missing = overview(self.assess())["missing"]
		self.assertEqual({row["source"] for row in missing}, {"ledger", "statement", "file"})
		bank = next(row for row in missing if row["indicator"] == "Bank Reference")
		self.assertEqual(bank["remedy"], "Fill it in in the Credit File.")

	def test_a_well_known_customer_has_no_notes(self):
		self.known_customer()
		self.assertEqual(self.notes(), [])

	def test_a_day_before_the_books_began_is_told(self):
		self.known_customer()
		begin = frappe.db.get_value(
			"GL Entry",
			{"company": self.company, "is_cancelled": 0},
			"posting_date",
			order_by="posting_date asc",
		)
		notes = self.notes(as_of=add_days(begin, -1))
		self.assertIn(f"The books of {self.company} begin on", " ".join(notes))

	def test_a_draft_whose_policy_was_cancelled_says_so(self):
		self.known_customer()
		draft = self.assess()
		frappe.get_doc("Credit Policy", draft.policy).cancel()
		self.assertIn("Its policy or scorecard was cancelled.", overview(draft.reload())["problem"])

	def test_the_form_gets_it_on_load(self):
		draft = frappe.get_doc("Credit Assessment", self.assess().name)
		draft.run_method("onload")
		self.assertIn("advice", draft.get_onload("overview"))


class TestOldStatement(AssessmentCase):
	def test_a_statement_that_is_too_old_caps_the_grade_on_the_day_it_became_so(self):
		self.known_customer()
		make_scorecard(old_statement_months=6, old_statement_cap="BB", valid_from="2000-01-01")
		end = getdate(f"{getdate(nowdate()).year - 1}-12-31")
		young = self.assess(as_of=add_days(end, 181))
		old = self.assess(as_of=add_days(end, 220))
		self.assertNotIn("too old", young.explanation)
		self.assertIn("The statements are too old: the grade is capped.", old.explanation.splitlines())
		self.assertEqual(old.model_grade, "BB")


class TestChallenger(AssessmentCase):
	def test_without_a_challenger_its_fields_are_empty(self):
		draft = self.assess()
		self.assertEqual((draft.challenger, draft.challenger_score, draft.challenger_grade), (None, 0, None))

	def test_a_challenger_is_computed_in_the_shadow_and_grades_nobody(self):
		self.known_customer()
		before = self.assess()
		card = make_scorecard(role="Challenger", changes=halve_every_band)
		draft = self.assess()
		self.assertEqual((draft.score, draft.grade), (before.score, before.grade))
		self.assertEqual(draft.challenger, card.name)
		self.assertAlmostEqual(draft.challenger_score * 2, draft.score, delta=0.1)
		self.assertEqual(draft.challenger_grade, "B")

	def test_inputs_say_which_rules_were_in_force(self):
		inputs = json.loads(self.assess().inputs)
		self.assertEqual((inputs["format"], inputs["rules_version"]), (2, 1))
		self.assertEqual(len(inputs["scorecard_print"]), 32)


def halve_every_band(card):
	for band in card.bands:
		band.points = band.points / 2


def move_weight_to_interest_cover(card):
	rows = {row.indicator: row for row in card.factors}
	rows["Interest Cover"].weight += 1
	rows["Share of Invoices Paid Late"].weight -= 1


class TestPrint(AssessmentCase):
	FORMAT = "Credit Assessment Sheet"

	def printed(self, doc, lang: str = "en") -> str:
		before, frappe.local.lang = frappe.local.lang, lang
		try:
			html = frappe.get_print(doc.doctype, doc.name, self.FORMAT, no_letterhead=1)
		finally:
			frappe.local.lang = before
		return " ".join(strip_html(html).split())

	def test_a_draft_prints_its_result_factors_and_room_to_sign(self):
		self.known_customer()
		first = self.approve(self.assess())
		fill_file(self.customer, legal_record="Serious")
		draft = self.assess(notch=-1, override_reason="Young firm")
		text = self.printed(draft)
		for shown in (
			"Waiting for Approval",
			"Young firm",
			"Notch-1",
			"Need",
			f"{first.name}:",
			"Legal Record Clean → Serious",
			"Payment Behaviour",
			"Approved byDate",
		):
			self.assertIn(shown, text)

	def test_an_approved_one_names_who_approved_it_and_prints_in_chinese(self):
		self.known_customer()
		approved = self.approve(self.assess())
		text = self.printed(frappe.get_doc(approved.doctype, approved.name), "zh")
		for shown in ("信用评估", "已批准", "改进建议", "付款表现", frappe.utils.get_fullname(self.manager)):
			self.assertIn(shown, text)

	def test_an_unknown_customer_prints_what_is_missing(self):
		self.assertIn("There is no financial statement.", self.printed(self.assess()))

	def test_who_may_not_read_an_assessment_may_not_print_it_from_another_template(self):
		draft = self.assess()
		with self.acting_as(self.user("Sales User").name), self.assertRaises(frappe.PermissionError):
			credit_assessment_print(draft.name)
