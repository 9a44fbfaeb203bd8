"""What our own books tell, as people see it: the trade record, a noted reason, the history, the printed report."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

import frappe
from frappe.utils import add_days, nowdate

from credit_control.services import files
from credit_control.tests import bootstrap
from credit_control.tests.factories import make_payment, make_sales_invoice
from tests.browser import story_data
from tests.browser.conftest import PATIENCE, sign_in
from tests.browser.desk import Desk

REASON = "We sent the invoice to the old address"


@pytest.fixture(scope="module")
def story() -> Iterator[story_data.Story]:
	prepared = story_data.prepare()
	_late_payment(prepared.customer)
	files.ensure(prepared.customer)
	frappe.db.commit()
	yield prepared
	story_data.remove(prepared)


def _late_payment(customer: str) -> None:
	dates = {"date": add_days(nowdate(), -90), "due_date": add_days(nowdate(), -60)}
	invoice = make_sales_invoice(customer=customer, rate=1700, item=bootstrap.SERVICE, **dates)
	make_payment(invoice=invoice, date=add_days(nowdate(), -47))


@pytest.fixture(scope="module")
def desk(browser: Browser, address: str, story: story_data.Story) -> Iterator[Desk]:
	context = browser.new_context(base_url=address, viewport={"width": 1400, "height": 1000})
	context.set_default_timeout(PATIENCE)
	page = context.new_page()
	sign_in(page, story.people["manager"], story_data.PASSWORD)
	desk = Desk(page)
	desk.open("Form", "Credit File", files.file_of(story.customer))
	yield desk
	context.close()


def open_tab(desk: Desk, label: str) -> None:
	desk.page.locator(".form-tabs .nav-link:visible", has_text=label).first.click()
	desk.rest()


def test_the_trade_record_comes_when_its_tab_is_opened(desk: Desk) -> None:
	record = desk.page.locator(".credit-trade")
	expect(record).not_to_contain_text("Times Late")
	open_tab(desk, "Trade with Us")
	expect(record).to_contain_text("Last 12 Months")
	expect(record.locator(".credit-trade__chart svg.frappe-chart")).to_be_visible()
	expect(record).to_contain_text("CNY 1,700.00")
	expect(record).to_contain_text("You may not read Issues.")
	desk.picture("trade-record")


def test_a_reason_is_noted_beside_the_late_invoice(desk: Desk) -> None:
	row = desk.page.locator(".credit-trade tr", has_text="CNY 1,700.00")
	expect(row).to_contain_text("13")
	row.get_by_text("Note the Reason").click()
	desk.rest()
	desk.page.evaluate("() => cur_dialog.set_values({reason: 'Our Mistake'})")
	desk.dialog.locator("textarea").fill(REASON)
	desk.confirm()
	expect(row).to_contain_text("Our Mistake")
	expect(row).to_contain_text(REASON)


def test_a_change_of_the_limit_is_in_the_history_at_once(desk: Desk, story: story_data.Story) -> None:
	open_tab(desk, "History")
	history = desk.page.locator(".credit-history")
	expect(history).to_contain_text("The standing has not changed yet.")
	desk.page.evaluate(
		"(company) => { cur_frm.add_child('limits', {company, limit_mode: 'Limited', credit_limit: 50000}); cur_frm.dirty(); }",
		story.company,
	)
	desk.save()
	expect(history).to_contain_text("CNY 50,000.00")
	expect(history).to_contain_text("Manual Edit")
	desk.page.locator("select[data-ask=field]").select_option("Grade")
	expect(history).to_contain_text("No change matches.")


@pytest.mark.parametrize(("language", "title"), [("en", "Credit Report"), ("zh", "信用报告")])
def test_the_report_opens_in_either_language_and_prints(desk: Desk, language: str, title: str) -> None:
	desk.choose("View", "Credit Report")
	desk.page.evaluate("(language) => cur_dialog.set_value('language', language)", language)
	with desk.page.context.expect_page() as opened:
		desk.dialog.get_by_text("Preview").click()
	report = opened.value
	expect(report.locator(".credit-report h1")).to_have_text(title)
	expect(report.locator(".credit-report")).to_contain_text("CNY 50,000.00")
	pages = PdfReader(BytesIO(report.pdf())).pages
	assert "CNY 50,000.00" in " ".join(" ".join(page.extract_text() for page in pages).split())
	report.close()
	desk.close_dialog()
