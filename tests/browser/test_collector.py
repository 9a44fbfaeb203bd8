"""A collector works through three calls with the keyboard, records a promise, raises a dispute, and meets a colleague."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

import frappe
from frappe.utils import add_days, nowdate
from frappe.utils.password import update_password

from credit_control.services import collection_cases, settings
from credit_control.tests import bootstrap
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.factories import make_customer, make_user
from tests.browser import story_data
from tests.browser.conftest import PATIENCE, sign_in
from tests.browser.desk import Desk

#: customers of the day and what they owe, the most urgent first
OWED = {"Amber Foods": 90_000, "Birch Paper": 60_000, "Cedar Tools": 30_000}
CASE = "Collection Case"


@pytest.fixture(scope="module")
def story() -> Iterator[story_data.Story]:
	prepared = story_data.prepare()
	settings.set_mode(prepared.company, settings.WARN_ONLY)
	user = make_user(roles=("Collector", "Accounts User"), name="collector@credit-control.example")
	update_password(user.name, story_data.PASSWORD)
	prepared.people["collector"] = user.name
	for name, amount in OWED.items():
		customer = make_customer(name=name).name
		make_overdue_invoice(customer=customer, amount=amount, item=bootstrap.SERVICE)
		case = collection_cases.update(customer, prepared.company)
		frappe.db.set_value(CASE, case, "collector", user.name)
	frappe.db.commit()
	yield prepared
	story_data.remove(prepared)


@pytest.fixture(scope="module")
def desk(browser: Browser, address: str, story: story_data.Story) -> Iterator[Desk]:
	context = browser.new_context(base_url=address, viewport={"width": 1400, "height": 950})
	context.set_default_timeout(PATIENCE)
	page = context.new_page()
	sign_in(page, story.people["collector"], story_data.PASSWORD)
	desk = Desk(page)
	desk.open("collector-worklist")
	yield desk
	context.close()


def shown(desk: Desk, customer: str) -> None:
	expect(desk.page.locator(".cl-head h3")).to_have_text(customer)
	desk.rest()


def case_of(customer: str):
	frappe.db.rollback()
	name = frappe.db.get_value(CASE, {"customer": ["like", f"{customer}%"], "status": "Open"})
	return frappe.get_doc(CASE, name)


def test_own_cases_stand_there_by_priority_with_everything_about_the_first(desk: Desk) -> None:
	names = desk.page.locator(".cl-row .cl-main b")
	expect(names).to_have_text(list(OWED))
	shown(desk, "Amber Foods")
	expect(desk.page.locator(".cl-items tr")).to_have_count(1)
	expect(desk.page.locator(".cl-reasons")).to_contain_text("The oldest item is 40 days overdue")
	desk.picture("collector-worklist")


def test_one_key_records_a_call_with_its_note_and_shows_the_next_customer(desk: Desk) -> None:
	desk.page.keyboard.press("n")
	desk.page.keyboard.type("Engaged until noon")
	desk.page.keyboard.press("Escape")
	desk.page.keyboard.press("1")
	shown(desk, "Birch Paper")
	case = case_of("Amber Foods")
	assert (case.last_outcome, case.contacts, case.next_action) == ("No Answer", 1, "Call")
	log = {"reference_doctype": CASE, "reference_name": case.name}
	assert "Engaged until noon" in frappe.db.get_value("Communication", log, "content")


def test_a_promise_is_recorded_from_the_call(desk: Desk) -> None:
	desk.page.keyboard.press("5")
	desk.picture("promise-from-a-call")
	desk.dialog.locator("[data-fieldname=person] input").fill("Ms Birch")
	desk.confirm()
	shown(desk, "Cedar Tools")
	expect(desk.page.locator(".cl-row").nth(1)).to_contain_text("Promised")
	case = case_of("Birch Paper")
	assert (case.stage, case.priority, case.next_action) == ("Promised", 0, "Check Payment")
	made = frappe.get_last_doc("Promise to Pay", {"customer": case.customer})
	assert (made.status, made.amount, made.promised_by) == ("Open", 60_000, "Ms Birch")


def test_a_dispute_is_drafted_from_the_call(desk: Desk) -> None:
	desk.page.keyboard.press("6")
	desk.picture("dispute-from-a-call")
	desk.dialog.locator("[data-fieldname=reason] select").select_option("Quality")
	desk.dialog.locator("[data-fieldname=amount] input").fill("5000")
	desk.dialog.locator("[data-fieldname=note] textarea").fill("Two crates came wet")
	desk.confirm()
	expect(desk.page.locator(".desk-alert").last).to_contain_text("Payment Dispute drafted")
	case = case_of("Cedar Tools")
	draft = frappe.get_last_doc("Payment Dispute", {"customer": case.customer})
	assert (draft.docstatus, draft.disputed_amount, draft.description) == (0, 5000, "Two crates came wet")
	assert case.last_outcome == "Disputes the Claim"


def test_a_wrong_key_is_taken_back(desk: Desk) -> None:
	desk.page.locator(".cl-row").first.click()
	shown(desk, "Amber Foods")
	desk.page.keyboard.press("8")
	shown(desk, "Birch Paper")
	expect(desk.page.locator(".cl-row").first).to_contain_text("Escalate")
	desk.page.keyboard.press("u")
	shown(desk, "Amber Foods")
	assert (case_of("Amber Foods").last_outcome, case_of("Amber Foods").contacts) == ("No Answer", 1)


def test_who_is_slower_is_told_and_nothing_is_written_over(desk: Desk) -> None:
	case = case_of("Amber Foods")
	case.next_action_on = add_days(nowdate(), 3)
	case.save()
	frappe.db.commit()
	desk.page.keyboard.press("1")
	expect(desk.dialog).to_contain_text("Administrator has just changed this case")
	# a message that is still on its way in cannot be closed
	desk.rest()
	desk.close_dialog()
	expect(desk.page.locator(".modal.show")).to_have_count(0)
	shown(desk, "Amber Foods")
	assert case_of("Amber Foods").contacts == 1
	desk.page.keyboard.press("1")
	shown(desk, "Birch Paper")
	assert case_of("Amber Foods").contacts == 2
