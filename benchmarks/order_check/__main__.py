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
#: invoices of others on the site
SITE = 1_000_000
HEAD = (
	"| invoices | ledger rows | core median | p95 | ours median | p95 | ratio of medians | of p95"
	" | core KiB | ours KiB |"
)


def main() -> None:
	options = arguments()
	with site.connected(options):
		site.run(options, measure, ledger.remove)


def arguments() -> argparse.Namespace:
	parser = site.parser("benchmarks.order_check", __doc__)
	parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="invoices per customer")
	parser.add_argument("--site-invoices", type=int, default=SITE, help="invoices on the site, of others too")
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
	customers = ledger.make(options.sizes, today, options.site_invoices)
	made = time.perf_counter() - started
	print(f"{ledger.invoices():,} invoices on the site, made in {made:.0f} s; milliseconds, warm\n\n{HEAD}")
	print("|--:" * 10 + "|")
	for size, customer in customers.items():
		order = (customer, ledger.COMPANY, today)
		compared = (checks.core, checks.named(options.check))
		print(
			row(
				size,
				ledger.ledger_rows(customer),
				*timing.timed([partial(check, *order) for check in compared]),
			),
			flush=True,
		)
		frappe.db.rollback()
	print(f"\npeak of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def row(size: int, rows: int, core, ours) -> str:
	figures = (core.median, core.p95, ours.median, ours.p95)
	times = " | ".join(f"{figure:,.2f}" for figure in figures)
	ratios = f"{core.median / ours.median:.1f} | {core.p95 / ours.p95:.1f}"
	return f"| {size:,} | {rows:,} | {times} | {ratios} | {core.peak:,.0f} | {ours.peak:,.0f} |"


if __name__ == "__main__":
	main()
