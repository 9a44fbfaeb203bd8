"""Where things are: the checkout, the folder that holds the bench, and what lies in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from .account import Account

APP = "credit_control"
CHECKOUT = Path(__file__).resolve().parents[2]
DEMO_SITE = "demo.localhost"
TEST_SITE = "test.localhost"
TWIN_SITE = "twin.localhost"
FRESH_SITE = "fresh.localhost"
ADMIN_PASSWORD = "admin"


@dataclass(frozen=True)
class Places:
	"""The folders of one bench: one per checkout and per Frappe version."""

	home: Path
	live: bool

	@classmethod
	def of(cls, account: Account, version: str) -> Places:
		"""In the checkout where the account can read it, else in the account's own home."""
		live = account.can_read(CHECKOUT)
		base = CHECKOUT / ".bench" if live else private_base(account)
		return cls(base / version, live)

	@property
	def bench(self) -> Path:
		return self.home / "frappe-bench"

	@property
	def sites(self) -> Path:
		return self.bench / "sites"

	@property
	def app(self) -> Path:
		"""The app as the bench sees it: the checkout itself, or a copy of it."""
		return self.bench / "apps" / APP

	@property
	def python(self) -> Path:
		return self.bench / "env" / "bin" / "python"

	@property
	def cli(self) -> Path:
		"""The virtual environment that holds the bench command."""
		return self.home / "cli"

	@property
	def node(self) -> Path:
		return self.home / "node"

	@property
	def run(self) -> Path:
		return self.home / "run"

	@property
	def logs(self) -> Path:
		return self.home / "log"

	@property
	def stamps(self) -> Path:
		return self.home / "stamps"

	def log(self, name: str) -> Path:
		return self.logs / f"{name}.log"

	def make(self, account: Account) -> None:
		for folder in (self.home, self.run, self.logs, self.stamps):
			account.make_folder(folder)
		ignore = self.home.parent / ".gitignore"
		if not ignore.exists():
			ignore.write_text("*\n")
		(self.home.parent / "checkout").write_text(f"{CHECKOUT}\n")


def private_base(account: Account) -> Path:
	"""The bench's folder for a checkout that the account cannot enter."""
	return _private_root(account) / hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]


def _private_root(account: Account) -> Path:
	return account.home / f".{APP}"


def abandoned(account: Account) -> list[Path]:
	"""Private folders whose checkout is gone: a finished CI run leaves one behind."""
	notes = _private_root(account).glob("*/checkout") if _private_root(account).is_dir() else []
	return [note.parent for note in notes if not Path(note.read_text().strip()).exists()]


def all_homes(account: Account) -> list[Path]:
	"""Every bench folder of this checkout, whatever its version."""
	bases = (CHECKOUT / ".bench", private_base(account))
	return [run.parent for base in bases if base.is_dir() for run in base.glob("*/run")]
