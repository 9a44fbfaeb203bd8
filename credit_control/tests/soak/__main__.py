"""Play random sequences on a test site until the wanted number of steps is done: `make soak`.

Every sequence is rolled back. Progress is kept in a file: a run that was stopped goes on where it was.
A sequence that fails is shrunk and printed with the command that plays it again; then the run ends.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import frappe

STEPS, LENGTH = 20_000, 100
#: how long a failure is made shorter
SHRINKING = 600


def main() -> int:
	options = arguments()
	with connected(options):
		from credit_control.tests.soak import sequences

		if options.replay:
			return tell(sequences.replay(options.seed, parsed(options.replay), options.mode))
		return soak(options)


def arguments() -> argparse.Namespace:
	parser = argparse.ArgumentParser(prog="credit_control.tests.soak", description=__doc__)
	parser.add_argument("--site", required=True, help="a test site; nothing stays on it")
	parser.add_argument(
		"--bench", default=os.getcwd(), help="the bench's sites folder; default: where you are"
	)
	parser.add_argument("--steps", type=int, default=STEPS, help=f"how many in all; default: {STEPS}")
	parser.add_argument("--length", type=int, default=LENGTH, help=f"steps of a sequence; default: {LENGTH}")
	parser.add_argument(
		"--seed", type=int, default=1, help="of the first sequence; each next has the next one"
	)
	parser.add_argument("--mode", choices=("Off", "Warn Only", "Enforce"), help="ours; default: drawn")
	parser.add_argument("--progress", type=Path, help="a file that keeps how far the run came")
	parser.add_argument("--replay", metavar="STEPS", help="play these steps of the seed instead")
	return parser.parse_args()


@contextmanager
def connected(options: argparse.Namespace):
	"""The site, with everything refused that would make a sequence stay."""
	os.chdir(options.bench)
	frappe.init(options.site, sites_path=options.bench)
	if not frappe.conf.allow_tests:
		raise SystemExit("this is no test site: bench --site NAME set-config allow_tests 1")
	frappe.connect()
	frappe.flags.in_test = True
	from credit_control.tests import base, bootstrap

	bootstrap.before_tests()
	try:
		with patch.object(frappe.db, "commit", base.refuse_commit):
			yield
	finally:
		frappe.db.rollback()
		frappe.destroy()


def soak(options: argparse.Namespace) -> int:
	"""Sequence after sequence; returns the exit code."""
	from credit_control.tests.soak import sequences

	done, started = Progress.read(options), time.monotonic()
	while done.steps < options.steps:
		played = sequences.play(done.seed, min(options.length, options.steps - done.steps), options.mode)
		# the end of a transaction frees what MariaDB keeps for taking all of it back
		frappe.db.rollback()
		if played.differences:
			print(played.report(), flush=True)
			return tell(sequences.shrink(played, SHRINKING))
		done.add(played)
		print(done.line(options.steps, time.monotonic() - started), flush=True)
	done.finish()
	return 0


class Progress:
	"""How far a run came, in its file if it has one."""

	def __init__(self, seed: int, file: Path | None) -> None:
		self.file, self.seed, self.steps = file, seed, 0
		self.counts: Counter = Counter()

	@classmethod
	def read(cls, options: argparse.Namespace) -> Progress:
		progress = cls(options.seed, options.progress)
		if options.progress and options.progress.exists():
			kept = json.loads(options.progress.read_text())
			progress.seed, progress.steps = kept["seed"], kept["steps"]
			progress.counts.update(kept["counts"])
		return progress

	def add(self, played) -> None:
		self.steps += len(played.steps)
		self.seed += 1
		self.counts.update(played.counts)
		if self.file:
			kept = {"seed": self.seed, "steps": self.steps, "counts": self.counts}
			self.file.write_text(json.dumps(kept, indent=1))

	def line(self, wanted: int, seconds: float) -> str:
		return f"{self.steps:>7,} of {wanted:,} steps; next seed {self.seed}; {seconds:,.0f} s in this run"

	def finish(self) -> None:
		"""Tell how often each operation was done; the next run starts anew."""
		for name, number in self.counts.most_common():
			print(f"{number:>6,}  {name}")
		if self.file:
			self.file.unlink(missing_ok=True)


def parsed(script: str) -> list:
	from credit_control.tests.soak.sequences import Step

	return [Step.parse(word) for word in script.split()]


def tell(played) -> int:
	"""Print what came of it; returns the exit code."""
	print(played.report() if played.differences else "no difference", flush=True)
	return 1 if played.differences else 0


if __name__ == "__main__":
	raise SystemExit(main())
