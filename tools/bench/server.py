"""Serving the sites: a web server, and a worker and a scheduler for what runs in the background."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

from . import processes
from .build import Bench
from .messages import Failure, step
from .places import APP
from .ports import Ports
from .stamps import fingerprint

PATIENCE = 90.0
APPLICATION = "frappe.app:application_with_statics()"
FRAPPE = ("-m", "frappe.utils.bench_helper", "frappe")
CODE = (f"{APP}/**/*.py", f"{APP}/**/*.json", f"{APP}/**/*.html")


class Server:
	"""Gunicorn for every site of the bench, one worker, one scheduler."""

	def __init__(self, bench: Bench, ports: Ports) -> None:
		self.bench = bench
		self.ports = ports

	def address(self, site: str) -> str:
		return f"http://{site}:{self.ports.get('web')}"

	def start(self, site: str, *, jobs: bool) -> None:
		"""Serve this state of the code; programs that run an older one are started again."""
		if not self._current():
			self.stop()
		if not self._alive("web"):
			with step("starting the web server"):
				self._start("web", self._web())
				self._await(site)
			self.bench.stamps.put("served", self._code())
		for name, words in {"worker": self._worker(), "schedule": self._scheduler()}.items():
			if jobs and not self._alive(name):
				self._start(name, words)

	def stop(self) -> None:
		for name in ("schedule", "worker", "web"):
			processes.stop(name, self.bench.places.run)

	def _current(self) -> bool:
		return self.bench.stamps.has("served", self._code())

	def _code(self) -> str:
		return fingerprint(self.bench.places.app, CODE)

	def _alive(self, name: str) -> bool:
		return processes.alive(name, self.bench.places.run)

	def _web(self) -> list[str | Path]:
		gunicorn = self.bench.places.python.parent / "gunicorn"
		bind = f"127.0.0.1:{self.ports.claim('web')}"
		sizes = [
			"--workers",
			"2",
			"--threads",
			"4",
			"--timeout",
			"120",
			"--graceful-timeout",
			"2",
			"--preload",
		]
		return [gunicorn, "--bind", bind, *sizes, APPLICATION]

	def _worker(self) -> list[str | Path]:
		return [self.bench.places.python, *FRAPPE, "worker", "--queue", "short,default,long"]

	def _scheduler(self) -> list[str | Path]:
		return [self.bench.places.python, *FRAPPE, "schedule"]

	def _start(self, name: str, words: list[str | Path]) -> None:
		places = self.bench.places
		processes.start(
			name,
			words,
			self.bench.account,
			cwd=places.sites,
			run_folder=places.run,
			log=places.log(name),
			env=self.bench.environment(),
		)

	def _await(self, site: str) -> None:
		if not processes.wait_until(lambda: self._answers(site), PATIENCE):
			log = self.bench.places.log("web")
			raise Failure(f"{self.address(site)} does not answer. The end of {log}:\n{processes.tail(log)}")

	def _answers(self, site: str) -> bool:
		"""Asks by number and names the site in the header: not every resolver knows *.localhost."""
		address = f"http://127.0.0.1:{self.ports['web']}/api/method/ping"
		ask = urllib.request.Request(address, headers={"Host": site})
		try:
			with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(ask, timeout=30) as answer:
				return bool(answer.status == 200)
		except (OSError, urllib.error.URLError):
			return False
