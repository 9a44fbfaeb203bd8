"""What the tests of the collection reports share: the days of past months, and running a report as a user does."""

from __future__ import annotations

from datetime import date

import frappe
from frappe.desk.query_report import run
from frappe.utils import getdate

from credit_control.engine.month_ends import days_of
from credit_control.services import settings
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer

MONTHS = 3


class ReportCase(CreditCase):
	# the ledger is what matters here, not what the gate says of it
	mode = settings.OFF
	report = ""

	def setUp(self):
		super().setUp()
		self.customer = make_customer().name
		last = getdate().replace(day=1)
		#: the ends of four whole months, oldest first
		self.ends = days_of(days_of(last, 1)[0], MONTHS)

	def on(self, month: int, day: int) -> str:
		"""A day of the month that ends with `ends[month]`."""
		return str(self.ends[month].replace(day=day))

	def days(self, *months: int) -> int:
		return sum(self.ends[month].day for month in months)

	def run_report(self, user: str = "Administrator", **filters) -> dict:
		wanted = {"company": self.company, **self.usual_filters(), **filters}
		with self.acting_as(user):
			return run(self.report, wanted, ignore_prepared_report=True, user=user)

	def usual_filters(self) -> dict:
		return {"customer": self.customer}

	def rows(self, **filters) -> list[dict]:
		return self.run_report(**filters)["result"]

	def tiles(self, **filters) -> dict:
		return {tile["label"]: tile["value"] for tile in self.run_report(**filters)["report_summary"]}

	def refused(self, text: str, **filters) -> None:
		with self.subTest(text), self.assertRaises(frappe.ValidationError) as caught:
			self.run_report(**filters)
		self.assertIn(text, str(caught.exception))

	def assert_guarded(self, outsider: str) -> None:
		"""Neither without the role, nor for a company that one may not see."""
		self.assertRaises(frappe.PermissionError, self.run_report, user=self.user(outsider).name)
		manager = self.user("Credit Manager", "Sales User").name
		self.run_report(user=manager)
		self.permit(manager, "Company", SISTER)
		self.assertRaises(frappe.PermissionError, self.run_report, user=manager)
		self.refused("Choose a company.", company="")
		self.refused("Company Nowhere does not exist. Choose another.", company="Nowhere")

	def permit(self, user: str, doctype: str, name: str) -> None:
		"""Bind a user to one document."""
		values = {"doctype": "User Permission", "user": user, "allow": doctype, "for_value": name}
		frappe.get_doc(values).insert()

	def between(self, since: str | date, until: str | date) -> int:
		return (getdate(until) - getdate(since)).days
