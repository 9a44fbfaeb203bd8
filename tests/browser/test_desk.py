"""The desk comes up with this app in it."""

from __future__ import annotations

from playwright.sync_api import Page


def test_credit_files_open_as_a_list(page: Page) -> None:
	errors: list[str] = []
	page.on("pageerror", lambda error: errors.append(str(error)))
	page.goto("/app/credit-file")
	page.wait_for_selector(".page-title :text('Credit File')")
	assert errors == []
