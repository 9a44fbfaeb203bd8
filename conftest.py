"""pytest and a site: `--site NAME` connects to it; without it only what needs no bench is collected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
SITE_TESTS = ROOT / "credit_control" / "tests"
BROWSER_TESTS = ROOT / "tests" / "browser"


def pytest_addoption(parser: pytest.Parser) -> None:
	group = parser.getgroup("frappe", "site tests")
	group.addoption("--site", help="the site to test on; it must have allow_tests set")
	group.addoption("--bench", default=os.environ.get("BENCH_SITES"), help="the bench's sites folder")
	group.addoption("--require-site", action="store_true", help="without a site, fail")


def pytest_report_header(config: pytest.Config) -> str:
	site = config.getoption("--site")
	return f"site: {site}" if site else "site: none, so only the tests that need no bench"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
	if config.getoption("--site"):
		served = "CREDIT_CONTROL_URL" in os.environ
		return None if served or not collection_path.is_relative_to(BROWSER_TESTS) else True
	needs_site = any(collection_path.is_relative_to(folder) for folder in (SITE_TESTS, BROWSER_TESTS))
	return True if needs_site else None


def pytest_sessionstart(session: pytest.Session) -> None:
	site = session.config.getoption("--site")
	if site:
		_connect(site, session.config.getoption("--bench"))
	elif session.config.getoption("--require-site"):
		raise pytest.UsageError("--require-site: name the site with --site")


def pytest_sessionfinish(session: pytest.Session) -> None:
	if session.config.getoption("--site"):
		import frappe

		if getattr(frappe.local, "db", None):
			frappe.db.rollback()
			frappe.destroy()


def _connect(site: str, sites_folder: str | None) -> None:
	"""As `bench run-tests` does it, minus ERPNext's test records."""
	if not sites_folder:
		raise pytest.UsageError("--site needs the bench's sites folder: --bench, or BENCH_SITES")
	os.chdir(sites_folder)
	import frappe

	frappe.init(site)
	if not frappe.conf.allow_tests:
		raise pytest.UsageError(f"{site} does not allow tests: bench --site {site} set-config allow_tests 1")
	frappe.connect()
	_empty_queue()
	_test_mode(frappe)
	frappe.clear_cache()
	from credit_control.tests.bootstrap import before_tests

	before_tests()


def _empty_queue() -> None:
	"""Jobs of earlier runs pile up where no worker looks, and 16 refuses to enqueue behind too many."""
	if os.environ.get("FRAPPE_REDIS_QUEUE", "").endswith(("/1", "/2")):
		from frappe.utils.background_jobs import get_redis_conn

		get_redis_conn().flushdb()


def _test_mode(frappe) -> None:
	frappe.flags.in_test = True
	if hasattr(frappe, "in_test"):  # Frappe 16
		frappe.in_test = True
