"""Statements from a spreadsheet: previewed, then written whole or not at all."""

import base64
import io

import openpyxl

import frappe

from credit_control.api import statement_imports as api
from credit_control.services.statement_templates import IGNORE
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import last_year, make_statement
from credit_control.tests.factories import make_customer

STATEMENT = "Customer Financial Statement"

TEMPLATE = "Financial Statement Template"

YEAR = last_year()

BALANCE = f"""资产负债表
编制单位：明远机械有限公司	{YEAR}年12月31日			单位：万元
资产	行次	期末余额	年初余额	负债和所有者权益（或股东权益）	行次	期末余额	年初余额
货币资金	1	80.00	60.00	短期借款	35	100.00	90.00
应收账款	5	150.00	140.00	应付账款	39	120.00	110.00
存货	9	120.00	110.00	其他应付款	42	30.00	30.00
其他流动资产	13	50.00	40.00	流动负债合计	50	250.00	230.00
流动资产合计	14	400.00	350.00	长期借款	52	300.00	290.00
固定资产	22	560.00	540.00	负债合计	61	550.00	520.00
无形资产	27	40.00	40.00	实收资本（或股本）	63	270.00	270.00
非流动资产合计	33	600.00	580.00	未分配利润	70	180.00	140.00
				所有者权益合计	71	450.00	410.00
资产总计	34	1,000.00	930.00	负债和所有者权益总计	72	1,000.00	930.00
"""

INCOME = f"""利润表
编制单位：明远机械有限公司	{YEAR}年度		单位：万元
项目	行次	本期金额	上期金额
一、营业收入	1	1,200.00	1,100.00
减：营业成本	2	900.00	830.00
管理费用	5	210.00	190.00
财务费用	7	25.00	24.00
其中：利息费用	8	25.00	24.00
三、利润总额	21	65.00	56.00
减：所得税费用	22	17.00	14.00
四、净利润	23	48.00	42.00
"""

VALUES = {
	"period_type": "Annual",
	"period_start": f"{YEAR}-01-01",
	"period_end": f"{YEAR}-12-31",
	"unit": "10000",
	"currency": "CNY",
	"audit": "Audited",
	"consolidated": 0,
}


def workbook(**sheets: str) -> str:
	"""An xlsx in base64; figures are written as numbers."""
	book = openpyxl.Workbook()
	book.remove(book.active)
	for name, text in sheets.items():
		sheet = book.create_sheet(name)
		for line in text.split("\n"):
			sheet.append([number(cell) for cell in line.split("\t")])
	content = io.BytesIO()
	book.save(content)
	return base64.b64encode(content.getvalue()).decode()


def number(text: str):
	try:
		return float(text.replace(",", ""))
	except ValueError:
		return text or None


class ImportCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer().name
		self.specialist = self.user("Credit Specialist", "Sales User").name
		self.manager = self.user("Credit Manager", "Sales User").name

	def preview(self, text=BALANCE, **more):
		with self.acting_as(self.specialist):
			return api.preview(self.customer, text, **more)

	def run_import(self, text=BALANCE, values=None, **more):
		with self.acting_as(self.specialist):
			return api.run(self.customer, {**VALUES, **(values or {})}, text, **more)

	def statements(self):
		return frappe.get_all(STATEMENT, {"customer": self.customer}, pluck="name")

	def refused(self, *texts: str, **more):
		"""Refused with all these texts, and nothing was written."""
		frappe.db.savepoint("one_request")
		with self.assertRaises(frappe.ValidationError) as caught:
			self.run_import(**more)
		# the server ends a request that failed in this way
		frappe.db.rollback(save_point="one_request")
		shown = str(caught.exception) + " ".join(str(message) for message in frappe.get_message_log())
		for text in texts:
			self.assertIn(text, shown)
		self.assertEqual(self.statements(), [])


class TestPreview(ImportCase):
	def test_it_tells_what_goes_where_and_writes_nothing(self):
		found = self.preview()
		self.assertEqual(found["problems"], [])
		self.assertEqual(found["sheets"][0]["templates"], ["Balance Sheet 资产负债表 (CAS)"])
		lines = {row["line"]: (row["current"], row["previous"]) for row in found["lines"]}
		self.assertEqual(lines["Total Assets"], ("1000.00", "930.00"))
		self.assertEqual(self.statements(), [])

	def test_it_recognises_unit_and_period(self):
		values = self.preview()["values"]
		self.assertEqual(values["unit"], "10000")
		self.assertEqual(
			[values[key] for key in ("period_type", "period_start", "period_end")],
			["Annual", f"{YEAR}-01-01", f"{YEAR}-12-31"],
		)

	def test_the_totals_are_checked_and_both_figures_shown(self):
		found = self.preview(BALANCE.replace("存货	9	120.00", "存货	9	110.00"))
		total = next(row for row in found["sums"] if row["line"] == "Current Assets")
		self.assertEqual((total["stated"], total["computed"], total["agrees"]), ("400.00", "390.00", False))
		self.assertIn("Current Assets is 400.00, but", found["faults"][0])

	def test_another_company_s_name_in_the_head_is_told(self):
		self.assertIn("The sheet is of 明远机械有限公司, the customer is", self.preview()["notes"][0])

	def test_a_row_that_no_template_knows_is_listed(self):
		found = self.preview(INCOME.replace("管理费用", "数字化支出"))
		row = next(row for row in found["rows"] if row["label"] == "数字化支出")
		self.assertEqual((row["status"], row["current"]), ("unmatched", "210.00"))

	def test_a_workbook_of_several_sheets(self):
		content = workbook(资产负债表=BALANCE, 利润表=INCOME, 封面="Annual report")
		found = self.preview("", filename="report.xlsx", content=content)
		self.assertEqual(found["problems"], [])
		self.assertEqual([bool(sheet["templates"]) for sheet in found["sheets"]], [True, True, False])
		lines = {row["line"] for row in found["lines"]}
		self.assertLessEqual({"Total Assets", "Revenue"}, lines)

	def test_a_csv_file_in_a_chinese_encoding(self):
		content = base64.b64encode(INCOME.replace(",", "").replace("\t", ",").encode("gb18030")).decode()
		found = self.preview("", filename="利润表.csv", content=content)
		self.assertIn("Revenue", {row["line"] for row in found["lines"]})


class TestImport(ImportCase):
	def test_a_draft_is_written_with_the_figures_in_the_sheet_s_unit(self):
		name = self.run_import(BALANCE + "\n" + INCOME)["statement"]
		doc = frappe.get_doc(STATEMENT, name)
		lines = {row.line: row.amount for row in doc.lines}
		self.assertEqual(
			(lines["Total Assets"], lines["Revenue"], lines["Interest Expense"]), (1000, 1200, 25)
		)
		self.assertEqual((doc.docstatus, doc.unit, doc.audit), (0, "10000", "Audited"))
		self.assertEqual(doc.z_score, "3.0347")

	def test_both_periods_make_two_drafts(self):
		found = self.run_import(BALANCE + "\n" + INCOME, both=True)
		before = frappe.get_doc(STATEMENT, found["previous"])
		self.assertEqual(str(before.period_end), f"{YEAR - 1}-12-31")
		self.assertEqual({row.line: row.amount for row in before.lines}["Total Assets"], 930)
		self.assertEqual(len(self.statements()), 2)

	def test_a_previous_period_that_is_there_already_is_kept(self):
		there = make_statement(customer=self.customer, year=YEAR - 1).name
		found = self.run_import(both=True)
		self.assertEqual((found["previous"], found["kept"]), (None, there))

	def test_nine_months_bring_no_balance_sheet_of_the_year_before(self):
		text = (BALANCE + "\n" + INCOME).replace(f"{YEAR}年12月31日", f"{YEAR}年9月30日")
		values = {"period_type": "Quarter", "period_end": f"{YEAR}-09-30"}
		found = self.run_import(text, values, both=True)
		lines = {row.line for row in frappe.get_doc(STATEMENT, found["previous"]).lines}
		self.assertIn("Revenue", lines)
		self.assertNotIn("Total Assets", lines)

	def test_a_draft_that_is_open_is_filled(self):
		draft = make_statement(customer=self.customer, lines={"Revenue": 1}, submit=False)
		self.run_import(statement=draft.name)
		lines = {row.line for row in draft.reload().lines}
		self.assertIn("Total Assets", lines)
		self.assertNotIn("Revenue", lines)

	def test_the_file_is_kept_with_the_statement_as_a_private_one(self):
		content = workbook(资产负债表=BALANCE)
		name = self.run_import("", filename="report.xlsx", content=content)["statement"]
		file = frappe.get_last_doc("File", {"attached_to_name": name})
		self.assertEqual(file.is_private, 1)

	def test_wrong_columns_are_refused_with_row_and_columns_and_nothing_is_written(self):
		text = BALANCE.replace("期末余额", "预算").replace("年初余额", "备注")
		self.refused("row 3: none of the columns A 资产, B 行次, C 预算, D 备注", text=text, both=True)

	def test_text_in_place_of_a_figure_is_refused_with_row_and_column(self):
		text = BALANCE.replace("存货	9	120.00", "存货	9	见附注")
		self.refused("row 6, column C (存货): 见附注 is text where an amount is expected.", text=text)

	def test_figures_that_do_not_add_up_are_refused_and_nothing_is_written(self):
		text = BALANCE.replace("年初余额", "年初余额", 1).replace("930.00	负债", "931.50	负债")
		self.refused("Total Assets is", text=text.replace("580.00	未", "585.00	未"), both=True)

	def test_a_percentage_column_is_refused(self):
		self.refused("is a percentage, not an amount.", text=INCOME.replace("1,200.00", "100%"))

	def test_a_period_without_dates_is_refused(self):
		self.refused("Enter the first and the last day of the period.", values={"period_end": None})

	def test_another_customer_s_draft_is_not_filled(self):
		other = make_statement(customer=make_customer().name, submit=False)
		self.refused("belongs to customer", statement=other.name)

	def test_a_statement_that_is_submitted_is_not_changed(self):
		submitted = make_statement(customer=self.customer)
		with self.assertRaises(frappe.UpdateAfterSubmitError):
			self.run_import(statement=submitted.name)

	def test_nothing_is_refused(self):
		self.refused("There is nothing to read.", text="  ")


class TestMapping(ImportCase):
	TEXT = INCOME.replace("管理费用", "数字化支出")

	def test_a_row_mapped_by_hand_is_counted(self):
		mapping = [{"label": "数字化支出", "use": "Add", "line": "Operating Expenses without Interest"}]
		name = self.run_import(self.TEXT, mapping=mapping)["statement"]
		lines = {row.line: row.amount for row in frappe.get_doc(STATEMENT, name).lines}
		self.assertEqual(lines["Operating Expenses without Interest"], 210)

	def test_a_mapping_that_is_saved_is_known_the_next_time(self):
		template = "Income Statement 利润表 (CAS)"
		with self.acting_as(self.specialist):
			api.save_mapping(template, "数字化支出", "Add", "Operating Expenses without Interest")
		row = next(row for row in self.preview(self.TEXT)["rows"] if row["label"] == "数字化支出")
		self.assertEqual(row["status"], "matched")

	def test_a_mapping_that_is_saved_replaces_what_the_template_said(self):
		template = "Income Statement 利润表 (CAS)"
		with self.acting_as(self.manager):
			api.save_mapping(template, "管理费用", IGNORE)
		row = next(row for row in self.preview(INCOME)["rows"] if row["label"] == "管理费用")
		self.assertEqual(row["status"], "ignored")

	def test_a_collector_may_neither_import_nor_save_a_mapping(self):
		collector = self.user("Collector", "Sales User").name
		with self.acting_as(collector):
			with self.assertRaises(frappe.PermissionError):
				api.preview(self.customer, BALANCE)
			with self.assertRaises(frappe.PermissionError):
				api.run(self.customer, VALUES, BALANCE)
			with self.assertRaises(frappe.PermissionError):
				api.save_mapping("Income Statement 利润表 (CAS)", "x", "Ignore")


class TestTemplates(ImportCase):
	def template(self, *rows: dict):
		return frappe.get_doc(
			{
				"doctype": TEMPLATE,
				"template_name": frappe.generate_hash(length=8),
				"current_headings": "Now",
				"rows": rows,
			}
		).insert()

	def test_a_row_without_a_line_is_refused_unless_it_is_ignored(self):
		self.template({"label": "Cash", "use": "Ignore"})
		with self.assertRaisesRegex(
			frappe.ValidationError, "Row 1: choose a line for Cash, or let it be ignored."
		):
			self.template({"label": "Cash", "use": "Add"})

	def test_a_condition_on_a_label_that_is_not_there_is_refused(self):
		with self.assertRaisesRegex(frappe.ValidationError, "Row 1: Interest is the label of no row."):
			self.template({"label": "Cash", "use": "Add", "line": "Cash", "only_without": "Interest"})

	def test_a_row_that_is_there_twice_is_refused(self):
		row = {"label": "Cash", "use": "Add", "line": "Cash"}
		with self.assertRaisesRegex(frappe.ValidationError, "Row 2: CASH is listed twice."):
			self.template(row, {**row, "label": "CASH"})
