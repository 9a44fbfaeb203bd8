"""Several processes submit and commit orders of many customers, with and without us in turns. See README.md."""

from __future__ import annotations

import argparse
import os
import time
from statistics import median, quantiles
from typing import NamedTuple

import frappe

from benchmarks import ground, site
from benchmarks.throughput.workers import CONTEXT, PATIENCE, work
from credit_control.services import settings
from credit_control.tests import committed_case

WORKERS, CUSTOMERS, ORDERS, ROUNDS = 4, 200, 400, 3


class Round(NamedTuple):
	"""What one round gave: orders per second, and milliseconds of one order."""

	rate: float
	median: float
	p95: float


def main() -> None:
	options = arguments()
	with site.connected(options):
		if options.remove:
			raise SystemExit("every run takes its own rows away; a broken one leaves drafts of 'Throughput'")
		site.run(options, measure, frappe.db.rollback)


def arguments() -> argparse.Namespace:
	parser = site.parser("benchmarks.throughput", __doc__)
	parser.add_argument("--workers", type=int, default=WORKERS)
	parser.add_argument("--customers", type=int, default=CUSTOMERS)
	parser.add_argument("--orders", type=int, default=ORDERS, help="orders of one round, over all customers")
	parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds each way")
	return parser.parse_args()


def measure(options: argparse.Namespace) -> None:
	"""Committed documents, all of which are taken away again."""
	ground.prepare()
	before, mode = committed_case.names(), settings.mode(ground.bootstrap.COMPANY)
	try:
		customers = [ground.customer(f"Throughput {number}", 1) for number in range(options.customers)]
		ground.govern()
		frappe.db.commit()
		rounds = compared(customers, options)
	finally:
		frappe.db.rollback()
		committed_case.remove(committed_case.additions(before))
		settings.set_mode(ground.bootstrap.COMPANY, mode)
		frappe.db.commit()
	tell(rounds, options)


def compared(customers: list[str], options: argparse.Namespace) -> dict[bool, list[Round]]:
	"""Rounds in turns, so that a server that grows slower does so for both."""
	rounds: dict[bool, list[Round]] = {False: [], True: []}
	for number in range(options.rounds):
		for with_us in (False, True) if number % 2 else (True, False):
			rounds[with_us].append(one_round(customers, options, with_us))
			print(
				f"round {number + 1} {name(with_us)}: {rounds[with_us][-1].rate:.1f} orders a second",
				flush=True,
			)
	return rounds


def one_round(customers: list[str], options: argparse.Namespace, with_us: bool) -> Round:
	"""Drafts of its own, spread over the workers; each submits one that is not timed, then all start."""
	number = options.orders + options.workers
	chosen = (customers * (number // len(customers) + 1))[:number]
	drafts = [ground.draft(customer, 1, ground.bootstrap.SERVICE) for customer in chosen]
	frappe.db.commit()
	start, times = CONTEXT.Barrier(options.workers + 1), CONTEXT.Queue()
	shares = [drafts[number :: options.workers] for number in range(options.workers)]
	given = [(frappe.local.site, os.getcwd(), share, with_us, start, times) for share in shares]
	workers = [CONTEXT.Process(target=work, args=arguments, daemon=True) for arguments in given]
	for worker in workers:
		worker.start()
	start.wait(PATIENCE)
	began = time.perf_counter()
	answers = [times.get(timeout=PATIENCE) for _ in workers]
	ended = time.perf_counter()
	if failures := [answer for answer in answers if isinstance(answer, str)]:
		raise RuntimeError("; ".join(failures))
	taken = [each for answer in answers for each in answer]
	return Round(len(taken) / (ended - began), median(taken), quantiles(taken, n=20)[-1])


def name(with_us: bool) -> str:
	return "with us" if with_us else "without us"


def tell(rounds: dict[bool, list[Round]], options: argparse.Namespace) -> None:
	"""The best round of each way, and all of them."""
	print(f"\n{options.workers} workers, {options.customers} customers, {options.orders} orders a round\n")
	print("| | orders a second | best | median ms | p95 ms |\n|--|--:|--:|--:|--:|")
	for with_us, found in rounds.items():
		best = max(found, key=lambda each: each.rate)
		middle = median(each.rate for each in found)
		print(f"| {name(with_us)} | {middle:.1f} | {best.rate:.1f} | {best.median:.1f} | {best.p95:.1f} |")


if __name__ == "__main__":
	main()
