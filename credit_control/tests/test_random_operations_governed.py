"""The same where every document is judged: a judgement foresees the exposure that its document leaves."""

from __future__ import annotations

from unittest.mock import patch

from credit_control.services import settings
from credit_control.tests.soak import comparing, sequences
from credit_control.tests.soak.choosing import NothingToDoError
from credit_control.tests.soak.operations import BY_NAME
from credit_control.tests.soak.sequences import Step
from credit_control.tests.test_random_operations import LENGTH, RandomOperations

SEEDS = (203, 205)


class TestGoverned(RandomOperations):
	def test_two_hundred_and_fifty_random_steps_where_every_document_is_judged(self):
		self.play(SEEDS, LENGTH, settings.ENFORCE)


class TestTheProofItself(RandomOperations):
	"""A proof that cannot fail proves nothing."""

	def test_a_figure_that_is_wrong_by_a_little_is_found_and_the_steps_to_it_are_told(self):
		original = comparing.naive.open_orders
		with patch.object(comparing.naive, "open_orders", lambda *given: original(*given) * 101 / 100):
			played = sequences.play(101, 30, settings.OFF)
			shorter = sequences.shrink(played, 20)
		self.assertRegex(played.report(), r"open_orders: ours [\d.]+, should be [\d.]+")
		self.assertLessEqual(len(shorter.steps), 2)
		self.assertIn(f"--seed 101 --mode 'Off' --replay '{shorter.steps[0]}", shorter.report())

	def test_the_same_seed_makes_the_same_steps_and_leaves_nothing(self):
		first = sequences.play(300, 10, settings.OFF)
		again = sequences.play(300, 10, settings.OFF)
		self.assertEqual((first.steps, first.refusals), (again.steps, again.refusals))
		self.assertEqual([Step.parse(str(step)) for step in first.steps], first.steps)

	def test_an_error_of_ours_is_not_taken_for_a_refusal(self):
		def broken(*_given):
			raise ZeroDivisionError("ours")

		with patch.dict(BY_NAME, order=broken), self.assertRaises(ZeroDivisionError):
			sequences.replay(1, [Step("order", 1)], settings.OFF)
		with patch.dict(BY_NAME, order=_nothing):
			self.assertEqual(sequences.replay(1, [Step("order", 1)], settings.OFF).steps, [])


def _nothing(*_given):
	raise NothingToDoError
