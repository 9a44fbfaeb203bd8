"""Waiting holds are judged again when something changed that may clear them, once, and together."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from erpnext.accounts.doctype.payment_reconciliation.payment_reconciliation import PaymentReconciliation

from credit_control.api import holds as api
from credit_control.services import customer_holds, history, hold_review, rejudging, settings
from credit_control.tests.bootstrap import DEBTORS
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.factories import (
	make_credit_note,
	make_delivery_note,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	return_delivery_note,
	update_order_items,
)
from credit_control.tests.hold_case import HoldCase


class TestWhatAsks(HoldCase):
	"""Each of these frees room; the job that it hands to the queue clears the hold."""

	def setUp(self):
		super().setUp()
		self.debt = make_sales_invoice(customer=self.customer, rate=900)
		self.order = self.held_order(rate=600)

	def assert_clears(self, change, cleared=True):
		with self.jobs() as handed:
			change()
		self.assertEqual(self.asked_again(handed)[:1], [self.customer])
		self.run_jobs(handed)
		self.assertEqual(self.hold_of(self.order).status, "Cleared" if cleared else "Held")

	def limits(self, **values):
		file = frappe.get_doc("Credit File", {"customer": self.customer})
		file.limits[0].update(values)
		file.save()

	def test_a_payment(self):
		self.assert_clears(lambda: make_payment(invoice=self.debt))

	def test_a_payment_on_account(self):
		self.assert_clears(lambda: make_payment(customer=self.customer, amount=600))

	def test_a_credit_note(self):
		self.assert_clears(lambda: make_credit_note(invoice=self.debt))

	def test_a_journal_credit(self):
		self.assert_clears(lambda: make_journal_entry(customer=self.customer, amount=-900))

	def test_a_cancelled_invoice(self):
		self.assert_clears(lambda: self.debt.reload().cancel())

	def test_a_higher_limit(self):
		self.assert_clears(lambda: self.limits(credit_limit=2000))

	def test_a_temporary_limit(self):
		self.assert_clears(lambda: self.limits(temporary_limit=600, temporary_until=add_days(nowdate(), 5)))

	def test_a_limit_written_past_the_form(self):
		file = frappe.get_doc("Credit File", {"customer": self.customer})

		def change():
			frappe.db.set_value("Credit File Limit", file.limits[0].name, "credit_limit", 2000)
			history.record(file, self.company, "credit_limit", 1000, 2000, reason="Board")

		self.assert_clears(change)

	def test_a_cancelled_payment_refreshes_the_figures(self):
		payment = make_payment(invoice=self.debt, amount=100)
		hold_review.rejudge(self.customer, self.company)
		self.assertEqual(self.hold_of(self.order).exposure_before, 800)
		self.assert_clears(payment.cancel, cleared=False)
		self.assertEqual(self.hold_of(self.order).exposure_before, 900)

	def test_a_reconciliation_is_asked_about_and_money_on_account_pays_before_it(self):
		late = make_sales_invoice(customer=self.customer, rate=50, date=add_days(nowdate(), -90))
		self.limits(credit_limit=5000)
		hold_review.rejudge(self.customer, self.company)
		self.assertEqual(self.hold_of(self.order).status, "Held")
		make_payment(customer=self.customer, amount=50)
		self.assert_clears(lambda: self.reconcile(late))

	def reconcile(self, invoice):
		tool: PaymentReconciliation = frappe.get_doc("Payment Reconciliation")
		tool.update(
			{
				"company": self.company,
				"party_type": "Customer",
				"party": self.customer,
				"receivable_payable_account": DEBTORS,
			}
		)
		tool.get_unreconciled_entries()
		invoices = [row.as_dict() for row in tool.invoices if row.invoice_number == invoice.name]
		payments = [row.as_dict() for row in tool.payments]
		tool.allocate_entries(frappe._dict({"invoices": invoices, "payments": payments}))
		tool.reconcile()

	def test_money_taken_off_an_invoice_refreshes_the_figures(self):
		payment = make_payment(invoice=self.debt, amount=100)
		hold_review.rejudge(self.customer, self.company)

		def change():
			undo = frappe.get_doc(
				{
					"doctype": "Unreconcile Payment",
					"company": self.company,
					"voucher_type": "Payment Entry",
					"voucher_no": payment.name,
				}
			)
			undo.add_references()
			undo.insert().submit()

		self.assert_clears(change, cleared=False)


class TestRoomOfOrders(HoldCase):
	"""Room that other documents of the customer give back."""

	def setUp(self):
		super().setUp()
		self.open = make_sales_order(customer=self.customer, qty=9, rate=100)
		self.order = self.held_order(rate=600)

	assert_clears = TestWhatAsks.assert_clears

	def test_a_cancelled_order(self):
		self.assert_clears(self.open.cancel)

	def test_a_closed_order(self):
		self.assert_clears(lambda: self.open.update_status("Closed"))

	def test_a_reduced_order(self):
		self.assert_clears(lambda: update_order_items(order=self.open, qty=2))

	def test_returned_goods(self):
		note = make_delivery_note(order=self.open)
		self.assert_clears(lambda: return_delivery_note(delivery=note), cleared=False)

	def test_a_cancelled_direct_delivery(self):
		self.open.cancel()
		note = make_delivery_note(customer=self.customer, rate=900)
		hold_review.rejudge(self.customer, self.company)
		self.assert_clears(note.cancel)


class TestTheRules(HoldCase):
	def test_a_new_policy_judges_everybody_again(self):
		order = self.held_order()
		with self.jobs() as handed:
			make_policy(changes=self.forgive)
		self.run_jobs([job for job in handed if job[0] == "credit_control.tasks.rejudge_waiting"])
		self.assertEqual(self.hold_of(order).status, "Cleared")

	def forgive(self, policy):
		for row in policy.checks:
			row.sales_order = "Ignore"

	def test_other_settings_judge_everybody_again(self):
		order = self.held_order()
		with self.jobs() as handed:
			settings.set_mode(self.company, settings.WARN_ONLY)
		self.run_jobs([job for job in handed if job[0] == "credit_control.tasks.rejudge_waiting"])
		self.assertEqual(self.hold_of(order).status, "Cleared")

	def test_a_day_that_passes_judges_all_again_and_one_fault_does_not_stop_the_others(self):
		order = self.held_order()
		frappe.db.set_value("Credit File Limit", {"parent": self.file()}, "credit_limit", 9999)
		broken = make_sales_order(customer=self.make_credit_customer(limit=100), rate=500, submit=False)
		self.submit_refused(broken)
		original = hold_review.rejudge

		def rejudge(customer, company=None):
			if customer == broken.customer:
				raise ZeroDivisionError
			return original(customer, company)

		with patch.object(hold_review, "rejudge", rejudge), patch.object(frappe.db, "rollback"):
			self.run_jobs([("credit_control.tasks.rejudge_waiting", {})])
		self.assertEqual(self.hold_of(order).status, "Cleared")
		self.assertEqual(self.hold_of(broken).status, "Held")

	def file(self) -> str:
		return frappe.db.get_value("Credit File", {"customer": self.customer})


class TestOnce(HoldCase):
	def test_a_transaction_asks_once_for_a_customer(self):
		self.held_order(rate=1500)
		with self.jobs() as handed:
			for _time in range(3):
				make_payment(customer=self.customer, amount=10)
		self.assertEqual(self.asked_again(handed), [self.customer])

	def test_nothing_is_asked_when_nothing_waits(self):
		with self.jobs() as handed:
			make_payment(customer=self.customer, amount=10)
			make_sales_order(customer=self.customer, rate=100).cancel()
		self.assertEqual(self.asked_again(handed), [])

	def test_the_next_transaction_asks_again(self):
		self.held_order(rate=1500)
		with self.jobs() as handed:
			rejudging.later(self.customer)
			rejudging.forget()
			rejudging.later(self.customer, self.company)
		self.assertEqual(len(self.asked_again(handed)), 2)


class TestTogether(HoldCase):
	"""The room is 1000: three orders of 600, 500 and 300 wait while 900 are owed."""

	def setUp(self):
		super().setUp()
		self.debt = make_sales_invoice(customer=self.customer, rate=900)
		self.orders = [self.held_order(rate=rate) for rate in (600, 500, 300)]

	def statuses(self) -> list[str]:
		return [self.hold_of(order).status for order in self.orders]

	def test_the_oldest_is_cleared_and_those_that_fit_beside_it(self):
		make_payment(invoice=self.debt)
		hold_review.rejudge(self.customer, self.company)
		self.assertEqual(self.statuses(), ["Cleared", "Held", "Cleared"])
		held = self.hold_of(self.orders[1])
		self.assertEqual((held.reserved_amount, held.exposure_before), (600, 600))

	def test_a_later_look_does_not_promise_the_same_room_again(self):
		make_payment(invoice=self.debt)
		for _time in range(2):
			hold_review.rejudge(self.customer, self.company)
		self.assertEqual(self.statuses(), ["Cleared", "Held", "Cleared"])

	def test_what_is_submitted_counts_as_itself_and_not_twice(self):
		make_payment(invoice=self.debt)
		hold_review.rejudge(self.customer, self.company)
		self.orders[0].reload().submit()
		hold_review.rejudge(self.customer, self.company)
		self.assertEqual(self.hold_of(self.orders[1]).exposure_before, 900)

	def test_room_that_was_not_used_in_time_is_free_again(self):
		make_payment(invoice=self.debt)
		hold_review.rejudge(self.customer, self.company)
		for order in (self.orders[0], self.orders[2]):
			self.hold_of(order).db_set("cleared_on", add_days(nowdate(), -90))
		hold_review.rejudge(self.customer, self.company)
		self.assertEqual(self.statuses(), ["Cleared", "Cleared", "Cleared"])

	def test_a_deleted_draft_gives_its_room_to_the_next(self):
		make_payment(invoice=self.debt)
		hold_review.rejudge(self.customer, self.company)
		with self.jobs() as handed:
			frappe.delete_doc("Sales Order", self.orders[0].name)
		self.run_jobs(handed)
		self.assertEqual(self.statuses()[1:], ["Cleared", "Cleared"])

	def test_an_order_that_stopped_is_not_counted_twice(self):
		frappe.db.set_value(
			"Credit File Limit", {"parent": ["!=", ""], "company": self.company}, "credit_limit", 1600
		)
		order = self.orders[0]
		order.reload().submit()
		frappe.get_doc("Sales Order", order.name).update_status("On Hold")
		hold = self.hold_of(self.orders[1])
		hold.db_set({"reference_name": order.name, "amount": 600})
		api.rejudge(hold.name)
		self.assertEqual((hold.reload().exposure_before, hold.exposure_after), (900 + 0, 1500))

	def test_a_decision_made_meanwhile_stands(self):
		hold = self.hold_of(self.orders[0])
		hold.db_set("status", "Released")
		self.assertFalse(hold_review.rejudge_one(hold.name))
		self.assertEqual(hold.reload().status, "Released")


class TestManualHoldsEnd(HoldCase):
	def test_lifting_clears_what_it_held(self):
		with self.acting_as(self.manager.name):
			name = customer_holds.place(self.customer, reason="Lawsuit", from_date=frappe.utils.getdate())
		order = self.held_order(rate=100)
		with self.jobs() as handed:
			customer_holds.lift(name, reason="Settled")
		self.run_jobs(handed)
		self.assertEqual(self.hold_of(order).status, "Cleared")
