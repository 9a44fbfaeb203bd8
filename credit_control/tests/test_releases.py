"""What a release covers: its document, what follows from it, or all of a customer; and taking it back."""

import frappe
from frappe.utils import add_days, nowdate

from erpnext.selling.doctype.quotation.quotation import make_sales_order as order_of_offer

from credit_control.api import holds as api
from credit_control.services import hold_words, recording
from credit_control.services.gate import CreditHoldError
from credit_control.tests.credit_documents import check_row, make_policy
from credit_control.tests.factories import (
	make_delivery_note,
	make_sales_invoice,
	make_sales_order,
	update_order_items,
)
from credit_control.tests.hold_case import HoldCase
from credit_control.tests.test_gate_offers_and_tills import make_quotation

ONLY_THIS = {"scope": hold_words.THIS_DOCUMENT}
ALL = {"scope": hold_words.ALL_DOCUMENTS}


class ReleaseCase(HoldCase):
	def setUp(self):
		super().setUp()
		for name in ("Stock Settings", "Accounts Settings"):
			field = (
				"over_delivery_receipt_allowance" if name.startswith("Stock") else "over_billing_allowance"
			)
			frappe.db.set_single_value(name, field, 50)

	def released_order(self, qty=10, rate=150, **release):
		"""A submitted order of 1500 for a customer with a limit of 1000, released and used."""
		with self.acting_as(self.seller.name):
			order = make_sales_order(customer=self.customer, qty=qty, rate=rate, submit=False)
			self.submit_refused(order)
		self.release(order, **release)
		return order.reload().submit()

	def used(self, order) -> dict:
		"""What each document used of an order's release."""
		hold = self.hold_of(order)
		self.assertEqual(sum(row.amount for row in hold.uses), hold.consumed_amount)
		return {row.reference_name: row.amount for row in hold.uses}

	def resume(self, order) -> None:
		"""As the next request does it, with a document of its own."""
		frappe.get_doc("Sales Order", order.name).update_status("Draft")

	def refuse(self, doc) -> str:
		frappe.db.savepoint("refused")
		with self.assertRaises(CreditHoldError) as caught:
			doc.submit()
		frappe.db.rollback(save_point="refused")
		recording.write_pending()
		return str(caught.exception)


class TestWhatFollows(ReleaseCase):
	def test_partial_deliveries_and_their_invoices_need_no_second_release(self):
		order = self.released_order()
		for qty in (3, 3, 4):
			invoice = make_sales_invoice(delivery=make_delivery_note(order=order, qty=qty))
			self.assertEqual(invoice.docstatus, 1)
		self.assertEqual(self.used(order), {order.name: 1500})

	def test_an_over_delivery_within_the_tolerance_passes_and_is_counted(self):
		order = self.released_order(tolerance=10)
		note = make_delivery_note(order=order, qty=11)
		self.assertEqual(note.credit_status, "Released")
		self.assertEqual(self.used(order), {order.name: 1500, note.name: 150})
		self.assertEqual(make_sales_invoice(delivery=note).docstatus, 1)

	def test_an_over_delivery_beyond_the_tolerance_is_held_with_the_figures_of_the_release(self):
		order = self.released_order(tolerance=10)
		note = make_delivery_note(order=order, qty=12, submit=False)
		self.assertRegex(self.refuse(note), r"covers CNY 1,650.00 with its tolerance.*needs CNY 1,800.00")
		self.assertEqual(self.used(order), {order.name: 1500})

	def test_an_invoice_from_the_order_may_bill_up_to_the_tolerance(self):
		order = self.released_order(tolerance=10)
		invoice = make_sales_invoice(order=order, qty=11)
		self.assertEqual(self.used(order), {order.name: 1500, invoice.name: 150})

	def test_what_follows_is_honoured_after_the_last_day_of_the_release(self):
		order = self.released_order(tolerance=10)
		self.hold_of(order).db_set("valid_to", add_days(nowdate(), -30))
		self.assertEqual(make_delivery_note(order=order, qty=11).docstatus, 1)

	def test_a_release_for_the_document_only_covers_no_over_delivery_but_the_delivery(self):
		order = self.released_order(tolerance=10, **ONLY_THIS)
		self.refuse(make_delivery_note(order=order, qty=11, submit=False))
		self.assertEqual(make_delivery_note(order=order, qty=10).docstatus, 1)

	def test_a_cancelled_over_delivery_gives_back_and_is_made_again(self):
		order = self.released_order(tolerance=10)
		note = make_delivery_note(order=order, qty=11)
		note.cancel()
		self.assertEqual(self.used(order), {order.name: 1500})
		again = make_delivery_note(order=order, qty=11)
		self.assertEqual(self.used(order), {order.name: 1500, again.name: 150})

	def test_rounding_of_a_price_holds_neither_delivery_nor_invoice(self):
		with self.acting_as(self.seller.name):
			order = make_sales_order(customer=self.customer, qty=7, rate=142.857, vat=13, submit=False)
			self.submit_refused(order)
		self.release(order, cap=order.base_grand_total)
		order.reload().submit()
		for qty in (2, 5):
			note = make_delivery_note(order=order, qty=qty)
			self.assertEqual(make_sales_invoice(delivery=note).docstatus, 1)
		self.assertEqual(self.used(order), {order.name: order.base_grand_total})

	def test_the_amendment_of_an_amendment_uses_the_release_and_gives_it_back(self):
		order = self.released_order()
		for _time in range(2):
			order.cancel()
			self.assertEqual(self.used(self.first(order)), {})
			amended = frappe.copy_doc(order)
			amended.amended_from, amended.docstatus = order.name, 0
			order = amended.insert().submit()
			self.assertEqual(self.used(self.first(order)), {order.name: 1500})
		note = make_delivery_note(order=order, qty=10)
		self.assertEqual(make_sales_invoice(delivery=note).docstatus, 1)

	def first(self, order):
		"""The order that was amended first."""
		while order.amended_from:
			order = frappe.get_doc("Sales Order", order.amended_from)
		return order

	def test_an_order_that_was_reduced_may_grow_again(self):
		order = self.released_order()
		update_order_items(order=order, qty=8)
		self.assertEqual(self.used(order), {order.name: 1200})
		update_order_items(order=order, qty=10)
		self.assertEqual(self.used(order), {order.name: 1500})

	def test_an_order_that_rested_goes_on_with_what_it_has(self):
		order = self.released_order()
		order.update_status("On Hold")
		self.resume(order)
		self.assertEqual(order.reload().status, "To Deliver and Bill")
		self.assertEqual(self.used(order), {order.name: 1500})


class TestOffers(ReleaseCase):
	def released_offer(self, **release):
		"""A submitted Quotation of 1500 for a customer with a limit of 1000."""
		make_policy(changes=lambda doc: check_row(doc, "Credit Limit").update({"quotation": "Hold"}))
		with self.acting_as(self.seller.name):
			offer = make_quotation(customer=self.customer, rate=1500, submit=False)
			self.submit_refused(offer)
		self.release(offer, **release)
		return offer.reload().submit()

	def order_of(self, offer):
		order = order_of_offer(offer.name)
		order.delivery_date = add_days(nowdate(), 7)
		for row in order.items:
			row.delivery_date = order.delivery_date
		return frappe.get_doc("Sales Order", order.insert().name)

	def test_the_order_of_a_released_offer_passes_and_uses_the_release(self):
		offer = self.released_offer()
		self.assertEqual((offer.credit_status, self.used(offer)), ("Released", {}))
		order = self.order_of(offer).submit()
		self.assertEqual((order.credit_status, self.used(offer)), ("Released", {order.name: 1500}))
		note = make_delivery_note(order=order)
		self.assertEqual(make_sales_invoice(delivery=note).docstatus, 1)

	def test_a_release_for_the_offer_only_leaves_the_order_to_be_judged(self):
		self.refuse(self.order_of(self.released_offer(**ONLY_THIS)))

	def test_an_order_after_the_last_day_is_judged(self):
		offer = self.released_offer()
		self.hold_of(offer).db_set("valid_to", add_days(nowdate(), -1))
		self.assertIn("was valid until", self.refuse(self.order_of(offer)))


class TestAllDocuments(ReleaseCase):
	def test_other_documents_pass_until_the_cap_is_used_up(self):
		order = self.released_order(cap=2500, **ALL)
		other = make_sales_order(customer=self.customer, rate=600)
		invoice = make_sales_invoice(customer=self.customer, rate=300)
		self.assertEqual(other.credit_status, "Released")
		self.assertEqual(self.used(order), {order.name: 1500, other.name: 600, invoice.name: 300})
		message = self.refuse(make_sales_order(customer=self.customer, rate=101, submit=False))
		self.assertRegex(message, r"covers CNY 2,500.00 with its tolerance.*needs CNY 2,501.00")

	def test_it_ends_with_its_last_day(self):
		order = self.released_order(cap=2500, **ALL)
		self.hold_of(order).db_set("valid_to", add_days(nowdate(), -1))
		self.refuse(make_sales_order(customer=self.customer, rate=600, submit=False))

	def test_it_does_not_cover_other_customers(self):
		self.released_order(cap=9000, **ALL)
		other = self.make_credit_customer(limit=100)
		self.refuse(make_sales_order(customer=other, rate=600, submit=False))

	def test_a_document_that_passes_by_itself_uses_nothing(self):
		order = self.released_order(cap=2500, **ALL)
		order.cancel()
		self.assertEqual(make_sales_order(customer=self.customer, rate=500).credit_status, "Passed")
		self.assertEqual(self.used(order), {})

	def test_a_cancelled_document_gives_back_what_it_used(self):
		order = self.released_order(cap=2500, **ALL)
		make_sales_order(customer=self.customer, rate=600).cancel()
		invoice = make_sales_invoice(customer=self.customer, rate=900)
		self.assertEqual(self.used(order), {order.name: 1500, invoice.name: 900})
		invoice.cancel()
		self.assertEqual(self.used(order), {order.name: 1500})


class TestRevoking(ReleaseCase):
	def revoke(self, order):
		with self.acting_as(self.manager.name):
			return api.revoke(self.hold_of(order).name, "The guarantee was withdrawn")

	def test_an_unused_release_leaves_a_draft_that_is_held_again(self):
		order = self.held_order()
		self.release(order)
		self.assertEqual(self.revoke(order), [])
		hold = self.hold_of(order)
		self.assertEqual((hold.status, hold.amount_cap, hold.revoked_by), ("Held", 0, self.manager.name))
		self.assertEqual(order.reload().credit_status, "Held")
		self.submit_refused(order)

	def test_an_order_that_used_it_is_put_on_hold_and_its_resumption_is_judged(self):
		order = self.released_order()
		make_delivery_note(order=order, qty=4)
		self.assertEqual(api_orders(self, order), [order.name])
		self.assertEqual(self.revoke(order), [order.name])
		self.assertEqual((order.reload().status, order.credit_status), ("On Hold", "Held"))
		with self.assertRaises(CreditHoldError):
			self.resume(order)

	def test_a_second_release_lets_the_order_go_on(self):
		order = self.released_order()
		self.revoke(order)
		self.release(order)
		self.resume(order)
		self.assertEqual(order.reload().status, "To Deliver and Bill")
		self.assertEqual((order.credit_status, self.used(order)), ("Released", {order.name: 1500}))

	def test_a_refused_resumption_keeps_one_hold(self):
		order = self.released_order()
		self.revoke(order)
		frappe.db.savepoint("refused")
		with self.assertRaises(CreditHoldError):
			self.resume(order)
		frappe.db.rollback(save_point="refused")
		recording.write_pending()
		self.assertEqual(frappe.db.count("Credit Hold", {"reference_name": order.name}), 1)

	def test_what_was_delivered_and_billed_in_full_stays_and_the_hold_is_over(self):
		order = self.released_order()
		make_sales_invoice(delivery=make_delivery_note(order=order, qty=10))
		self.assertEqual(self.revoke(order), [])
		self.assertEqual((order.reload().status, self.hold_of(order).status), ("Completed", "Closed"))

	def test_all_orders_that_used_a_release_of_the_customer_stop(self):
		order = self.released_order(cap=2500, **ALL)
		other = make_sales_order(customer=self.customer, rate=600)
		self.assertEqual(self.revoke(order), [order.name, other.name])
		self.assertEqual(other.reload().status, "On Hold")

	def test_a_cancelled_order_is_passed_over(self):
		order = self.released_order()
		order.cancel()
		self.assertEqual(self.revoke(order), [])

	def test_it_needs_a_reason_and_a_release(self):
		order = self.held_order()
		with self.assertRaisesRegex(frappe.ValidationError, "no release that could be revoked"):
			self.revoke(order)
		self.release(order)
		with (
			self.acting_as(self.manager.name),
			self.assertRaisesRegex(frappe.ValidationError, "Reason is missing"),
		):
			api.revoke(self.hold_of(order).name, " ")

	def test_the_timeline_of_the_order_tells_each_step(self):
		order = self.held_order()
		self.request(order)
		self.release(order)
		self.revoke(order)
		filters = {"reference_doctype": "Sales Order", "reference_name": order.name, "comment_type": "Info"}
		steps = frappe.get_all("Comment", filters, pluck="content", order_by="creation")
		for step, words in zip(
			steps, ("asks for the release", "Released up to", "revoked the release"), strict=True
		):
			self.assertIn(words, step)
			self.assertIn(self.hold_of(order).name, step)

	def test_the_seller_is_told_and_which_orders_stopped(self):
		order = self.released_order()
		self.revoke(order)
		log = frappe.get_all(
			"Notification Log",
			{"for_user": self.seller.name, "subject": ["like", "%was revoked%"]},
			pluck="email_content",
		)
		self.assertIn(order.name, log[0])


def api_orders(case, order) -> list:
	with case.acting_as(case.manager.name):
		return api.used_orders(case.hold_of(order).name)


class TestUnknownScopes(ReleaseCase):
	def test_a_scope_that_does_not_exist_is_refused(self):
		order = self.held_order()
		with self.assertRaisesRegex(frappe.ValidationError, "Scope Everything is not known"):
			self.release(order, scope="Everything")
