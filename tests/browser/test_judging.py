"""Held orders and the ways out of them, as people go them, and the pages that show how credit stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

import frappe
from frappe.utils import add_days, nowdate

from credit_control import tasks
from credit_control.tests import bootstrap
from credit_control.tests.factories import make_sales_invoice
from tests.browser.credit_data import hold_of, latest, make_draft, make_held, make_limited
from tests.browser.desk import Desk
from tests.browser.people import WIDER_THAN_ITS_SCREEN, People, people_of_a_story

RELEASED_AND_IN_FORCE = ("Released", 1)


@pytest.fixture(scope="module")
def people(browser: Browser, address: str) -> Iterator[People]:
	with people_of_a_story(browser, address) as people:
		yield people


@pytest.fixture(scope="module")
def order(people: People) -> str:
	"""A draft that is 500 too much for its customer."""
	return make_draft(make_limited(1000, "Lighthouse Supplies"), 1500, people.user("seller"))


def test_1_a_seller_sees_why_the_order_is_held(people: People, order: str) -> None:
	desk = people.desk("seller")
	desk.open("Form", "Sales Order", order)
	expect(strip(desk)).to_contain_text("Would be held")
	desk.submit()
	expect(desk.dialog).to_contain_text("above the limit of CNY 1,000.00")
	desk.close_dialog()
	expect(desk.page.locator(".indicator-pill:visible", has_text="Held").first).to_be_visible()
	assert latest("Sales Order", {"name": order}, ["credit_status", "docstatus"]) == ("Held", 0)


def test_2_and_asks_for_its_release(people: People, order: str) -> None:
	desk = people.desk("seller")
	desk.press("Request Release")
	desk.dialog.locator("textarea").fill("They pay on Friday")
	desk.confirm()
	expect(strip(desk)).to_contain_text("Release Requested")
	assert latest("Credit Hold", {"reference_name": order}, "request_reason") == "They pay on Friday"


def test_3_the_manager_finds_it_on_a_phone_and_releases_it(people: People, order: str) -> None:
	desk = people.phone("manager")
	desk.open("credit-worklist")
	row = desk.page.locator(f"tr[data-hold='{hold_of(order)}']")
	expect(row).to_contain_text("They pay on Friday")
	assert not desk.page.evaluate(WIDER_THAN_ITS_SCREEN)
	row.locator(".cw-amount").tap()
	release = desk.page.locator(".primary-action:visible", has_text="Release")
	release.tap()
	desk.dialog.locator("textarea").fill("Their bank confirmed it")
	assert not desk.page.evaluate(WIDER_THAN_ITS_SCREEN)
	desk.confirm()
	expect(desk.page.locator(".form-message:visible")).to_contain_text(
		"Released by manager", ignore_case=True
	)
	assert latest("Credit Hold", {"reference_name": order}, "status") == "Released"


def test_4_and_the_seller_submits_it(people: People, order: str) -> None:
	desk = people.desk("seller")
	show_anew(desk, order)
	desk.submit_through()
	assert latest("Sales Order", {"name": order}, ["credit_status", "docstatus"]) == RELEASED_AND_IN_FORCE


def test_a_payment_clears_a_hold_and_the_order_goes_through(people: People) -> None:
	customer = make_limited(2000, "Pier Nine Chandlers")
	invoice = make_sales_invoice(customer=customer, rate=1500).name
	held = make_held(customer, 1200, people.user("seller"))
	desk = people.desk("seller")
	desk.open("Form", "Sales Invoice", invoice)
	desk.choose("Create", "Payment")
	desk.page.wait_for_function("() => cur_frm.doctype === 'Payment Entry' && cur_frm.doc.paid_amount")
	desk.fill(paid_to=bootstrap.BANK, reference_no="TT 1", reference_date=nowdate())
	desk.save()
	desk.submit_through()
	assert latest("Sales Invoice", {"name": invoice}, "outstanding_amount") == 0
	do_what_waits_for_a_worker(customer)
	show_anew(desk, held)
	expect(strip(desk)).to_contain_text("Headroom CNY 800.00", use_inner_text=True)
	assert latest("Credit Hold", {"reference_name": held}, "status") == "Cleared"
	desk.submit_through()
	assert latest("Sales Order", {"name": held}, "docstatus") == 1


def test_a_limit_is_asked_for_from_a_held_order_and_approved_on_a_phone(people: People) -> None:
	customer = make_limited(1000, "Breakwater Yards")
	held = make_held(customer, 1300, people.user("seller"))
	desk = people.desk("seller")
	desk.open("Form", "Sales Order", held)
	request = ask_for_a_limit(desk)
	approve_on_a_phone(people.phone("manager"), request, customer)
	assert latest("Credit Limit Request", {"name": request}, ["status", "docstatus"]) == ("Approved", 1)
	do_what_waits_for_a_worker(customer)
	show_anew(desk, held)
	desk.submit_through()
	assert latest("Sales Order", {"name": held}, "docstatus") == 1


def ask_for_a_limit(desk: Desk) -> str:
	"""As the form proposes it: what is missing, for some days."""
	desk.press("Request a Limit")
	desk.confirm()
	desk.page.wait_for_function("() => cur_frm.doctype === 'Credit Limit Request'")
	assert desk.value("temporary_limit") == 300
	desk.fill(temporary_until=add_days(nowdate(), 14), reason="The crane is needed before the holidays")
	desk.save()
	desk.press("Send for Approval")
	desk.page.wait_for_function("() => cur_frm.doc.status === 'Waiting for Approval'")
	return str(desk.value("name"))


def approve_on_a_phone(desk: Desk, request: str, customer: str) -> None:
	page = desk.page
	page.goto(f"/credit-approval?name={request}")
	expect(page.get_by_role("heading", name=customer)).to_be_visible()
	expect(page.locator("blockquote").first).to_contain_text("before the holidays")
	assert not page.evaluate(WIDER_THAN_ITS_SCREEN)
	page.get_by_label("Comment").fill("Two weeks, not longer")
	page.get_by_role("button", name="Approve").tap()
	expect(page.get_by_role("status")).to_contain_text("Done")


def test_the_manager_releases_two_of_three_from_the_worklist(people: People) -> None:
	seller = people.user("seller")
	customers = [make_limited(500, f"Quay {number} Stores") for number in (1, 2, 3)]
	orders = [make_held(customer, 600, seller) for customer in customers]
	desk = people.desk("manager")
	desk.open("credit-worklist")
	for order in orders[:2]:
		desk.page.locator(f"tr[data-hold='{hold_of(order)}'] [data-check]").check()
	expect(desk.page.locator(".cw-actions")).to_contain_text("2 chosen")
	desk.page.locator("[data-decide='release_many']").click()
	desk.dialog.locator("textarea").fill("Insured since this morning")
	desk.confirm()
	expect(desk.page.locator(f"tr[data-hold='{hold_of(orders[0])}']")).to_have_count(0)
	expect(desk.page.locator(f"tr[data-hold='{hold_of(orders[2])}']")).to_be_visible()
	statuses = [latest("Credit Hold", {"reference_name": order}, "status") for order in orders]
	assert statuses == ["Released", "Released", "Held"]


def test_the_exposure_is_opened_from_the_strip_and_a_figure_into_its_documents(people: People) -> None:
	customer = make_limited(5000, "Anchor Street Works")
	invoices = [make_sales_invoice(customer=customer, rate=rate).name for rate in (700, 800)]
	desk = people.desk("seller")
	desk.open("Form", "Sales Order", make_draft(customer, 900, people.user("seller")))
	desk.page.locator(".credit-strip:visible a[href*='credit-exposure']").click()
	part = desk.page.locator(".credit-exposure [data-part='open_invoices']")
	expect(part).to_contain_text("1,500.00")
	part.click()
	documents = desk.page.locator(".credit-documents")
	for invoice, amount in zip(invoices, ("700.00", "800.00"), strict=True):
		expect(documents.locator("tr", has_text=invoice)).to_contain_text(amount)
	expect(desk.page.locator(".credit-forecast__chart svg").first).to_be_visible()
	documents.get_by_role("link", name=invoices[0]).click()
	desk.page.wait_for_function("([name]) => window.cur_frm?.docname === name", arg=[invoices[0]])


def test_the_health_page_says_of_each_check_how_it_stands(people: People) -> None:
	desk = people.desk("manager")
	desk.open("credit-health")
	page = desk.page
	lines = page.locator(".credit-health-line")
	expect(lines.first).to_be_visible()
	expect(page.locator(".credit-health")).to_contain_text(people.story.company)
	states = set(lines.locator(".indicator-pill").all_inner_texts())
	assert states <= {"Fine", "Attention", "Problem"}
	counted = lines.count()
	page.get_by_role("button", name="Look Again").click()
	expect(lines).to_have_count(counted)


def test_a_seller_does_not_see_the_health_of_the_site(people: People) -> None:
	desk = people.desk("seller")
	desk.open("credit-health")
	expect(desk.page.locator("body")).to_contain_text("Not permitted", ignore_case=True)
	expect(desk.page.locator(".credit-health-line")).to_have_count(0)


def do_what_waits_for_a_worker(customer: str) -> None:
	"""The job that the change left in the queue: the suite has no worker."""
	tasks.rejudge_customer(customer, bootstrap.COMPANY)
	frappe.db.commit()


def strip(desk: Desk):
	return desk.page.locator(".credit-strip:visible").first


def show_anew(desk: Desk, order: str) -> None:
	"""Open an order as it is in the database by now, whatever the browser remembers of it."""
	desk.open("Form", "Sales Order", order)
	desk.page.evaluate("async () => { await cur_frm.reload_doc(); }")
	desk.rest()
