"""Trying a scorecard on customers: who would move, why, and nothing written to anybody."""

import json
from unittest.mock import patch

import frappe
from frappe.utils import getdate, nowdate

from credit_control import tasks
from credit_control.api import trials as api
from credit_control.services import files, trials
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.credit_documents import days_ago, make_scorecard
from credit_control.tests.factories import make_customer
from credit_control.tests.masters import unique

TRIAL, RESULT = "Credit Scorecard Trial", "Credit Scorecard Trial Result"


def halve_every_band(card) -> None:
	for row in card.bands:
		row.points /= 2


def prefer_profile(card) -> None:
	"""All of the weight on what the file says of the firm itself."""
	weights = {"Years in Business": 60, "Company Size": 40}
	card.set("factors", [row for row in card.factors if row.indicator in weights])
	card.set("bands", [row for row in card.bands if row.indicator in weights])
	for row in card.factors:
		row.weight = weights[row.indicator]
	card.minimum_coverage = 20


class TrialCase(AssessmentCase):
	"""A customer of whom everything is known, in a group of its own."""

	def setUp(self):
		super().setUp()
		self.known_customer()
		self.group = frappe.get_doc(
			{
				"doctype": "Customer Group",
				"customer_group_name": unique("CC Trial Group"),
				"parent_customer_group": "All Customer Groups",
			}
		).insert()
		frappe.db.set_value("Customer", self.customer, "customer_group", self.group.name)

	def make_trial(self, card, **filters):
		filters = {"customer_group": self.group.name, **filters}
		with self.acting_as(self.manager):
			return frappe.get_doc(TRIAL, api.start(card.name, self.company, **filters))

	def result_of(self, trial, customer: str | None = None):
		return frappe.get_doc(RESULT, {"trial": trial.name, "customer": customer or self.customer})

	def add_customers(self, count: int) -> list[str]:
		return [make_customer(group=self.group.name).name for _ in range(count)]


class TestTrials(TrialCase):
	def test_a_draft_shows_who_would_move_and_writes_nothing_to_the_customer(self):
		before = self.file().as_json(), frappe.db.count("Credit Assessment"), frappe.db.count("Credit File")
		card = make_scorecard(submit=False, changes=halve_every_band)
		trial = self.make_trial(card)
		self.assertEqual(
			(trial.status, trial.customers, trial.done, trial.moved_down), ("Completed", 1, 1, 1)
		)
		row = self.result_of(trial)
		self.assertEqual((row.change, row.old_grade, row.new_grade), ("Moved Down", "AAA", "B"))
		self.assertEqual(row.steps, -5)
		self.assertAlmostEqual(row.new_score, row.old_score / 2, delta=0.01)
		after = self.file().as_json(), frappe.db.count("Credit Assessment"), frappe.db.count("Credit File")
		self.assertEqual(after, before)

	def test_the_factor_that_moved_most_is_named_and_all_of_them_explain_the_score(self):
		card = make_scorecard(submit=False, changes=halve_every_band)
		row = self.result_of(self.make_trial(card))
		self.assertEqual(row.top_indicator, "Share of Invoices Paid Late")
		factors = api.detail(row.name)["factors"]
		self.assertEqual(factors[0]["indicator"], row.top_indicator)
		self.assertAlmostEqual(factors[0]["after"] - factors[0]["before"], row.top_change, delta=0.005)
		change = sum((factor["after"] or 0) - (factor["before"] or 0) for factor in factors)
		self.assertAlmostEqual(change, row.new_score - row.old_score, delta=0.02)

	def test_a_customer_without_data_is_now_graded_or_keeps_none(self):
		bare = self.add_customers(1)[0]
		files.create(bare).update({"founded_on": "2001-01-01", "company_size": "Large"}).save()
		row = self.result_of(self.make_trial(make_scorecard(submit=False)), bare)
		self.assertEqual((row.change, row.old_grade, row.new_grade), ("Same Grade", None, None))
		row = self.result_of(self.make_trial(make_scorecard(submit=False, changes=prefer_profile)), bare)
		# capped at A: no dealings with us yet
		self.assertEqual((row.change, row.new_grade, row.file_grade), ("Now Graded", "A", None))

	def test_a_customer_who_cannot_be_assessed_is_told_apart_with_the_reason(self):
		trial = self.make_trial(make_scorecard(submit=False), as_of="1999-12-31")
		row = self.result_of(trial)
		self.assertEqual((trial.status, trial.not_assessed, row.change), ("Completed", 1, "Not Assessed"))
		self.assertIn("No Credit Policy applies", row.reason)

	def test_filters_choose_the_customers_and_a_sample_is_spread_over_them(self):
		names = sorted([self.customer, *self.add_customers(5)])
		self.file().db_set("grade", "AA")
		card = make_scorecard(submit=False)
		self.assertEqual(self.make_trial(card).customers, 6)
		self.assertEqual(self.make_trial(card, grade="AA").customers, 1)
		sample = self.make_trial(card, sample_size=3)
		tried = frappe.get_all(RESULT, {"trial": sample.name}, pluck="customer", order_by="customer")
		self.assertEqual(tried, names[::2])
		with self.assertRaisesRegex(frappe.ValidationError, "No customer fits"):
			self.make_trial(card, grade="D")

	def test_a_disabled_customer_and_one_that_the_user_may_not_see_are_left_out(self):
		disabled, hidden = self.add_customers(2)
		frappe.db.set_value("Customer", disabled, "disabled", 1)
		for allowed in (self.customer, disabled):
			frappe.get_doc(
				{
					"doctype": "User Permission",
					"user": self.manager,
					"allow": "Customer",
					"for_value": allowed,
				}
			).insert()
		trial = self.make_trial(make_scorecard(submit=False))
		self.assertEqual(frappe.get_all(RESULT, {"trial": trial.name}, pluck="customer"), [self.customer])
		self.assertNotEqual(hidden, self.customer)

	def test_the_picture_has_counts_the_matrix_and_the_movers(self):
		self.add_customers(1)
		trial = self.make_trial(make_scorecard(submit=False, changes=halve_every_band))
		picture = api.picture(trial.name)
		self.assertEqual(picture["counts"], {"Moved Down": 1, "Same Grade": 1})
		cells = {(cell["old"], cell["new"]): cell["customers"] for cell in picture["matrix"]}
		self.assertEqual(cells, {("AAA", "B"): 1, ("", ""): 1})
		self.assertEqual([row["customer"] for row in picture["movers"]], [self.customer])
		self.assertFalse(picture["outdated"])

	def test_a_reader_restricted_to_some_customers_sees_no_others_among_the_movers(self):
		trial = self.make_trial(make_scorecard(submit=False, changes=halve_every_band))
		other = self.add_customers(1)[0]
		frappe.get_doc(
			{"doctype": "User Permission", "user": self.specialist, "allow": "Customer", "for_value": other}
		).insert()
		with self.acting_as(self.specialist):
			self.assertEqual(api.picture(trial.name)["movers"], [])
			with self.assertRaises(frappe.PermissionError):
				api.detail(self.result_of(trial).name)

	def test_a_draft_that_was_changed_since_makes_the_trial_outdated(self):
		card = make_scorecard(submit=False)
		trial = self.make_trial(card)
		card.reload()
		card.minimum_coverage = 70
		card.save()
		self.assertTrue(api.picture(trial.name)["outdated"])

	def test_deleting_a_draft_takes_its_trials_and_their_rows_along(self):
		card = make_scorecard(submit=False)
		trial = self.make_trial(card)
		card.reload()
		card.delete()
		self.assertFalse(frappe.db.exists(TRIAL, trial.name))
		self.assertFalse(frappe.db.exists(RESULT, {"trial": trial.name}))

	def test_a_trial_in_the_future_or_of_a_cancelled_scorecard_is_refused(self):
		card = make_scorecard()
		with self.assertRaisesRegex(frappe.ValidationError, "As of lies in the future"):
			self.make_trial(card, as_of=days_ago(-1))
		card.cancel()
		with self.assertRaisesRegex(frappe.ValidationError, f"{card.name} is cancelled"):
			self.make_trial(card)

	def test_the_day_asked_for_is_the_day_assessed(self):
		# before the only invoice and the only statement that are known
		day = days_ago(3 * 365)
		row = self.result_of(self.make_trial(make_scorecard(submit=False), as_of=day))
		values = {factor["indicator"]: factor["value"] for factor in json.loads(row.factors)}
		self.assertIsNone(values["late_ratio"])
		self.assertIsNone(values["current_ratio"])


class TestTrialsInTheBackground(TrialCase):
	"""In chunks of two, as the worker does it for many customers."""

	def setUp(self):
		super().setUp()
		for name, value in (("CHUNK", 2), ("AT_ONCE", 0)):
			changed = patch.object(trials, name, value)
			changed.start()
			self.addCleanup(changed.stop)
		# the queue of a test site is not worked on
		queued = patch.object(frappe, "enqueue")
		self.queued = queued.start()
		self.addCleanup(queued.stop)

	def make_trial(self, card, *, worked=True, **filters):
		trial = super().make_trial(card, **filters)
		if worked:
			self.work(trial)
		return trial.reload()

	def work(self, trial, chunks: int | None = None) -> None:
		"""What the worker does, without its commits."""
		done = 0
		while done != chunks and trials.work(trial.name):
			done += 1

	def test_many_customers_wait_for_a_worker_of_their_own(self):
		trial = self.make_trial(make_scorecard(submit=False), worked=False)
		self.assertEqual((trial.status, trial.customers, trial.done), ("Waiting", 1, 0))
		call = self.queued.call_args
		self.assertEqual(call.args[0], "credit_control.tasks.try_scorecard")
		self.assertEqual((call.kwargs["trial"], call.kwargs["deduplicate"]), (trial.name, True))

	def test_a_killed_worker_leaves_what_it_did_and_nobody_is_tried_twice(self):
		self.add_customers(4)
		trial = self.make_trial(make_scorecard(submit=False), worked=False)
		self.work(trial, chunks=1)
		self.assertEqual((trial.reload().status, trial.done), ("Running", 2))
		first = frappe.get_all(RESULT, {"trial": trial.name, "change": ["!=", "Waiting"]}, pluck="customer")
		api.resume(trial.name)
		with patch.object(trials, "assess_customer", wraps=trials.assess_customer) as assessed:
			self.work(trial)
		self.assertEqual((trial.reload().status, trial.done), ("Completed", 5))
		again = [call.args[0] for call in assessed.call_args_list]
		self.assertEqual(len(again), 3)
		self.assertFalse(set(again) & set(first))

	def test_a_cancelled_trial_stops_and_can_go_on(self):
		self.add_customers(4)
		trial = self.make_trial(make_scorecard(submit=False), worked=False)
		self.work(trial, chunks=1)
		api.cancel(trial.name)
		self.assertFalse(trials.work(trial.name))
		self.assertEqual((trial.reload().status, trial.done), ("Cancelled", 2))
		with self.assertRaisesRegex(frappe.ValidationError, "is not running"):
			api.cancel(trial.name)
		api.resume(trial.name)
		self.work(trial)
		self.assertEqual((trial.reload().status, trial.done), ("Completed", 5))
		with self.assertRaisesRegex(frappe.ValidationError, "is completed"):
			api.resume(trial.name)

	def test_a_trial_that_breaks_off_says_why(self):
		trial = self.make_trial(make_scorecard(submit=False), worked=False)
		broken = patch.object(trials, "work", side_effect=RuntimeError("the disk is full"))
		with broken, patch.object(frappe.db, "rollback"):
			tasks.try_scorecard(trial.name)
		self.assertEqual((trial.reload().status, trial.problem), ("Failed", "the disk is full"))


class TestTrialDates(AssessmentCase):
	def test_without_a_day_a_trial_is_of_today(self):
		name = api.start(make_scorecard(submit=False).name, self.company, sample_size=1)
		self.assertEqual(frappe.db.get_value(TRIAL, name, "as_of"), getdate(nowdate()))
