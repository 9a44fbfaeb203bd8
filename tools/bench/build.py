"""Building the bench with the official bench command: Frappe, ERPNext and this app."""

from __future__ import annotations

import json
import os
from pathlib import Path

from . import checkout, processes, upstream
from .account import Account
from .places import APP, DEMO_SITE, Places
from .ports import Ports
from .runtimes import Release, python_for, require
from .stamps import Stamps, fingerprint

BENCH_CLI = "frappe-bench==5.31.1"
YARN = "yarn@1.22.22"
PUBLIC = (f"{APP}/public/**/*", f"{APP}/hooks.py")


class Bench:
	"""The bench folder: made once, then only this app's part is kept up to date."""

	def __init__(self, places: Places, account: Account, release: Release) -> None:
		self.places = places
		self.account = account
		self.release = release
		self.stamps = Stamps(places.stamps)

	def built(self) -> bool:
		"""Whether everything that needs upstream's repositories is there."""
		return self.stamps.has("erpnext", self.release.branch)

	def build(self) -> None:
		once, branch = self.stamps.once, self.release.branch
		if not self.built():
			require(self.account, self.release)
		once("cli", f"installing the bench command ({BENCH_CLI})", self._install_cli, BENCH_CLI)
		once("yarn", f"installing {YARN}", self._install_yarn, YARN)
		once("frappe", f"bench init, Frappe {branch}", self._init, branch)
		once("erpnext", f"bench get-app, ERPNext {branch}", self._get_erpnext, branch)

	def add_app(self) -> None:
		"""Bring this app into the bench, or up to date in it."""
		checkout.place(self.places, self.account)
		_list_app(self.places.sites / "apps.txt", self.account)

	def build_assets(self) -> None:
		checkout.prepare_dist(self.places, self.account)
		self.stamps.once(
			"assets", "building Frappe's and ERPNext's assets", self._build_all, self.release.branch
		)
		if (self.places.app / APP / "public").is_dir():
			key = fingerprint(self.places.app, PUBLIC)
			self.stamps.once("app-assets", "building this app's assets", self._build_ours, key)

	def configure(self, ports: Ports) -> None:
		"""Tell the bench where its servers are."""
		path = self.places.sites / "common_site_config.json"
		config = json.loads(path.read_text())
		config.update(
			db_host="127.0.0.1",
			db_port=ports["db"],
			redis_cache=f"redis://127.0.0.1:{ports['cache']}",
			redis_queue=f"redis://127.0.0.1:{ports['queue']}",
			redis_socketio=f"redis://127.0.0.1:{ports['cache']}",
			default_site=DEMO_SITE,
			serve_default_site=True,
			live_reload=False,
		)
		self.account.write(path, json.dumps(config, indent=1))

	def environment(self) -> dict[str, str]:
		"""Environment in which `bench`, `yarn` and `uv` are found."""
		own = [self.places.cli / "bin", self.places.node / "node_modules" / ".bin"]
		path = self.account.environment()["PATH"]
		return {"PATH": os.pathsep.join([*map(str, own), path]), "BENCH_SITES": str(self.places.sites)}

	def command(self, *words: str | Path, log: str = "bench", cwd: Path | None = None) -> None:
		"""Run a program in the bench's environment."""
		processes.run(
			words,
			self.account,
			cwd=cwd or self.places.bench,
			log=self.places.log(log),
			env=self.environment(),
		)

	def show(self, *words: str) -> int:
		"""Run a program in the bench's environment on the terminal; gives its exit code."""
		return processes.show(words, self.account, cwd=self.places.bench, env=self.environment())

	def pip(self, *requirements: str) -> None:
		"""Install into the bench's own environment."""
		self.command("uv", "pip", "install", "--quiet", "--python", self.places.python, *requirements)

	def _install_cli(self) -> None:
		home, cli = self.places.home, self.places.cli
		self.command(python_for(self.account, self.release), "-m", "venv", "--clear", cli, cwd=home)
		self.command(cli / "bin" / "pip", "install", "--quiet", BENCH_CLI, cwd=home)

	def _install_yarn(self) -> None:
		self.account.make_folder(self.places.node)
		self.command("npm", "install", "--no-save", "--prefix", self.places.node, YARN, cwd=self.places.node)

	def _init(self) -> None:
		self._remove(self.places.bench)
		skip = ["--skip-redis-config-generation", "--skip-assets", "--no-backups", "--no-procfile"]
		source = ["--frappe-path", upstream.FRAPPE, "--frappe-branch", self.release.branch]
		python = ["--python", python_for(self.account, self.release)]
		self.command("bench", "init", *skip, *source, *python, self.places.bench, cwd=self.places.home)
		if self.release.pins:
			self.pip(*self.release.pins)

	def _get_erpnext(self) -> None:
		self._remove(self.places.bench / "apps" / "erpnext")
		self.command("bench", "get-app", "--skip-assets", "--branch", self.release.branch, upstream.ERPNEXT)

	def _build_all(self) -> None:
		self.command("bench", "build", "--production", "--force", log="assets")

	def _build_ours(self) -> None:
		self.command("bench", "build", "--production", "--app", APP, log="assets")

	def _remove(self, folder: Path) -> None:
		self.command("rm", "-rf", folder, cwd=self.places.home)


def _list_app(path: Path, account: Account) -> None:
	apps = path.read_text().split()
	if APP not in apps:
		account.write(path, "\n".join([*apps, APP]) + "\n")
