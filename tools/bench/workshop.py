"""Everything that belongs to one bench, put together."""

from __future__ import annotations

from dataclasses import dataclass

from . import system, upstream
from .account import Account
from .build import Bench
from .messages import step
from .places import Places
from .runtimes import Release
from .server import Server
from .services import Services
from .sites import Sites


@dataclass(frozen=True)
class Workshop:
	"""A bench with its servers and sites."""

	account: Account
	places: Places
	bench: Bench
	services: Services
	sites: Sites
	server: Server

	@classmethod
	def open(cls, release: Release) -> Workshop:
		account = Account.current()
		places = Places.of(account, release.number)
		bench = Bench(places, account, release)
		services = Services(places, account)
		return cls(account, places, bench, services, Sites(bench, services), Server(bench, services.ports))

	def possible(self) -> bool:
		"""Whether there is a bench, or upstream can be reached to build one."""
		if self.bench.built():
			return True
		system.require(system.GIT, "Asking for upstream's repositories")
		with step(f"looking for {upstream.FRAPPE}"):
			return upstream.reachable(self.account, self.bench.release.branch)

	def prepare(self) -> None:
		"""A built bench with its servers running and this app in it."""
		system.require(system.BENCH, "The bench")
		self.places.make(self.account)
		self.bench.build()
		self.services.start()
		self.bench.configure(self.services.ports)
		self.bench.add_app()
		self.bench.build_assets()
