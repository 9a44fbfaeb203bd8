"""The ten facts of erpnext.md that shape the design: what ERPNext's own check does, and what ours does.

Each fact twice, by its number: in a company that we leave alone, and in one that we govern. A test of
ERPNext's behaviour is skipped when ERPNext mended it, which it finds out by trying. Fact 2, that nothing is
locked, needs processes of its own: test_traps_at_once.py.
"""

from __future__ import annotations

from decimal import Decimal
from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, nowdate

from erpnext.selling.doctype.customer.customer import get_customer_outstanding
from erpnext.selling.doctype.sales_order import sales_order

from credit_control.api import manual_holds
from credit_control.erp.documents import added_exposure
from credit_control.erp.exposure import read_exposure
from credit_control.erp.receivables import open_items
from credit_control.services import judging, settings
from credit_control.services.gate import CreditHoldError
from credit_control.tests.bootstrap import COMPANY, GOODS
from credit_control.tests.credit_case import BASE_ROLES, CreditCase
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.exposure_case import ExposureTestCase
from credit_control.tests.factories import (
	make_customer,
	make_customer_group,
	make_delivery_note,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	make_terms,
	return_delivery_note,
	update_order_items,
)

CROSSED = "Credit limit has been crossed"


class CoreCase(CreditCase):
	"""A company that we leave alone: only ERPNext's own check is there."""

	mode = settings.OFF

	def still(self, as_described: bool, fact: str) -> None:
		"""Skip the test when ERPNext no longer does what erpnext.md found."""
		if not as_described:
			self.skipTest(f"ERPNext mended this: {fact}")

	def refuses(self, action) -> bool:
		"""True when ERPNext's check refuses it; whatever the action did is taken back then."""
		frappe.db.savepoint("core")
		try:
			action()
		except frappe.ValidationError as error:
			self.assertIn(CROSSED, str(error))
			frappe.db.rollback(save_point="core")
			return True
		return False

	def over_its_limit(self):
		"""A submitted order of 900 of a customer whose limit ERPNext now has at 100."""
		customer = make_customer(credit_limit=1000)
		order = make_sales_order(customer=customer.name, rate=900)
		frappe.db.set_value("Customer Credit Limit", {"parent": customer.name}, "credit_limit", 100)
		return customer.name, order.reload()


class OursCase(CreditCase):
	"""A company that we govern: ERPNext's check is silent, the judgement is ours."""

	def over_its_limit(self):
		"""A submitted order of 900 of a customer whose limit is now 100."""
		customer = self.make_credit_customer(limit=1000)
		order = make_sales_order(customer=customer, rate=900)
		file = frappe.get_doc("Credit File", {"customer": customer})
		file.limits[0].credit_limit = 100
		file.save()
		return customer, order.reload()

	def assert_held(self, action):
		frappe.db.savepoint("ours")
		with self.assertRaises(CreditHoldError):
			action()
		frappe.db.rollback(save_point="ours")


def events(order) -> dict:
	"""What happens to a submitted order, by name: every one of them reaches ERPNext's check."""

	def reopen():
		order.reload().update_status("Closed")
		order.reload().update_status("Draft")

	return {
		"update items": lambda: update_order_items(order=order.reload(), rate=901),
		"any save": lambda: order.reload().update({"po_no": "4711"}).save(),
		"re-open": reopen,
	}


class TestCoreAtTheDocument(CoreCase):
	def reached(self, action) -> int:
		"""How often an action reaches the function that checks the limit."""
		with patch.object(sales_order, "check_credit_limit") as check:
			action()
		return check.call_count

	def test_hole_01_core_checks_at_submit_update_items_any_save_and_reopening(self):
		customer = make_customer(credit_limit=10_000).name
		draft = make_sales_order(customer=customer, rate=900, submit=False)
		self.assertEqual(self.reached(lambda: frappe.get_doc("Sales Order", draft.name).submit()), 1)
		for name, action in events(draft).items():
			with self.subTest(name):
				self.assertGreaterEqual(self.reached(action), 1)

	def test_hole_03_core_refuses_a_harmless_edit_of_a_customer_over_its_limit(self):
		_, order = self.over_its_limit()
		self.still(self.refuses(events(order)["any save"]), "a harmless edit passes")
		self.assertTrue(self.refuses(events(order)["re-open"]))

	def test_hole_03_core_refuses_a_sale_that_is_paid_in_full(self):
		customer, _ = self.over_its_limit()
		sell = lambda: make_sales_invoice(customer=customer, rate=50, paid=50)  # noqa: E731
		self.still(self.refuses(sell), "a paid sale passes")
		self.assertFalse(frappe.db.exists("Sales Invoice", {"customer": customer, "docstatus": 1}))

	def test_hole_03_core_does_not_look_at_the_invoice_of_an_order(self):
		customer, order = self.over_its_limit()
		self.still(not self.refuses(lambda: make_sales_invoice(order=order)), "such an invoice is checked")
		self.assertTrue(frappe.db.exists("Sales Invoice", {"customer": customer, "docstatus": 1}))

	def test_hole_04_core_takes_a_limit_of_zero_for_none_and_asks_the_group(self):
		group = make_customer_group(credit_limit=500).name
		free, grouped = make_customer(credit_limit=0), make_customer(group=group, credit_limit=0)
		self.assertFalse(self.refuses(lambda: make_sales_order(customer=free.name, rate=10**6)))
		self.assertFalse(self.refuses(lambda: make_sales_order(customer=grouped.name, rate=500)))
		self.assertTrue(self.refuses(lambda: make_sales_order(customer=grouped.name, rate=1)))

	def test_hole_05_core_lets_the_credit_controller_pass_without_a_word(self):
		frappe.db.set_single_value("Accounts Settings", "credit_controller", "Sales Manager")
		customer = make_customer(credit_limit=100).name
		with self.acting_as(self.user(*BASE_ROLES).name):
			self.assertTrue(self.refuses(lambda: make_sales_order(customer=customer, rate=500)))
		frappe.clear_messages()
		with self.acting_as(self.user(*BASE_ROLES, "Sales Manager").name):
			order = make_sales_order(customer=customer, rate=500)
		comments = frappe.get_all("Comment", {"reference_name": order.name}, pluck="content")
		said = [str(message) for message in frappe.get_message_log()] + comments
		self.assertEqual([text for text in said if "redit" in text], [])

	def test_hole_06_core_refuses_to_lower_a_limit_below_what_is_owed(self):
		customer = make_customer(credit_limit=1000)
		make_sales_invoice(customer=customer.name, rate=900)
		customer.reload().credit_limits[0].credit_limit = 100
		with self.assertRaisesRegex(frappe.ValidationError, "credit limit is less than current outstanding"):
			customer.save()

	def test_hole_08_core_does_not_mind_what_is_overdue(self):
		customer = make_customer(credit_limit=10_000).name
		make_sales_invoice(customer=customer, rate=300, date=days_ago(400), due_date=days_ago(370))
		self.still(not self.refuses(lambda: make_sales_order(customer=customer)), "overdue is checked")

	def test_hole_09_a_frozen_customer_cannot_even_pay(self):
		customer = make_customer().name
		invoice = make_sales_invoice(customer=customer, rate=300)
		frappe.db.set_value("Customer", customer, "is_frozen", 1)
		with self.acting_as(self.user("Accounts User").name):
			self.still(self._is_refused(lambda: make_payment(invoice=invoice)), "a frozen customer may pay")

	def _is_refused(self, action) -> bool:
		frappe.db.savepoint("frozen")
		try:
			action()
		except frappe.ValidationError as error:
			frappe.db.rollback(save_point="frozen")
			self.assertRegex(str(error), "frozen|disabled")
			return True
		return False


class TestOursAtTheDocument(OursCase):
	def test_hole_01_we_silence_each_of_these_calls(self):
		_, order = self.over_its_limit()
		with patch.object(sales_order, "check_credit_limit") as check:
			update_order_items(order=order, rate=800)
			events(order)["any save"]()
			make_sales_order(customer=self.make_credit_customer(limit=10), rate=10)
		self.assertEqual(check.call_count, 0)
		self.assert_held(events(order)["update items"])
		self.assert_held(events(order)["re-open"])

	def test_hole_03_we_let_pass_what_adds_nothing(self):
		customer, order = self.over_its_limit()
		events(order)["any save"]()
		self.assertEqual(make_sales_invoice(customer=customer, rate=50, paid=50).docstatus, 1)

	def test_hole_03_we_look_at_the_invoice_of_an_order_and_let_pass_what_was_ordered(self):
		_, order = self.over_its_limit()
		invoice = make_sales_invoice(order=order)
		self.assertEqual(self.decisions_of(invoice), ["Exempt"])

	def test_hole_04_we_hold_at_zero(self):
		for mode in ("Limited", "No Credit"):
			customer = self.make_credit_customer(limit=0, mode=mode)
			self.submit_refused(make_sales_order(customer=customer, rate=1, submit=False))

	def test_hole_05_we_hold_the_credit_controller_too(self):
		frappe.db.set_single_value("Accounts Settings", "credit_controller", "Sales Manager")
		customer = self.make_credit_customer(limit=100)
		with self.acting_as(self.user(*BASE_ROLES, "Sales Manager").name):
			self.submit_refused(make_sales_order(customer=customer, rate=500, submit=False))

	def test_hole_06_we_lower_a_limit_below_what_is_owed(self):
		customer, _ = self.over_its_limit()
		row = frappe.get_doc("Credit File", {"customer": customer}).limits[0]
		self.assertEqual(row.credit_limit, 100)

	def test_hole_08_we_hold_for_what_is_overdue(self):
		customer = self.make_credit_customer(limit=10_000)
		make_sales_invoice(customer=customer, rate=300, date=days_ago(400), due_date=days_ago(370))
		message = self.submit_refused(make_sales_order(customer=customer, submit=False))
		self.assertIn("has been overdue for 370 days", message)

	def test_hole_09_a_customer_that_we_stopped_may_pay(self):
		customer = self.make_credit_customer(limit=10_000)
		invoice = make_sales_invoice(customer=customer, rate=300)
		manual_holds.place(customer, "Lawsuit", nowdate())
		self.submit_refused(make_sales_order(customer=customer, submit=False))
		self.assertEqual(make_payment(invoice=invoice).docstatus, 1)
		self.assertEqual(read_exposure(customer, COMPANY, settings.switches(), judging.today()).total, 0)


class TestFigures(ExposureTestCase):
	"""Fact 7: figures that ERPNext's own check gets wrong, and ours of the same documents."""

	def core(self, customer, bypass: bool = False) -> Decimal:
		return Decimal(str(get_customer_outstanding(customer.name, COMPANY, bypass)))

	def still(self, as_described: bool, fact: str) -> None:
		if not as_described:
			self.skipTest(f"ERPNext mended this: {fact}")

	def test_hole_07_core_counts_a_foreign_delivery_in_document_currency_and_we_in_company_currency(self):
		customer = make_customer(currency="USD")
		make_delivery_note(customer=customer.name, currency="USD")
		self.assert_exposure(customer, delivered_not_billed=700)
		self.still(self.core(customer) == 100, "foreign deliveries count in company currency")

	def test_hole_07_core_counts_a_fully_returned_delivery_and_we_do_not(self):
		customer = make_customer()
		return_delivery_note(delivery=make_delivery_note(customer=customer.name, qty=5))
		self.assert_exposure(customer)
		self.still(self.core(customer) == 500, "returned deliveries do not count")

	def test_hole_07_core_forgets_delivered_orders_when_orders_are_bypassed_and_we_do_not(self):
		customer = make_customer()
		for _ in range(3):
			make_delivery_note(order=make_sales_order(customer=customer.name, rate=750))
		self.assert_exposure(customer, delivered_not_billed=2250)
		assert self.exposure_of(customer, open_orders=False).total == 2250
		self.still(self.core(customer, bypass=True) == 0, "delivered orders count with the bypass flag")

	def test_hole_07_core_doubles_a_direct_delivery_when_orders_are_bypassed_and_we_add_it_once(self):
		customer = make_customer()
		delivery = make_delivery_note(customer=customer.name, rate=60)
		assert added_exposure(delivery) == 60
		self.assert_exposure(customer, delivered_not_billed=60)
		core = self.core(customer, bypass=True) + Decimal(str(delivery.base_grand_total))
		self.still(core == 120, "a direct delivery is added once")

	def test_hole_10_the_schedule_is_not_kept_up_to_date_and_the_ledger_knows_the_last_due_date_only(self):
		customer = make_customer()
		terms = make_terms().name
		issued = days_ago(45)
		invoice = make_sales_invoice(
			customer=customer.name, rate=1000, date=issued, payment_terms_template=terms
		)
		make_payment(invoice=invoice, amount=600)
		(item,) = open_items(customer.name, COMPANY)
		dues = [getdate(add_days(issued, days)) for days in (30, 60)]
		assert [term.due for term in item.schedule] == dues
		assert item.outstanding == 400
		assert self.overdue_of(customer) == 0
		schedule = frappe.get_all(
			"Payment Schedule", {"parent": invoice.name}, pluck="outstanding", order_by="due_date asc"
		)
		posted = frappe.get_all(
			"Payment Ledger Entry", {"voucher_no": invoice.name, "due_date": ["is", "set"]}, pluck="due_date"
		)
		self.still((schedule, posted) == ([500, 500], [dues[1]]), "the schedule is kept up to date")


class TestGoodsOfTheGround(CoreCase):
	def test_hole_07_core_lets_three_deliveries_of_750_pass_a_limit_of_1000(self):
		"""With the bypass flag, as the fact describes it: through the documents, not by the figure."""
		customer = make_customer(credit_limit=1000, bypass=1).name
		orders = [make_sales_order(customer=customer, rate=750, item=GOODS) for _ in range(3)]
		passed = [not self.refuses(lambda order=order: make_delivery_note(order=order)) for order in orders]
		self.still(passed == [True, True, True], "deliveries of bypassed orders are checked")
