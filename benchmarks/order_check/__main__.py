"""Makes the ledger, times both checks on it, prints a table, removes the ledger. See README.md."""

from __future__ import annotations

import argparse
import os
import resource
import time
from datetime import date
from functools import partial

import frappe

SIZES = (10, 1_000, 10_000, 100_000)
HEAD = "| invoices | core min | core median | ours min | ours median | ratio of min | of medians | core KiB | ours KiB |"


def main() -> None:
	options = arguments()
	os.chdir(options.bench)
	frappe.init(options.site, sites_path=options.bench)
	frappe.connect()
	try:
		run(options)
	finally:
		frappe.destroy()


def arguments() -> argparse.Namespace:
	parser = argparse.ArgumentParser(prog="benchmarks.order_check", description=__doc__)
	parser.add_argument("--site", required=True, help="a test site; it gets the rows and loses them again")
	parser.add_argument(
		"--bench", default=os.getcwd(), help="the bench's sites folder; default: where you are"
	)
	parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="invoices per customer")
	parser.add_argument(
		"--check", default="benchmarks.order_check.checks:ours", help="module:function to time"
	)
	parser.add_argument("--keep", action="store_true", help="leave the ledger, to look at query plans")
	parser.add_argument("--remove", action="store_true", help="only remove what an earlier run left")
	return parser.parse_args()


def run(options: argparse.Namespace) -> None:
	from benchmarks.order_check import ledger

	if not frappe.conf.allow_tests:
		raise SystemExit("this is no test site: bench --site NAME set-config allow_tests 1")
	if options.remove:
		return ledger.remove()
	try:
		measure(options)
	finally:
		if not options.keep:
			ledger.remove()


def measure(options: argparse.Namespace) -> None:
	"""Both checks on every customer, core's first."""
	from benchmarks.order_check import checks, ledger, timing
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
