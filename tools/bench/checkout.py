"""The checkout inside the bench: itself where the bench's account can read it, else a copy."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from .account import Account
from .places import APP, CHECKOUT, Places
from .stamps import GENERATED


def place(places: Places, account: Account) -> None:
	"""Put the app at `apps/credit_control` and on the bench's import path."""
	if places.live:
		_link(places.app)
	else:
		_copy(places.app, account)
	for site_packages in places.bench.glob("env/lib/python3*/site-packages"):
		account.write(site_packages / f"{APP}.pth", f"{places.app}\n")


def prepare_dist(places: Places, account: Account) -> None:
	"""Give the account the git-ignored folder into which Frappe writes this app's bundles."""
	account.take_folder(places.app / APP / "public" / "dist")


def _link(target: Path) -> None:
	if target.is_symlink() and target.resolve() == CHECKOUT:
		return
	if target.is_symlink():
		target.unlink()
	elif target.exists():
		shutil.rmtree(target)
	target.symlink_to(CHECKOUT)


def _copy(target: Path, account: Account) -> None:
	"""Make `target` hold the checkout's files as they are now, and nothing that has left it."""
	files = _files()
	account.make_folder(target)
	for stale in _present(target) - files:
		(target / stale).unlink()
	for name in files:
		_copy_file(CHECKOUT / name, target / name, account)


def _files() -> set[str]:
	"""Tracked files and new ones that git does not ignore."""
	listing = ["git", "-C", str(CHECKOUT), "-c", f"safe.directory={CHECKOUT}", "ls-files", "-z"]
	options = ["--cached", "--others", "--exclude-standard"]
	found = subprocess.run([*listing, *options], check=True, capture_output=True, text=True).stdout
	return {name for name in found.split("\0") if name and (CHECKOUT / name).is_file()}


def _present(target: Path) -> set[str]:
	"""The files a former copy put there; what Python and Frappe wrote beside them is left alone."""
	return {
		str(path.relative_to(target))
		for path in target.rglob("*")
		if path.is_file() and GENERATED.isdisjoint(path.relative_to(target).parts)
	}


def _copy_file(source: Path, target: Path, account: Account) -> None:
	"""Copy one file if it differs; an unchanged one keeps its time, so that nothing is compiled again."""
	seen = source.stat()
	if (
		target.exists()
		and target.stat().st_mtime_ns == seen.st_mtime_ns
		and target.stat().st_size == seen.st_size
	):
		return
	account.make_folder(target.parent)
	shutil.copy2(source, target)
	account.own(target, 0o755 if os.access(source, os.X_OK) else 0o644)
