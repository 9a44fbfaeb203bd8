"""The commands behind the Makefile's targets."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from . import linting, processes, suites
from .account import Account
from .messages import Failure, say
from .places import ADMIN_PASSWORD, CHECKOUT, DEMO_SITE, TEST_SITE, abandoned, all_homes, private_base
from .runtimes import release
from .server import Server
from .workshop import Workshop

NO_UPSTREAM = "Upstream's repositories (https://github.com/frappe) cannot be reached from here"


def demo(frappe: str) -> int:
	"""A running ERPNext with this app and a demo company; without upstream, the story told by the engine."""
	workshop = Workshop.open(release(frappe))
	if not workshop.possible():
		say(f"{NO_UPSTREAM}: no ERPNext, so the same story is played by the engine alone.\n")
		return _engine_demo()
	workshop.prepare()
	workshop.sites.demo()
	workshop.server.start(DEMO_SITE, jobs=True)
	_announce(workshop.server)
	return 0


def test(frappe: str) -> int:
	"""All suites; those that need a bench are named when there is none."""
	first = suites.bench_free()
	if first.failed:
		return suites.close([first], "The bench-free tests failed")
	forget_abandoned(Account.current())
	workshop = Workshop.open(release(frappe))
	if not workshop.possible():
		return suites.close([first], NO_UPSTREAM)
	_prepare_test_site(workshop)
	workshop.sites.fresh()
	on_bench = (suites.site, suites.install, suites.browser)
	results = [first, *(suite(workshop) for suite in on_bench)]
	if os.environ.get("CI"):
		stop()
	return suites.close(results, "")


def site(frappe: str) -> int:
	"""Only bring the test site up to date."""
	_prepare_test_site(Workshop.open(release(frappe)))
	return 0


def stop() -> int:
	"""Stop everything that this checkout has started."""
	for home in all_homes(Account.current()):
		for name in processes.names(home / "run"):
			if processes.stop(name, home / "run"):
				say(f"stopped {name} ({home.name})")
	return 0


def clean() -> int:
	"""Stop everything and remove the benches."""
	stop()
	for folder in (CHECKOUT / ".bench", private_base(Account.current())):
		shutil.rmtree(folder, ignore_errors=True)
	return 0


def lint(words: list[str]) -> int:
	"""Every linter over the whole checkout, or the ones named."""
	return linting.lint(words)


def run(frappe: str, words: list[str]) -> int:
	"""Run a program in the bench folder, in the bench's environment and account."""
	workshop = _running(frappe)
	env = workshop.bench.environment()
	return processes.show(words, workshop.account, cwd=workshop.places.bench, env=env)


def pytest(frappe: str, words: list[str]) -> int:
	"""Run pytest on the test site as it stands, with arguments of your own."""
	return suites.by_hand(_running(frappe), words)


def soak(frappe: str, words: list[str]) -> int:
	"""20,000 random operations on the test site, held against an independent reckoning."""
	workshop = Workshop.open(release(frappe))
	if not workshop.possible():
		raise Failure(f"{NO_UPSTREAM}: there is no ERPNext to operate.")
	_prepare_test_site(workshop)
	return suites.soak(workshop, words)


def status(frappe: str) -> int:
	"""What runs where, and how to work with it by hand."""
	workshop = Workshop.open(release(frappe))
	noted = processes.names(workshop.places.run)
	running = ", ".join(sorted(name for name in noted if processes.alive(name, workshop.places.run)))
	say(f"bench     {workshop.places.bench}{'' if workshop.bench.built() else ' (not built)'}")
	say(f"account   {workshop.account.name}")
	say(f"running   {running or 'nothing'}")
	say(f"ports     {workshop.services.ports.numbers}")
	say(f"sites     {DEMO_SITE}, {TEST_SITE}; Administrator / {ADMIN_PASSWORD}")
	say(f"by hand   python3 -m tools.bench run -- bench --site {TEST_SITE} migrate")
	say("          python3 -m tools.bench pytest -- credit_control/tests -k words")
	return 0


def forget_abandoned(account: Account) -> None:
	"""Remove private benches of checkouts that no longer exist."""
	for base in abandoned(account):
		for run_folder in base.glob("*/run"):
			for name in processes.names(run_folder):
				processes.stop(name, run_folder)
		shutil.rmtree(base, ignore_errors=True)


def _running(frappe: str) -> Workshop:
	"""The bench that was built before, with its servers up and this state of the app in it."""
	workshop = Workshop.open(release(frappe))
	if not workshop.bench.built():
		raise Failure("There is no bench yet: `make test` or `make demo` builds one.")
	workshop.services.start()
	workshop.bench.configure(workshop.services.ports)
	workshop.bench.add_app()
	return workshop


def _prepare_test_site(workshop: Workshop) -> None:
	workshop.prepare()
	suites.install_pytest(workshop)
	workshop.sites.test()
	workshop.server.start(TEST_SITE, jobs=False)


def _engine_demo() -> int:
	command = [sys.executable, "-m", "credit_control.demo.cli", "demo"]
	sys.stdout.flush()
	return int(subprocess.call(command, cwd=CHECKOUT))


def _announce(server: Server) -> None:
	say(f"\nERPNext with Credit Control runs at {server.address(DEMO_SITE)}")
	say(f"Sign in as Administrator with the password {ADMIN_PASSWORD!r}. `make stop` ends it.")
