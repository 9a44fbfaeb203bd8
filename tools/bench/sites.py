"""The three sites: one that tells the demo story, one for tests, one to install the app on and remove it again."""

from __future__ import annotations

from .build import Bench
from .messages import Failure
from .places import ADMIN_PASSWORD, APP, DEMO_SITE, FRESH_SITE, TEST_SITE
from .services import Services
from .stamps import fingerprint

# A change in one of these reaches a site through `bench migrate`.
SCHEMA = (
	f"{APP}/**/*.json",
	f"{APP}/hooks.py",
	f"{APP}/modules.txt",
	f"{APP}/patches.txt",
	f"{APP}/patches/**/*.py",
	f"{APP}/setup/**/*.py",
)
# Test jobs stay out of the demo's way; mails are never sent.
TEST_SETTINGS = {"allow_tests": "1", "pause_scheduler": "1", "mute_emails": "1"}
DEMO_STORY = f"{APP}.demo.site.play"


class Sites:
	"""Makes sites, and keeps them at the state of the code."""

	def __init__(self, bench: Bench, services: Services) -> None:
		self.bench = bench
		self.services = services

	def demo(self) -> None:
		self._site(DEMO_SITE, {"mute_emails": "1"})
		self.bench.stamps.once(f"{DEMO_SITE}-story", "playing the demo story\n", self._play)

	def _play(self) -> None:
		"""The story is told on the terminal while it is played."""
		code = self.bench.show("bench", "--site", DEMO_SITE, "execute", DEMO_STORY)
		if code:
			raise Failure(f"The demo story ended with exit code {code}.")

	def test(self) -> None:
		self._site(TEST_SITE, TEST_SETTINGS)

	def fresh(self) -> None:
		"""ERPNext without this app; the install tests give it back as it was."""
		create = lambda: self._create(FRESH_SITE, TEST_SETTINGS)  # noqa: E731
		self.bench.stamps.once(FRESH_SITE, f"new site {FRESH_SITE} with ERPNext alone", create)

	def _site(self, site: str, settings: dict[str, str]) -> None:
		"""A site with ERPNext and this app, migrated if what it is made of has changed."""
		once, schema = self.bench.stamps.once, fingerprint(self.bench.places.app, SCHEMA)
		once(site, f"new site {site} with ERPNext", lambda: self._create(site, settings))
		if once(f"{site}-app", f"installing {APP} on {site}", lambda: self._install(site)):
			self.bench.stamps.put(f"{site}-schema", schema)
		once(f"{site}-schema", f"migrating {site}", lambda: self._on(site, "migrate"), schema)

	def _create(self, site: str, settings: dict[str, str]) -> None:
		self.bench.command(
			*("bench", "new-site", site, "--force", "--install-app", "erpnext"),
			*("--db-root-username", "root", "--db-root-password", self.services.root_password),
			*("--admin-password", ADMIN_PASSWORD, "--mariadb-user-host-login-scope", "%"),
			log=site,
		)
		for key, value in settings.items():
			self._on(site, "set-config", "--parse", key, value)

	def _install(self, site: str) -> None:
		self._on(site, "install-app", "--force", APP)

	def _on(self, site: str, *words: str) -> None:
		self.bench.command("bench", "--site", site, *words, log=site)
