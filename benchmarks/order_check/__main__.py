"""Makes the ledger, times both checks on it, prints a table, removes the ledger. See README.md."""

from __future__ import annotations

import argparse
import resource
import time
from datetime import date
from functools import partial

import frappe

from benchmarks import site
from benchmarks.order_check import ledger

SIZES = (10, 1_000, 10_000, 100_000)
HEAD = "| invoices | core min | core median | ours min | ours median | ratio of min | of medians | core KiB | ours KiB |"


def main() -> None:
	options = arguments()
	with site.connected(options):
		site.run(options, measure, ledger.remove)


def arguments() -> argparse.Namespace:
	parser = site.parser("benchmarks.order_check", __doc__)
	parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="invoices per customer")
	parser.add_argument(
		"--check", default="benchmarks.order_check.checks:ours", help="module:function to time"
	)
	return parser.parse_args()


def measure(options: argparse.Namespace) -> None:
	"""Both checks on every customer, core's first."""
	from benchmarks.order_check import checks, timing
	from credit_control.setup import indexes

	today, started = date.today(), time.perf_counter()
	indexes.create()
	customers = ledger.make(options.sizes, today)
	print(f"ledger made in {time.perf_counter() - started:.0f} s; milliseconds, warm\n\n{HEAD}")
	print("|--:" * 9 + "|")
	for size, customer in customers.items():
		order = (customer, ledger.COMPANY, today)
		compared = (checks.core, checks.named(options.check))
		print(row(size, *timing.timed([partial(check, *order) for check in compared])), flush=True)
		frappe.db.rollback()
	print(f"\npeak of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def row(size: int, core, ours) -> str:
	figures = (core.fastest, core.median, ours.fastest, ours.median)
	times = " | ".join(f"{figure:,.2f}" for figure in figures)
	ratios = f"{core.fastest / ours.fastest:.1f} | {core.median / ours.median:.1f}"
	return f"| {size:,} | {times} | {ratios} | {core.peak:,.0f} | {ours.peak:,.0f} |"


if __name__ == "__main__":
	main()
