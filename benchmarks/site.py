"""What every benchmark on a site does alike: its arguments, the connection, tidying up afterwards."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe


def parser(prog: str, description: str | None) -> argparse.ArgumentParser:
	"""The arguments of every benchmark; each adds those of its own."""
	found = argparse.ArgumentParser(prog=prog, description=description)
	found.add_argument("--site", required=True, help="a test site; it gets the rows and loses them again")
	found.add_argument(
		"--bench", default=os.getcwd(), help="the bench's sites folder; default: where you are"
	)
	found.add_argument("--keep", action="store_true", help="leave the rows, to look at query plans")
	found.add_argument("--remove", action="store_true", help="only remove what an earlier run left")
	return found


@contextmanager
def connected(options: argparse.Namespace) -> Iterator[None]:
	"""The site of the arguments, as long as the block runs."""
	os.chdir(options.bench)
	frappe.init(options.site, sites_path=options.bench)
	frappe.connect()
	try:
		yield
	finally:
		frappe.destroy()


def run(
	options: argparse.Namespace,
	measure: Callable[[argparse.Namespace], None],
	remove: Callable[[], None],
) -> None:
	"""Measure, and take the rows out again unless they are to stay. Raises SystemExit on a site in use."""
	if not frappe.conf.allow_tests:
		raise SystemExit("this is no test site: bench --site NAME set-config allow_tests 1")
	if options.remove:
		return remove()
	try:
		measure(options)
	finally:
		if not options.keep:
			remove()
