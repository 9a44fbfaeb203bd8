"""The printed credit report: what it says, in both languages, to whom, and that it becomes a PDF."""

import re
import shutil
import unittest
from io import BytesIO

import frappe
from frappe.translate import print_language
from frappe.utils import add_days, fmt_money, formatdate, nowdate
from frappe.utils.pdf import get_pdf

from credit_control.services import files, settings
from credit_control.services.credit_report import credit_report
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_documents import days_ago, make_statement
from credit_control.tests.factories import make_customer, make_sales_invoice, make_sales_order

FORMAT = "Credit Report"
#: a converter fetches these from the served site, which a test does not have
FETCHED = re.compile(r"<link[^>]*>|<script[^>]*src=[^>]*></script>|<img[^>]*>")


class ReportCase(AssessmentCase):
	def report(self) -> dict:
		return credit_report(files.file_of(self.customer))

	def section(self, title: str):
		return next(section for section in self.report()["sections"] if section.title == title)

	def html(self, language: str = "en") -> str:
		with print_language(language):
			return frappe.get_print("Credit File", files.file_of(self.customer), FORMAT)

	def text(self, language: str = "en") -> str:
		return frappe.utils.strip_html(self.html(language))

	def everything(self):
		"""A customer of whom a bit of everything is known."""
		self.known_customer()
		self.approve(self.assess())
		make_sales_invoice(customer=self.customer, rate=4321, date=days_ago(50), due_date=days_ago(20))
		file = self.file()
		file.append("shareholders", {"shareholder_name": "Chen Guang", "share_percent": 60})
		file.append("key_persons", {"person_name": "Lin Wei", "position": "Owner"})
		file.append(
			"legal_records",
			{"kind": "Lawsuit", "court": "Suzhou", "filed_on": days_ago(90), "status": "Open", "amount": 77},
		)
		file.save()


class TestWhatItSays(ReportCase):
	def test_it_shows_the_figures_of_file_ledger_statement_and_assessment(self):
		self.everything()
		file, text = self.file(), self.text()
		limit = fmt_money(self.limit().credit_limit, currency="CNY")
		for figure in (
			"Chen Guang",
			"60 %",
			"Lin Wei",
			"Suzhou",
			limit,
			fmt_money(4321, currency="CNY"),
			fmt_money(12_000_000, currency="CNY"),
			file.last_assessment,
			f"{file.score:g}",
		):
			self.assertIn(figure, text)

	def test_totals_that_a_statement_does_not_state_are_printed_too(self):
		lines = {"Current Liabilities": 200, "Long-Term Debt": 50, "Other Non-Current Liabilities": 10}
		make_statement(customer=self.customer, lines=lines, unit="1000")
		rows = {row[0]: row[1] for row in self.section("Financial Statements").rows}
		self.assertEqual(rows["Total Liabilities"], fmt_money(260_000, currency="CNY"))
		self.assertNotIn("Total Assets", rows)

	def test_it_speaks_chinese_with_the_same_figures(self):
		self.everything()
		text = self.text("zh")
		for words in ("信用报告", "信用状况", "关键人员", "未处理警示", "变更历史", "Chen Guang"):
			self.assertIn(words, text)
		self.assertIn(fmt_money(4321, currency="CNY"), text)
		for english in ("Credit Report", "Nothing known", "Change History", "Standing"):
			self.assertNotIn(english, text)

	def test_the_language_of_the_address_is_followed_and_one_that_does_not_exist_is_not(self):
		self.addCleanup(frappe.form_dict.pop, "_lang", None)
		for asked, title in (("zh", "信用报告"), ("xx-none", "Credit Report")):
			frappe.form_dict._lang = asked
			report = self.report()
			self.assertEqual((report["title"], frappe.local.lang), (title, "en"))

	def test_of_an_empty_file_it_says_that_nothing_is_known(self):
		for title in ("Owners", "Key Persons", "Last Assessment", "Securities", "Change History"):
			with self.subTest(title):
				self.assertTrue(self.section(title).is_empty)
		self.assertIn("Nothing known.", self.text())

	def test_ageing_behaviour_and_the_overdue_record_are_the_ledgers(self):
		make_sales_invoice(customer=self.customer, rate=500, date=days_ago(50), due_date=days_ago(20))
		age = dict(self.section("Receivables by Age").rows)
		self.assertEqual(age["1–30 days overdue"], fmt_money(500, currency="CNY"))
		paid = dict(self.section(f"Payment Behaviour towards {self.company}").pairs)
		self.assertEqual((paid["Times Late in 24 Months"], paid["Longest"]), ("1 / 1", "20 days"))
		self.assertEqual(paid["Days to Pay"], "–")

	def test_purchases_and_service_are_those_of_the_trade_record(self):
		self.assertIn("has bought nothing", self.section(f"Trade with {self.company}").note)
		order = make_sales_order(customer=self.customer, rate=50)
		for age in (40, 10):
			make_sales_invoice(customer=self.customer, rate=300, date=days_ago(age), due_date=days_ago(0))
		issue = {"doctype": "Issue", "subject": "Late delivery", "customer": self.customer}
		frappe.get_doc({**issue, "company": self.company}).insert()
		bought = dict(self.section(f"Trade with {self.company}").pairs)
		self.assertEqual(
			(bought["Last 12 Months"], bought["Invoices Issued"], bought["Buys Every"], bought["Trend"]),
			(fmt_money(600, currency="CNY"), "2", "30 days", "–"),
		)
		self.assertEqual(bought["First Order"], formatdate(order.transaction_date))
		served = dict(self.section("Service Record of the Last 24 Months").pairs)
		self.assertEqual((served["Issues"], served["Open"]), ("1", "1"))
		with self.acting_as(self.specialist):
			self.assertIn("may not read", self.section("Service Record of the Last 24 Months").note)

	def test_warnings_name_knock_outs_reviews_overdue_and_what_is_missing(self):
		make_sales_invoice(customer=self.customer, rate=500, date=days_ago(50), due_date=days_ago(20))
		file = self.file()
		file.update({"fraud": 1, "next_review": add_days(nowdate(), -3)})
		file.save()
		told = "\n".join(self.section("Open Warnings").warnings)
		self.assertIn("Fraud", told)
		self.assertIn("The review has been due since", told)
		self.assertIn(
			f"{fmt_money(500, currency='CNY')} is overdue at {self.company}, the oldest for 20", told
		)
		self.assertIn("Missing: Registration Number", told)

	def test_what_people_typed_cannot_become_markup(self):
		file = self.file()
		file.append("key_persons", {"person_name": "<b>Bold</b> & Sons", "position": "Owner"})
		file.save()
		html = self.html()
		self.assertNotIn("<b>Bold</b>", html)
		self.assertIn("&lt;b&gt;Bold&lt;/b&gt;", html)


class TestWhoReadsIt(ReportCase):
	def test_a_user_who_may_not_read_the_file_gets_no_report(self):
		self.everything()
		name = files.file_of(self.customer)
		other = make_customer().name
		user = self.user("Credit Specialist", "Sales User").name
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": "Customer", "for_value": other}
		).insert()
		with self.acting_as(user), self.assertRaises(frappe.PermissionError):
			credit_report(name)
		with self.acting_as(self.user("Sales User").name), self.assertRaises(frappe.PermissionError):
			credit_report(name)

	def test_who_may_not_read_statements_and_assessments_is_told_so(self):
		self.everything()
		with self.acting_as(self.user("Collector", "Sales User").name):
			found = {section.title: section for section in self.report()["sections"]}
		for title in ("Financial Statements", "Last Assessment", "Securities"):
			self.assertIn("You may not read", found[title].note)
			self.assertEqual(list(found[title].rows), [])

	def test_figures_of_a_company_that_the_user_may_not_see_are_left_out(self):
		settings.set_mode(SISTER, settings.WARN_ONLY)
		titles = [section.title for section in self.report()["sections"]]
		self.assertIn(f"Exposure to {SISTER}", titles)
		user = self.user("Credit Specialist", "Sales User").name
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": "Company", "for_value": self.company}
		).insert()
		with self.acting_as(user):
			titles = [section.title for section in self.report()["sections"]]
		self.assertNotIn(f"Exposure to {SISTER}", titles)
		self.assertIn(f"Exposure to {self.company}", titles)


@unittest.skipUnless(shutil.which("wkhtmltopdf"), "wkhtmltopdf is not installed")
class TestPDF(ReportCase):
	def test_both_languages_become_a_pdf_that_holds_the_customers_figures(self):
		from pypdf import PdfReader

		self.everything()
		for language in ("en", "zh"):
			with self.subTest(language):
				document = PdfReader(BytesIO(get_pdf(FETCHED.sub("", self.html(language)))))
				self.assertGreaterEqual(len(document.pages), 2)
				text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
				for figure in ("Chen Guang", "CNY 4,321.00", "12,000,000.00"):
					self.assertIn(figure, text)
				self.assertEqual("额度" in text, language == "zh")
