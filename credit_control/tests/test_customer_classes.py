"""Classes of customers: the scheme, the class in the file, the daily run, and what others ask of it."""

from decimal import Decimal

import frappe
from frappe.utils import getdate

from credit_control import tasks
from credit_control.engine.classes import Classes
from credit_control.services import class_defaults, classes, files, settings
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import days_ago, make_assessment
from credit_control.tests.factories import make_customer, make_sales_invoice

SCHEME = "Credit Customer Class Scheme"


class ClassCase(CreditCase):
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		self.scheme()
		self.customer = self.make_credit_customer(grade="AAA")
		self.name = files.file_of(self.customer)

	def scheme(self, **changes):
		"""The default scheme in force, with small minimums."""
		doc = frappe.get_doc(SCHEME)
		doc.update({**class_defaults.values(), "currency": "CNY"})
		doc.value_rules[0].update({"minimum_amount": 1000, "minimum_months": 3, "minimum_invoices": 2})
		doc.value_rules[1].update({"minimum_amount": 500, "minimum_months": 0, "minimum_invoices": 0})
		doc.update(changes)
		return doc.save()

	def classify(self, grade: str | None = "AAA", as_of=None) -> Classes:
		return classes.classify(self.name, self.company, grade, as_of or getdate())

	def kept(self) -> tuple:
		return frappe.db.get_value("Credit File", self.name, ["risk_class", "value_class", "customer_class"])

	def buy(self, rate: float, age: int, **fields):
		return make_sales_invoice(customer=self.customer, rate=rate, date=days_ago(age), **fields)


class TestClassifying(ClassCase):
	def test_a_customer_that_never_bought_has_a_risk_class_only(self):
		self.assertEqual(self.classify(), Classes("Prime"))
		self.assertEqual(self.kept(), ("Prime", None, None))

	def test_grade_and_trade_make_the_class_which_the_file_keeps(self):
		self.buy(600, 120)
		self.buy(600, 10)
		found = self.classify()
		self.assertEqual(self.kept(), ("Prime", "VIP", "Strategic"))
		self.assertEqual(found.cell.review_factor, Decimal(1))
		self.classify("CCC")
		self.assertEqual(self.kept(), ("High Risk", "VIP", "Guarded"))

	def test_what_was_bought_more_than_a_year_ago_counts_for_tenure_only(self):
		self.buy(5000, 400)
		self.classify()
		self.assertEqual(self.kept()[1], "Ordinary")
		self.buy(500, 10)
		self.classify()
		self.assertEqual(self.kept()[1], "Key")

	def test_the_class_of_an_earlier_day_sees_no_later_trade(self):
		self.buy(600, 10)
		self.assertEqual(self.classify(as_of=getdate(days_ago(30))).value_class, None)
		self.assertEqual(self.classify().value_class, "Key")

	def test_trade_with_all_our_companies_counts_in_the_schemes_currency(self):
		self.scheme(currency="USD")
		self.buy(3500, 10)
		# 3500 CNY are 500 USD
		self.assertEqual(self.classify().value_class, "Key")

	def test_an_amount_without_a_rate_is_unknown_and_not_zero(self):
		self.scheme(currency="SEK")
		self.buy(600, 10)
		frappe.clear_messages()
		self.assertIsNone(self.classify().value_class)
		self.assertEqual(frappe.get_message_log(), [])

	def test_an_industry_weighs_the_amount(self):
		if not frappe.db.exists("Industry Type", "CC Chips"):
			frappe.get_doc({"doctype": "Industry Type", "industry": "CC Chips"}).insert()
		self.scheme(industry_weights=[{"industry": "CC Chips", "weight": 200}])
		frappe.db.set_value("Credit File", self.name, "industry", "CC Chips")
		self.buy(300, 10)
		self.assertEqual(self.classify().value_class, "Key")

	def test_a_scheme_that_is_switched_off_leaves_the_file_alone(self):
		self.classify()
		self.scheme(enabled=0)
		self.assertEqual(self.classify("CCC"), Classes())
		self.assertEqual(self.kept()[0], "Prime")

	def test_what_policies_ask(self):
		self.buy(600, 120)
		self.buy(600, 10)
		self.classify("CCC")
		self.assertEqual(classes.kept(self.customer), ("High Risk", "VIP"))
		self.assertEqual(classes.kept(make_customer().name), (None, None))

	def test_a_draft_assessment_proposes_the_review_interval_of_the_class(self):
		rows = class_defaults.values()["matrix"]
		for row in rows:
			row["review_factor"] = 0.5
		self.scheme(matrix=rows)
		self.buy(600, 10)
		draft = make_assessment(customer=self.customer)
		draft.grade = "AAA"
		draft.save()
		# the default policy reviews AAA every 12 months
		self.assertEqual(draft.review_months, 6)
		self.scheme(matrix=rows, enabled=0)
		draft.save()
		self.assertEqual(draft.review_months, 12)


class TestDailyRun(ClassCase):
	def test_trade_changes_the_class_and_the_history_says_the_daily_run_did_it(self):
		self.buy(600, 10)
		self.run_all()
		self.assertEqual(self.kept(), ("Prime", "Key", "Preferred"))
		row = frappe.get_doc(
			"Credit Standing Change", {"credit_file": self.name, "changed_field": "Value Class"}
		)
		self.assertEqual((row.value_before, row.value_after, row.cause), ("", "Key", "Daily Run"))

	def run_all(self) -> int:
		"""Chunk after chunk as the task does; returns how many files changed."""
		last, total = "", 0
		while last is not None:
			last, changed = classes.recompute(last)
			total += changed
		return total

	def test_the_industry_of_the_customer_counts_where_the_file_names_none(self):
		for name in ("CC Chips", "CC Steel"):
			if not frappe.db.exists("Industry Type", name):
				frappe.get_doc({"doctype": "Industry Type", "industry": name}).insert()
		self.scheme(industry_weights=[{"industry": "CC Chips", "weight": 200}])
		frappe.db.set_value("Customer", self.customer, "industry", "CC Chips")
		self.buy(300, 10)
		self.assertEqual(self.classify().value_class, "Key")
		self.run_all()
		self.assertEqual(self.kept()[1], "Key")
		frappe.db.set_value("Credit File", self.name, "industry", "CC Steel")
		self.assertEqual(self.classify().value_class, "Ordinary")

	def test_running_again_changes_nothing(self):
		self.buy(600, 10)
		self.assertGreaterEqual(self.run_all(), 1)
		self.assertEqual(self.run_all(), 0)

	def test_chunks_reach_every_file_and_a_later_run_goes_on_where_one_stopped(self):
		others = [self.make_credit_customer(grade="D") for _ in range(2)]
		before, classes.CHUNK = classes.CHUNK, 1
		self.addCleanup(setattr, classes, "CHUNK", before)
		last, _changed = classes.recompute(self.name)
		self.assertEqual(last, files.file_of(others[0]))
		self.assertEqual(frappe.db.get_value("Credit File", last, "risk_class"), "High Risk")
		self.assertFalse(frappe.db.get_value("Credit File", files.file_of(others[1]), "risk_class"))

	def test_a_closed_file_is_left_alone(self):
		frappe.db.set_value("Credit File", self.name, "status", "Closed")
		self.run_all()
		self.assertFalse(self.kept()[0])

	def test_the_scheduler_calls_it(self):
		from unittest.mock import patch

		with patch("frappe.enqueue") as enqueue:
			classes.later()
		path = enqueue.call_args.args[0]
		self.assertIs(frappe.get_attr(path), tasks.classify_files)


class TestScheme(ClassCase):
	def test_the_default_scheme_has_no_gaps_and_fills_an_empty_one_only(self):
		doc = frappe.get_doc(SCHEME)
		doc.update({"risk_classes": [], "value_rules": [], "matrix": [], "industry_weights": []})
		doc.save()
		class_defaults.create()
		doc = frappe.get_doc(SCHEME)
		self.assertEqual((len(doc.risk_classes), len(doc.value_rules), len(doc.matrix)), (10, 3, 9))
		doc.matrix[0].customer_class = "Darlings"
		doc.save()
		class_defaults.create()
		self.assertEqual(frappe.get_doc(SCHEME).matrix[0].customer_class, "Darlings")

	def test_a_gap_is_named_with_its_remedy(self):
		rows = class_defaults.values()
		with self.assertRaisesRegex(
			frappe.ValidationError, "High Risk and Ordinary have no class in the matrix. Add a row."
		):
			self.scheme(matrix=rows["matrix"][:-1])

	def test_a_row_that_repeats_another_is_named(self):
		rows = class_defaults.values()
		with self.assertRaisesRegex(
			frappe.ValidationError, "Row 10: Prime, VIP is listed twice. Remove one of the rows."
		):
			self.scheme(matrix=[*rows["matrix"], rows["matrix"][0]])
		with self.assertRaisesRegex(frappe.ValidationError, "Row 11: AAA is listed twice"):
			self.scheme(risk_classes=[*rows["risk_classes"], rows["risk_classes"][0]])

	def test_a_specialist_reads_the_scheme_and_a_manager_changes_it(self):
		with self.acting_as(self.user("Credit Manager").name):
			self.scheme()
		with self.acting_as(self.user("Credit Specialist").name):
			self.assertTrue(frappe.get_doc(SCHEME).has_permission("read"))
			with self.assertRaises(frappe.PermissionError):
				self.scheme()
