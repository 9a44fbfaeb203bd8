"""The daily work: a step that fails costs the others nothing, is told once, and what a dead worker left is done."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from credit_control import tasks
from credit_control.services import daily_work, keeping, promises
from credit_control.services.daily_work import DONE, FAILED, RUNNING, WAITING, Step
from credit_control.services.health import jobs
from credit_control.services.health.findings import FINE, PROBLEM
from credit_control.tests.collection_documents import make_overdue_invoice, make_promise
from credit_control.tests.credit_case import CreditCase

DOCTYPE = "Credit Daily Step"


class DailyCase(CreditCase):
	def setUp(self):
		super().setUp()
		frappe.db.delete(DOCTYPE)
		self.queue: list[str] = []
		self.did: list[str] = []

	@contextmanager
	def a_day(self, *steps: Step):
		"""Commits are kept for the test, and jobs wait in `queue`."""
		rollback = frappe.db.rollback

		def commit():
			frappe.db.savepoint("committed")

		def undo(*, save_point=None):
			rollback(save_point=save_point or "committed")

		def enqueue(_method, *, step, **_arguments):
			if step not in self.queue:
				self.queue.append(step)

		commit()
		with (
			patch.object(frappe.local.db, "commit", commit),
			patch.object(frappe.local.db, "rollback", undo),
			patch.object(daily_work.frappe, "enqueue", enqueue),
			patch.object(daily_work, "STEPS", steps or daily_work.STEPS),
		):
			yield

	def work_off(self) -> None:
		while self.queue:
			tasks.daily_step(self.queue.pop(0))

	def doing(self, name: str):
		return lambda: self.did.append(name)

	def failing(self):
		"""A step in chunks that breaks in its second one."""
		frappe.get_doc({"doctype": "Note", "title": "first chunk"}).insert()
		yield
		frappe.get_doc({"doctype": "Note", "title": "second chunk"}).insert()
		raise ValueError("the books are closed")

	def states(self) -> dict[str, str]:
		return dict(frappe.get_all(DOCTYPE, fields=["name", "status"], as_list=True))

	def errors(self) -> int:
		return frappe.db.count("Error Log", {"method": "Daily work: Securities was not done"})

	def finding(self, subject: str):
		return next(finding for finding in jobs.daily_steps() if finding.subject == subject)


class TestIsolation(DailyCase):
	def test_a_step_that_fails_costs_the_others_nothing_and_keeps_its_finished_chunks(self):
		steps = (
			Step("Reviews", self.doing("Reviews")),
			Step("Securities", self.failing),
			Step("Insurers", self.doing("Insurers")),
			Step("Collection Cases", self.doing("Collection Cases"), long=True),
		)
		before = self.errors()
		with self.a_day(*steps):
			tasks.daily()
			self.work_off()
		self.assertEqual(self.did, ["Reviews", "Insurers", "Collection Cases"])
		self.assertEqual(self.errors(), before + 1)
		self.assertTrue(frappe.db.exists("Note", {"title": "first chunk"}))
		self.assertFalse(frappe.db.exists("Note", {"title": "second chunk"}))
		row = frappe.get_doc(DOCTYPE, "Securities")
		self.assertEqual((row.status, row.problem), (FAILED, "the books are closed"))
		self.assertEqual({self.states()[step.name] for step in steps if step.name != "Securities"}, {DONE})

	def test_the_health_page_names_the_step_and_what_to_do(self):
		with self.a_day(Step("Securities", self.failing), Step("Reviews", self.doing("Reviews"))):
			tasks.daily()
		found = self.finding("Securities")
		self.assertEqual(found.status, PROBLEM)
		self.assertIn("the books are closed", found.detail)
		self.assertIn("Read the Error Log", found.remedy)
		self.assertEqual(found.route[:2], ("Form", "Error Log"))
		self.assertTrue(frappe.db.exists("Error Log", found.route[2]))

	def test_a_day_that_went_well_is_fine_and_takes_the_failure_away(self):
		with self.a_day(Step("Securities", self.failing)):
			tasks.daily()
		with self.a_day(Step("Securities", self.doing("Securities"))):
			tasks.daily()
		found = self.finding("Steps of the Daily Work")
		self.assertEqual((found.status, found.detail), (FINE, "1 of 1 steps of the last day are done."))
		self.assertFalse(frappe.db.get_value(DOCTYPE, "Securities", "problem"))

	def test_a_step_that_waits_since_the_day_before_yesterday_is_a_problem(self):
		with self.a_day(Step("Collection Cases", self.doing("Collection Cases"), long=True)):
			tasks.daily()
		frappe.db.set_value(DOCTYPE, "Collection Cases", "day", add_days(nowdate(), -2))
		found = self.finding("Collection Cases")
		self.assertEqual(found.status, PROBLEM)
		self.assertIn("queue long", found.remedy)


class TestOrder(DailyCase):
	def test_long_steps_are_jobs_one_after_another_in_the_order_of_the_table(self):
		names = ("Promises and Plans", "Collection Cases", "Collection Strategies")
		with self.a_day(*(Step(name, self.doing(name), long=True) for name in names)):
			tasks.daily()
			for name in names:
				self.assertEqual(self.queue, [name])
				tasks.daily_step(self.queue.pop())
		self.assertEqual(tuple(self.did), names)
		self.assertEqual(self.queue, [])

	def test_each_step_of_the_table_has_a_name_of_the_doctype_in_its_order(self):
		options = frappe.get_meta(DOCTYPE).get_field("step").options.split("\n")
		self.assertEqual([step.name for step in daily_work.STEPS], options)


class TestKilledWorker(DailyCase):
	def steps(self):
		return [
			Step(name, self.doing(name), long=True)
			for name in ("Collection Cases", "Waiting Holds", "Collection Strategies")
		]

	def killed(self, step: str, **values) -> None:
		state = {"status": RUNNING, "heard_on": now_datetime() - timedelta(minutes=16), "attempts": 1}
		frappe.db.set_value(DOCTYPE, step, {**state, **values})
		others = {"name": ["!=", step]}
		frappe.db.set_value(DOCTYPE, others, "heard_on", now_datetime() - timedelta(minutes=17))

	def test_what_it_left_is_done_by_the_next(self):
		with self.a_day(*self.steps()):
			tasks.daily()
			self.queue.clear()
			self.killed("Collection Cases")
			self.assertEqual(daily_work.resume(), "Collection Cases")
			self.work_off()
		self.assertEqual(self.did, ["Collection Cases", "Waiting Holds", "Collection Strategies"])
		self.assertEqual(set(self.states().values()), {DONE})

	def test_one_that_lives_is_left_alone(self):
		with self.a_day(*self.steps()):
			tasks.daily()
			self.killed("Collection Cases", heard_on=now_datetime())
			self.assertIsNone(daily_work.resume())
			daily_work.begin()
		self.assertEqual(self.states()["Collection Cases"], RUNNING)

	def test_a_step_that_kills_three_workers_is_given_up_and_the_next_is_done(self):
		with self.a_day(*self.steps()):
			tasks.daily()
			self.queue.clear()
			self.killed("Collection Cases", attempts=daily_work.TRIES)
			self.assertEqual(daily_work.resume(), "Waiting Holds")
		self.assertEqual(self.finding("Collection Cases").status, PROBLEM)
		self.assertIn("3 workers died of it.", self.finding("Collection Cases").detail)

	def test_yesterdays_work_is_not_taken_up_again(self):
		with self.a_day(*self.steps()):
			tasks.daily()
			self.queue.clear()
			self.killed("Collection Cases")
			frappe.db.set_value(DOCTYPE, {"name": ["is", "set"]}, "day", add_days(nowdate(), -1))
			self.assertIsNone(daily_work.resume())
		self.assertEqual(self.states()["Waiting Holds"], WAITING)


class TestWholeDay(DailyCase):
	def test_three_days_work_in_one_do_nothing_twice(self):
		customer = self.make_credit_customer(limit=10_000)
		invoice = make_overdue_invoice(customer=customer, days=10)
		promise = make_promise(customer=customer, amount=100, items=[invoice])
		frappe.db.set_value(promises.DOCTYPE, promise.name, "promised_date", add_days(nowdate(), -1))
		counts = []
		with self.a_day():
			for _time in range(3):
				tasks.daily()
				self.work_off()
				counts.append(self.rows())
		failed = frappe.get_all(DOCTYPE, {"status": ["!=", DONE]}, ["name", "problem"])
		self.assertEqual(failed, [])
		self.assertEqual(counts[1:], counts[:1] * 2)
		self.assertEqual(frappe.db.count("Collection Case", {"customer": customer, "status": "Open"}), 1)
		self.assertEqual(frappe.db.get_value(promises.DOCTYPE, promise.name, "status"), "Broken")

	def rows(self) -> dict[str, int]:
		doctypes = (
			"Collection Case",
			"Collection Notice",
			"Email Queue",
			"ToDo",
			"Notification Log",
			"Comment",
		)
		return {doctype: frappe.db.count(doctype) for doctype in doctypes}

	def test_a_promise_that_cannot_be_judged_costs_the_others_nothing(self):
		first, second = (
			make_promise(
				customer=customer, amount=100, items=[make_overdue_invoice(customer=customer, days=5)]
			)
			for customer in (self.make_credit_customer(limit=9_000) for _each in range(2))
		)
		frappe.db.set_value(
			promises.DOCTYPE,
			{"name": ["in", (first.name, second.name)]},
			"promised_date",
			add_days(nowdate(), -1),
		)
		judge = promises.update

		def broken(doc):
			if doc.name == first.name:
				raise ValueError("no exchange rate")
			return judge(doc)

		with patch.object(promises, "update", broken):
			list(keeping.update_due())
		status = [frappe.db.get_value(promises.DOCTYPE, doc.name, "status") for doc in (first, second)]
		self.assertEqual(status, ["Open", "Broken"])
		log = f"{promises.DOCTYPE} {first.name} was not judged"
		self.assertTrue(frappe.db.exists("Error Log", {"method": log}))
