"""Whatever is done in ERPNext, in whatever order: our exposure and overdue are those of its books.

Each half takes back what it did; `make soak` plays many more. How to read a failure: docs/developers/proofs.md.
"""

from __future__ import annotations

from credit_control.services import settings
from credit_control.tests.base import CreditTestCase
from credit_control.tests.soak import sequences
from credit_control.tests.soak.operations import BY_NAME
from credit_control.tests.soak.sequences import Step

SEEDS, LENGTH = (101, 104), 125
#: a proof that leaves out more operations than these proves too little
NEVER_DONE = 4


class RandomOperations(CreditTestCase):
	"""Plays sequences one after the other; one that fails is made shorter for a minute before it is told."""

	def play(self, seeds, length: int, mode: str) -> None:
		"""Play them and see that nearly every operation was done."""
		done = set()
		for seed in seeds:
			played = sequences.play(seed, length, mode)
			if played.differences:
				self.fail("\n\n".join((played.report(), "shorter: " + sequences.shrink(played, 60).report())))
			self.assertEqual(len(played.steps), length, f"ERPNext refused too much: {played.refusals}")
			done |= set(played.counts)
		never = sorted(set(BY_NAME) - done)
		self.assertLessEqual(len(never), NEVER_DONE, f"never done: {never}")


class TestUngoverned(RandomOperations):
	def test_two_hundred_and_fifty_random_steps_where_erpnext_is_left_alone(self):
		self.play(SEEDS, LENGTH, settings.OFF)


class TestFound(CreditTestCase):
	"""What a soak found once, made as short as it goes."""

	def replayed(self, seed: int, script: str) -> None:
		played = sequences.replay(seed, [Step.parse(word) for word in script.split()])
		self.assertEqual((len(played.steps), played.differences), (len(script.split()), []))

	def test_an_older_receipt_matched_with_a_bill_that_came_back_makes_it_no_older(self):
		self.replayed(
			5006,
			"order:736975f2 bill_order:553d3339 receive_bill:34d48be3 pay_on_account:d0289f9a"
			" dishonour_bill:9132288a reconcile:8e62736",
		)

	def test_an_exchange_difference_booked_on_a_bill_is_not_the_bill_coming_back(self):
		self.replayed(
			5019,
			"receive_bill_on_account:9658ef41 dishonour_bill:35707e79 debit:7955ec38 reconcile:f51a83d3"
			" receive_bill_on_account:760a755 reconcile:169c5ae6",
		)
