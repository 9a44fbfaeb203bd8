"""The exposure page: parts, documents, past days, permissions, and the days to come, of real documents."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.api import exposure as api
from credit_control.engine.exposure import PARTS
from credit_control.erp import sources
from credit_control.services import exposure_view, files, settings
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_delivery_note,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	make_terms,
)
from credit_control.tests.test_uncleared_bills import make_mode


def day(number: int) -> str:
	return add_days(nowdate(), number)


class ExposurePage(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=10_000)

	def view(self, **asked) -> dict:
		return api.view(self.customer, self.company, **asked)

	def amounts(self, **asked) -> dict:
		return {row["part"]: row["amount"] for row in self.view(**asked)["parts"] if row["amount"]}

	def documents(self, part: str, **asked) -> dict:
		return api.documents(self.customer, self.company, part, **asked)

	def assert_refused(self, message: str, call, *given, error=frappe.ValidationError):
		with self.assertRaises(error) as caught:
			call(*given)
		self.assertIn(message, str(caught.exception))

	def forecast(self, days: int = 90) -> dict:
		return api.forecast(self.customer, self.company, days)

	def trade(self):
		"""Something in every part."""
		make_sales_order(customer=self.customer, qty=3)
		make_delivery_note(customer=self.customer, qty=2)
		invoice = make_sales_invoice(customer=self.customer, rate=900)
		make_credit_note(invoice=make_sales_invoice(customer=self.customer, rate=50))
		make_journal_entry(customer=self.customer, amount=40)
		make_payment(customer=self.customer, amount=70)
		make_payment(invoice=invoice, amount=500, mode_of_payment=make_mode(sources.CLEARED))


class TestParts(ExposurePage):
	def test_the_parts_make_the_exposure_and_the_documents_make_each_part(self):
		self.trade()
		shown = self.view()
		found = {row["part"]: row["amount"] for row in shown["parts"]}
		self.assertEqual(
			found,
			{
				"open_orders": 300,
				"delivered_not_billed": 200,
				"open_invoices": 450,
				"other_receivables": 40,
				"uncleared_bills": 500,
				"credit_notes": 50,
				"unallocated_receipts": 70,
			},
		)
		self.assertEqual(shown["exposure"], 300 + 200 + 450 + 40 + 500 - 50 - 70)
		for part, amount in found.items():
			listed = self.documents(part)
			self.assertEqual(listed["total"], amount, part)
			self.assertEqual(sum(row["amount"] for row in listed["rows"]), amount, part)
		self.assertEqual(shown["headroom"], 10_000 - shown["exposure"])

	def test_the_same_holds_for_a_past_day(self):
		make_sales_order(customer=self.customer, qty=3, date=day(-20), delivery_date=day(5))
		invoice = make_sales_invoice(customer=self.customer, rate=900, date=day(-20), due_date=day(-10))
		make_payment(invoice=invoice, date=day(-3))
		delivery = make_delivery_note(customer=self.customer, qty=2, date=day(-15))
		make_sales_invoice(delivery=delivery)
		past = self.view(as_of=day(-5))
		found = {row["part"]: row["amount"] for row in past["parts"] if row["amount"]}
		self.assertEqual(found, {"open_orders": 300, "delivered_not_billed": 200, "open_invoices": 900})
		self.assertEqual((past["exposure"], past["overdue"], past["is_past"]), (1400, 900, True))
		# its limit was granted today
		self.assertEqual((past["limit_mode"], self.view()["limit"]), ("Unlimited", 10_000))
		for part, amount in found.items():
			self.assertEqual(self.documents(part, as_of=day(-5))["total"], amount, part)
		self.assertEqual(self.amounts(), {"open_orders": 300, "open_invoices": 200})

	def test_a_part_that_is_switched_off_is_shown_as_such_and_does_not_count(self):
		make_sales_order(customer=self.customer, qty=3)
		doc = frappe.get_doc(settings.SETTINGS)
		doc.include_open_orders = 0
		doc.save()
		shown = self.view()
		orders = next(row for row in shown["parts"] if row["part"] == "open_orders")
		self.assertEqual((orders["amount"], orders["counts"], shown["exposure"]), (300, False, 0))

	def test_bills_can_be_switched_off_in_the_settings(self):
		make_payment(
			invoice=make_sales_invoice(customer=self.customer, rate=900),
			mode_of_payment=make_mode(sources.CLEARED),
		)
		self.assertEqual(self.view()["exposure"], 900)
		doc = frappe.get_doc(settings.SETTINGS)
		doc.include_uncleared_bills = 0
		doc.save()
		self.assertEqual(self.view()["exposure"], 0)

	def test_more_than_a_page_of_documents_is_paged_and_sums_all_the_same(self):
		for _number in range(3):
			make_sales_invoice(customer=self.customer, rate=100)
		with self.patched_page(2):
			first, second = self.documents("open_invoices"), self.documents("open_invoices", start=2)
		self.assertEqual([len(first["rows"]), len(second["rows"])], [2, 1])
		self.assertEqual((first["total"], first["count"]), (300, 3))
		names = {row["voucher_no"] for row in first["rows"] + second["rows"]}
		self.assertEqual(len(names), 3)

	def patched_page(self, size: int):
		from unittest.mock import patch

		return patch.object(exposure_view, "PAGE", size)

	def test_a_day_to_come_an_unknown_part_and_a_strange_company_are_refused(self):
		self.assert_refused("As of lies in the future", api.view, self.customer, self.company, day(1))
		self.assert_refused(
			"There is no exposure part", api.documents, self.customer, self.company, "secrets"
		)
		refused = {"error": frappe.PermissionError}
		self.assert_refused("There are no figures of Nowhere", api.view, self.customer, "Nowhere", **refused)

	def test_each_company_has_its_own_figures(self):
		settings.set_mode(SISTER, settings.WARN_ONLY)
		make_sales_invoice(customer=self.customer, rate=100)
		self.assertIn(SISTER, self.view()["companies"])
		self.assertEqual(api.view(self.customer, SISTER)["exposure"], 0)

	def test_a_customer_without_a_credit_file_has_an_exposure_too(self):
		settings.set_mode(self.company, settings.WARN_ONLY)
		stranger = make_customer().name
		make_sales_invoice(customer=stranger, rate=100)
		shown = api.view(stranger, self.company)
		self.assertEqual((shown["exposure"], shown["file"]), (100, None))


class TestPermissions(ExposurePage):
	def test_documents_that_the_user_may_not_read_are_a_number_and_a_sum(self):
		make_sales_order(customer=self.customer, qty=3)
		make_journal_entry(customer=self.customer, amount=40)
		seller = self.user("Sales User").name
		with self.acting_as(seller):
			orders, journals = self.documents("open_orders"), self.documents("other_receivables")
		self.assertEqual((len(orders["rows"]), orders["hidden"]["count"]), (1, 0))
		self.assertEqual(journals["rows"], [])
		self.assertEqual(journals["hidden"], {"count": 1, "amount": 40})
		self.assertEqual(journals["total"], 40)

	def test_one_of_several_documents_may_be_hidden(self):
		shown, hidden = (make_sales_order(customer=self.customer, qty=qty) for qty in (3, 5))
		seller = self.user("Sales User").name
		frappe.get_doc(
			{
				"doctype": "User Permission",
				"user": seller,
				"allow": "Sales Order",
				"for_value": shown.name,
			}
		).insert()
		with self.acting_as(seller):
			found = self.documents("open_orders")
		self.assertEqual([row["voucher_no"] for row in found["rows"]], [shown.name])
		self.assertEqual((found["hidden"], found["total"]), ({"count": 1, "amount": 500}, 800))
		self.assertNotIn(hidden.name, frappe.as_json(found))

	def test_who_may_not_read_the_customer_sees_nothing(self):
		other = make_customer().name
		seller = self.user("Sales User").name
		frappe.get_doc(
			{"doctype": "User Permission", "user": seller, "allow": "Customer", "for_value": other}
		).insert()
		calls = ((self.view, ()), (self.documents, ("open_orders",)), (self.forecast, ()))
		with self.acting_as(seller):
			for call, given in calls:
				self.assertRaises(frappe.PermissionError, call, *given)

	def test_who_may_not_see_the_company_sees_none_of_its_figures(self):
		seller = self.user("Sales User").name
		frappe.get_doc(
			{"doctype": "User Permission", "user": seller, "allow": "Company", "for_value": SISTER}
		).insert()
		with self.acting_as(seller):
			self.assertRaises(frappe.PermissionError, self.view)


class TestForecast(ExposurePage):
	def on(self, found: dict, number: int) -> float:
		point = found["points"][number]
		self.assertEqual(point["day"], day(number))
		return point["exposure"]

	def test_it_starts_with_the_exposure_of_today_whatever_there_is(self):
		self.trade()
		self.assertEqual(self.on(self.forecast(), 0), self.view()["exposure"])
		doc = frappe.get_doc(settings.SETTINGS)
		doc.update({"deduct_receipts": 0, "include_open_orders": 0, "horizon_days": 5})
		doc.save()
		self.assertEqual(self.on(self.forecast(), 0), self.view()["exposure"])

	def test_an_order_ends_when_it_is_paid_by_its_terms(self):
		terms = make_terms(portions=((50, 0), (50, 30))).name
		order = {"customer": self.customer, "qty": 10, "delivery_date": day(10)}
		make_sales_order(**order, payment_terms_template=terms)
		found = self.forecast()
		self.assertEqual(
			[self.on(found, number) for number in (0, 10, 11, 39, 40)], [1000, 1000, 500, 500, 0]
		)

	def test_an_invoice_ends_when_it_falls_due_and_later_for_one_that_pays_late(self):
		make_sales_invoice(customer=self.customer, rate=100, due_date=day(10))
		found = self.forecast()
		self.assertEqual([self.on(found, number) for number in (9, 10)], [100, 0])
		self.assertIn("No invoice was paid or fell due in 12 months", found["assumptions"][0])
		paid = make_sales_invoice(customer=self.customer, rate=100, date=day(-60), due_date=day(-40))
		make_payment(invoice=paid, date=day(-34))
		found = self.forecast()
		self.assertEqual([self.on(found, number) for number in (15, 16)], [100, 0])
		self.assertIn("paid 6 days after they are due", found["assumptions"][0])

	def test_one_day_late_is_a_day(self):
		paid = make_sales_invoice(customer=self.customer, rate=100, date=day(-60), due_date=day(-40))
		make_payment(invoice=paid, date=day(-39))
		self.assertIn("paid a day after they are due", self.forecast()["assumptions"][0])

	def test_a_bill_is_safe_after_its_maturity(self):
		invoice = make_sales_invoice(customer=self.customer, rate=100)
		mode = make_mode(sources.MATURED)
		make_payment(invoice=invoice, mode_of_payment=mode, bill_maturity_date=day(20))
		found = self.forecast()
		self.assertEqual([self.on(found, number) for number in (0, 20, 21)], [100, 100, 0])

	def test_what_is_overdue_beyond_the_usual_stays_and_is_said(self):
		settings.set_mode(self.company, settings.WARN_ONLY)
		make_sales_invoice(customer=self.customer, rate=100, date=day(-200), due_date=day(-150))
		paid = make_sales_invoice(customer=self.customer, rate=900, date=day(-60), due_date=day(-40))
		make_payment(invoice=paid, date=day(-40))
		found = self.forecast()
		self.assertEqual(self.on(found, 90), 100)
		self.assertIn("no payment is expected", found["assumptions"][-1])

	def test_a_temporary_limit_that_ends_is_seen_coming(self):
		file = frappe.get_doc(files.CREDIT_FILE, files.file_of(self.customer))
		row = file.limits[0]
		row.update({"credit_limit": 500, "temporary_limit": 500, "temporary_until": day(6)})
		file.flags.ignore_permissions = True
		file.save()
		make_sales_invoice(customer=self.customer, rate=800, due_date=day(30))
		found = self.forecast()
		self.assertEqual((found["crosses_on"], found["under_again_on"]), (day(7), day(30)))
		self.assertEqual([point["limit"] for point in found["points"][6:8]], [1000, 500])
		self.assertIn("Would cross the limit on", found["verdict"])

	def test_within_the_limit_it_says_when_it_is_highest(self):
		make_sales_invoice(customer=self.customer, rate=800, due_date=day(30))
		self.assertIn("Stays within the limit", self.forecast()["verdict"])

	def test_the_unsecured_part_grows_when_a_security_ends(self):
		make_sales_invoice(customer=self.customer, rate=800, due_date=day(60))
		self.secure(300, until=day(9))
		shown = self.view()["cover"]
		self.assertEqual((shown["secured"], shown["covered"], shown["unsecured"]), (300, 300, 500))
		found = self.forecast()
		unsecured = [found["points"][number]["unsecured"] for number in (0, 9, 10, 60)]
		self.assertEqual(unsecured, [500, 500, 800, 0])

	def secure(self, amount: float, until: str) -> None:
		security = frappe.get_doc(
			{
				"doctype": "Credit Security",
				"customer": self.customer,
				"security_type": "Pledge",
				"amount": amount,
				"currency": "CNY",
				"haircut_percent": 0,
				"valid_from": day(-5),
				"valid_to": until,
			}
		)
		security.insert().submit()

	def test_every_part_has_a_name_in_the_readers_language(self):
		labels = [row["label"] for row in self.view()["parts"]]
		self.assertEqual(len(set(labels)), len(PARTS))
		self.assertEqual(getdate(self.view()["as_of"]), getdate())
