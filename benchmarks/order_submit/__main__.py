"""Submits the same draft in turns with and without us, rolls each back, and prints medians. See README.md."""

from __future__ import annotations

import argparse
import gc
import time
from collections import Counter
from statistics import median, quantiles
from unittest.mock import patch

import frappe

from benchmarks import ground, site
from benchmarks.without import without_us
from credit_control.services import locking, recording, rejudging

#: what Frappe keeps for one request, by its name in `frappe.local`
REMEMBERED = ("cache", "document_cache", "meta_cache", "request_cache", "role_permissions", "valid_columns")
LINES, INVOICES, REPEATS = (1, 5, 20), 10, 200
HEAD = "| lines | without median | p95 | with median | p95 | difference | % | statements without | with |"


def main() -> None:
	options = arguments()
	with site.connected(options):
		site.run(options, measure, frappe.db.rollback)


def arguments() -> argparse.Namespace:
	parser = site.parser("benchmarks.order_submit", __doc__)
	parser.add_argument("--lines", type=int, nargs="+", default=list(LINES), help="lines of the order")
	parser.add_argument("--invoices", type=int, default=INVOICES, help="open invoices of the customer")
	parser.add_argument("--repeats", type=int, default=REPEATS, help="how often each way")
	parser.add_argument("--profile", action="store_true", help="list the statements of one submit with us")
	return parser.parse_args()


def measure(options: argparse.Namespace) -> None:
	"""Everything happens in one transaction that is rolled back."""
	ground.prepare()
	customer = ground.customer("Order Submit Benchmark", options.invoices)
	ground.govern()
	if options.profile:
		return profile(ground.draft(customer, options.lines[0]))
	print(f"customer with {options.invoices} open invoices; milliseconds\n\n{HEAD}\n{'|--:' * 9}|")
	for lines in options.lines:
		print(row(lines, ground.draft(customer, lines), options.repeats), flush=True)


def row(lines: int, draft: str, repeats: int) -> str:
	"""One line of the table; each pair is timed one after the other, the first of them in turns."""
	runs: dict[bool, list[float]] = {True: [], False: []}
	for with_us in (True, False):
		submit(draft, with_us)
	for number in range(repeats):
		for with_us in (True, False) if number % 2 else (False, True):
			runs[with_us].append(submit(draft, with_us))
	pairs = [ours - core for ours, core in zip(runs[True], runs[False], strict=True)]
	figures = [figure for way in (False, True) for figure in (median(runs[way]), p95(runs[way]))]
	share = median(pairs) / median(runs[False]) * 100
	shown = " | ".join(f"{figure:.1f}" for figure in (*figures, median(pairs), share))
	return f"| {lines} | {shown} | {statements(draft, False)} | {statements(draft, True)} |"


def p95(times: list[float]) -> float:
	return quantiles(times, n=20)[-1]


def submit(draft: str, with_us: bool) -> float:
	"""Milliseconds of one submit, which is taken back; the draft is read before the clock starts."""
	frappe.db.savepoint("benchmark")
	gc.collect()
	gc.disable()
	try:
		if with_us:
			return _timed(draft)
		with without_us():
			return _timed(draft)
	finally:
		gc.enable()
		frappe.db.rollback(save_point="benchmark")
		tidy()


def _timed(draft: str) -> float:
	order = frappe.get_doc("Sales Order", draft)
	started = time.perf_counter()
	order.submit()
	return (time.perf_counter() - started) * 1000


def tidy() -> None:
	"""As between two requests: what is kept in Redis stays, what this process remembers goes."""
	locking.forget()
	rejudging.forget()
	recording.forget_pending()
	for callbacks in ("before_commit", "after_commit", "before_rollback", "after_rollback"):
		getattr(frappe.db, callbacks).reset()
	frappe.db.value_cache.clear()
	for remembered in REMEMBERED:
		getattr(frappe.local, remembered, {}).clear()


def statements(draft: str, with_us: bool) -> int:
	"""How many statements one submit sends to the database."""
	return len(listed(draft, with_us))


def listed(draft: str, with_us: bool) -> list[tuple[str, float]]:
	"""The statements of one submit, each with its milliseconds."""
	found: list[tuple[str, float]] = []
	original = frappe.db.sql

	def sql(query, *args, **kwargs):
		started = time.perf_counter()
		try:
			return original(query, *args, **kwargs)
		finally:
			found.append((" ".join(str(query).split()), (time.perf_counter() - started) * 1000))

	with patch.object(frappe.db, "sql", sql):
		submit(draft, with_us)
	return found


def profile(draft: str) -> None:
	"""The statements that a submit sends with us and does not send without."""
	submit(draft, True)
	before = Counter(query[:160] for query, _ in listed(draft, False))
	for query, taken in listed(draft, True):
		if before[query[:160]]:
			before[query[:160]] -= 1
		else:
			print(f"{taken:6.2f} ms  {query[:220]}")


if __name__ == "__main__":
	main()
