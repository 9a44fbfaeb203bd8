"""Sequences of random steps: made from a seed, played, replayed from a script, and shrunk when they fail."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import frappe

from credit_control.tests import base
from credit_control.tests.soak import comparing
from credit_control.tests.soak.choosing import NothingToDoError
from credit_control.tests.soak.operations import BY_NAME, WEIGHTS
from credit_control.tests.soak.world import World, make_world

SEQUENCE, STEP = "soak_sequence", "soak_step"
#: the report and the documents behind the parts are asked for every so many steps, and at the end
THOROUGH = 10


@dataclass(frozen=True)
class Step:
	"""One operation, and the seed of everything it draws."""

	operation: str
	seed: int

	def __str__(self) -> str:
		return f"{self.operation}:{self.seed:x}"

	@classmethod
	def parse(cls, word: str) -> Step:
		operation, seed = word.split(":")
		return cls(operation, int(seed, 16))


@dataclass
class Played:
	"""What came of a sequence: the steps that did something, how the others ended, and the first differences."""

	seed: int
	mode: str | None
	steps: list[Step] = field(default_factory=list)
	counts: Counter = field(default_factory=Counter)
	refusals: Counter = field(default_factory=Counter)
	differences: list[str] = field(default_factory=list)

	def script(self) -> str:
		"""How to play it again."""
		mode = f" --mode '{self.mode}'" if self.mode else ""
		return f"--seed {self.seed}{mode} --replay '{' '.join(map(str, self.steps))}'"

	def report(self) -> str:
		"""The differences and how to see them again."""
		lines = [f"after {len(self.steps)} steps of seed {self.seed}:", *self.differences]
		return "\n".join([*lines, f"replay with: python -m credit_control.tests.soak {self.script()}"])


def draw(seed: int, number: int) -> Step:
	"""The step of that number: it does not depend on how the ones before it ended."""
	rng = Random(f"{seed}/{number}")
	(operation,) = rng.choices(list(WEIGHTS), weights=WEIGHTS.values())
	return Step(operation.__name__, rng.getrandbits(32))


def play(seed: int, length: int, mode: str | None = None) -> Played:
	"""Steps until `length` of them did something; stops at the first difference. Rolls all of it back."""
	played = Played(seed, mode)
	with_world(played, lambda world: _draw_and_do(world, played, length))
	return played


def _draw_and_do(world: World, played: Played, length: int) -> None:
	for number in range(length * 20):
		if len(played.steps) >= length or played.differences:
			break
		last = len(played.steps) + 1 == length
		do(world, draw(played.seed, number), played, last)


def replay(seed: int, steps: Sequence[Step], mode: str | None = None) -> Played:
	"""The given steps in the world of a seed, each compared thoroughly; stops at the first difference."""
	played = Played(seed, mode)

	def work(world: World) -> None:
		for step in steps:
			if not played.differences:
				do(world, step, played, thorough=True)

	with_world(played, work)
	return played


def with_world(played: Played, work) -> None:
	"""Make the world of the seed, work in it, and take everything back."""
	frappe.db.savepoint(SEQUENCE)
	try:
		work(make_world(Random(played.seed), played.mode))
	finally:
		frappe.db.rollback(save_point=SEQUENCE)
		base.clean()


def do(world: World, step: Step, played: Played, last: bool = False, thorough: bool = False) -> None:
	"""One step, and the comparison after it if it did something."""
	rng = Random(step.seed)
	party = world.party(rng)
	judged = comparing.decisions(party)
	frappe.db.savepoint(STEP)
	try:
		BY_NAME[step.operation](world, party, rng)
	except NothingToDoError:
		frappe.db.rollback(save_point=STEP)
		return
	except frappe.ValidationError as error:
		# ERPNext refuses it: a user would see the message and the books stay as they are
		frappe.db.rollback(save_point=STEP)
		frappe.clear_messages()
		played.refusals[f"{step.operation}: {str(error)[:90]}"] += 1
		return
	except Exception as error:
		if not is_erpnexts_own(error):
			raise
		frappe.db.rollback(save_point=STEP)
		played.refusals[f"{step.operation}: {type(error).__name__} {str(error)[:90]}"] += 1
		return
	played.steps.append(step)
	played.counts[step.operation] += 1
	played.differences += comparing.in_decision(world, party, judged)
	thorough = thorough or last or len(played.steps) % THOROUGH == 0
	for each in world.parties if thorough else [party]:
		played.differences += comparing.differences(world, each, thorough)


def is_erpnexts_own(error: Exception) -> bool:
	"""True for an error that ERPNext raised by itself: none of our code stands between it and the operation."""
	frames = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
	ours = [name for name in frames if "credit_control" in name and "/tests/" not in name]
	return not ours and "/tests/" not in frames[-1]


def shrink(played: Played, seconds: float) -> Played:
	"""Leave out steps as long as a difference remains, for at most so many seconds: first those of others."""
	ends = time.monotonic() + seconds
	for own in by_party(played):
		again = replay(played.seed, own, played.mode)
		if again.differences:
			played = again
			break
	size = max(1, len(played.steps) // 2)
	while size and time.monotonic() < ends:
		shorter = _shorter(played, size, ends)
		if shorter is None:
			size //= 2
		else:
			played = shorter
	return played


def by_party(played: Played) -> list[list[Step]]:
	"""The steps of each party by itself, those of the last step's party first."""
	found: dict[str, list[Step]] = {}

	def sort(world: World) -> None:
		for step in reversed(played.steps):
			found.setdefault(world.party(Random(step.seed)).key, []).insert(0, step)

	with_world(played, sort)
	return list(found.values())


def _shorter(played: Played, size: int, ends: float) -> Played | None:
	"""The same failure without some `size` consecutive steps, None when each of them is needed."""
	for start in range(0, len(played.steps), size):
		if time.monotonic() > ends:
			return None
		kept = played.steps[:start] + played.steps[start + size :]
		again = replay(played.seed, kept, played.mode)
		if again.differences:
			return again
	return None
