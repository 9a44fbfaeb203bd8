"""Payment Dispute: what is disputed is not held against the customer, until it is settled."""

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import disputes as api
from credit_control.services import judging, keeping
from credit_control.tests.collection_documents import make_dispute, make_overdue_invoice
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_credit_note, make_payment, make_sales_order


class DisputeCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000)
		self.invoice = make_overdue_invoice(customer=self.customer)

	def order(self):
		return make_sales_order(customer=self.customer, rate=10, submit=False)

	def late(self):
		case, _ = judging.judge_draft(self.order(), self.customer)
		return case.overdue

	def refused(self, text: str, **fields):
		with self.assertRaisesRegex(frappe.ValidationError, text):
			make_dispute(customer=self.customer, **fields)


class TestDisputedItems(DisputeCase):
	def test_an_overdue_invoice_holds_the_order_until_it_is_disputed(self):
		order = self.order()
		self.assertIn("has been overdue for 40 days", self.submit_refused(order))
		make_dispute(customer=self.customer, items=[(self.invoice, 1000)])
		order.reload()
		order.submit()
		self.assertEqual(order.credit_status, "Passed")

	def test_a_draft_excuses_nothing(self):
		make_dispute(customer=self.customer, items=[(self.invoice, 1000)], submit=False)
		self.assertEqual((self.late().amount, self.late().excused), (1000, 0))

	def test_the_part_that_is_not_disputed_stays_overdue(self):
		make_dispute(customer=self.customer, items=[(self.invoice, 300)])
		late = self.late()
		self.assertEqual((late.amount, late.excused, late.oldest_days), (700, 300, 40))

	def test_settling_it_makes_what_is_owed_overdue_again(self):
		dispute = make_dispute(customer=self.customer, items=[(self.invoice, 1000)])
		api.resolve(dispute.name, "Customer Pays", "Photos showed no damage", root_cause="Misunderstanding")
		dispute.reload()
		self.assertEqual((dispute.status, dispute.resolved_by), ("Resolved", frappe.session.user))
		self.assertEqual(self.late().amount, 1000)

	def test_a_dispute_settled_by_a_credit_note_names_it(self):
		dispute = make_dispute(customer=self.customer, items=[(self.invoice, 1000)])
		with self.assertRaisesRegex(frappe.ValidationError, "Credit Note is missing."):
			api.resolve(dispute.name, "Credit Note Issued", "We were wrong")
		note = make_credit_note(invoice=self.invoice, settles_invoice=True)
		api.resolve(dispute.name, "Credit Note Issued", "We were wrong", credit_note=note.name)
		self.assertEqual(frappe.db.get_value("Payment Dispute", dispute.name, "credit_note"), note.name)
		self.assertEqual((self.late().amount, self.late().excused), (0, 0))

	def test_a_settled_or_cancelled_one_cannot_be_settled_again(self):
		dispute = make_dispute(customer=self.customer, items=[(self.invoice, 1000)])
		dispute.cancel()
		self.assertEqual(self.late().amount, 1000)
		with self.assertRaisesRegex(frappe.ValidationError, "There is nothing to resolve."):
			api.resolve(dispute.name, "Withdrawn", "It was an error")

	def test_settling_needs_a_way_and_a_note(self):
		dispute = make_dispute(customer=self.customer, items=[(self.invoice, 1000)])
		with self.assertRaisesRegex(frappe.ValidationError, "Resolution is missing."):
			api.resolve(dispute.name, "Whatever", "x")
		with self.assertRaisesRegex(frappe.ValidationError, "Note is missing."):
			api.resolve(dispute.name, "Withdrawn", " ")


class TestBadDisputes(DisputeCase):
	def test_more_than_is_open_is_refused(self):
		make_payment(invoice=self.invoice, amount=400)
		self.refused("only CNY 600.00 is open. Enter at most that.", items=[(self.invoice, 601)])

	def test_a_second_dispute_may_take_what_the_first_left(self):
		make_dispute(customer=self.customer, items=[(self.invoice, 700)])
		make_dispute(customer=self.customer, items=[(self.invoice, 300)])
		self.refused("is disputed already", items=[(self.invoice, 1)])

	def test_an_invoice_of_another_customer_is_refused(self):
		other = make_overdue_invoice(customer=self.make_credit_customer())
		self.refused("is not an open invoice of", items=[(other, 10)])

	def test_a_row_without_an_amount_and_a_day_before_it_was_raised_are_refused(self):
		self.refused("the amount for .* is missing", items=[(self.invoice, 0)])
		self.refused("Settle by lies before", items=[(self.invoice, 1)], due_date=add_days(nowdate(), -1))

	def test_the_same_invoice_twice_is_refused(self):
		self.refused("is listed twice", items=[(self.invoice, 1), (self.invoice, 2)])


class TestWhoMayDispute(DisputeCase):
	def test_sales_may_raise_one_but_not_put_it_in_force(self):
		seller = self.user("Sales User", "Accounts User").name
		with self.acting_as(seller):
			dispute = make_dispute(customer=self.customer, items=[(self.invoice, 1000)], submit=False)
			with self.assertRaises(frappe.PermissionError):
				dispute.submit()

	def test_a_collector_accepts_and_settles_it(self):
		collector = self.user("Collector", "Accounts User").name
		with self.acting_as(collector):
			dispute = make_dispute(customer=self.customer, items=[(self.invoice, 1000)])
			self.assertEqual(
				api.open_invoices(self.customer, self.company),
				[{"invoice": self.invoice.name, "due_date": str(self.invoice.due_date), "amount": 1000.0}],
			)
			api.resolve(dispute.name, "Withdrawn", "The customer paid")
		self.assertEqual(frappe.db.get_value("Payment Dispute", dispute.name, "resolved_by"), collector)


class TestOwners(DisputeCase):
	def owner(self) -> str:
		user = self.user("Sales Manager").name
		settings = frappe.get_doc("Credit Control Settings")
		settings.append("dispute_owners", {"reason": "Quality", "user": user})
		settings.save()
		return user

	def tasks(self, dispute) -> list[str]:
		filters = {"reference_type": "Payment Dispute", "reference_name": dispute.name, "status": "Open"}
		return frappe.get_all("ToDo", filters, pluck="allocated_to")

	def test_the_reason_says_who_settles_it_and_by_when(self):
		user = self.owner()
		dispute = make_dispute(customer=self.customer, items=[(self.invoice, 1000)])
		self.assertEqual((dispute.assigned_to, self.tasks(dispute)), (user, [user]))
		api.resolve(dispute.name, "Customer Pays", "Photos showed no damage")
		self.assertEqual(self.tasks(dispute), [])

	def test_another_reason_and_a_person_named_by_hand_are_left_alone(self):
		self.owner()
		price = make_dispute(customer=self.customer, items=[(self.invoice, 100)], reason="Price")
		self.assertEqual((price.assigned_to, self.tasks(price)), (None, []))
		other = self.user("Sales Manager").name
		named = make_dispute(customer=self.customer, items=[(self.invoice, 100)], assigned_to=other)
		self.assertEqual(self.tasks(named), [other])

	def test_a_reason_has_one_owner(self):
		self.owner()
		with self.assertRaises(frappe.ValidationError):
			self.owner()


class TestCreditNotes(DisputeCase):
	# a second invoice beside an overdue one would be held
	mode = "Warn Only"

	def note(self, dispute, invoice=None):
		return frappe.get_doc(api.credit_note(dispute.name, (invoice or self.invoice).name)).insert()

	def test_the_draft_is_over_what_is_disputed_and_settles_the_dispute(self):
		dispute = make_dispute(customer=self.customer, items=[(self.invoice, 300)])
		note = self.note(dispute)
		self.assertEqual((note.grand_total, note.return_against), (-300, self.invoice.name))
		self.assertEqual(dispute.reload().status, "Open")
		note.submit()
		dispute.reload()
		self.assertEqual(
			(dispute.status, dispute.resolution, dispute.credit_note),
			("Resolved", "Credit Note Issued", note.name),
		)
		self.assertEqual((self.late().amount, self.late().excused), (700, 0))

	def test_cancelling_the_credit_note_opens_the_dispute_again(self):
		dispute = make_dispute(customer=self.customer, items=[(self.invoice, 300)])
		note = self.note(dispute).submit()
		note.reload().cancel()
		dispute.reload()
		self.assertEqual((dispute.status, dispute.resolution, dispute.credit_note), ("Open", None, None))
		self.assertEqual((self.late().amount, self.late().excused), (700, 300))

	def test_a_dispute_over_two_invoices_is_settled_by_the_second_credit_note(self):
		other = make_overdue_invoice(customer=self.customer, amount=500)
		dispute = make_dispute(customer=self.customer, items=[(self.invoice, 300), (other, 500)])
		self.note(dispute).submit()
		self.assertEqual(dispute.reload().status, "Open")
		# 700 of the first invoice were never disputed, and what was credited of it is excused no more
		self.assertEqual((self.late().amount, self.late().excused), (700, 500))
		self.note(dispute, other).submit()
		self.assertEqual(dispute.reload().status, "Resolved")

	def test_tax_is_cut_with_the_price(self):
		taxed = make_overdue_invoice(customer=self.customer, amount=1000, vat=13)
		dispute = make_dispute(customer=self.customer, items=[(taxed, 565)])
		note = self.note(dispute, taxed)
		self.assertEqual((note.net_total, note.grand_total), (-500, -565))

	def test_an_invoice_that_is_not_disputed_gets_none(self):
		other = make_overdue_invoice(customer=self.customer, amount=500)
		dispute = make_dispute(customer=self.customer, items=[(self.invoice, 300)])
		with self.assertRaisesRegex(frappe.ValidationError, "is not disputed in"):
			api.credit_note(dispute.name, other.name)


class TestShortPayments(DisputeCase):
	def test_what_a_payment_leaves_is_proposed_until_it_is_disputed(self):
		payment = make_payment(invoice=self.invoice, amount=950)
		found = api.short_payment(payment.name)
		self.assertEqual([(row["invoice"], row["amount"]) for row in found], [(self.invoice.name, 50)])
		make_dispute(customer=self.customer, items=[(self.invoice, 50)], reason="Short Payment")
		self.assertEqual(api.short_payment(payment.name), [])

	def tasks(self, payment, **filters) -> list:
		found = {"reference_type": "Payment Entry", "reference_name": payment.name, **filters}
		return frappe.get_all("ToDo", found, ["allocated_to", "description", "status"])

	def collected_by(self) -> str:
		"""The company's collector, who gets the case of the overdue invoice."""
		collector = self.user("Collector").name
		doc = frappe.get_doc("Credit Control Settings")
		next(row for row in doc.companies if row.company == self.company).default_collector = collector
		doc.save()
		return collector

	def test_the_collector_gets_one_task_that_ends_with_the_dispute(self):
		collector = self.collected_by()
		payment = make_payment(invoice=self.invoice, amount=950)
		for _again in range(2):
			keeping.update(self.customer, self.company)
		(task,) = self.tasks(payment)
		self.assertEqual((task.allocated_to, task.status), (collector, "Open"))
		self.assertIn(f"{payment.name} of", task.description)
		self.assertIn("is short: CNY 50.00 are still open.", task.description)
		make_dispute(customer=self.customer, items=[(self.invoice, 50)], reason="Short Payment")
		keeping.update(self.customer, self.company)
		self.assertEqual([task.status for task in self.tasks(payment)], ["Closed"])

	def test_the_night_finds_a_short_payment_that_nobody_waited_for_and_ends_what_was_taken_back(self):
		self.collected_by()
		payment = make_payment(invoice=self.invoice, amount=950)
		list(keeping.update_due())
		self.assertEqual(len(self.tasks(payment, status="Open")), 1)
		payment.cancel()
		list(keeping.update_due())
		self.assertEqual(self.tasks(payment, status="Open"), [])

	def test_no_task_for_a_large_rest_an_old_payment_or_where_nobody_collects(self):
		payment = make_payment(invoice=self.invoice, amount=950)
		keeping.update(self.customer, self.company)
		self.assertEqual(self.tasks(payment), [])
		self.collected_by()
		payment.db_set("creation", add_days(nowdate(), -20))
		other = self.make_credit_customer(limit=100_000)
		large = make_payment(invoice=make_overdue_invoice(customer=other), amount=500)
		for customer in (self.customer, other):
			keeping.update(customer, self.company)
		self.assertEqual(self.tasks(payment) + self.tasks(large), [])

	def test_a_large_rest_is_a_part_payment_and_a_full_payment_leaves_nothing(self):
		half = make_payment(invoice=self.invoice, amount=500)
		self.assertEqual(api.short_payment(half.name), [])
		rest = make_payment(invoice=self.invoice.reload(), amount=500)
		self.assertEqual(api.short_payment(rest.name), [])

	def test_the_settings_say_what_is_small_and_may_turn_it_off(self):
		payment = make_payment(invoice=self.invoice, amount=950)
		for percent, count in ((5, 1), (4, 0), (0, 0)):
			frappe.db.set_single_value("Credit Control Settings", "short_payment_percent", percent)
			frappe.clear_document_cache("Credit Control Settings", "Credit Control Settings")
			self.assertEqual(len(api.short_payment(payment.name)), count, percent)
