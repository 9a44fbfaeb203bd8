"""What the machine must have: Debian's packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from .messages import Failure, step

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SBIN = "/usr/sbin:/sbin:/usr/local/sbin"


@dataclass(frozen=True)
class Need:
	"""A Debian package and how to tell that what we want from it is there, whoever installed it."""

	package: str
	present: Callable[[], bool]


def which(program: str) -> str | None:
	return shutil.which(program, path=f"{os.environ.get('PATH', os.defpath)}:{SBIN}")


def chromium() -> str:
	"""The browser under whichever name the machine has it."""
	return next((path for path in map(which, CHROMIUM) if path), CHROMIUM[0])


def _program(package: str, *programs: str) -> Need:
	return Need(package, lambda: all(which(program) for program in programs))


def _file(package: str, pattern: str) -> Need:
	return Need(package, lambda: any(Path("/").glob(pattern)))


def _any_program(package: str, names: tuple[str, ...]) -> Need:
	return Need(package, lambda: any(which(name) for name in names))


def _own_python_serves() -> bool:
	"""Whether the Python we run on can make environments; root's own may be out of the account's reach."""
	headers = Path(sysconfig.get_paths()["include"]) / "Python.h"
	return os.geteuid() != 0 and headers.exists() and find_spec("ensurepip") is not None


def _python(package: str, pattern: str) -> Need:
	return Need(package, lambda: any(Path("/usr").glob(pattern)) or _own_python_serves())


GIT = (_program("git", "git"),)
BENCH = (
	*GIT,
	_program("build-essential", "gcc"),
	_python("python3-dev", "include/python3*/Python.h"),
	_python("python3-venv", "lib/python3*/ensurepip/__init__.py"),
	_program("pkg-config", "pkg-config"),
	_file("libmariadb-dev", "usr/include/mariadb/mysql.h"),
	_file("libpangoft2-1.0-0", "usr/lib/*/libpangoft2-1.0.so.0"),
	_program("mariadb-server-core", "mariadbd", "mariadb-install-db"),
	_program("mariadb-client", "mariadb", "mariadb-dump"),
	_program("redis-server", "redis-server"),
	_program("nodejs", "node"),
	_program("npm", "npm"),
)
BROWSER = (
	_any_program("chromium", CHROMIUM),
	_file("fonts-noto-cjk", "usr/share/fonts/**/NotoSansCJK*"),
)


def require(needs: tuple[Need, ...], purpose: str, log: Path | None = None) -> None:
	"""Install what is missing, or say the one line that does."""
	missing = [need.package for need in needs if not need.present()]
	if not missing:
		return
	if os.geteuid() != 0 or not which("apt-get"):
		line = f"sudo apt-get install -y --no-install-recommends {' '.join(missing)}"
		raise Failure(
			f"{purpose} needs packages that are not installed. Run this, then try again:\n\n  {line}"
		)
	with step(f"installing {' '.join(missing)}"):
		_install(missing)


def _install(packages: list[str]) -> None:
	env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
	for argv in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
		done = subprocess.run(
			["apt-get", *argv], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True
		)
		if done.returncode:
			raise Failure(f"apt-get {argv[0]} failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
