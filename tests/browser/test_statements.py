"""Statements as a specialist works with them: pasted from a spreadsheet, looked at, compared."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk

MAKE_CUSTOMER = """async (name) => (await frappe.db.insert({ doctype: "Customer", customer_name: name,
	customer_group: "All Customer Groups", territory: "All Territories" })).name"""
NEW = 'async (customer) => { await frappe.new_doc("Customer Financial Statement", { customer }); }'
COMPARE = """async (customer) => { frappe.route_options = { customer };
	await frappe.set_route("statement-comparison"); }"""
PASTED = """资产负债表
编制单位：{name}\t{year}年12月31日\t\t单位：万元
项目\t行次\t期末余额\t年初余额
货币资金\t1\t80.00\t60.00
应收账款\t2\t150.00\t140.00
存货\t3\t120.00\t110.00
其他流动资产\t4\t50.00\t40.00
流动资产合计\t5\t400.00\t350.00
固定资产\t6\t600.00\t580.00
非流动资产合计\t7\t600.00\t580.00
资产总计\t8\t1,000.00\t930.00
流动负债合计\t9\t250.00\t230.00
负债合计\t10\t550.00\t520.00
未分配利润\t11\t180.00\t140.00
所有者权益合计\t12\t450.00\t410.00
利润表
编制单位：{name}\t{year}年度\t\t单位：万元
项目\t行次\t本期金额\t上期金额
一、营业收入\t1\t1,200.00\t1,000.00
减：营业成本\t2\t900.00\t760.00
其他支出\t3\t210.00\t170.00
财务费用\t4\t25.00\t24.00
三、利润总额\t5\t65.00\t46.00
减：所得税费用\t6\t17.00\t12.00
四、净利润\t7\t48.00\t34.00
"""


@pytest.fixture
def desk(page: Page) -> Desk:
	desk = Desk(page)
	desk.open("List", "Customer Financial Statement")
	return desk


def paste(desk: Desk, customer: str, year: int) -> None:
	desk.page.evaluate(NEW, customer)
	desk.rest()
	desk.press("Paste or Upload")
	text = PASTED.format(name=customer, year=year)
	desk.page.evaluate("async (text) => { await cur_dialog.set_value('text', text); }", text)
	desk.confirm()


def test_a_statement_is_pasted_mapped_imported_and_compared(desk: Desk) -> None:
	page, name = desk.page, f"Paste {uuid4().hex[:8]}"
	year = page.evaluate("() => new Date().getFullYear() - 1")
	customer = page.evaluate(MAKE_CUSTOMER, name)
	paste(desk, customer, year)
	# the row that no template knows is named, and its absence shows in the totals
	row = page.locator("tr[data-label='其他支出']")
	expect(row).to_be_visible()
	desk.picture("statement-import")
	row.locator("select[name=line]").select_option("Operating Expenses without Interest")
	row.get_by_role("button", name=re.compile(r"^Use$")).click()
	desk.rest()
	expect(row).to_have_count(0)
	page.evaluate("async () => { await cur_dialog.set_value('both', 1); }")
	desk.confirm()
	page.wait_for_function("() => cur_frm?.doctype === 'Customer Financial Statement' && !cur_frm.is_new()")
	desk.rest()
	lines = {line["line"]: line["amount"] for line in desk.value("lines")}  # type: ignore[attr-defined]
	assert (lines["Total Assets"], lines["Revenue"], desk.value("unit")) == (1000, 1200, "10000")
	expect(page.locator("input[data-line='Gross Profit']")).to_have_attribute("placeholder", "300")
	submit_both(desk, customer)
	page.evaluate(COMPARE, customer)
	desk.rest()
	revenue = page.locator(".cs-comparison tr", has_text="Revenue").first
	expect(revenue).to_contain_text("12,000,000")
	expect(page.locator(".cs-chart svg").first).to_be_visible()
	desk.picture("statement-comparison")
	page.get_by_role("button", name="Change").click()
	expect(revenue).to_contain_text("20.0 %")
	page.get_by_role("button", name="Common Size").click()
	expect(page.locator(".cs-comparison tr", has_text="Inventory").first).to_contain_text("12.0 %")


def submit_both(desk: Desk, customer: str) -> None:
	"""The older one first, so that the newer one is compared with it."""
	names = desk.page.evaluate(
		"""async (customer) => (await frappe.db.get_list("Customer Financial Statement",
			{ filters: { customer }, order_by: "period_end asc" })).map(({ name }) => name)""",
		customer,
	)
	assert len(names) == 2
	for name in names:
		desk.open("Form", "Customer Financial Statement", name)
		desk.submit_through()


def test_wrong_columns_are_named_and_nothing_can_be_imported(desk: Desk) -> None:
	customer = desk.page.evaluate(MAKE_CUSTOMER, f"Paste {uuid4().hex[:8]}")
	desk.page.evaluate(NEW, customer)
	desk.rest()
	desk.press("Paste or Upload")
	text = "项目\t预算\n货币资金\t80"
	desk.page.evaluate("async (text) => { await cur_dialog.set_value('text', text); }", text)
	desk.confirm()
	expect(desk.dialog).to_contain_text("row 1: none of the columns A 项目, B 预算 holds the figures")
	expect(desk.dialog.locator(".btn-primary:visible").first).to_be_disabled()
