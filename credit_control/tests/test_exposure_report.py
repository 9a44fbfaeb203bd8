"""The report Credit Exposure: every customer's figures are those of its own page, now and on a past day."""

from __future__ import annotations

from unittest.mock import patch

import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, nowdate

from credit_control.api import exposure as api
from credit_control.engine.exposure import PARTS
from credit_control.erp import sources
from credit_control.services import exposure_report, files, history
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import (
	make_credit_note,
	make_customer_group,
	make_delivery_note,
	make_payment,
	make_sales_invoice,
	make_sales_order,
)
from credit_control.tests.test_uncleared_bills import make_mode

REPORT = "Credit Exposure"


def day(number: int) -> str:
	return add_days(nowdate(), number)


class TestExposureReport(CreditCase):
	def setUp(self):
		super().setUp()
		self.group = make_customer_group().name
		self.trading = self.make_credit_customer(limit=1000, group=self.group)
		self.ordering = self.make_credit_customer(limit=10_000, group=self.group, grade="BBB")
		self.idle = self.make_credit_customer(limit=0, group=self.group)
		invoice = make_sales_invoice(customer=self.trading, rate=900, date=day(-40), due_date=day(-10))
		make_payment(invoice=invoice, amount=200, date=day(-2), mode_of_payment=make_mode(sources.CLEARED))
		make_delivery_note(customer=self.ordering, qty=2)
		make_credit_note(invoice=make_sales_invoice(customer=self.ordering, rate=60))
		make_sales_order(customer=self.ordering, qty=20)

	def report(self, user: str | None = None, **filters) -> dict:
		wanted = {"company": self.company, "customer_group": self.group, **filters}
		with self.acting_as(user or "Administrator"):
			return run(REPORT, wanted, ignore_prepared_report=True, user=user or "Administrator")

	def rows(self, **filters) -> dict[str, dict]:
		return {row["customer"]: row for row in self.report(**filters)["result"]}

	def test_each_row_is_what_the_customers_own_page_shows(self):
		rows = self.rows()
		self.assertEqual(list(rows), [self.ordering, self.trading])
		for customer, row in rows.items():
			shown = api.view(customer, self.company)
			parts = {part["part"]: part["amount"] * (-1 if part["deducts"] else 1) for part in shown["parts"]}
			self.assertEqual({part: row[part] for part in PARTS}, parts)
			for field in ("exposure", "overdue", "limit", "headroom", "grade", "utilisation"):
				self.assertEqual(row[field], shown[field], field)
			self.assertEqual(row["unsecured"], shown["cover"]["unsecured"])

	def test_read_in_chunks_it_is_the_same(self):
		whole = self.rows()
		with patch.object(exposure_report, "CHUNK", 1):
			self.assertEqual(self.rows(), whole)

	def test_more_customers_take_no_more_statements(self):
		# what is read once is in the cache by then
		self.rows()
		few = self.statements(customer=self.trading)
		self.assertEqual(self.statements(), few)

	def statements(self, **filters) -> int:
		with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
			exposure_report.run({"company": self.company, "customer_group": self.group, **filters})
		# the group's own tree is read for the filter in both
		return sql.call_count

	def test_a_past_day_has_the_figures_and_the_limit_of_that_day(self):
		file = frappe.get_doc(files.CREDIT_FILE, files.file_of(self.trading))
		# granted long ago and lowered yesterday
		frappe.db.set_value(history.DOCTYPE, {"customer": self.trading}, "changed_on", day(-50))
		file.limits[0].credit_limit = 600
		file.flags.ignore_permissions = True
		file.save()
		frappe.db.set_value(
			history.DOCTYPE,
			{"customer": self.trading, "value_after": "600"},
			"changed_on",
			day(-1),
		)
		now, then = self.rows()[self.trading], self.rows(as_of=day(-5))[self.trading]
		self.assertEqual((now["limit"], now["uncleared_bills"], now["open_invoices"]), (600, 200, 700))
		self.assertEqual((then["limit"], then["uncleared_bills"], then["open_invoices"]), (1000, 0, 900))
		self.assertEqual((then["overdue"], then["oldest"]), (900, 5))
		self.assertEqual(then["exposure"], api.view(self.trading, self.company, day(-5))["exposure"])

	def test_the_filters_narrow_it(self):
		self.assertEqual(list(self.rows(grade="BBB")), [self.ordering])
		self.assertEqual(list(self.rows(customer=self.trading)), [self.trading])
		self.assertEqual(list(self.rows(over_limit_only=1)), [])
		frappe.db.set_value("Credit File Limit", {"parent": files.file_of(self.trading)}, "credit_limit", 500)
		self.assertEqual(list(self.rows(over_limit_only=1)), [self.trading])
		user = self.user("Sales User").name
		frappe.db.set_value(files.CREDIT_FILE, files.file_of(self.ordering), "account_manager", user)
		self.assertEqual(list(self.rows(account_manager=user)), [self.ordering])

	def test_it_adds_up(self):
		found = self.report()
		total = sum(row["exposure"] for row in found["result"])
		figures = {entry["label"]: entry["value"] for entry in found["report_summary"]}
		self.assertEqual((figures["Exposure"], figures["Overdue"]), (total, 700))
		self.assertEqual(figures["Customers over Their Limit"], 0)
		stacked = sum(sum(entry["values"]) for entry in found["chart"]["data"]["datasets"])
		self.assertEqual(stacked, total + 60)

	def test_a_bar_is_named_by_the_first_words_that_fit_under_it(self):
		for name, shown in (
			("Northgate Tools", "Northgate Tools"),
			("Pacific Crest Imports Inc", "Pacific Crest…"),
			("Orchard & Vine Catering", "Orchard & Vine…"),
			("宁波海川精密机械有限公司", "宁波海川精密机…"),
			("Supercalifragilistic", "Supercalifragil…"),
		):
			self.assertEqual(exposure_report.short_name(name), shown)

	def test_another_company_has_none_of_it(self):
		self.assertEqual(self.rows(company=SISTER), {})

	def test_a_user_sees_the_customers_that_it_may_see(self):
		manager = self.user("Sales Manager").name
		frappe.get_doc(
			{"doctype": "User Permission", "user": manager, "allow": "Customer", "for_value": self.ordering}
		).insert()
		found = self.report(user=manager)["result"]
		self.assertEqual([row["customer"] for row in found], [self.ordering])

	def test_who_has_no_role_for_it_may_not_run_it(self):
		seller = self.user("Sales User").name
		self.assertRaises(frappe.PermissionError, self.report, user=seller)

	def test_a_company_that_one_may_not_see_is_refused(self):
		manager = self.user("Credit Manager", "Sales Manager").name
		frappe.get_doc(
			{"doctype": "User Permission", "user": manager, "allow": "Company", "for_value": SISTER}
		).insert()
		self.assertRaises(frappe.PermissionError, self.report, user=manager)

	def test_a_day_to_come_is_refused(self):
		with self.assertRaises(frappe.ValidationError) as caught:
			self.report(as_of=day(1))
		self.assertIn("As of lies in the future", str(caught.exception))
