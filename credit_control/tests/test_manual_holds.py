"""A person stops all new documents of a customer: judged at the gate, lifted by a person or its last day."""

import frappe
from frappe.utils import add_days, formatdate, nowdate

from credit_control.api import manual_holds as api
from credit_control.services import customer_holds, manual_holds, strips
from credit_control.services.gate import CreditHoldError
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_delivery_note,
	make_sales_invoice,
	make_sales_order,
)
from credit_control.tests.hold_case import HoldCase


class ManualHoldCase(HoldCase):
	def place(self, reason="Lawsuit", days=0, until=None, **values) -> str:
		with self.acting_as(self.manager.name):
			return api.place(
				self.customer,
				reason,
				from_date=add_days(nowdate(), days),
				until_date=add_days(nowdate(), until) if until is not None else None,
				**values,
			)

	def lift(self, name: str) -> list:
		with self.acting_as(self.manager.name):
			return api.lift(name, "Settled out of court")

	def draft(self, rate=100):
		return make_sales_order(customer=self.customer, rate=rate, submit=False)


class TestHolding(ManualHoldCase):
	def test_a_new_order_within_the_limit_is_held_and_says_by_whom_and_why(self):
		self.place()
		message = self.submit_refused(self.draft())
		self.assertIn("stopped all new documents of the customer: Lawsuit", message)

	def test_direct_deliveries_and_invoices_are_held_too_but_not_what_is_exempt(self):
		order = make_sales_order(customer=self.customer, rate=100)
		invoice = make_sales_invoice(customer=self.customer, rate=50)
		self.place()
		self.submit_refused(make_delivery_note(customer=self.customer, rate=10, submit=False))
		self.submit_refused(make_sales_invoice(customer=self.customer, rate=10, submit=False))
		self.assertEqual(make_delivery_note(order=order).docstatus, 1)
		self.assertEqual(make_credit_note(invoice=invoice).docstatus, 1)

	def test_it_begins_and_ends_with_its_days(self):
		name = self.place(days=2, until=4)
		self.assertEqual(make_sales_order(customer=self.customer, rate=10).docstatus, 1)
		frappe.db.set_value("Credit Customer Hold", name, "from_date", nowdate())
		self.submit_refused(self.draft())
		frappe.db.set_value("Credit Customer Hold", name, "until_date", nowdate())
		self.submit_refused(self.draft())
		frappe.db.set_value(
			"Credit Customer Hold",
			name,
			{"from_date": add_days(nowdate(), -3), "until_date": add_days(nowdate(), -1)},
		)
		self.assertEqual(make_sales_order(customer=self.customer, rate=10).docstatus, 1)

	def test_in_one_company_it_leaves_the_others_alone(self):
		other = frappe.get_all("Company", {"name": ["!=", self.company]}, pluck="name")
		self.assertTrue(other)
		self.place(company=other[0])
		self.assertEqual(make_sales_order(customer=self.customer, rate=10).docstatus, 1)
		self.place(company=self.company)
		self.submit_refused(self.draft())

	def test_a_single_document_may_be_released_nevertheless(self):
		self.place()
		order = self.held_order(rate=100)
		self.release(order, cap=100)
		self.assertEqual(order.reload().submit().credit_status, "Released")
		self.submit_refused(self.draft())

	def test_releases_for_all_documents_end_and_what_passed_goes_on(self):
		order = self.held_order()
		self.release(order, cap=9000, scope="All Documents of the Customer")
		order.reload().submit()
		self.place()
		self.submit_refused(self.draft())
		self.assertEqual(order.reload().status, "To Deliver and Bill")
		self.assertEqual(
			(self.hold_of_first(order).amount_cap, self.hold_of_first(order).status), (0, "Closed")
		)

	def hold_of_first(self, order):
		return frappe.get_doc("Credit Hold", {"reference_name": order.name})

	def test_a_customer_without_a_file_gets_one(self):
		self.customer = make_customer().name
		self.place()
		self.submit_refused(self.draft())

	def test_a_form_that_was_open_does_not_lift_it(self):
		file = frappe.get_doc("Credit File", {"customer": self.customer})
		self.place()
		file.notes = "Old form"
		file.save()
		self.assertEqual(file.reload().on_hold, 1)
		self.submit_refused(self.draft())

	def test_the_machine_never_lifts_it(self):
		name = self.place()
		customer_holds.day_passed()
		self.assertEqual(frappe.db.get_value("Credit Customer Hold", name, "status"), "Active")


class TestLifting(ManualHoldCase):
	def test_a_person_lifts_it_and_the_history_says_who_and_why(self):
		name = self.place()
		self.lift(name)
		hold = frappe.get_doc("Credit Customer Hold", name)
		self.assertEqual((hold.status, hold.lifted_by), ("Lifted", self.manager.name))
		self.assertEqual(make_sales_order(customer=self.customer, rate=10).docstatus, 1)
		file = frappe.db.get_value("Credit File", {"customer": self.customer})
		comments = frappe.get_all(
			"Comment", {"reference_name": file, "comment_type": "Info"}, pluck="content"
		)
		self.assertEqual(len([text for text in comments if name in text]), 2)

	def test_its_last_day_ends_it(self):
		name = self.place(until=0)
		frappe.db.set_value(
			"Credit Customer Hold",
			name,
			{"from_date": add_days(nowdate(), -3), "until_date": add_days(nowdate(), -1)},
		)
		customer_holds.day_passed()
		self.assertEqual(frappe.db.get_value("Credit Customer Hold", name, "status"), "Ended")
		self.assertFalse(manual_holds.is_held(self.customer))

	def test_a_planned_one_is_in_force_when_its_day_comes(self):
		name = self.place(days=1)
		self.assertEqual(frappe.db.get_value("Credit Customer Hold", name, "status"), "Planned")
		frappe.db.set_value("Credit Customer Hold", name, "from_date", nowdate())
		customer_holds.day_passed()
		self.assertEqual(frappe.db.get_value("Credit Customer Hold", name, "status"), "Active")

	def test_lifting_twice_says_so(self):
		name = self.place()
		self.lift(name)
		with self.assertRaisesRegex(frappe.ValidationError, "is Lifted already"):
			self.lift(name)


class TestOpenOrders(ManualHoldCase):
	def setUp(self):
		super().setUp()
		self.order = make_sales_order(customer=self.customer, rate=400)
		self.other = make_sales_order(customer=self.customer, rate=300)

	def test_the_dialog_lists_them_with_their_amounts(self):
		with self.acting_as(self.manager.name):
			rows = api.open_orders(self.customer)
		self.assertEqual(
			[(row["name"], row["base_grand_total"]) for row in rows],
			[(self.order.name, 400), (self.other.name, 300)],
		)

	def test_the_chosen_ones_stop_and_go_on_when_it_is_lifted(self):
		name = self.place(orders=[self.order.name])
		self.assertEqual(
			[self.order.reload().status, self.other.reload().status], ["On Hold", "To Deliver and Bill"]
		)
		rows = self.lift(name)
		self.assertEqual(
			[(row["sales_order"], row["status"]) for row in rows], [(self.order.name, "Resumed")]
		)
		self.assertEqual(self.order.reload().status, "To Deliver and Bill")

	def test_one_that_the_policy_holds_by_now_stays_and_says_why(self):
		name = self.place(orders=[self.order.name])
		frappe.db.set_value(
			"Credit File Limit", {"company": self.company, "parent": self.file()}, "credit_limit", 100
		)
		row = self.lift(name)[0]
		self.assertEqual((row["status"], self.order.reload().status), ("Not Resumed", "On Hold"))
		self.assertIn("above the limit", row["note"])

	def file(self) -> str:
		return frappe.db.get_value("Credit File", {"customer": self.customer})

	def test_one_that_somebody_cancelled_is_left_alone(self):
		name = self.place(orders=[self.order.name])
		self.order.reload().cancel()
		self.assertEqual([row["status"] for row in self.lift(name)], ["Stopped"])
		self.assertEqual(self.order.reload().docstatus, 2)

	def test_orders_of_others_are_not_touched(self):
		foreign = make_sales_order(customer=self.make_credit_customer(), rate=10)
		self.place(orders=[foreign.name])
		self.assertEqual(foreign.reload().status, "To Deliver and Bill")

	def test_resuming_one_under_the_hold_is_held(self):
		self.place(orders=[self.order.name])
		with self.assertRaises(CreditHoldError):
			frappe.get_doc("Sales Order", self.order.name).update_status("Draft")


class TestBadHolds(ManualHoldCase):
	def test_days_and_reason_are_asked_for(self):
		for text, values in (
			("Reason is missing", {"reason": " "}),
			("From lies in the past", {"days": -1}),
			("Until lies before From", {"until": -1}),
		):
			with self.subTest(text), self.assertRaisesRegex(frappe.ValidationError, text):
				self.place(**values)

	def test_a_second_one_names_the_first(self):
		first = self.place()
		with self.assertRaisesRegex(frappe.DuplicateEntryError, f"held already by {first}"):
			self.place()

	def test_only_credit_people_hold_and_lift(self):
		name = self.place()
		seller = self.seller.name
		with self.acting_as(seller):
			for call in (
				lambda: api.place(self.customer, "No", nowdate()),
				lambda: api.lift(name, "Please"),
				lambda: api.open_orders(self.customer),
			):
				with self.assertRaises(frappe.PermissionError):
					call()
			self.assertEqual([row.name for row in api.of_customer(self.customer)], [name])


class TestWhereItIsShown(ManualHoldCase):
	def test_the_strip_says_who_why_and_until_when(self):
		self.place(until=3)
		with self.acting_as(self.seller.name):
			strip = strips.for_customer(self.customer, self.company)
		text = strip["notes"][0]["text"]
		self.assertIn("Lawsuit", text)
		self.assertIn(formatdate(add_days(nowdate(), 3)), text)
		self.assertIn(self.manager.full_name, text)

	def test_the_account_manager_is_told(self):
		frappe.db.set_value("Credit File", {"customer": self.customer}, "account_manager", self.seller.name)
		name = self.place()
		self.assertTrue(
			frappe.db.exists("Notification Log", {"for_user": self.seller.name, "document_name": name})
		)
