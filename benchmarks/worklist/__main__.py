"""Opens the collector's worklist among many open cases, and lets the daily run open cases. See README.md."""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

import frappe

from benchmarks import site
from benchmarks.rescoring import ledger
from benchmarks.worklist import cases

#: milliseconds within which the page is to open, and mebibytes within which the daily run is to stay
OPENS_IN, MEBIBYTES = 500, 1024
TIMES = 15
#: the newest invoice of a customer is open and this many days old: it fell due half of them ago
AGE = 60


def main() -> None:
	parser = site.parser("benchmarks.worklist", __doc__)
	parser.add_argument("--cases", type=int, default=50_000, help="open cases for the worklist")
	parser.add_argument("--late", type=int, default=2_000, help="late customers for the daily run")
	options = parser.parse_args()
	with site.connected(options):
		frappe.set_user("Administrator")
		site.run(options, measure, remove)


def measure(options: argparse.Namespace) -> None:
	ledger.make(options.late, 3, date.today() - timedelta(days=AGE))
	cases.make(options.cases, date.today())
	slowest = worklist(options.cases)
	cases.remove()
	daily(options.late)
	if slowest > OPENS_IN:
		raise SystemExit(f"the worklist took {slowest:.0f} ms")


def worklist(number: int) -> float:
	"""Time what the page asks for when it opens and is filtered; returns the slowest median."""
	from credit_control.services import case_view, case_worklist

	asked: dict[str, dict] = {
		"everybody's": {},
		"one collector's": {"collector": "collector7@example.com"},
		"a stage": {"stage": "Disputed"},
		"due today": {"due": 1},
		"above an amount": {"amount_from": 190_000},
		"one customer": {"customer": "RSB 000001"},
	}
	found = {name: timed(lambda chosen=chosen: case_worklist.read(chosen)) for name, chosen in asked.items()}
	found["page 100 of everybody's"] = timed(lambda: case_worklist.read({}, 99 * case_worklist.PAGE))
	found["what to filter by"] = timed(case_worklist.choices)
	found["one case in full"] = timed(lambda: case_view.view("WLB-1"))
	print(f"\nThe worklist among {number:,} open cases, median of {TIMES}:")
	for name, milliseconds in found.items():
		print(f"  {name:<26}{milliseconds:8.1f} ms")
	return max(found.values())


def timed(work: Callable[[], object]) -> float:
	"""The median of several runs in milliseconds."""
	runs = []
	for _ in range(TIMES):
		started = time.perf_counter()
		work()
		runs.append((time.perf_counter() - started) * 1000)
	return median(runs)


def daily(late: int) -> None:
	"""The daily run twice: it opens every case, and renews every case."""
	from credit_control.services import collection_cases

	for what in ("opened", "renewed"):
		started = time.perf_counter()
		for _done in collection_cases.update_all():
			frappe.db.commit()
		passed = time.perf_counter() - started
		found = frappe.db.count("Collection Case", {"company": ledger.COMPANY, "status": "Open"})
		print(f"\n{found:,} cases {what} in {passed:.0f} s: {found / passed:.0f} a second")
		if found != late:
			raise SystemExit(f"{late:,} customers are late")
	peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
	print(f"peak of the process: {peak:.0f} MiB, {'within' if peak <= MEBIBYTES else 'beyond'} 1 GiB")


def remove() -> None:
	cases.remove()
	ledger.remove()


if __name__ == "__main__":
	main()
