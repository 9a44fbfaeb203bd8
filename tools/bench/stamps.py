"""Steps that need doing once: a stamp keeps what the step was done for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from .messages import step

# Written beside the sources by Python, Frappe's asset build and npm.
GENERATED = {"__pycache__", "dist", "node_modules"}


class Stamps:
	"""Stamps in one folder; a step is done again when its key is another."""

	def __init__(self, folder: Path) -> None:
		self.folder = folder

	def has(self, name: str, key: str = "done") -> bool:
		path = self.folder / name
		return path.exists() and path.read_text() == key

	def put(self, name: str, key: str = "done") -> None:
		(self.folder / name).write_text(key)

	def once(self, name: str, title: str, action: Callable[[], object], key: str = "done") -> bool:
		"""Do a step unless its stamp stands; says whether it was done now."""
		if self.has(name, key):
			return False
		with step(title):
			action()
		self.put(name, key)
		return True


def fingerprint(root: Path, patterns: Iterable[str]) -> str:
	"""One short hash over the names and contents of the files that match."""
	total = hashlib.sha256()
	for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
		if path.is_file() and GENERATED.isdisjoint(path.relative_to(root).parts):
			total.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
	return total.hexdigest()[:16]
