"""What one worker process does: requests, each of which submits and commits one order."""

from __future__ import annotations

import multiprocessing
import os
import time
import traceback

import frappe

from benchmarks.without import without_us

# a fork would share, and close, the connection of the process that starts it
CONTEXT = multiprocessing.get_context("spawn")
PATIENCE = 300


def work(site_name: str, sites: str, drafts: list[str], with_us: bool, start, times) -> None:
	"""One worker: its own connection, every order a request of its own; answers with their times, or why not."""
	os.chdir(sites)
	begin_request(site_name)
	# the first order imports half of ERPNext
	in_a_request(site_name, drafts[0], with_us)
	start.wait(PATIENCE)
	try:
		times.put([in_a_request(site_name, draft, with_us) for draft in drafts[1:]])
	except Exception:
		times.put(traceback.format_exc())


def in_a_request(site_name: str, draft: str, with_us: bool) -> float:
	"""Milliseconds of one order, on a connection of its own."""
	begin_request(site_name)
	if with_us:
		return submit(draft)
	with without_us():
		return submit(draft)


def begin_request(site_name: str) -> None:
	"""As the web server does it for every request."""
	frappe.destroy()
	frappe.init(site_name)
	frappe.connect()
	frappe.flags.in_test = True


def submit(draft: str) -> float:
	"""Milliseconds to read, submit and commit one order; raises when it does not pass."""
	started = time.perf_counter()
	frappe.get_doc("Sales Order", draft).submit()
	frappe.db.commit()
	return (time.perf_counter() - started) * 1000
