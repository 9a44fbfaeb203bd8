"""Credit Limit Adjustments beside others: two who approve at once, many rows on the queue, a worker that dies."""

from unittest.mock import patch

import frappe

from credit_control import tasks
from credit_control.api import adjustments as api
from credit_control.services import adjusting
from credit_control.tests.adjustment_case import ADJUSTMENT, rows_of
from credit_control.tests.committed_case import CommittedCase
from credit_control.tests.factories import make_user
from credit_control.tests.limit_documents import make_adjustment
from credit_control.tests.processes import at_once, submit_as


class TestTwoApprovers(CommittedCase):
	def test_of_two_who_approve_at_once_one_changes_the_limits_and_the_other_is_told(self):
		customer = self.make_credit_customer(limit=1_000)
		doc = make_adjustment(self.company, customers=[customer])
		api.preview(doc.name)
		users = [make_user(roles=("Credit Manager", "Sales User")).name for _number in range(2)]
		frappe.db.commit()
		answers = at_once(submit_as, [(ADJUSTMENT, doc.name, user) for user in users])
		frappe.db.rollback()
		outcomes = sorted(answer.outcome for answer in answers)
		self.assertEqual(outcomes[1], "passed")
		self.assertIn(outcomes[0], ("late", "busy"))
		self.assertEqual(doc.reload().applied, 1)
		limit = frappe.get_doc("Credit File", {"customer": customer}).limits[0].credit_limit
		self.assertEqual(limit, 1_100)


class TestBackground(CommittedCase):
	def setUp(self):
		super().setUp()
		self.queue: list[dict] = []
		for patched in (
			patch.object(frappe, "enqueue", lambda method, **given: self.queue.append(given)),
			patch.object(adjusting, "INLINE", 1),
			patch.object(adjusting, "CHUNK", 1),
		):
			patched.start()
			self.addCleanup(patched.stop)
		self.customers = [self.make_credit_customer(limit=1_000) for _number in range(3)]
		self.approver = make_user(roles=("Credit Manager", "Sales User")).name
		self.doc = make_adjustment(self.company, customers=self.customers)
		api.preview(self.doc.name)
		frappe.set_user(self.approver)
		frappe.get_doc(ADJUSTMENT, self.doc.name).submit()
		frappe.set_user("Administrator")
		frappe.db.commit()

	def limits(self) -> list[float]:
		frappe.db.rollback()
		return [
			frappe.get_doc("Credit File", {"customer": customer}).limits[0].credit_limit
			for customer in self.customers
		]

	def work(self):
		jobs = [given for given in self.queue if "adjustment" in given]
		tasks.apply_adjustment(jobs[-1]["adjustment"])

	def test_many_rows_wait_for_the_queue_and_are_applied_there(self):
		self.assertEqual((self.doc.reload().status, self.limits()), ("Applying", [1_000] * 3))
		self.assertEqual(api.state(self.doc.name)["total"], 3)
		self.work()
		self.assertEqual((self.doc.reload().status, self.limits()), ("Applied", [1_100] * 3))
		state = api.state(self.doc.name)
		self.assertEqual((state["done"], state["refused"], state["quiet"]), (3, 0, False))

	def test_what_a_worker_left_when_it_died_is_done_by_the_next_and_nothing_twice(self):
		original, done = adjusting._apply, []

		def dying(doc, row):
			if len(done) == 1:
				raise KeyboardInterrupt
			done.append(row.customer)
			original(doc, row)

		with patch.object(adjusting, "_apply", dying), self.assertRaises(KeyboardInterrupt):
			self.work()
		self.assertEqual(sorted(self.limits()), [1_000, 1_000, 1_100])
		self.assertEqual(adjusting.resume_dead(), [])
		with self.assertRaisesRegex(frappe.ValidationError, "is not waiting for a worker."):
			api.resume(self.doc.name)
		frappe.db.set_value(ADJUSTMENT, self.doc.name, "heartbeat", "2020-01-01")
		self.assertEqual(adjusting.resume_dead(), [self.doc.name])
		frappe.db.commit()
		self.work()
		self.work()
		self.assertEqual(self.limits(), [1_100] * 3)
		self.assertEqual((self.doc.reload().applied, self.doc.refused), (3, 0))

	def test_a_row_that_breaks_down_is_refused_and_the_rest_goes_on(self):
		original = adjusting._change

		def breaking(doc, row):
			if row.customer == self.customers[1]:
				raise OSError("disk full")
			return original(doc, row)

		with patch.object(adjusting, "_change", breaking):
			self.work()
		self.assertEqual(self.limits(), [1_100, 1_000, 1_100])
		self.doc.reload()
		self.assertEqual(
			(self.doc.status, rows_of(self.doc)[self.customers[1]].note), ("Partly Applied", "disk full")
		)
