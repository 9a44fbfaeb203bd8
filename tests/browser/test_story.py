"""From a customer to a held order, released: each step by the person whose job it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

import frappe
from frappe.utils import add_days, nowdate

from credit_control.tests import bootstrap
from tests.browser import story_data
from tests.browser.conftest import PATIENCE, sign_in
from tests.browser.desk import Desk
from tests.browser.story_data import Story

Sign = Callable[[str], Desk]
STATEMENT = {
	"Inventory": 1380,
	"Current Assets": 3800,
	"Intangible Assets and Goodwill": 0,
	"Total Assets": 6000,
	"Current Liabilities": 2000,
	"Total Liabilities": 2600,
	"Retained Earnings": 1900,
	"Equity": 3400,
	"Revenue": 9800,
	"EBIT": 900,
	"Interest Expense": 90,
	"Net Profit": 610,
	"Operating Cash Flow": 700,
}


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
	prepared = story_data.prepare()
	yield prepared
	story_data.remove(prepared)


@pytest.fixture(scope="module")
def desk_of(browser: Browser, address: str, story: Story) -> Iterator[Sign]:
	"""Signs a person of the story in, once."""
	desks: dict[str, Desk] = {}

	def sign(part: str) -> Desk:
		if part not in desks:
			context = browser.new_context(base_url=address, viewport={"width": 1400, "height": 900})
			context.set_default_timeout(PATIENCE)
			page = context.new_page()
			sign_in(page, story.people[part], story_data.PASSWORD)
			desks[part] = Desk(page)
		return desks[part]

	yield sign
	for desk in desks.values():
		desk.page.context.close()


def in_database(doctype: str, filters: dict, fieldname: str = "name"):
	"""A value as other sessions committed it."""
	frappe.db.rollback()
	return frappe.db.get_value(doctype, filters, fieldname, order_by="creation desc")


def test_1_the_specialist_opens_the_credit_file_of_a_customer(desk_of: Sign, story: Story) -> None:
	desk = desk_of("specialist")
	desk.open("Form", "Customer", story.customer)
	desk.choose("View", "Credit File")
	expect(desk.page.get_by_text("Payment Behaviour of the Last 12 Months")).to_be_visible()
	expect(desk.page.locator("[data-fieldname=picture]:visible").first).to_contain_text("CNY 6,000.00")
	desk.picture("credit-file")
	assert in_database("Credit File", {"customer": story.customer})


def test_1_and_makes_a_task_of_what_is_missing(desk_of: Sign, story: Story) -> None:
	missing = desk_of("specialist").page.locator(".credit-records tr", has_text="Key Persons")
	expect(missing).to_contain_text("Missing")
	missing.get_by_role("button", name="Make a Task").click()
	expect(missing).to_contain_text("Task open")
	file = in_database("Credit File", {"customer": story.customer})
	filters = {"reference_type": "Credit File", "reference_name": file}
	assert "Key Persons is missing" in in_database("ToDo", filters, "description")


def test_2_and_enters_a_financial_statement(desk_of: Sign, story: Story) -> None:
	desk = desk_of("specialist")
	desk.choose("Create", "Financial Statement")
	desk.set("period_start", f"{nowdate()[:4]}-01-01")
	desk.set("period_start", f"{int(nowdate()[:4]) - 1}-01-01")
	desk.set("period_end", f"{int(nowdate()[:4]) - 1}-12-31")
	desk.set("audit", "Audited")
	for line, amount in STATEMENT.items():
		desk.page.locator(f"input[data-line='{line}']").fill(f"{amount:,}")
		desk.page.keyboard.press("Enter")
	desk.rest()
	desk.set("unit", "1000")
	desk.save()
	desk.picture("financial-statement")
	assert (desk.value("z_zone"), len(desk.value("lines"))) == ("Safe", len(STATEMENT))
	desk.submit_through()


def test_3_and_prepares_an_assessment(desk_of: Sign, story: Story) -> None:
	desk = desk_of("specialist")
	desk.open("Form", "Credit File", in_database("Credit File", {"customer": story.customer}))
	desk.choose("Create", "Credit Assessment")
	desk.set("company", story.company)
	desk.save()
	desk.set("notch", 1)
	desk.set("credit_limit", 10000)
	desk.set("override_reason", "First year with us: start small")
	desk.save()
	desk.picture("credit-assessment")
	assert desk.value("prepared_by") == story.people["specialist"]


def test_3_and_plays_through_what_paying_on_time_would_bring(desk_of: Sign, story: Story) -> None:
	desk = desk_of("specialist")
	desk.open("Form", "Credit Assessment", in_database("Credit Assessment", {"customer": story.customer}))
	expect(desk.page.locator(".credit-gauge")).to_be_visible()
	desk.press("What If")
	desk.dialog.get_by_label("Pays on time for three months").check()
	desk.dialog.get_by_role("button", name="Play It Through").click()
	expect(desk.dialog).to_contain_text("Oldest Overdue Item 20 days → 0 days")
	expect(desk.dialog.locator(".credit-what-if__line")).to_contain_text("+")
	desk.picture("credit-assessment-what-if")
	desk.close_dialog()


def test_4_that_the_manager_approves(desk_of: Sign, story: Story) -> None:
	desk = desk_of("manager")
	desk.open("Form", "Credit Assessment", in_database("Credit Assessment", {"customer": story.customer}))
	desk.submit_through()
	assert in_database("Credit File", {"customer": story.customer}, "grade") == "BBB"


def test_5_the_order_of_a_seller_is_held_with_every_reason(desk_of: Sign, story: Story) -> None:
	desk = desk_of("seller")
	write_order(desk, story, rate=7500)
	expect(desk.page.locator(".credit-strip").first).to_contain_text("BBB")
	desk.picture("order-strip")
	desk.save()
	desk.submit()
	expect(desk.dialog).to_contain_text("is CNY 3,500.00 above the limit of CNY 10,000.00")
	expect(desk.dialog).to_contain_text("CNY 4,000.00 still fits")
	desk.picture("order-held")
	desk.close_dialog()
	expect(desk.page.locator(".indicator-pill:visible", has_text="Held").first).to_be_visible()
	assert in_database("Sales Order", {"customer": story.customer}, "credit_status") == "Held"


def test_6_and_the_seller_asks_for_its_release(desk_of: Sign, story: Story) -> None:
	desk = desk_of("seller")
	desk.press("Request Release")
	desk.dialog.locator("textarea").fill("They pay the old invoice on Friday")
	desk.confirm()
	assert in_database("Credit Hold", {"customer": story.customer}, "status") == "Release Requested"


def test_7_the_manager_releases_it_within_a_cap(desk_of: Sign, story: Story) -> None:
	desk = desk_of("manager")
	desk.open("Form", "Credit Hold", in_database("Credit Hold", {"customer": story.customer}))
	desk.press("Release")
	desk.dialog.locator("textarea").fill("Seen the bank's confirmation")
	desk.picture("hold-release")
	desk.confirm()
	desk.picture("hold-released")
	assert in_database("Credit Hold", {"customer": story.customer}, "status") == "Released"


def test_8_and_the_seller_submits_delivers_and_bills_it(desk_of: Sign, story: Story) -> None:
	desk = desk_of("seller")
	desk.open("Form", "Sales Order", in_database("Sales Order", {"customer": story.customer}))
	desk.page.evaluate("async () => { await cur_frm.reload_doc(); }")
	desk.rest()
	desk.submit_through()
	assert desk.value("credit_status") == "Released"
	for method in ("make_delivery_note", "make_sales_invoice"):
		desk.page.evaluate(
			"([method]) => frappe.model.open_mapped_doc({ method: `erpnext.${method}`, frm: cur_frm })",
			[mapper(method)],
		)
		desk.rest()
		desk.save()
		desk.submit_through()


def test_9_an_order_above_the_cap_is_held_again(desk_of: Sign, story: Story) -> None:
	desk = desk_of("seller")
	write_order(desk, story, rate=9000)
	desk.save()
	desk.submit()
	expect(desk.dialog).to_contain_text("above the limit of CNY 10,000.00")
	desk.close_dialog()
	assert in_database("Credit Hold", {"customer": story.customer}, "status") == "Held"


def write_order(desk: Desk, story: Story, rate: float) -> None:
	desk.open("Form", "Sales Order", "new-sales-order")
	desk.set("company", story.company)
	desk.set("customer", story.customer)
	desk.set("delivery_date", add_days(nowdate(), 7))
	desk.set_row("items", 0, item_code=bootstrap.GOODS)
	desk.set_row("items", 0, warehouse=bootstrap.WAREHOUSE, qty=1, rate=rate)


def mapper(method: str) -> str:
	"""An order becomes a delivery, and that an invoice."""
	module = {
		"make_delivery_note": "selling.doctype.sales_order.sales_order",
		"make_sales_invoice": "stock.doctype.delivery_note.delivery_note",
	}[method]
	return f"{module}.{method}"
