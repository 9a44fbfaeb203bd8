"""A supplier answers a questionnaire: in both languages, on a desk and on a phone, with a mistake on the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import frappe
from frappe.utils import now_datetime

from credit_control.services import files, investigations, reference_requests
from credit_control.tests import bootstrap
from credit_control.tests.bootstrap import new
from credit_control.tests.factories import make_customer, make_user
from credit_control.tests.investigation_case import make_template
from tests.browser.desk import Desk
from tests.browser.story_data import Story, remove

SIZES = {"desk": {"width": 1200, "height": 900}, "phone": {"width": 390, "height": 844}}
TITLES = {"en": "Credit reference about Harbour Weaving", "zh": "关于 Harbour Weaving 的资信征询"}
NEEDED = {"en": "This is needed. Please fill it in.", "zh": "此项必填。"}
THANKS = {"en": "Thank you", "zh": "谢谢"}
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
UNCHECKED = "document.querySelector('form').noValidate = true"


@pytest.fixture
def link() -> Iterator[str]:
	started = now_datetime()
	bootstrap.before_tests()
	user = make_user(roles=("Credit Specialist", "Sales User")).name
	# the test site has no outgoing mail account
	frappe.db.set_value("Notification Settings", user, "enable_email_notifications", 0)
	customer = make_customer(name="Harbour Weaving").name
	file = files.create(customer).name
	frappe.db.set_value("Credit File", file, "specialist", user)
	template = make_template({"channel": "Trade Reference", "subject": "Steel & Co"}).name
	values = {"customer": customer, "company": bootstrap.COMPANY, "template": template}
	doc = new(investigations.DOCTYPE, **values).insert()
	request = frappe.get_doc(reference_requests.DOCTYPE, reference_requests.draft_for(doc, doc.channels[0]))
	request.email = "ap@steel.example"
	request.save()
	url = reference_requests.issue(request)
	frappe.db.commit()
	yield url[url.index(f"/{reference_requests.PAGE}") :]
	remove(Story(customer, bootstrap.COMPANY, {"specialist": user}, started))


def visit(browser: Browser, address: str, size: str, place: str) -> Page:
	"""The page as a stranger without a session sees it."""
	page = browser.new_context(base_url=address, viewport=SIZES[size]).new_page()
	assert page.goto(place).status == 200
	return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", TITLES)
def test_a_stranger_corrects_a_mistake_and_is_thanked(browser, address, link, size, lang) -> None:
	page = visit(browser, address, size, f"{link}&lang={lang}")
	expect(page.locator("h1")).to_have_text(TITLES[lang])
	assert not page.evaluate(OVERFLOWS)
	Desk(page).picture(f"reference-{lang}-{size}")
	page.evaluate(UNCHECKED)
	page.fill("#remarks", '"fine" <b>firm</b>')
	page.click("button")
	expect(page.locator("#payment_habit-mistake")).to_have_text(NEEDED[lang])
	expect(page.locator("#answered_by-mistake")).to_have_text(NEEDED[lang])
	expect(page.locator("#remarks")).to_have_value('"fine" <b>firm</b>')
	page.check('input[name=payment_habit][value="Prompt"]')
	page.fill("#answered_by", "Li Wei")
	page.click("button")
	expect(page.locator("h1")).to_have_text(THANKS[lang])
	page.goto(f"{link}&lang={lang}")
	expect(page.locator("form")).to_have_count(0)
	page.context.close()
