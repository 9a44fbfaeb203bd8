"""Which test suites there are, where each runs, and how they ended."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import processes, system, twin
from .account import Account, Argv
from .messages import say
from .places import APP, CHECKOUT, FRESH_SITE, TEST_SITE, TWIN_SITE
from .tooling import DevTools, requirements
from .workshop import Workshop

FOLDERS = {
	"bench-free": ("tests/engine", "tests/architecture"),
	"site": (f"{APP}/tests",),
	"install": (f"{APP}/tests/test_install.py",),
	"browser": ("tests/browser",),
}
OPTIONS = ("--require-site", "-p", "no:cacheprovider")
ON_SITE = ("--site", TEST_SITE, *OPTIONS)
ON_TWIN = ("--site", TWIN_SITE, *OPTIONS)
ON_FRESH_SITE = ("--site", FRESH_SITE, *OPTIONS)
CHROMIUM_FLAGS = " ".join(
	(
		"--no-sandbox",
		"--disable-gpu",
		"--disable-quic",
		"--no-first-run",
		"--disable-background-networking",
		"--disable-component-update",
		"--disable-sync",
	)
)


@dataclass(frozen=True)
class Result:
	"""How one suite ended, with pytest's own last line."""

	suite: str
	code: int
	closing: str

	@property
	def failed(self) -> bool:
		return self.code != 0

	def __add__(self, other: Result) -> Result:
		"""Two halves of one suite."""
		return Result(self.suite, self.code or other.code, f"{self.closing}\n{other.closing}")


@dataclass(frozen=True)
class Runner:
	"""One Python with pytest, the account it runs under, and where."""

	python: Path
	account: Account
	checkout: Path

	def run(self, suite: str, *options: str, env: Mapping[str, str] | None = None) -> Result:
		"""Run one suite, pass its output through, and keep its last line."""
		folders = [folder for folder in FOLDERS[suite] if _has_tests(self.checkout / folder)]
		if not folders:
			return Result(suite, 0, "there are no tests")
		say(f"\n== {suite}: pytest {' '.join([*folders, *options])}")
		with self.start([*folders, *options], env or {}) as process:
			closing = _pass_through(process)
		return Result(suite, process.returncode, closing)

	def start(self, words: Sequence[str | Path], env: Mapping[str, str]) -> subprocess.Popen[str]:
		pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
		pipes.update(stdin=subprocess.DEVNULL, text=True, errors="replace")
		return self.account.popen([self.python, "-m", "pytest", *words], cwd=self.checkout, env=env, **pipes)


def _has_tests(place: Path) -> bool:
	return place.is_file() or any(place.rglob("test_*.py"))


def bench_free() -> Result:
	"""The engine and the architecture, in a small environment of our own."""
	tools = DevTools(CHECKOUT)
	tools.ensure()
	return Runner(tools.python, Account.caller(), CHECKOUT).run("bench-free")


def site(workshop: Workshop) -> Result:
	"""Real documents in the bench's environment: half of the tests on the test site, half on its twin, at once."""
	twin.clone(workshop)
	runner = _on_bench(workshop)
	here, there = twin.halves(_site_tests(runner.checkout))
	say(f"\n== site: {len(here)} files on {TEST_SITE}, {len(there)} on {TWIN_SITE}")
	with (
		runner.start([*there, *ON_TWIN], _environment(workshop, queue=2)) as second,
		runner.start([*here, *ON_SITE], _environment(workshop)) as first,
	):
		return _both("site", first, second)


def _both(suite: str, first: subprocess.Popen[str], second: subprocess.Popen[str]) -> Result:
	"""One half's output as it comes, the other's when it has ended."""
	with ThreadPoolExecutor(1) as reader:
		later = reader.submit(lambda: list(second.stdout or ()))
		closing = _pass_through(first)
		lines = later.result()
	print("".join(lines), end="", flush=True)
	ends = (first.wait(), closing), (second.wait(), lines[-1].rstrip() if lines else "")
	return Result(suite, *ends[0]) + Result(suite, *ends[1])


def _site_tests(checkout: Path) -> list[Path]:
	"""All site tests but those that need the site without the app."""
	elsewhere = {checkout / file for file in FOLDERS["install"]}
	return [file for file in (checkout / FOLDERS["site"][0]).rglob("test_*.py") if file not in elsewhere]


def install(workshop: Workshop) -> Result:
	"""The app is installed on a site with history and removed again."""
	env = {**_environment(workshop), "CREDIT_CONTROL_FRESH_SITE": FRESH_SITE}
	return _on_bench(workshop).run("install", *ON_FRESH_SITE, env=env)


def browser(workshop: Workshop) -> Result:
	"""Debian's Chromium against the served test site."""
	system.require(system.BROWSER, "The browser tests")
	env = {**_environment(workshop), **_page(workshop)}
	return _on_bench(workshop).run("browser", *ON_SITE, env=env)


def by_hand(workshop: Workshop, words: list[str]) -> int:
	"""pytest on the terminal, on the test site."""
	env = {**_environment(workshop), **_page(workshop)}
	argv: Argv = [workshop.places.python, "-m", "pytest", *words, *ON_SITE]
	return processes.show(argv, workshop.account, cwd=workshop.places.app.resolve(), env=env)


def soak(workshop: Workshop, words: list[str]) -> int:
	"""Random operations on the test site for as long as it takes; a run that was stopped goes on."""
	where: Argv = ["--bench", workshop.places.sites, "--progress", workshop.places.home / "soak.json"]
	argv: Argv = [
		workshop.places.python,
		"-m",
		"credit_control.tests.soak",
		"--site",
		TEST_SITE,
		*where,
		*words,
	]
	return processes.show(argv, workshop.account, cwd=workshop.places.sites, env=_environment(workshop))


def close(results: list[Result], why_not: str) -> int:
	"""Say what did not run, then how each suite ended; on CI a suite that did not run is a failure."""
	missing = [suite for suite in FOLDERS if suite not in {result.suite for result in results}]
	failed = any(result.failed for result in results)
	say("")
	if missing:
		say(f"{why_not}. These suites did not run: {', '.join(missing)}.")
	for result in results:
		say(f"{result.suite}:\n{result.closing}")
	return 1 if failed or (missing and os.environ.get("CI")) else 0


def install_pytest(workshop: Workshop) -> None:
	"""pytest and playwright in the bench's environment, at pyproject's versions."""
	wanted = [*requirements(CHECKOUT, "test"), *requirements(CHECKOUT, "browser")]
	workshop.bench.stamps.once(
		"pytest", "installing pytest on the bench", lambda: workshop.bench.pip(*wanted), " ".join(wanted)
	)


def _on_bench(workshop: Workshop) -> Runner:
	return Runner(workshop.places.python, workshop.account, workshop.places.app.resolve())


def _environment(workshop: Workshop, queue: int = 1) -> dict[str, str]:
	"""Jobs that tests enqueue go into a queue of their own, where no worker looks."""
	address = f"redis://127.0.0.1:{workshop.services.ports['queue']}/{queue}"
	# Frappe's dependencies warn while they are imported, before pytest sorts its output.
	quiet = {"PYTHONWARNINGS": "ignore"}
	return {**workshop.bench.environment(), **quiet, "FRAPPE_REDIS_QUEUE": address}


def _page(workshop: Workshop) -> dict[str, str]:
	"""Where the browser tests find the site and the browser."""
	return {
		"CREDIT_CONTROL_URL": workshop.server.address(TEST_SITE),
		"CHROMIUM": system.chromium(),
		"CHROMIUM_FLAGS": CHROMIUM_FLAGS,
	}


def _pass_through(process: subprocess.Popen[str]) -> str:
	closing = ""
	for line in process.stdout or ():
		print(line, end="", flush=True)
		closing = line.rstrip() or closing
	return closing
