"""The virtual environment of the developer's tools: pytest, the linters, the type checker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .messages import Failure
from .stamps import Stamps

if sys.version_info >= (3, 11):
	import tomllib
else:
	from pip._vendor import tomli as tomllib


def requirements(root: Path, extra: str) -> list[str]:
	"""One of pyproject's optional dependency lists."""
	project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
	return list(project["optional-dependencies"][extra])


class DevTools:
	"""`.bench/venv-test`, kept at what pyproject asks for."""

	def __init__(self, root: Path) -> None:
		self.root = root
		self.folder = root / ".bench" / "venv-test"

	@property
	def python(self) -> Path:
		return self.folder / "bin" / "python"

	def ensure(self) -> None:
		self.folder.parent.mkdir(exist_ok=True)
		wanted = [*requirements(self.root, "test"), *requirements(self.root, "dev")]
		key = " ".join([sys.version, *wanted])
		Stamps(self.folder.parent).once(
			"venv-test.stamp", "installing pytest and the linters", self._install, key
		)

	def call(self, program: str, *words: str) -> int:
		"""Run one of the tools on the checkout."""
		return subprocess.call([str(self.folder / "bin" / program), *words], cwd=self.root)

	def _install(self) -> None:
		wanted = [*requirements(self.root, "test"), *requirements(self.root, "dev")]
		self._do(sys.executable, "-m", "venv", "--clear", str(self.folder))
		self._do(str(self.python), "-m", "pip", "install", "--quiet", *wanted)

	def _do(self, *argv: str) -> None:
		done = subprocess.run(argv, capture_output=True, text=True)
		if done.returncode:
			raise Failure(f"{' '.join(argv[:4])} failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
