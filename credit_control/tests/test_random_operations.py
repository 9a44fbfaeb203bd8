"""Whatever is done in ERPNext, in whatever order: our exposure and overdue are those of its books.

Each half takes back what it did; `make soak` plays many more. How to read a failure: docs/developers/proofs.md.
"""

from __future__ import annotations

from credit_control.services import settings
from credit_control.tests.base import CreditTestCase
from credit_control.tests.soak import sequences
from credit_control.tests.soak.operations import BY_NAME

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
