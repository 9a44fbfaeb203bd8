"""Credit Limit Requests: what they say, what an approval changes, and what cancelling gives back."""

import frappe
from frappe.utils import getdate, nowdate

from credit_control.services import files, history, limit_requests, rejudging
from credit_control.services.hold_words import CREDIT_HOLD
from credit_control.tests.bootstrap import new
from credit_control.tests.factories import make_customer, make_sales_invoice, make_sales_order
from credit_control.tests.limit_documents import make_group
from credit_control.tests.request_case import DOCTYPE, RequestCase, day, make_request


class TestDrafts(RequestCase):
	def test_what_belongs_to_another_kind_is_emptied_and_the_currency_is_the_companys(self):
		doc = self.request(kind="Permanent Limit", temporary_limit=5, amount_cap=7).reload()
		self.assertEqual((doc.temporary_limit, doc.amount_cap, doc.currency), (0, 0, "CNY"))
		self.assertEqual(doc.amount, 2_000)
		self.assertEqual((doc.status, doc.requested_limit), ("Draft", 2_000))

	def test_faults_are_named_with_their_field(self):
		for fields, text in (
			({"temporary_limit": -1}, "Temporary Extra is negative."),
			({"temporary_limit": 1e16}, "Temporary Extra is too large."),
			({"temporary_from": day(11)}, "From lies after Until."),
			({"temporary_until": day(-1)}, "Until lies in the past."),
			({"kind": "Permanent Limit", "requested_limit": -5}, "New Credit Limit is negative."),
		):
			with self.subTest(text):
				self.assertIn(text, self.refused(self.request, user=self.seller, **fields))

	def test_what_the_form_sends_of_the_servers_fields_is_dropped(self):
		with self.acting_as(self.seller):
			doc = make_request(customer=self.customer, status="Approved", requested_by=self.manager)
			doc.append("steps", {"level": 1, "status": "Approved", "decided_by": self.manager})
			doc.status = "Approved"
			doc.save()
		doc.reload()
		self.assertEqual((doc.status, doc.requested_by, doc.steps), ("Draft", None, []))

	def test_a_customer_that_the_user_may_not_see_is_not_asked_for(self):
		other = make_customer().name
		frappe.get_doc(
			{"doctype": "User Permission", "user": self.seller, "allow": "Customer", "for_value": other}
		).insert()
		with self.acting_as(self.seller), self.assertRaises(frappe.PermissionError):
			make_request(customer=self.customer)

	def test_only_the_approval_submits(self):
		doc = self.request()
		doc.reload()
		self.assertIn("Send the request for approval.", self.refused(doc.submit, user=self.manager))


class TestSending(RequestCase):
	def test_it_names_what_is_missing(self):
		doc = self.request(temporary_limit=0)
		text = self.refused(limit_requests.send, doc.name, user=self.seller)
		self.assertEqual(text, "Temporary Extra is missing. Fill it in before the request is sent.")

	def test_it_keeps_the_figures_of_the_day_and_locks_the_request(self):
		make_sales_invoice(customer=self.customer, rate=300, date=day(-40), due_date=day(-10))
		doc = self.sent()
		self.assertEqual(
			(doc.status, doc.requested_by, doc.grade_then, doc.limit_then, doc.exposure_then),
			("Waiting for Approval", self.seller, "A", 1_000, 300),
		)
		self.assertEqual((doc.overdue_then, doc.oldest_overdue_then), (300, 10))
		self.assertEqual(doc.waiting_for, "Credit Manager")
		doc.temporary_limit = 9_000
		self.assertIn("cannot be changed", self.refused(doc.save, user=self.seller))
		self.assertIn("is kept", self.refused(doc.delete, user="Administrator"))

	def test_a_limit_that_is_the_same_or_unlimited_is_not_asked_for(self):
		same = self.request(kind="Permanent Limit", requested_limit=self.limit)
		text = self.refused(limit_requests.send, same.name, user=self.seller)
		self.assertIn("This is the limit the customer has.", text)
		free = self.make_credit_customer(mode="Unlimited", limit=0)
		with self.acting_as(self.seller):
			doc = make_request(customer=free)
		text = self.refused(limit_requests.send, doc.name, user=self.seller)
		self.assertIn("is unlimited", text)
		none = self.make_credit_customer(mode="No Credit", limit=0)
		with self.acting_as(self.seller):
			doc = make_request(customer=none)
		self.assertIn(
			"Ask for a permanent one", self.refused(limit_requests.send, doc.name, user=self.seller)
		)

	def test_a_second_request_for_the_same_waits_for_the_first(self):
		first, second = self.sent(), self.request(temporary_limit=800)
		text = self.refused(limit_requests.send, second.name, user=self.seller)
		self.assertEqual(text, f"{first.name} asks for the same and waits for approval. Withdraw it first.")

	def test_one_that_would_end_the_present_temporary_limit_early_is_refused(self):
		self.approve(self.sent())
		doc = self.request(temporary_from=day(5), temporary_until=day(20))
		text = self.refused(limit_requests.send, doc.name, user=self.seller)
		self.assertIn("would end at once", text)


class TestApproved(RequestCase):
	def test_a_permanent_limit_is_written_with_its_reason_into_the_file(self):
		doc = self.approve(self.sent(kind="Permanent Limit"))
		self.assertEqual((doc.docstatus, doc.status, doc.waiting_for), (1, "Approved", None))
		self.assertEqual((self.limit_row()["credit_limit"], self.effective()), (2_000, 2_000))
		change = next(row for row in history.changes(self.file) if row.changed_field == "Credit Limit")
		self.assertEqual(
			(change.value_before, change.value_after, change.cause, change.source_name, change.changed_by),
			("1000", "2000", "Limit Request", doc.name, self.manager),
		)
		self.assertEqual(change.reason, "A large order before the holidays")

	def test_a_temporary_limit_counts_from_its_first_to_its_last_day_and_falls_back_by_itself(self):
		self.approve(self.sent(temporary_from=day(3), temporary_until=day(5)))
		self.assertEqual(
			[self.effective(days) for days in (0, 2, 3, 5, 6)], [1_000, 1_000, 1_500, 1_500, 1_000]
		)

	def test_the_gate_lets_an_order_pass_by_the_temporary_limit_and_not_before_it_begins(self):
		order = make_sales_order(customer=self.customer, rate=1_400, submit=False)
		self.approve(self.sent(temporary_from=day(1)))
		self.submit_refused(order)
		doc = frappe.get_doc(DOCTYPE, {"customer": self.customer})
		doc.cancel()
		self.approve(self.sent())
		order.reload().submit()
		self.assertEqual(order.credit_status, "Warned")

	def test_a_customer_that_was_never_given_a_limit_keeps_what_the_policy_gave_it(self):
		customer = make_customer().name
		with self.acting_as(self.seller):
			doc = make_request(customer=customer, kind="Permanent Limit", requested_limit=700)
			limit_requests.send(doc.name)
		self.approve(doc)
		row = files.limit_row(files.file_of(customer), self.company)
		self.assertEqual((row.limit_mode, row.credit_limit), ("Limited", 700))

	def test_waiting_holds_are_judged_again(self):
		order = make_sales_order(customer=self.customer, rate=1_400, submit=False)
		self.submit_refused(order)
		asked = []
		later, rejudging.later = rejudging.later, lambda *given: asked.append(given)
		self.addCleanup(setattr, rejudging, "later", later)
		self.approve(self.sent())
		self.assertIn((self.customer, self.company), asked)

	def test_cancelling_gives_back_what_was_before(self):
		for kind in ("Temporary Limit", "Permanent Limit"):
			with self.subTest(kind):
				before = self.limit_row()
				doc = self.approve(self.sent(kind=kind))
				self.assertNotEqual(self.limit_row(), before)
				with self.acting_as(self.manager):
					doc.cancel()
				self.assertEqual((doc.reload().status, self.limit_row()), ("Cancelled", before))
		causes = {row.cause for row in history.changes(self.file)}
		self.assertIn("Limit Request Cancelled", causes)

	def test_cancelling_is_refused_when_the_limit_was_changed_since(self):
		doc = self.approve(self.sent(kind="Permanent Limit"))
		file = frappe.get_doc("Credit File", self.file)
		file.limits[0].credit_limit = 3_000
		file.save()
		text = self.refused(doc.cancel, user=self.manager)
		self.assertIn("was changed after this request", text)

	def test_a_day_that_passed_while_it_waited_is_named(self):
		doc = self.sent()
		doc.db_set("temporary_until", day(-1))
		text = self.refused(limit_requests.approve, doc.name, user=self.manager)
		self.assertIn("has passed. Send the request back", text)

	def test_a_request_ends_when_its_last_day_has_passed(self):
		doc = self.approve(self.sent(temporary_until=nowdate()))
		self.assertEqual(limit_requests.end_temporary(), [])
		self.assertIn(doc.name, limit_requests.end_temporary(getdate(day(1))))
		self.assertEqual(doc.reload().status, "Ended")
		self.assertEqual(limit_requests.end_temporary(getdate(day(1))), [])


class TestEffect(RequestCase):
	def effect(self, **fields) -> dict:
		with self.acting_as(self.seller):
			doc = new(DOCTYPE, customer=self.customer, company=self.company, **fields)
			return limit_requests.overview(doc)["effect"]

	def test_it_shows_the_new_limit_its_use_and_who_approves(self):
		make_sales_invoice(customer=self.customer, rate=750)
		shown = self.effect(kind="Temporary Limit", temporary_limit=500, temporary_until=day(5))
		self.assertEqual((shown["limit"], shown["utilisation"], shown["headroom"]), (1_500, 50, 750))
		self.assertEqual(shown["approvers"], [{"level": 1, "label": "Credit Manager"}])

	def test_held_documents_are_judged_one_after_the_other_under_the_new_limit(self):
		orders = [
			make_sales_order(customer=self.customer, rate=rate, submit=False) for rate in (1_100, 1_300)
		]
		for order in orders:
			self.submit_refused(order)
		shown = self.effect(kind="Permanent Limit", requested_limit=1_500)
		self.assertEqual(
			[(row["document"], row["passes"]) for row in shown["holds"]],
			[(orders[0].name, True), (orders[1].name, False)],
		)
		self.assertIn("above the limit", shown["holds"][1]["reason"])
		shown = self.effect(kind="Permanent Limit", requested_limit=2_400)
		self.assertEqual([row["passes"] for row in shown["holds"]], [True, True])

	def test_it_warns_of_overdue_items_the_group_the_grade_and_a_limit_that_is_replaced(self):
		make_sales_invoice(customer=self.customer, rate=100, date=day(-40), due_date=day(-10))
		make_group(members=[self.customer], pooled_limit=1_200)
		self.approve(self.sent(temporary_limit=50))
		frappe.db.set_value("Credit File", self.file, "grade", "D")
		shown = self.effect(kind="Temporary Limit", temporary_limit=900, temporary_until=day(5))
		text = " ".join(shown["warnings"])
		for part in ("Grade D allows no credit.", "leaves this customer", "is overdue", "It replaces"):
			self.assertIn(part, text)

	def test_a_request_made_from_a_held_order_proposes_what_is_missing(self):
		order = make_sales_order(customer=self.customer, rate=1_430, submit=False)
		self.submit_refused(order)
		given = ("Sales Order", order.name, self.customer, self.company)
		temporary = limit_requests.new_values("Temporary Limit", *given)
		self.assertEqual((temporary["temporary_limit"], temporary["source_name"]), (500, order.name))
		self.assertEqual(limit_requests.new_values("Permanent Limit", *given)["requested_limit"], 1_500)
		self.approve(self.sent(temporary_limit=100))
		again = limit_requests.new_values("Temporary Limit", *given)
		self.assertEqual(again["temporary_limit"], 500, "it replaces the one in force")
		special = limit_requests.new_values("Special Approval", *given)
		self.assertEqual((special["hold"], special["amount_cap"]), (self.hold_of(order).name, 1_430))


class TestSpecialApproval(RequestCase):
	def setUp(self):
		super().setUp()
		with self.acting_as(self.user("Sales User").name):
			self.order = make_sales_order(customer=self.customer, rate=1_400, submit=False)
			self.submit_refused(self.order)
		self.hold = self.hold_of(self.order)
		self.hold.db_set("requested_by", self.seller)

	def test_the_last_approval_releases_the_hold_within_its_cap_and_days(self):
		doc = self.approve(
			self.sent(kind="Special Approval", hold=self.hold.name, tolerance_percent=2, valid_days=3)
		)
		hold = self.hold.reload()
		self.assertEqual(
			(hold.status, hold.released_by, hold.amount_cap, hold.tolerance_percent, str(hold.valid_to)),
			("Released", self.manager, 1_400, 2, day(3)),
		)
		self.assertIn(doc.name, hold.release_reason)
		self.order.reload().submit()
		self.assertEqual(self.order.credit_status, "Released")

	def test_it_submits_the_order_by_itself_where_the_settings_say_so(self):
		for wanted in (0, 1):
			frappe.db.set_single_value("Credit Control Settings", "submit_on_release", wanted)
			doc = self.approve(self.sent(kind="Special Approval", hold=self.hold.name))
			self.assertEqual(self.hold.reload().submit_when_released, wanted)
			with self.acting_as(self.manager):
				doc.cancel()

	def test_whoever_asked_for_the_release_at_any_time_does_not_approve_it(self):
		self.hold.db_set("askers", self.manager)
		self.user("Credit Manager")
		doc = self.sent(kind="Special Approval", hold=self.hold.name)
		text = self.refused(limit_requests.approve, doc.name, user=self.manager, error=frappe.PermissionError)
		self.assertIn("Somebody else must decide", text)

	def test_customer_and_company_are_those_of_the_hold(self):
		other = make_customer().name
		with self.acting_as(self.seller):
			doc = make_request(customer=other, kind="Special Approval", hold=self.hold.name)
		self.assertEqual((doc.customer, doc.amount_cap), (self.customer, 1_400))

	def test_cancelling_takes_the_release_back(self):
		doc = self.approve(self.sent(kind="Special Approval", hold=self.hold.name))
		with self.acting_as(self.manager):
			doc.cancel()
		self.assertEqual(self.hold.reload().status, "Held")
		self.submit_refused(self.order)

	def test_a_hold_that_is_over_needs_no_approval(self):
		doc = self.request(kind="Special Approval", hold=self.hold.name)
		frappe.db.set_value(CREDIT_HOLD, self.hold.name, "status", "Cleared")
		text = self.refused(limit_requests.send, doc.name, user=self.seller)
		self.assertIn("there is nothing left to approve", text)
