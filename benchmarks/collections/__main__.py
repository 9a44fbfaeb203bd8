"""Makes overdue customers, contacts them with one worker that is killed once, checks and prints. See README.md."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import frappe

from benchmarks import site
from benchmarks.collections import ledger

#: what the whole of it must fit into: a night, a gigabyte
CUSTOMERS, SECONDS, MEBIBYTES = 50_000, 8 * 3600, 1024
#: seconds between two looks at the worker
LOOK = 0.5
#: so often during the whole of it a line is printed
PARTS = 20
NOTICE = "Collection Notice"


@dataclass
class Worked:
	"""One worker's time in seconds, the peak of the workers' memory in MiB, and how many notices it left."""

	seconds: float
	peak: float
	notices: int


def main() -> None:
	options = arguments()
	with site.connected(options):
		frappe.set_user("Administrator")
		work() if options.work else site.run(options, measure, ledger.remove)


def arguments() -> argparse.Namespace:
	parser = site.parser("benchmarks.collections", __doc__)
	parser.add_argument("--customers", type=int, default=2_000)
	parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
	return parser.parse_args()


def measure(options: argparse.Namespace) -> None:
	"""Two workers after each other, the first killed in the middle; then a third that finds nothing to do."""
	started = time.perf_counter()
	ledger.make(options.customers, date.today())
	print(f"{options.customers:,} customers made in {time.perf_counter() - started:.0f} s", flush=True)
	killed = worked(options, kill_after=options.customers // 2)
	print(f"killed after {killed.notices:,} notices, {killed.seconds:.0f} s", flush=True)
	resumed = worked(options)
	again = worked(options)
	report(options.customers, [killed, resumed], again)
	check(options.customers)


def worked(options: argparse.Namespace, kill_after: int | None = None) -> Worked:
	"""Let a process of its own run the strategy, and kill it once it left so many notices."""
	place = ["--site", options.site, "--bench", options.bench]
	command = [sys.executable, "-m", "benchmarks.collections", *place, "--work"]
	before, started = notices(), time.perf_counter()
	process = subprocess.Popen(command, env=os.environ)
	shown, peak = before, 0.0
	while process.poll() is None:
		time.sleep(LOOK)
		done, peak = notices(), max(peak, held(process.pid))
		if done - shown >= options.customers / PARTS:
			shown = done
			tell(done - before, time.perf_counter() - started, process.pid)
		if kill_after and done >= kill_after:
			process.send_signal(signal.SIGKILL)
			process.wait()
	return Worked(time.perf_counter() - started, peak, notices() - before)


def tell(done: int, seconds: float, pid: int) -> None:
	"""How fast a worker is, what it holds and how busy the machine is: neither may grow with what is done."""
	load = os.getloadavg()[0]
	print(
		f"{done:>8,} in {seconds:5.0f} s: {done / seconds:5.1f} a second, {held(pid):4.0f} MiB, load {load:.1f}",
		flush=True,
	)


def held(pid: int) -> float:
	"""What a process holds now in MiB; zero when it has just ended."""
	try:
		lines = Path(f"/proc/{pid}/status").read_text().splitlines()
	except OSError:
		return 0
	return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0)


def work() -> None:
	"""What the queue's worker does."""
	from credit_control import tasks

	tasks.collect(ledger.STRATEGY, ledger.COMPANY, "Administrator")


def notices() -> int:
	frappe.db.rollback()
	return frappe.db.count(NOTICE, {"company": ledger.COMPANY})


def report(customers: int, workers: list[Worked], again: Worked) -> None:
	seconds = sum(worker.seconds for worker in workers)
	rate = customers / seconds
	whole = CUSTOMERS / rate
	print(f"\n{customers:,} customers in {seconds:.0f} s: {rate:.1f} a second, both starts included")
	print(
		f"{CUSTOMERS:,} at that rate: {whole / 60:.0f} min, {'within' if whole <= SECONDS else 'beyond'} a night"
	)
	print(f"run again: {again.seconds:.0f} s, {again.notices} notices")
	peak = max(worker.peak for worker in (*workers, again))
	print(f"peak of a worker: {peak:.0f} MiB, {'within' if peak <= MEBIBYTES else 'beyond'} 1 GiB")


def check(customers: int) -> None:
	"""Each customer one notice and one e-mail, whatever was killed. Raises SystemExit when not."""
	found = frappe.db.sql(
		"select count(*), count(distinct customer) from `tabCollection Notice` where company = %s",
		ledger.COMPANY,
	)[0]
	mails = frappe.db.sql(
		"select count(*), count(distinct reference_name) from `tabEmail Queue` where reference_name like 'RSB %%'"
	)[0]
	print(f"{found[0]:,} notices of {found[1]:,} customers, {mails[0]:,} e-mails to {mails[1]:,}")
	if (*found, *mails) != (customers,) * 4:
		raise SystemExit("some customers were lost or contacted twice")


if __name__ == "__main__":
	main()
