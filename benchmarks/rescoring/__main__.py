"""Makes the customers, re-scores them with one worker that is killed once, checks and prints. See README.md."""

from __future__ import annotations

import argparse
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date

import frappe

from benchmarks import site
from benchmarks.rescoring import ledger

#: what the whole of it must fit into: an hour, a gigabyte
CUSTOMERS, SECONDS, MEBIBYTES = 100_000, 3600, 1024
#: seconds between two looks at the worker
LOOK = 0.5
RESULT, RUN = "Credit Reassessment Result", "Credit Reassessment Run"


@dataclass
class Worked:
	"""One worker's time in seconds, the peak of the workers' memory in MiB, and how many results it left."""

	seconds: float
	peak: float
	results: int


def main() -> None:
	options = arguments()
	with site.connected(options):
		frappe.set_user("Administrator")
		work(*options.work) if options.work else site.run(options, measure, ledger.remove)


def arguments() -> argparse.Namespace:
	parser = site.parser("benchmarks.rescoring", __doc__)
	parser.add_argument("--customers", type=int, default=10_000)
	parser.add_argument("--invoices", type=int, default=24, help="invoices of each customer")
	parser.add_argument("--work", nargs=2, metavar=("RUN", "WORKER"), help=argparse.SUPPRESS)
	return parser.parse_args()


def measure(options: argparse.Namespace) -> None:
	"""One run with two workers after each other: the first is killed in the middle."""
	started = time.perf_counter()
	ledger.make(options.customers, options.invoices, date.today())
	print(f"{options.customers:,} customers made in {time.perf_counter() - started:.0f} s", flush=True)
	name = make_run(ledger.COMPANY, options.customers)
	killed = worked(options, name, start(name), kill_after=options.customers // 2)
	print(f"killed after {killed.results:,} results, {killed.seconds:.0f} s", flush=True)
	resumed = worked(options, name, resume(name))
	report(options.customers, [killed, resumed])
	check(name, options.customers)


def make_run(company: str, customers: int) -> str:
	doc = frappe.get_doc({"doctype": RUN, "company": company, "subject": f"{customers:,} customers"})
	name = doc.insert().name
	frappe.db.commit()
	return name


def start(name: str) -> str:
	from credit_control.services import reassessments

	return queued(lambda: reassessments.start(name), name)


def resume(name: str) -> str:
	from credit_control.services import reassessments

	return queued(lambda: reassessments.resume(name), name)


def queued(action, name: str) -> str:
	"""Do what puts a run on the queue without putting it there; returns the token of its worker."""
	enqueue, frappe.enqueue = frappe.enqueue, lambda *given, **named: None
	try:
		action()
		frappe.db.commit()
	finally:
		frappe.enqueue = enqueue
	return frappe.db.get_value(RUN, name, "worker")


def worked(options: argparse.Namespace, name: str, worker: str, kill_after: int | None = None) -> Worked:
	"""Let a process of its own work on the run, and kill it once it left so many results."""
	place = ["--site", options.site, "--bench", options.bench]
	command = [sys.executable, "-m", "benchmarks.rescoring", *place, "--work", name, worker]
	before, started = results_of(name), time.perf_counter()
	process = subprocess.Popen(command, env=os.environ)
	while process.poll() is None:
		time.sleep(LOOK)
		if kill_after and results_of(name) >= kill_after:
			process.send_signal(signal.SIGKILL)
			process.wait()
	# the most that any worker so far has held, those that were killed included
	peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
	return Worked(time.perf_counter() - started, peak, results_of(name) - before)


def work(run: str, worker: str) -> None:
	"""What the queue's worker does, without handing over to the next job."""
	from credit_control import tasks
	from credit_control.services import reassessments

	reassessments.TURN = float("inf")
	tasks.reassess(run, worker)


def results_of(name: str) -> int:
	frappe.db.rollback()
	return frappe.db.count(RESULT, {"run": name})


def report(customers: int, workers: list[Worked]) -> None:
	seconds = sum(worker.seconds for worker in workers)
	rate = customers / seconds
	whole = CUSTOMERS / rate
	print(f"\n{customers:,} customers in {seconds:.0f} s: {rate:.1f} a second, both starts included")
	print(
		f"{CUSTOMERS:,} at that rate: {whole / 60:.0f} min, {'within' if whole <= SECONDS else 'beyond'} an hour"
	)
	peak = max(worker.peak for worker in workers)
	print(f"peak of a worker: {peak:.0f} MiB, {'within' if peak <= MEBIBYTES else 'beyond'} 1 GiB")


def check(name: str, customers: int) -> None:
	"""Each customer once, whatever was killed. Raises SystemExit when not."""
	doc = frappe.get_doc(RUN, name)
	distinct = frappe.db.sql(
		f"select count(*), count(distinct customer), sum(outcome = 'Not Assessed') from `tab{RESULT}` where run = %s",
		name,
	)[0]
	print(
		f"{doc.status}: {doc.done:,} done, {distinct[0]:,} results of {distinct[1]:,} customers, {distinct[2]:.0f} not assessed"
	)
	if (doc.status, doc.done, *distinct[:2]) != ("Completed", customers, customers, customers):
		raise SystemExit("some customers were lost or done twice")


if __name__ == "__main__":
	main()
