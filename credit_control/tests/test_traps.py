"""The traps that others fell into (domain.md), each by its number, through ERPNext's own documents.

Trap 6 needs processes of its own: test_traps_at_once.py. Trap 12, dunning, is in test_collection_dunning.py.
"""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import holds as api
from credit_control.api import manual_holds
from credit_control.erp.exposure import read_exposure
from credit_control.services import judging, releases, settings
from credit_control.services.gate import CreditHoldError
from credit_control.tests.bootstrap import ADVANCES, COMPANY
from credit_control.tests.collection_documents import make_dispute
from credit_control.tests.credit_case import BASE_ROLES, CreditCase
from credit_control.tests.credit_documents import amend, check_row, make_policy
from credit_control.tests.exposure_case import ExposureTestCase
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_delivery_note,
	make_item,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	make_terms,
	update_order_items,
)


class TrapCase(CreditCase):
	def file(self, customer: str):
		return frappe.get_doc("Credit File", {"customer": customer})

	def cut_limit(self, customer: str, limit: float):
		file = self.file(customer)
		file.limits[0].credit_limit = limit
		file.save()

	def draft(self, customer: str, rate: float = 10):
		return make_sales_order(customer=customer, rate=rate, submit=False)

	def decision_of(self, doc):
		self.decisions_of(doc)
		return frappe.get_last_doc("Credit Decision", {"reference_name": doc.name})


class TestLimits(TrapCase):
	def test_trap_01_a_limit_of_zero_is_a_limit_of_zero_and_the_mode_says_the_rest(self):
		for mode, rate, passes in (
			("Limited", 1, False),
			("No Credit", 1, False),
			("Unlimited", 10**7, True),
		):
			with self.subTest(mode):
				order = self.draft(self.make_credit_customer(limit=0, mode=mode), rate)
				if passes:
					self.assertEqual(order.submit().docstatus, 1)
				else:
					self.submit_refused(order)

	def test_trap_02_a_limit_may_be_lowered_below_what_is_owed(self):
		customer = self.make_credit_customer(limit=1000)
		make_sales_invoice(customer=customer, rate=900)
		self.cut_limit(customer, 100)
		self.assertEqual(self.file(customer).limits[0].credit_limit, 100)
		self.submit_refused(self.draft(customer))

	def test_trap_02_an_order_over_the_limit_may_always_be_reduced(self):
		customer = self.make_credit_customer(limit=1000)
		order = make_sales_order(customer=customer, qty=2, rate=450)
		self.cut_limit(customer, 100)
		update_order_items(order=order, qty=1)
		self.assertEqual(order.reload().base_grand_total, 450)
		with self.assertRaises(CreditHoldError):
			update_order_items(order=order, qty=2)

	def test_trap_02_a_harmless_edit_of_an_order_over_the_limit_passes(self):
		customer = self.make_credit_customer(limit=1000)
		order = make_sales_order(customer=customer, rate=700)
		self.cut_limit(customer, 100)
		order.reload().po_no = "4711"
		order.save()
		self.assertEqual(self.decisions_of(order), ["Passed"])


class TestReleases(TrapCase):
	def setUp(self):
		super().setUp()
		self.manager = self.user("Credit Manager", "Sales User").name

	def released(self, order, tolerance: float = 0):
		self.submit_refused(order)
		with self.acting_as(self.manager):
			amount = order.base_grand_total
			api.release(self.hold_of(order).name, "Known for years", amount, tolerance, nowdate())
		return order.reload().submit()

	def test_trap_03_what_was_released_is_delivered_and_billed_whatever_came_since(self):
		customer = self.make_credit_customer(limit=100)
		item = make_item(over_delivery_receipt_allowance=20, over_billing_allowance=20).name
		draft = make_sales_order(customer=customer, qty=10, rate=100, item=item, submit=False)
		order = self.released(draft, tolerance=10)
		self.cut_limit(customer, 0)
		with self.acting_as(self.manager):
			manual_holds.place(customer, "Lawsuit", nowdate())
		delivery = make_delivery_note(order=order, qty=11)
		self.assertEqual(make_sales_invoice(delivery=delivery).docstatus, 1)
		self.assertEqual(frappe.db.count("Credit Hold", {"customer": customer, "status": "Held"}), 0)

	def test_trap_03_shipped_goods_can_always_be_billed(self):
		customer = self.make_credit_customer(limit=1000)
		delivery = make_delivery_note(order=make_sales_order(customer=customer, rate=900))
		direct = make_delivery_note(customer=customer, rate=50)
		self.cut_limit(customer, 1)
		for note in (delivery, direct):
			self.assertEqual(self.decisions_of(make_sales_invoice(delivery=note)), ["Exempt"])

	def test_trap_05_the_credit_controllers_role_passes_nothing_and_a_release_leaves_its_reason(self):
		frappe.db.set_single_value("Accounts Settings", "credit_controller", "Sales User")
		customer = self.make_credit_customer(limit=100)
		with self.acting_as(self.user("Sales User", "Stock User", "Accounts User").name):
			order = self.draft(customer, 500)
			self.submit_refused(order)
		self.released(order)
		hold = self.hold_of(order)
		self.assertEqual(
			(hold.release_reason, hold.released_by, hold.amount_cap), ("Known for years", self.manager, 500)
		)
		self.assertEqual(self.decisions_of(order), ["Held", "Held", "Released"])

	def test_trap_11_whoever_asked_may_not_decide_not_even_administrator(self):
		order = self.draft(self.make_credit_customer(limit=100), 500)
		self.submit_refused(order)
		hold = self.hold_of(order).name
		releases.request_release(hold, "Urgent")
		with self.assertRaisesRegex(frappe.PermissionError, "Another Credit Manager must decide"):
			api.release(hold, "I know them", 500, 0, nowdate())

	def test_trap_11_no_role_of_erpnext_may_release(self):
		order = self.draft(self.make_credit_customer(limit=100), 500)
		self.submit_refused(order)
		hold = self.hold_of(order).name
		for role in ("System Manager", "Sales Manager", "Accounts Manager", "Sales Master Manager"):
			user = self.user(*BASE_ROLES, role).name
			with self.subTest(role), self.acting_as(user), self.assertRaises(frappe.PermissionError):
				api.release(hold, "I am important", 500, 0, nowdate())


class TestOneAuthority(TrapCase):
	def test_trap_04_erpnexts_own_limit_is_silent_for_a_governed_company(self):
		settings.set_mode(self.company, settings.WARN_ONLY)
		customer = self.make_credit_customer(limit=10_000, credit_limit=100)
		settings.set_mode(self.company, settings.ENFORCE)
		self.assertEqual(make_sales_order(customer=customer, rate=5000).docstatus, 1)

	def test_trap_04_in_warn_only_erpnexts_own_limit_stays_the_one_in_force(self):
		settings.set_mode(self.company, settings.WARN_ONLY)
		customer = self.make_credit_customer(limit=100_000, credit_limit=100)
		with self.assertRaisesRegex(frappe.ValidationError, "Credit limit has been crossed"):
			make_sales_order(customer=customer, rate=500)


class TestOldestItem(TrapCase):
	"""The check on the oldest overdue item, which trips over what nobody would chase."""

	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000)

	def overdue_invoice(self, rate: float = 1000, days: int = 60, **fields):
		issued, due = add_days(nowdate(), -days - 30), add_days(nowdate(), -days)
		return make_sales_invoice(customer=self.customer, rate=rate, date=issued, due_date=due, **fields)

	def assert_passes(self):
		self.assertEqual(self.draft(self.customer).submit().docstatus, 1)

	def assert_held(self, text: str):
		self.assertIn(text, self.submit_refused(self.draft(self.customer)))

	def test_trap_07_a_disputed_item_is_not_held_against_the_customer(self):
		invoice = self.overdue_invoice()
		self.assert_held("has been overdue for 60 days")
		make_dispute(customer=self.customer, items=[(invoice, 1000)])
		self.assert_passes()

	def test_trap_07_money_that_nobody_has_allocated_pays_the_oldest_item(self):
		self.overdue_invoice()
		make_payment(customer=self.customer, amount=999)
		self.assert_held("has been overdue for 60 days; 30 are allowed. Overdue in all: CNY 1.00")
		make_payment(customer=self.customer, amount=1)
		self.assert_passes()

	def test_trap_07_so_does_a_credit_note_that_stands_beside_the_invoice(self):
		other = make_sales_invoice(customer=self.customer, rate=1000)
		self.overdue_invoice()
		self.assert_held("has been overdue for 60 days")
		make_credit_note(invoice=other)
		self.assert_passes()

	def test_trap_07_money_for_an_order_does_not(self):
		order = make_sales_order(customer=self.customer, rate=2000)
		self.overdue_invoice()
		make_payment(order=order, amount=2000)
		self.assert_held("Overdue in all: CNY 1,000.00")

	def test_trap_07_small_residues_are_left_alone_where_the_policy_says_so(self):
		make_policy(changes=lambda doc: check_row(doc, "Oldest Overdue").update({"ignore_below": 5}))
		make_payment(invoice=self.overdue_invoice(), amount=996)
		self.assert_passes()
		self.overdue_invoice(rate=6, days=40)
		self.assert_held("has been overdue for 40 days")

	def test_trap_07_a_payment_settles_the_first_term_of_the_schedule_first(self):
		terms = make_terms(portions=((50, 0), (50, 60))).name
		issued = add_days(nowdate(), -50)
		invoice = make_sales_invoice(
			customer=self.customer, rate=1000, date=issued, payment_terms_template=terms
		)
		self.assert_held("has been overdue for 50 days; 30 are allowed. Overdue in all: CNY 500.00")
		make_payment(invoice=invoice, amount=500)
		self.assert_passes()


class TestLiveExposure(TrapCase):
	def test_trap_08_what_was_paid_makes_room_at_once_because_nothing_is_stored(self):
		customer = self.make_credit_customer(limit=1000)
		invoice = make_sales_invoice(customer=customer, rate=900)
		order = self.draft(customer, 500)
		self.submit_refused(order)
		stored = frappe.db.get_value("Customer", customer, "modified"), self.file(customer).modified
		make_payment(invoice=invoice)
		self.assertEqual(order.submit().docstatus, 1)
		now = frappe.db.get_value("Customer", customer, "modified"), self.file(customer).modified
		self.assertEqual(now, stored, "neither the customer nor its file was written")

	def test_trap_08_no_field_of_customer_or_file_holds_the_exposure(self):
		for doctype in ("Customer", "Credit File", "Credit File Limit"):
			fields = [field.fieldname for field in frappe.get_meta(doctype).fields]
			self.assertEqual([name for name in fields if "exposure" in name or "outstanding" in name], [])


class TestNinth(ExposureTestCase):
	"""Documents that others leave out or count in the wrong currency."""

	def setUp(self):
		super().setUp()
		self.customer = make_customer()

	def test_trap_09_a_foreign_delivery_counts_in_company_currency(self):
		customer = make_customer(currency="USD")
		make_delivery_note(customer=customer.name, currency="USD")
		self.assert_exposure(customer, delivered_not_billed=700)

	def test_trap_09_an_order_dated_in_the_future_counts(self):
		make_sales_order(customer=self.customer.name, date=add_days(nowdate(), 20))
		self.assert_exposure(self.customer, open_orders=100)

	def test_trap_09_an_order_on_hold_counts(self):
		order = make_sales_order(customer=self.customer.name, qty=10)
		order.update_status("On Hold")
		self.assert_exposure(self.customer, open_orders=1000)

	def test_trap_09_an_advance_in_a_separate_account_is_a_credit_until_it_is_allocated(self):
		company = {"book_advance_payments_in_separate_party_account": 1}
		frappe.db.set_value("Company", COMPANY, {**company, "default_advance_received_account": ADVANCES})
		advance = make_payment(customer=self.customer.name, amount=300, paid_from=ADVANCES, **company)
		self.assert_exposure(self.customer, unallocated_receipts=300)
		make_sales_invoice(customer=self.customer.name, rate=1000, advance=advance)
		self.assert_exposure(self.customer, open_invoices=700)


class TestVersions(TrapCase):
	def test_trap_10_an_amended_policy_judges_what_comes_and_leaves_old_decisions_alone(self):
		policy = make_policy()
		customer = self.make_credit_customer(limit=1000)
		decision = self.decision_of(make_sales_order(customer=customer, rate=100))
		amended = amend(policy, lambda doc: check_row(doc, "Warning Line").update({"threshold": 5}))
		self.assertEqual(amended.name, f"{policy.name}-1")
		second = self.decision_of(make_sales_order(customer=customer, rate=100))
		self.assertEqual((second.policy, second.outcome), (amended.name, "Warned"))
		old = frappe.get_doc("Credit Decision", decision.name)
		self.assertEqual((old.policy, old.outcome, old.hash), (policy.name, "Passed", decision.hash))
		self.assertEqual(judging.replay(old.inputs).outcome, "Passed")

	def test_trap_10_a_limit_changed_today_is_not_the_limit_of_yesterdays_decision(self):
		customer = self.make_credit_customer(limit=1000)
		decision = self.decision_of(make_sales_order(customer=customer, rate=900))
		self.cut_limit(customer, 10)
		self.assertEqual(judging.replay(decision.inputs).limit, 1000)
		exposure = read_exposure(customer, COMPANY, settings.switches(), judging.today())
		self.assertEqual(exposure.total, 900)
