"""A manager's side of collecting: a strategy made and run, a plan in default, a suit, and a loss approved on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

import frappe
from frappe.utils import add_days, nowdate
from frappe.utils.password import update_password

from credit_control import tasks
from credit_control.services import collection_cases, settings
from credit_control.tests import bootstrap
from credit_control.tests.bootstrap import new
from credit_control.tests.collection_documents import make_overdue_invoice, make_plan, make_promise
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.factories import make_customer, make_user
from credit_control.tests.investigation_case import make_mail_account
from credit_control.tests.strategy_case import make_text
from credit_control.tests.test_policy_checks import adding
from credit_control.tests.write_off_case import LOSSES
from tests.browser import story_data
from tests.browser.credit_data import latest, make_held
from tests.browser.desk import Desk
from tests.browser.people import WIDER_THAN_ITS_SCREEN, People, people_of_a_story

DUNE, ELM, FERN, GALE = "Dune Fabrics", "Elm Joinery", "Fern Optics", "Gale Freight"
ADDRESS = "payables@dune.example"
#: a name of its own for each time: the suite has no worker, and what was queued before is there still
STRATEGY = f"Three Steps {frappe.generate_hash(length=4)}"


@pytest.fixture(scope="module")
def people(browser: Browser, address: str) -> Iterator[People]:
	with people_of_a_story(browser, address) as people:
		_prepare(people.story)
		yield people


def _prepare(story: story_data.Story) -> None:
	"""Four customers that owe, one of them without an address, one that promised, one that missed an instalment."""
	settings.set_mode(story.company, settings.WARN_ONLY)
	collector = make_user(
		roles=("Collector", "Accounts User", "Sales User"), name="collector@credit-control.example"
	)
	frappe.db.set_value("User", collector.name, {"first_name": "Chen", "last_name": "Li"})
	update_password(collector.name, story_data.PASSWORD)
	story.people["collector"] = collector.name
	make_mail_account()
	frappe.rename_doc(
		"Email Template", make_text("A reminder of {{ total }}"), "Friendly Reminder", force=True
	)
	for name, amount, days in ((DUNE, 40_000, 400), (ELM, 900, 12), (FERN, 700, 12), (GALE, 1_000, 60)):
		_owing(name, amount, days)
	_reachable(DUNE, ADDRESS)
	_reachable(FERN, "payables@fern.example")
	make_promise(customer=FERN, amount=700, items=[invoice_of(FERN)])
	collection_cases.update(DUNE, story.company)
	frappe.db.commit()


def _owing(name: str, amount: float, days: int) -> None:
	make_customer(name=name, language="en")
	make_overdue_invoice(customer=name, amount=amount, days=days, item=bootstrap.SERVICE)


def _reachable(customer: str, email: str) -> None:
	contact = new("Contact", first_name="Payables", is_billing_contact=1)
	contact.append("email_ids", {"email_id": email, "is_primary": 1})
	contact.append("links", {"link_doctype": "Customer", "link_name": customer})
	contact.insert()


def invoice_of(customer: str):
	return frappe.get_last_doc("Sales Invoice", {"customer": customer})


def row_of(desk: Desk, table: str, text: str) -> Locator:
	"""The visible rows of a form's table with a text."""
	return desk.page.locator(f"[data-fieldname={table}]:visible .grid-body .data-row", has_text=text)


def test_1_a_manager_makes_a_strategy(people: People) -> None:
	desk = people.desk("manager")
	desk.open("Form", "Collection Strategy", "new-collection-strategy")
	desk.fill(strategy_name=STRATEGY, only_for_company=people.story.company, contacts_per_week=0)
	desk.page.evaluate(
		"() => { cur_frm.clear_table('steps'); cur_frm.add_child('steps'); cur_frm.add_child('steps'); }"
	)
	desk.set_row(
		"steps", 0, label="Reminder", day_offset=3, channel="E-Mail", email_template="Friendly Reminder"
	)
	desk.set_row("steps", 1, label="Call", day_offset=90, channel="Phone")
	desk.save()
	desk.picture("strategy")
	assert latest("Collection Strategy", {"name": STRATEGY}, "only_for_company") == people.story.company


def test_2_and_sees_who_gets_what_and_who_is_left_out_and_why(people: People) -> None:
	desk = people.desk("manager")
	desk.press("Preview Today")
	row = desk.dialog.locator("tr", has_text=ELM)
	expect(row).to_be_visible()
	expect(row).to_contain_text("Left out")
	expect(row).to_contain_text("No e-mail address: enter one")
	expect(desk.dialog.locator("tr", has_text=FERN)).to_contain_text("promise")
	dune = desk.dialog.locator("tr", has_text=DUNE)
	expect(dune).to_contain_text("Reminder")
	expect(dune).to_contain_text(ADDRESS)
	expect(dune).to_contain_text("CNY 40,000.00")
	gale = desk.dialog.locator("tr", has_text="Harbour Trading")
	expect(gale).to_contain_text("Left out")
	desk.picture("strategy-preview")
	assert latest("Collection Notice", {"strategy": STRATEGY}) is None


def test_3_and_runs_it(people: People) -> None:
	desk = people.desk("manager")
	desk.confirm()
	desk.confirm()
	expect(desk.page.locator(".desk-alert").last).to_contain_text("The run has begun")
	# the suite has no worker
	frappe.db.rollback()
	tasks.collect(STRATEGY, people.story.company, people.user("manager"))
	frappe.db.commit()
	taken = frappe.get_all("Collection Notice", {"strategy": STRATEGY}, ["customer", "step_label", "status"])
	assert {(row.customer, row.step_label) for row in taken} == {(DUNE, "Reminder")}
	mail = latest("Email Queue", {"reference_name": DUNE}, "name")
	assert frappe.get_all("Email Queue Recipient", {"parent": mail}, pluck="recipient") == [ADDRESS]
	desk.open("List", "Collection Notice")
	expect(desk.page.locator(".list-row", has_text=DUNE).first).to_be_visible()


def test_4_the_manager_sees_a_plans_default_its_alert_and_the_hold(people: People) -> None:
	plan = make_plan(
		customer=GALE,
		items=[(invoice_of(GALE), 1_000)],
		instalments=[(-10, 400), (20, 600)],
		agreed_on=add_days(nowdate(), -20),
	)
	make_policy(changes=adding("Repayment Plan Default"))
	settings.set_mode(people.story.company, settings.ENFORCE)
	frappe.db.commit()
	held = make_held(GALE, 100, people.user("seller"))
	desk = people.desk("manager")
	told = {"document_name": plan.name, "for_user": people.user("manager")}
	assert "missed an instalment of its repayment plan" in latest("Notification Log", told, "subject")
	desk.open("Form", "Repayment Plan", plan.name)
	expect(desk.page.locator(".form-message:visible")).to_contain_text("In default: CNY 1,000.00 is due now.")
	desk.picture("plan-in-default")
	expect(row_of(desk, "instalments", "Missed")).to_have_count(1)
	desk.open("Form", "Credit Hold", latest("Credit Hold", {"reference_name": held}))
	expect(row_of(desk, "checks", plan.name)).to_be_visible()
	desk.picture("held-for-a-plan")
	settings.set_mode(people.story.company, settings.WARN_ONLY)
	frappe.db.commit()


def test_5_a_legal_action_goes_from_a_case_to_its_demand_letter(people: People) -> None:
	desk = people.desk("manager")
	desk.open("Form", "Collection Case", latest("Collection Case", {"customer": DUNE}))
	desk.choose("Create", "Legal Action")
	desk.page.wait_for_function("() => cur_frm.doctype === 'Legal Action'")
	desk.rest()
	assert desk.value("customer") == DUNE
	desk.fill(
		begun_on=add_days(nowdate(), -3),
		assigned_to=people.user("collector"),
		interest_basis="Statutory",
		interest_rate=18.25,
		interest_clause="State Council Order 802",
	)
	desk.save()
	desk.submit_through()
	desk.press("Record Stage")
	desk.confirm()
	desk.page.wait_for_function("() => cur_frm.doc.status === 'Demand Letter'")
	desk.rest()
	desk.page.locator("[data-fieldname=steps]:visible").first.scroll_into_view_if_needed()
	desk.picture("legal-action")
	expect(row_of(desk, "steps", "Manager")).to_have_count(1)
	read_letter(people, desk.value("name"))


def read_letter(people: People, action: str) -> None:
	page = people.desk("manager").page.context.new_page()
	address = f"/printview?doctype=Legal Action&name={action}&format=Demand Letter&_lang="
	page.goto(f"{address}en")
	paper = page.locator(".credit-letter")
	# 40,000 for 400 days at 0.05 % a day
	expect(paper).to_contain_text("CNY 8,000.00")
	expect(paper).to_contain_text("pay CNY 48,000.00 by")
	Desk(page).picture("demand-letter")
	page.goto(f"{address}zh")
	expect(page.locator(".credit-letter")).to_contain_text("逾期付款利息")
	Desk(page).picture("demand-letter-zh")
	page.close()


def test_6_a_collector_asks_to_write_it_off(people: People) -> None:
	desk = people.desk("collector")
	desk.open("Form", "Legal Action", latest("Legal Action", {"customer": DUNE}))
	desk.press("Write Off")
	desk.page.wait_for_function("() => cur_frm.doctype === 'Bad Debt Write-Off'")
	desk.rest()
	desk.fill(
		cause="Insolvency",
		reason="The court closed the proceedings for want of assets",
		evidence="/private/files/court-notice.pdf",
		expected_recoveries="Nothing from the estate",
		write_off_account=LOSSES,
	)
	desk.save()
	desk.press("Send for Approval")
	expect(desk.page.locator(".form-message:visible")).to_contain_text("Level 1 waits for Credit Manager")
	desk.picture("write-off-sent")
	assert latest("Bad Debt Write-Off", {"customer": DUNE}, ["status", "total_amount"]) == (
		"Waiting for Approval",
		40_000,
	)


def test_7_and_the_manager_approves_it_on_a_phone(people: People) -> None:
	name = latest("Bad Debt Write-Off", {"customer": DUNE})
	desk = people.phone("manager")
	page = desk.page
	page.goto(f"/credit-approval?type=write-off&name={name}")
	expect(page.get_by_role("heading", name=DUNE)).to_be_visible()
	expect(page.locator(".pairs").first).to_contain_text("CNY 40,000.00")
	assert not page.evaluate(WIDER_THAN_ITS_SCREEN)
	desk.picture("write-off-on-a-phone")
	page.locator("summary").tap()
	expect(page.locator("details")).to_contain_text("Legal Action · Demand Letter")
	assert not page.evaluate(WIDER_THAN_ITS_SCREEN)
	page.get_by_label("Comment").fill("Seen the court's notice")
	page.get_by_role("button", name="Approve").tap()
	expect(page.get_by_role("status")).to_contain_text("Done")
	desk.picture("write-off-approved")
	assert latest("Bad Debt Write-Off", {"name": name}, ["status", "docstatus"]) == ("Booked", 1)


def test_8_and_its_form_names_who_approved(people: People) -> None:
	desk = people.desk("collector")
	desk.open("Form", "Bad Debt Write-Off", latest("Bad Debt Write-Off", {"customer": DUNE}))
	desk.page.evaluate("async () => { await cur_frm.reload_doc(); }")
	desk.rest()
	expect(row_of(desk, "steps", "Approved")).to_contain_text("Manager")
	expect(row_of(desk, "steps", people.user("manager"))).to_have_count(0)
	desk.picture("write-off-booked")
