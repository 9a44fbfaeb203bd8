"""Re-assessing many customers while workers die, and people pause, cancel and resume.

A run commits each chunk, so these tests do too and take away what they made.
"""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from credit_control.api import reassessments as api
from credit_control.services import reassessment_results, reassessments
from credit_control.tests.processes import Crew, reassess_and_wait
from credit_control.tests.reassessment_case import RUN, RunCase


class TestInterruptions(RunCase):
	def setUp(self):
		super().setUp()
		chunk = patch.object(reassessments, "CHUNK", 1)
		chunk.start()
		self.addCleanup(chunk.stop)
		self.customers = self.make_customers(3)
		self.run_doc = self.start(self.make_run())

	def interrupt(self, after: int, action) -> None:
		"""Work, and do something once so many customers were assessed, before their chunk is kept."""
		original, seen = reassessment_results.reassess, []

		def counted(task, chosen):
			row = original(task, chosen)
			seen.append(chosen.customer)
			if len(seen) == after:
				action()
			return row

		with patch.object(reassessment_results, "reassess", counted):
			self.work()

	def test_pausing_keeps_the_chunk_in_hand_and_resuming_does_the_rest_once(self):
		self.interrupt(2, lambda: api.pause(self.run_doc.name))
		doc = self.run_doc.reload()
		self.assertEqual((doc.status, doc.done, len(self.done(doc))), ("Paused", 2, 2))
		api.resume(doc.name)
		frappe.db.commit()
		self.work()
		doc.reload()
		self.assertEqual((doc.status, doc.done), ("Completed", 3))
		self.assertEqual(self.done(doc), sorted(self.customers))

	def cancel(self):
		api.cancel(self.run_doc.name)
		frappe.db.commit()

	def test_cancelling_throws_the_chunk_in_hand_away_and_ends_it(self):
		self.interrupt(2, self.cancel)
		doc = self.run_doc.reload()
		self.assertEqual((doc.status, doc.done, len(self.done(doc))), ("Cancelled", 1, 1))
		for action in (api.resume, api.pause, api.start):
			with self.assertRaisesRegex(frappe.ValidationError, "is Cancelled. Reload the page"):
				action(doc.name)
		frappe.db.rollback()

	def test_a_worker_that_was_replaced_throws_its_chunk_away(self):
		def taken_over():
			api.resume(self.run_doc.name)
			frappe.db.commit()

		self.interrupt(2, taken_over)
		self.assertEqual(len(self.done(self.run_doc)), 1)
		self.work(self.queue[-1])
		doc = self.run_doc.reload()
		self.assertEqual((doc.status, doc.done, len(self.done(doc))), ("Completed", 3, 3))
		self.work(self.queue[0])
		self.assertEqual(doc.reload().done, 3)

	def test_a_second_click_on_start_is_refused(self):
		with self.assertRaisesRegex(frappe.ValidationError, "is Queued. Reload the page"):
			api.start(self.run_doc.name)
		frappe.db.rollback()
		self.assertEqual(len(self.queue), 1)

	def test_the_scheduler_hands_a_silent_run_to_a_new_worker_and_leaves_a_busy_one_alone(self):
		self.assertNotIn(self.run_doc.name, reassessments.resume_dead())
		later = now_datetime() + reassessments.STALE + timedelta(seconds=1)
		self.assertIn(self.run_doc.name, reassessments.resume_dead(later))
		frappe.db.commit()
		self.assertNotEqual(self.queue[0]["worker"], self.queue[-1]["worker"])
		self.work()
		self.assertEqual((self.run_doc.reload().status, self.run_doc.attempts), ("Completed", 0))

	def test_a_run_on_which_worker_after_worker_dies_is_given_up_and_can_be_resumed(self):
		later = now_datetime()
		for _try in range(reassessments.TRIES + 1):
			later += reassessments.STALE + timedelta(seconds=1)
			reassessments.resume_dead(later)
		doc = self.run_doc.reload()
		self.assertEqual(doc.status, "Failed")
		self.assertIn("5 workers died without finishing a chunk.", doc.error)
		api.resume(doc.name)
		frappe.db.commit()
		self.work()
		self.assertEqual((doc.reload().status, doc.error), ("Completed", None))

	def test_an_error_of_the_run_itself_is_told_and_what_was_done_is_kept(self):
		def break_down():
			raise KeyboardInterrupt

		with self.assertRaises(KeyboardInterrupt):
			self.interrupt(2, break_down)
		frappe.db.rollback()
		self.assertEqual(len(self.done(self.run_doc)), 1)
		with patch.object(reassessment_results, "keep", side_effect=OSError("disk full")):
			api.resume(self.run_doc.name)
			frappe.db.commit()
			self.work()
		doc = self.run_doc.reload()
		self.assertEqual((doc.status, doc.error, doc.done), ("Failed", "disk full", 1))

	def test_a_worker_killed_by_the_kernel_loses_its_chunk_and_nothing_else(self):
		given = self.queue[-1]
		crew = Crew(reassess_and_wait, [(given["run"], given["worker"])], with_me=True).start()
		crew.meet()
		crew.kill()
		frappe.db.rollback()
		self.assertEqual(len(self.done(self.run_doc)), 1)
		reassessments.resume_dead(now_datetime() + reassessments.STALE + timedelta(seconds=1))
		frappe.db.commit()
		self.work()
		doc = self.run_doc.reload()
		self.assertEqual((doc.status, doc.done), ("Completed", 3))
		self.assertEqual(self.done(doc), sorted(self.customers))

	def test_the_form_sees_how_far_it_is_and_when_nobody_answers(self):
		state = api.state(self.run_doc.name)
		self.assertEqual((state["total"], state["done"], state["quiet"]), (3, 0, False))
		quiet = now_datetime() - reassessments.STALE
		frappe.db.set_value(RUN, self.run_doc.name, "heartbeat", quiet)
		self.assertTrue(api.state(self.run_doc.name)["quiet"])
