"""A browser on the served test site: `page` is signed in as Administrator."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PASSWORD = "admin"
PATIENCE = 20_000
SIGN_IN = """async ([usr, pwd]) => {
	const body = new URLSearchParams({ usr, pwd });
	return (await fetch("/api/method/login", { method: "POST", body })).status;
}"""


@pytest.fixture(scope="session")
def address() -> str:
	return os.environ["CREDIT_CONTROL_URL"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
	flags = os.environ.get("CHROMIUM_FLAGS", "").split()
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=flags)
		yield browser
		browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
	context = browser.new_context(base_url=address, viewport={"width": 1400, "height": 900})
	context.set_default_timeout(PATIENCE)
	page = context.new_page()
	sign_in(page, "Administrator", PASSWORD)
	yield page
	context.close()


def sign_in(page: Page, user: str, password: str) -> None:
	"""From a page of the site, so that the session's cookie is the browser's own."""
	page.goto("/login")
	assert page.evaluate(SIGN_IN, [user, password]) == 200
