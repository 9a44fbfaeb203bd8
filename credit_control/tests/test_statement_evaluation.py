"""Evaluations of a statement: the industry table that fits, the model that fits, what became of corrections."""

import frappe
from frappe.utils import getdate

from credit_control.services import files, industry_references, statements
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.base import CreditTestCase
from credit_control.tests.credit_documents import REFERENCE, last_year, make_statement
from credit_control.tests.factories import make_customer

REFERENCE_TYPE = "Industry Reference"
YEAR = last_year()
#: everything that the Wall Index and the five-tier evaluation ask, each Wall ratio at its standard
FULL = {
	"Receivables": 200,
	"Inventory": 100,
	"Current Assets": 400,
	"Fixed Assets": 400,
	"Total Assets": 1000,
	"Current Liabilities": 200,
	"Total Liabilities": 400,
	"Retained Earnings": 300,
	"Equity": 600,
	"Revenue": 1600,
	"Cost of Sales": 800,
	"EBIT": 120,
	"Interest Expense": 20,
	"Net Profit": 75,
}
TIERS = {
	"Return on Equity": (15, 10, 6, 2, -4),
	"Return on Assets": (9, 6, 4, 1, -3),
	"Asset Turnover": (1.5, 1, 0.7, 0.4, 0.2),
	"Receivables Turnover": (18, 11, 7, 4, 2),
	"Debt Ratio": (40, 50, 60, 75, 90),
	"Interest Cover": (7, 5, 3, 1, -1),
	"Sales Growth": (22, 13, 7, -4, -16),
	"Capital Preservation": (112, 108, 104, 99, 92),
}


def make_reference(*, changes=None, **fields):
	"""An industry table with the standards above and the textbook's Wall Index."""
	wall = [
		("Current Ratio", 25, 2),
		("Equity to Debt", 25, 1.5),
		("Assets to Fixed Assets", 15, 2.5),
		("Inventory Turnover", 10, 8),
		("Receivables Turnover", 10, 6),
		("Fixed Asset Turnover", 10, 4),
		("Equity Turnover", 5, 3),
	]
	names = ("excellent", "good", "average", "low", "poor")
	doc = frappe.get_doc(
		{
			"doctype": REFERENCE_TYPE,
			"title": frappe.generate_hash(length=10),
			"year": YEAR,
			"enabled": 1,
			"source_note": "Made for a test",
			"tiers": [
				{"ratio": ratio, **dict(zip(names, map(str, standards), strict=True))}
				for ratio, standards in TIERS.items()
			],
			"wall": [{"item": item, "weight": weight, "standard": value} for item, weight, value in wall],
			**fields,
		}
	)
	if changes:
		changes(doc)
	return doc.insert()


class EvaluationCase(CreditTestCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer().name

	def statement(self, **fields):
		return make_statement(customer=self.customer, **{"lines": FULL, **fields})

	def industry(self, name: str) -> str:
		if not frappe.db.exists("Industry Type", name):
			frappe.get_doc({"doctype": "Industry Type", "industry": name}).insert()
		frappe.db.set_value("Customer", self.customer, "industry", name)
		return name


class TestWhichTable(EvaluationCase):
	def test_the_table_of_the_customer_s_industry_is_taken_and_named(self):
		table = make_reference(industry=self.industry("CC Machines"))
		statement = self.statement()
		self.assertEqual(statement.industry_reference, table.name)
		self.assertEqual(statement.reference_used, f"{table.name} ({YEAR})")

	def test_the_industry_of_the_credit_file_comes_before_the_customer_s_own(self):
		of_file = make_reference(industry=self.industry("CC Looms"))
		make_reference(industry=self.industry("CC Machines"))
		file = files.create(self.customer)
		file.update({"industry": "CC Looms"}).save()
		self.assertEqual(self.statement().industry_reference, of_file.name)

	def test_an_industry_without_a_table_gets_the_one_for_all(self):
		self.industry("CC Lighthouses")
		self.assertEqual(self.statement().industry_reference, "Sample 2024: All Industries")

	def test_the_newest_table_up_to_the_period_s_year_is_taken(self):
		industry = self.industry("CC Machines")
		make_reference(industry=industry, year=YEAR - 2)
		fitting = make_reference(industry=industry, year=YEAR - 1)
		make_reference(industry=industry, year=YEAR + 1)
		make_reference(industry=industry, year=YEAR, enabled=0)
		self.assertEqual(industry_references.pick(self.customer, getdate(f"{YEAR}-12-31")), fitting.name)

	def test_a_table_chosen_by_hand_stays(self):
		table = make_reference(industry=self.industry("CC Machines"), year=YEAR - 5)
		make_reference(industry="CC Machines")
		self.assertEqual(self.statement(industry_reference=table.name).industry_reference, table.name)

	def test_the_samples_say_that_they_are_samples(self):
		samples = frappe.get_all(REFERENCE_TYPE, {"is_sample": 1}, ["name", "year", "source_note"])
		self.assertTrue(samples)
		for row in samples:
			self.assertTrue(row.name.startswith(f"Sample {row.year}"))
			self.assertIn("not published standards", row.source_note)

	def test_results_stay_as_they_were_when_the_table_is_edited_later(self):
		table = make_reference(industry=self.industry("CC Machines"))
		statement = self.statement()
		table.wall[0].standard = 9
		table.save()
		self.assertEqual(statement.reload().wall_index, "102.78")
		row = next(row for row in statement.evaluation if row.item == "Current Ratio")
		self.assertEqual((row.standard, row.points), ("2.00", "25.00"))


class TestResults(EvaluationCase):
	def setUp(self):
		super().setUp()
		make_reference(industry=self.industry("CC Machines"))

	def rows(self, statement, method: str) -> dict:
		return {row.item: row for row in statement.evaluation if row.method == method}

	def test_the_wall_index_is_the_sum_of_its_points(self):
		statement = self.statement()
		points = [row.points for row in self.rows(statement, "Wall Index").values()]
		self.assertEqual(points, ["25.00", "25.00", "15.00", "10.00", "13.33", "10.00", "4.44"])
		self.assertEqual(statement.wall_index, "102.78")

	def test_the_five_tier_evaluation_scores_eight_ratios_with_their_standards(self):
		self.statement(year=YEAR - 1, lines={**FULL, "Revenue": 1400})
		statement = self.statement()
		rows = self.rows(statement, "Five-Tier Evaluation")
		self.assertEqual(set(rows), set(TIERS))
		# a debt ratio of 40 % is excellent: its full weight
		self.assertEqual((rows["Debt Ratio"].points, rows["Debt Ratio"].weight), ("12.00", "12.00"))
		self.assertEqual(rows["Debt Ratio"].standard, "40 / 50 / 60 / 75 / 90")
		# 18 + 14 + 10 + 7.8 + 12 + 9 + 9.94 + 4.4
		self.assertEqual((statement.five_tier_score, statement.five_tier_level), ("85.14", "Excellent"))

	def test_a_ratio_that_is_missing_leaves_the_score_open_and_is_named(self):
		statement = self.statement()
		self.assertEqual((statement.five_tier_score, statement.five_tier_level), ("", ""))
		row = self.rows(statement, "Five-Tier Evaluation")["Sales Growth"]
		self.assertEqual((row.points, row.note), ("n/a", "missing: previous statement"))

	def test_altman_shows_its_terms_and_why_the_model(self):
		industry = frappe.db.get_value("Customer", self.customer, "industry")
		frappe.db.set_value(REFERENCE_TYPE, {"industry": industry}, "is_manufacturing", 1)
		frappe.clear_document_cache(
			REFERENCE_TYPE, frappe.db.get_value(REFERENCE_TYPE, {"industry": industry})
		)
		statement = self.statement()
		self.assertEqual(statement.z_model, "Altman Z′ (manufacturers): The customer is a manufacturer.")
		self.assertEqual(len(self.rows(statement, "Altman")), 5)

	def test_without_a_kind_of_business_and_an_industry_the_model_for_all_is_used(self):
		frappe.db.set_value("Customer", self.customer, "industry", None)
		self.assertIn("The industry is not known", self.statement().z_model)

	def test_negative_equity_and_zero_denominators_are_not_available_with_the_reason(self):
		lines = {**FULL, "Equity": -100, "Total Liabilities": 1100, "Inventory": 0, "Retained Earnings": -400}
		statement = self.statement(lines=lines)
		notes = {row.ratio: (row.value, row.note) for row in statement.ratios}
		self.assertEqual(notes["Return on Equity"], ("n/a", "negative equity"))
		self.assertEqual(notes["Inventory Turnover"], ("n/a", "no inventory"))
		wall = self.rows(statement, "Wall Index")["Inventory Turnover"]
		self.assertEqual((wall.actual, wall.points, wall.note), ("n/a", "n/a", "zero: Inventory"))
		self.assertEqual(statement.wall_index, "")


class TestBadTables(CreditTestCase):
	def refused(self, text: str, changes=None, **fields):
		with self.assertRaisesRegex(frappe.ValidationError, text):
			make_reference(changes=changes, **fields)

	def test_standards_in_the_wrong_order_name_the_ratio(self):
		self.refused(
			"The standards of Debt Ratio do not run from poor to excellent.",
			lambda doc: doc.tiers[4].update({"excellent": "95"}),
		)

	def test_a_standard_that_is_no_number_names_row_column_and_ratio(self):
		self.refused(
			"Row 1: Good of Return on Equity is not a number. Enter one.",
			lambda doc: doc.tiers[0].update({"good": "much"}),
		)

	def test_weights_that_do_not_make_100_are_refused(self):
		self.refused("must make 100", lambda doc: doc.wall[0].update({"weight": 20}))

	def test_a_standard_of_zero_is_refused(self):
		self.refused("must be above zero", lambda doc: doc.wall[0].update({"standard": 0}))

	def test_an_empty_table_is_refused(self):
		self.refused("Enter standards of", tiers=[], wall=[])

	def test_a_ratio_listed_twice_is_refused(self):
		self.refused(
			"is listed twice", lambda doc: doc.append("tiers", doc.tiers[0].as_dict(no_default_fields=True))
		)


class TestWarnings(EvaluationCase):
	def test_a_figure_in_the_wrong_unit_is_told_with_line_figures_and_units(self):
		self.statement(year=YEAR - 1)
		statement = self.statement(unit="10000", submit=False)
		found = " ".join(statements.warnings(statement))
		self.assertIn(
			"Total Assets is CNY 10,000,000.00 (entered in ten thousands), about 10000 times the CNY 1,000.00 "
			"(entered in single units) of",
			found,
		)
		frappe.clear_messages()
		statement.submit()
		self.assertIn("Check the unit.", str(frappe.get_message_log()))

	def test_the_year_before_is_no_cause_for_a_warning_when_it_is_alike(self):
		self.statement(year=YEAR - 1, lines={**FULL, "Retained Earnings": 225})
		self.assertEqual(statements.warnings(self.statement()), [])

	def test_profit_that_was_not_retained_is_a_note(self):
		self.statement(year=YEAR - 1, lines={**FULL, "Retained Earnings": 250})
		(note,) = statements.notes(self.statement())
		self.assertIn("Retained Earnings changed by CNY 50.00, Net Profit is CNY 75.00", note)


class TestCancelling(AssessmentCase):
	def test_a_statement_that_an_assessment_stands_on_can_be_corrected_and_the_assessment_keeps_its_result(
		self,
	):
		self.known_customer()
		assessment = self.approve(self.assess())
		before = (assessment.grade, assessment.score)
		statement = frappe.get_doc("Customer Financial Statement", assessment.statement)
		frappe.clear_messages()
		statement.cancel()
		shown = str(frappe.get_message_log())
		self.assertIn(assessment.name, shown)
		self.assertIn("Amend the statement, submit it, and assess the customer again.", shown)
		assessment.reload()
		self.assertEqual((assessment.docstatus, assessment.grade, assessment.score), (1, *before))
		comments = frappe.get_all("Comment", {"reference_name": assessment.name}, pluck="content")
		self.assertTrue(
			any(
				f"{statement.name}, which this assessment stands on, was cancelled" in text
				for text in comments
			)
		)

	def test_the_corrected_statement_takes_the_place_of_the_old_one(self):
		self.known_customer()
		assessment = self.approve(self.assess())
		statement = frappe.get_doc("Customer Financial Statement", assessment.statement)
		statement.cancel()
		amended = frappe.copy_doc(statement)
		amended.amended_from, amended.docstatus = statement.name, 0
		amended.insert().submit()
		self.assertEqual(self.assess().statement, amended.name)

	def test_a_cancelled_statement_that_an_assessment_stands_on_is_not_deleted(self):
		self.known_customer()
		assessment = self.approve(self.assess())
		statement = frappe.get_doc("Customer Financial Statement", assessment.statement)
		statement.cancel()
		with self.assertRaises(frappe.LinkExistsError):
			statement.delete()


class TestReferenceLines(EvaluationCase):
	def test_the_reference_statement_keeps_its_worked_values(self):
		statement = self.statement(lines=REFERENCE, business="Manufacturing")
		self.assertEqual((statement.z_score, statement.z_zone), ("2.0809", "Grey"))
