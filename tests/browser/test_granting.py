"""What credit stands on besides the file, as people work with it: relationships, contracts, budgets, securities, bills."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

import frappe
from frappe.utils import add_days, nowdate

from credit_control.erp import sources
from credit_control.services import files
from credit_control.tests import bootstrap
from credit_control.tests.budget_case import make_sales_person, sold_by
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.factories import make_payment, make_sales_invoice
from credit_control.tests.limit_documents import make_security
from credit_control.tests.masters import make_terms
from credit_control.tests.test_uncleared_bills import make_mode
from tests.browser.credit_data import hold_of, latest, make_draft, make_limited
from tests.browser.desk import Desk
from tests.browser.people import People, people_of_a_story

PERSON = "Ma Xiaoyun"


@pytest.fixture(scope="module")
def people(browser: Browser, address: str) -> Iterator[People]:
	with people_of_a_story(browser, address) as people:
		yield people


@pytest.fixture(scope="module")
def connected(people: People) -> list[str]:
	"""Three customers; the first two have the same legal representative, and one of them owes too much."""
	customers = [make_limited(1000, name) for name in ("Delta Metals", "Delta Trading", "Estuary Timber")]
	for customer in customers[:2]:
		frappe.get_doc("Credit File", {"customer": customer}).update({"legal_representative": PERSON}).save()
	make_sales_invoice(customer=customers[1], rate=900)
	frappe.db.set_value("Credit File Limit", {"parent": files.file_of(customers[1])}, "credit_limit", 500)
	frappe.db.commit()
	frappe.clear_messages()
	return customers


def test_1_a_file_that_shares_somebody_is_warned_of_when_it_is_saved(
	people: People, connected: list[str]
) -> None:
	desk = people.desk("specialist")
	desk.open("Form", "Credit File", files.file_of(connected[2]))
	desk.fill(legal_representative=PERSON)
	desk.save()
	expect(desk.dialog).to_contain_text(f"Same legal representative: {PERSON}")
	expect(desk.dialog).to_contain_text("Over Limit")
	desk.picture("relationship-warning")
	desk.close_dialog()


def test_2_and_is_drawn_with_those_it_is_connected_to(people: People, connected: list[str]) -> None:
	desk = people.desk("specialist")
	open_tab(desk, "Relationships")
	graph = desk.page.locator("svg.credit-graph")
	expect(graph.locator(".credit-graph__node")).to_have_count(3)
	expect(graph.locator(".credit-graph__node--own")).to_contain_text("Estuary Timber")
	expect(graph.locator(".credit-graph__node--bad")).to_contain_text("900 / 500")
	expect(graph.locator(".credit-graph__edge title").first).to_contain_text(PERSON)
	listed = desk.page.locator(".credit-relationships__list > li", has_text="Delta Trading")
	expect(listed).to_contain_text("Over Limit")
	desk.picture("relationship-graph")
	graph.locator(".credit-graph__node--bad").click()
	desk.page.wait_for_function("(name) => window.cur_frm?.docname === name", arg=files.file_of(connected[1]))


def test_3_a_group_of_them_says_that_its_pool_is_too_small(people: People, connected: list[str]) -> None:
	desk = people.desk("manager")
	desk.open("Form", "Credit File", files.file_of(connected[0]))
	open_tab(desk, "Relationships")
	desk.press("Make a Credit Group of These")
	desk.page.wait_for_function("() => cur_frm.doctype === 'Credit Group'")
	assert {row["customer"] for row in desk.value("members")} == set(connected)
	desk.fill(group_name="Delta and Friends", pooled_limit=2000)
	desk.save()
	expect(desk.dialog).to_contain_text("CNY 500.00 more than the pooled limit")
	desk.picture("group-overdrawn")
	desk.close_dialog()
	expect(desk.page.locator("[data-fieldname=pool]:visible")).to_contain_text("Delta Trading")


@pytest.fixture(scope="module")
def buyer(people: People) -> str:
	return make_limited(400_000, "Northern Lights Retail")


def test_4_a_contract_starts_from_what_the_file_grants(people: People, buyer: str) -> None:
	desk = people.desk("manager")
	terms = make_terms(portions=((30, 0), (70, 60))).name
	frappe.db.commit()
	desk.open("Form", "Credit File", files.file_of(buyer))
	desk.choose("Create", "Credit Agreement")
	desk.page.wait_for_function("() => cur_frm.doctype === 'Credit Agreement' && cur_frm.doc.credit_limit")
	assert (desk.value("customer"), desk.value("credit_limit")) == (buyer, 400_000)
	expect(desk.page.locator("[data-fieldname=granted]:visible")).to_contain_text("grants CNY 400,000.00")
	dates = {"valid_from": nowdate(), "valid_to": add_days(nowdate(), 364)}
	desk.fill(payment_terms_template=terms, late_interest_percent=5.5, retention_of_title=1, **dates)
	desk.save()
	desk.submit_through()
	expect(desk.page.locator(".form-message:visible")).to_contain_text("have both sides sign it")
	desk.picture("agreement-form")


@pytest.mark.parametrize(
	("language", "title", "words"),
	[
		("en", "Credit Sale Contract", ("interest of 5.5 % a year", "Retention of Title")),
		("zh", "赊销合同", ("甲方（卖方）", "按年利率 5.5% 支付逾期利息")),
	],
)
def test_5_it_is_printed_in_either_language(
	people: People, language: str, title: str, words: tuple[str, ...]
) -> None:
	desk = people.desk("manager")
	desk.press("Print the Contract")
	desk.page.evaluate("(language) => cur_dialog.set_value('language', language)", language)
	with desk.page.context.expect_page() as opened:
		desk.dialog.get_by_text("Preview").click()
	contract = opened.value
	expect(contract.locator("body")).to_contain_text(title)
	for text in (*words, "400,000.00", "Northern Lights Retail"):
		expect(contract.locator("body")).to_contain_text(text)
	Desk(contract).picture(f"agreement-{language}")
	assert printed(contract)
	contract.close()
	desk.close_dialog()


def printed(contract: Page) -> bool:
	"""Whether the amount is on the pages that come out of the printer."""
	pages = PdfReader(BytesIO(contract.pdf())).pages
	return "400,000.00" in " ".join(page.extract_text() for page in pages)


def test_6_and_is_in_force_once_the_signed_copy_is_attached(people: People, buyer: str) -> None:
	desk = people.desk("manager")
	copy = frappe.get_doc(
		{"doctype": "File", "file_name": "signed.txt", "content": "signed", "is_private": 1}
	).insert()
	frappe.db.commit()
	desk.press("Sign")
	desk.page.evaluate("(url) => cur_dialog.set_values({signed_copy: url})", copy.file_url)
	desk.confirm()
	desk.page.wait_for_function("() => cur_frm.doc.status === 'In Force'")
	assert latest("Credit Agreement", {"customer": buyer}, "status") == "In Force"


def test_7_a_budget_shows_its_use_and_stops_what_goes_beyond_it(people: People) -> None:
	make_policy(changes=lambda doc: doc.append("checks", {"check": "Credit Budget", "sales_order": "Hold"}))
	person = make_sales_person()
	customer = sold_by(make_limited(100_000, "Lantern Hotels"), (person, 100))
	make_sales_invoice(customer=customer, rate=600)
	frappe.db.commit()
	desk = people.desk("manager")
	new_form(desk, "Credit Budget")
	desk.fill(budget_for="Sales Person", budget_holder=person, company=bootstrap.COMPANY)
	desk.fill(amount=1000, valid_from=nowdate())
	desk.save()
	view = desk.page.locator(".credit-budget:visible")
	expect(view).to_contain_text("CNY 600.00")
	expect(view).to_contain_text("60.0 %")
	expect(view.locator("tbody tr")).to_contain_text("Lantern Hotels")
	desk.picture("budget-form")
	seller = people.desk("seller")
	order = make_draft(customer, 500, people.user("seller"))
	seller.open("Form", "Sales Order", order)
	seller.submit()
	expect(seller.dialog).to_contain_text(f"Raise the credit budget of {person} to CNY 1,100.00")
	seller.close_dialog()
	assert latest("Credit Hold", {"name": hold_of(order)}, "status") == "Held"


def test_a_security_for_all_companies_stays_so_when_it_is_replaced(people: People, buyer: str) -> None:
	"""The user's own company must not narrow it."""
	frappe.defaults.set_user_default("company", bootstrap.COMPANY, people.user("specialist"))
	old = make_security(customer=buyer, amount=10_000)
	frappe.db.commit()
	desk = people.desk("specialist")
	desk.page.reload()
	desk.open("Form", "Credit Security", old.name)
	desk.press("Replace")
	desk.page.wait_for_function("(name) => cur_frm.doc.replaces === name", arg=old.name)
	assert not desk.value("only_for_company")
	desk.save()
	found = latest("Credit Security", {"replaces": old.name}, ["only_for_company", "docstatus"])
	assert (found[0] or "", found[1]) == ("", 0)


def test_a_bill_that_came_back_is_booked_from_its_payment(people: People) -> None:
	customer = make_limited(5000, "Tollgate Freight")
	acceptance, cheque = make_mode(sources.MATURED), make_mode(sources.CLEARED)
	invoice = make_sales_invoice(customer=customer, rate=1500)
	payment = make_payment(invoice=invoice, mode_of_payment=cheque)
	draft = make_payment(customer=customer, amount=10, mode_of_payment=cheque, submit=False)
	frappe.db.commit()
	desk = people.desk("seller")
	desk.open("Form", "Payment Entry", draft.name)
	maturity = desk.page.locator(".frappe-control[data-fieldname=bill_maturity_date]:visible")
	expect(maturity).to_have_count(0)
	desk.fill(mode_of_payment=acceptance)
	expect(maturity).to_have_count(1)
	desk.open("Form", "Payment Entry", payment.name)
	desk.press("Bill Came Back")
	desk.page.wait_for_function("() => cur_frm.doctype === 'Journal Entry'")
	desk.picture("bill-came-back")
	desk.save()
	desk.submit_through()
	assert latest("Sales Invoice", {"name": invoice.name}, "outstanding_amount") == 1500
	assert latest(
		"Credit Decision", {"customer": customer, "reference_doctype": "Journal Entry"}, "outcome"
	) == ("Exempt")


def open_tab(desk: Desk, label: str) -> None:
	desk.page.locator(".form-tabs .nav-link:visible", has_text=label).first.click()
	desk.rest()


def new_form(desk: Desk, doctype: str) -> None:
	desk.open("List", doctype)
	desk.page.evaluate("async (doctype) => { await frappe.new_doc(doctype); }", doctype)
	desk.rest()
