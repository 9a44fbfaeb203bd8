"""What a person does on the desk: open a form, fill it, press its buttons, read its messages."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

#: the folder into which screenshots for the manual are put; without it none are taken
KEEP = "CREDIT_CONTROL_SCREENSHOTS"
IDLE = """() => window.frappe && frappe.boot && document.body.dataset.ajaxState !== "triggered"
	&& !document.querySelector("#freeze")"""
SET = "async ([field, value]) => { await cur_frm.set_value(field, value); }"
SET_ALL = "async (values) => { await cur_frm.set_value(values); }"
SET_ROW = """async ([table, number, field, value]) => {
	const row = cur_frm.doc[table][number];
	await frappe.model.set_value(row.doctype, row.name, field, value);
}"""


class Desk:
	"""One signed-in person's desk; the address prefix differs between 15 and 16, so the desk itself routes."""

	def __init__(self, page: Page) -> None:
		self.page = page

	def open(self, *route: str) -> None:
		"""Go to a route of the desk, and wait until it has come to rest."""
		if not self.page.evaluate("() => Boolean(window.frappe && frappe.set_route)"):
			self.page.goto("/app")
			self.rest()
		self.page.evaluate("async (route) => { await frappe.set_route(route); }", list(route))
		self.rest()

	def rest(self) -> None:
		self.page.wait_for_timeout(400)
		self.page.wait_for_function(IDLE)
		self.page.wait_for_timeout(400)

	def set(self, field: str, value: object) -> None:
		self.page.evaluate(SET, [field, value])
		self.rest()

	def fill(self, **values: object) -> None:
		"""Set several fields, and wait once."""
		self.page.evaluate(SET_ALL, values)
		self.rest()

	def set_row(self, table: str, number: int, **values: object) -> None:
		for field, value in values.items():
			self.page.evaluate(SET_ROW, [table, number, field, value])
			self.rest()

	def value(self, field: str) -> object:
		return self.page.evaluate("(field) => cur_frm.doc[field]", field)

	def press(self, label: str) -> None:
		"""Press a visible button by what it says."""
		self.page.locator("button:visible", has_text=re.compile(rf"^\s*{label}\s*$")).first.click()
		self.rest()

	def choose(self, group: str, label: str) -> None:
		"""Choose an entry of a group of buttons."""
		self.page.locator(".inner-group-button:visible button", has_text=group).first.click()
		self.page.locator(".dropdown-menu.show a", has_text=re.compile(rf"^\s*{label}\s*$")).first.click()
		self.rest()

	def confirm(self) -> None:
		"""Press the blue button of the dialog that is open."""
		self.dialog.locator(".btn-primary:visible").first.click()
		self.rest()

	def save(self) -> None:
		self.press("Save")
		expect(self.page.locator(".indicator-pill:visible", has_text="Not Saved")).to_have_count(0)

	def submit(self) -> None:
		self.page.locator(".primary-action:visible").first.click()
		self.rest()
		self.confirm()

	def submit_through(self) -> None:
		"""Submit, and wait until the document is in force."""
		self.submit()
		self.page.wait_for_function("() => cur_frm.doc.docstatus === 1")
		self.rest()

	def close_dialog(self) -> None:
		self.page.keyboard.press("Escape")
		self.rest()

	@property
	def dialog(self) -> Locator:
		return self.page.locator(".modal.show").last

	def picture(self, name: str) -> None:
		"""Keep a screenshot for the manual."""
		if KEEP in os.environ:
			self.page.screenshot(path=Path(os.environ[KEEP]) / f"{name}.png")
