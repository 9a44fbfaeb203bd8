"""A collector proposes a customer's instalments by grade and by season, changes one, and is told what does not add up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

import frappe
from frappe.utils import add_days, add_months, get_first_day, nowdate
from frappe.utils.password import update_password

from credit_control.services import files, plan_terms, settings
from credit_control.tests.collection_documents import make_plan
from credit_control.tests.factories import make_customer, make_sales_invoice, make_user
from tests.browser import story_data
from tests.browser.conftest import PATIENCE, sign_in
from tests.browser.desk import Desk

PLAN = "Repayment Plan"
#: months ago → what the customer bought then: two thirds in one month of the year, a third in another
BOUGHT = {14: 9000, 8: 4500, 2: 9000}


@pytest.fixture(scope="module")
def story() -> Iterator[story_data.Story]:
	prepared = story_data.prepare()
	settings.set_mode(prepared.company, settings.WARN_ONLY)
	plan_terms.fill()
	user = make_user(roles=("Collector", "Accounts User"), name="collector@credit-control.example")
	update_password(user.name, story_data.PASSWORD)
	prepared.people["collector"] = user.name
	yield prepared
	story_data.remove(prepared)


@pytest.fixture(scope="module")
def plan(story: story_data.Story) -> str:
	customer = make_customer(name="Seasonal Gardens").name
	files.create(customer).db_set("grade", "BBB")
	for ago, amount in BOUGHT.items():
		day = add_days(get_first_day(add_months(nowdate(), -ago)), 3)
		invoice = make_sales_invoice(customer=customer, rate=amount, date=day, due_date=day)
	made = make_plan(customer=customer, items=[(invoice, 9000)], instalments=[(30, 9000)], submit=False)
	frappe.db.commit()
	return made.name


@pytest.fixture(scope="module")
def desk(browser: Browser, address: str, story: story_data.Story, plan: str) -> Iterator[Desk]:
	context = browser.new_context(base_url=address, viewport={"width": 1400, "height": 950})
	context.set_default_timeout(PATIENCE)
	page = context.new_page()
	sign_in(page, story.people["collector"], story_data.PASSWORD)
	desk = Desk(page)
	desk.open("Form", PLAN, plan)
	yield desk
	context.close()


def choose(desk: Desk, method: str) -> None:
	desk.dialog.locator("select[data-fieldname=method]").select_option(method)
	# the preview is asked for when nobody has typed for a moment
	desk.page.wait_for_timeout(500)
	desk.rest()


def proposed(desk: Desk) -> list[str]:
	return desk.dialog.locator(".credit-preview tbody tr td:last-child").all_inner_texts()


def amounts(desk: Desk) -> list[float]:
	return [row["amount"] for row in desk.value("instalments")]


def test_the_grade_says_what_is_proposed(desk: Desk) -> None:
	desk.press("Propose Instalments")
	choose(desk, "By Grade")
	expect(desk.dialog).to_contain_text("Grade BBB: 20 % down, 9 instalments")
	assert len(proposed(desk)) == 9
	assert "1,800.00" in proposed(desk)[0]


def test_the_customers_seasons_are_filled_in_and_may_be_changed(desk: Desk) -> None:
	choose(desk, "Seasonal")
	expect(desk.dialog).to_contain_text("From its purchases of the last 24 months.")
	desk.dialog.locator("[data-fieldname=count] input").fill("12")
	desk.dialog.locator("[data-fieldname=count] input").blur()
	desk.page.wait_for_timeout(500)
	desk.rest()
	assert len(proposed(desk)) == 2
	expect(desk.dialog.locator("tfoot")).to_contain_text("9,000.00")


def test_what_cannot_be_proposed_is_said_beside_the_fields(desk: Desk) -> None:
	choose(desk, "Equal")
	desk.dialog.locator("[data-fieldname=count] input").fill("40")
	desk.dialog.locator("[data-fieldname=count] input").blur()
	expect(desk.dialog.locator("[role=alert]")).to_contain_text("A plan may run 24 months")
	expect(desk.dialog.locator(".btn-primary:visible")).to_be_disabled()


def test_what_is_taken_stands_in_the_plan_and_must_add_up(desk: Desk) -> None:
	desk.dialog.locator("[data-fieldname=count] input").fill("4")
	desk.dialog.locator("[data-fieldname=count] input").blur()
	expect(desk.dialog.locator(".credit-preview tbody tr")).to_have_count(4)
	desk.confirm()
	assert amounts(desk) == [2250] * 4
	desk.set_row("instalments", 0, amount=2000)
	desk.press("Save")
	expect(desk.dialog).to_contain_text("The instalments come to CNY 8,750.00, the items to CNY 9,000.00.")
	desk.close_dialog()
	desk.set_row("instalments", 3, amount=2500)
	desk.save()
	assert amounts(desk) == [2000, 2250, 2250, 2500]
