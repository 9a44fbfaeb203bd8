"""The desk comes up with this app in it."""

from __future__ import annotations

from playwright.sync_api import Page


def test_credit_files_open_as_a_list(page: Page) -> None:
	errors: list[str] = []
	page.on("pageerror", lambda error: errors.append(str(error)))
	page.goto("/app/credit-file")
	page.wait_for_selector(".page-title :text('Credit File')")
	assert errors == []


def test_a_scope_is_not_filled_with_the_users_own_company(page: Page) -> None:
	page.goto("/app/credit-security")
	page.wait_for_function("window.credit_control && frappe.boot")
	page.evaluate("frappe.boot.user.defaults.Company = 'Their Company'")
	page.evaluate("frappe.new_doc('Credit Security')")
	page.wait_for_function("window.cur_frm && cur_frm.doctype === 'Credit Security' && cur_frm.is_new()")
	assert not page.evaluate("cur_frm.doc.only_for_company")
