"""Whose account the bench runs under: bench refuses root, so root borrows an ordinary user's."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .messages import Failure, say

Argv = Sequence[str | Path]

DEFAULT_USER = "frappe"
USER_SETTING = "CREDIT_CONTROL_USER"
# Belong to the session of whoever called us, and would mislead the programs of somebody else.
PERSONAL = ("XDG_", "SUDO_", "PYENV", "VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "MAIL", "OLDPWD")
# pip's settings in the words of uv, which bench calls instead of pip.
UV_NAMES = {"PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_EXTRA_INDEX_URL": "UV_INDEX"}


@dataclass(frozen=True)
class Account:
	"""The user that owns the bench, and whether we have to change into it."""

	name: str
	uid: int
	gid: int
	home: Path
	switch: bool

	@classmethod
	def current(cls) -> Account:
		"""Ourselves, or the ordinary user when we are root."""
		if os.geteuid() != 0:
			return cls.caller()
		return cls._of(_ordinary_user(os.environ.get(USER_SETTING) or DEFAULT_USER), switch=True)

	@classmethod
	def caller(cls) -> Account:
		"""Whoever called us, root too: for what needs no bench."""
		return cls._of(pwd.getpwuid(os.geteuid()), switch=False)

	@classmethod
	def _of(cls, entry: pwd.struct_passwd, *, switch: bool) -> Account:
		return cls(entry.pw_name, entry.pw_uid, entry.pw_gid, Path(entry.pw_dir), switch)

	def popen(
		self, argv: Argv, *, cwd: Path, env: Mapping[str, str] | None = None, **options: Any
	) -> subprocess.Popen[Any]:
		"""Start a program under this account, with `env` on top of the account's environment."""
		if self.switch:
			options.update(user=self.uid, group=self.gid, extra_groups=[], umask=0o022)
		words = [str(each) for each in argv]
		return subprocess.Popen(words, cwd=cwd, env={**self.environment(), **(env or {})}, **options)

	def environment(self) -> dict[str, str]:
		"""Our environment, so that proxies, certificates and registries carry over, minus what is personal."""
		env = {name: value for name, value in os.environ.items() if not name.startswith(PERSONAL)}
		env.update({uv: env[pip] for pip, uv in UV_NAMES.items() if pip in env and uv not in env})
		env.update(HOME=str(self.home), USER=self.name, LOGNAME=self.name, PYTHONUNBUFFERED="1")
		env["PATH"] = os.pathsep.join(self._search_path(env.get("PATH", os.defpath)))
		return env

	def _search_path(self, path: str) -> list[str]:
		"""PATH without the folders under root's home, which the ordinary user cannot enter."""
		ours = Path.home()
		return [
			folder
			for folder in path.split(os.pathsep)
			if not (self.switch and Path(folder).is_relative_to(ours))
		]

	def succeeds(self, argv: Argv, *, timeout: float = 30) -> bool:
		"""Whether a quiet command under this account ends well."""
		return self.output(argv, timeout=timeout) is not None

	def output(self, argv: Argv, *, timeout: float = 30) -> str | None:
		"""What a command under this account prints; None when it fails or takes too long."""
		quiet = subprocess.DEVNULL
		try:
			with self.popen(
				argv, cwd=Path("/"), text=True, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet
			) as process:
				return _printed(process, timeout)
		except OSError:
			return None

	def can_read(self, folder: Path) -> bool:
		return self.succeeds(["test", "-r", str(folder), "-a", "-x", str(folder)])

	def make_folder(self, folder: Path) -> Path:
		"""Make a folder that this account owns; root makes it where the account could not."""
		missing = [each for each in (folder, *folder.parents) if not each.exists()]
		folder.mkdir(parents=True, exist_ok=True)
		if self.switch:
			for each in missing:
				os.chown(each, self.uid, self.gid)
		return folder

	def take_folder(self, folder: Path) -> None:
		"""Make a folder and everything in it this account's, whoever wrote there before."""
		self.make_folder(folder)
		if self.switch:
			for path in (folder, *folder.rglob("*")):
				os.chown(path, self.uid, self.gid, follow_symlinks=False)

	def write(self, path: Path, text: str, mode: int = 0o644) -> None:
		"""Give a file this content, in one go and only if it has another, so that readers never see half."""
		if path.exists() and path.read_text() == text:
			return
		fresh = path.with_name(f".{path.name}.new")
		fresh.write_text(text)
		self.own(fresh, mode)
		fresh.replace(path)

	def own(self, path: Path, mode: int) -> None:
		path.chmod(mode)
		if self.switch:
			os.chown(path, self.uid, self.gid)


def _printed(process: subprocess.Popen[str], timeout: float) -> str | None:
	try:
		printed, _ = process.communicate(timeout=timeout)
	except subprocess.TimeoutExpired:
		process.kill()
		return None
	return printed if process.returncode == 0 else None


def _ordinary_user(name: str) -> pwd.struct_passwd:
	"""The named user, created when missing."""
	try:
		entry = pwd.getpwnam(name)
	except KeyError:
		say(f"Creating the ordinary user {name!r}: bench does not run as root.")
		subprocess.run(["useradd", "--create-home", "--shell", "/bin/bash", name], check=True)
		entry = pwd.getpwnam(name)
	if entry.pw_uid == 0:
		raise Failure(f"{USER_SETTING} must name an ordinary user, not root.")
	return entry
