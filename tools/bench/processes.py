"""Running programs under the bench's account, in the foreground and in the background."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

from .account import Account, Argv
from .messages import Failure

TAIL = 25
PATIENCE = 20.0
VARIABLE = re.compile(r" {6}\w+ = ")


def run(
	argv: Argv,
	account: Account,
	*,
	cwd: Path,
	log: Path,
	env: Mapping[str, str] | None = None,
) -> None:
	"""Run a program with its output in `log`; failing shows the log's last lines."""
	with open(log, "ab") as out:
		out.write(f"\n$ {' '.join(map(str, argv))}\n".encode())
		out.flush()
		with account.popen(argv, cwd=cwd, env=env, **_into(out)) as process:
			code = process.wait()
	if code != 0:
		raise Failure(f"{_name(argv)} ended with {code}. The end of {log}:\n{tail(log)}")


def show(argv: Argv, account: Account, *, cwd: Path, env: Mapping[str, str] | None = None) -> int:
	"""Run a program on the terminal and give its exit code."""
	with account.popen(argv, cwd=cwd, env=env) as process:
		return process.wait()


def start(
	name: str,
	argv: Argv,
	account: Account,
	*,
	cwd: Path,
	run_folder: Path,
	log: Path,
	env: Mapping[str, str] | None = None,
) -> None:
	"""Start a program that outlives us and note its process id."""
	with open(log, "ab") as out:
		process = account.popen(argv, cwd=cwd, env=env, start_new_session=True, **_into(out))
	(run_folder / f"{name}.pid").write_text(f"{process.pid} {_started(process.pid)}\n")


def alive(name: str, run_folder: Path) -> bool:
	return _pid(run_folder / f"{name}.pid") is not None


def stop(name: str, run_folder: Path) -> bool:
	"""End a background program and its children; says whether there was one."""
	note = run_folder / f"{name}.pid"
	pid = _pid(note)
	if pid is not None:
		_end(pid)
	note.unlink(missing_ok=True)
	return pid is not None


def _end(pid: int) -> None:
	"""Ask, and after a while insist."""
	for number in (signal.SIGTERM, signal.SIGKILL):
		_signal(pid, number)
		if wait_until(lambda: _started(pid) is None, PATIENCE):
			return


def names(run_folder: Path) -> list[str]:
	"""The background programs noted here, last started first."""
	notes = sorted(run_folder.glob("*.pid"), key=lambda note: note.stat().st_mtime, reverse=True)
	return [note.stem for note in notes]


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
	"""Ask `condition` again and again until it is true or the time is over."""
	deadline = time.monotonic() + seconds
	while time.monotonic() < deadline:
		if condition():
			return True
		time.sleep(0.1)
	return False


def tail(log: Path, lines: int = TAIL) -> str:
	"""The end of a log, without the variables that Frappe prints into its tracebacks."""
	text = log.read_text(errors="replace").splitlines()
	return "\n".join([line for line in text if not VARIABLE.match(line)][-lines:])


def _into(out: IO[bytes]) -> dict[str, Any]:
	return {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": subprocess.STDOUT}


def _name(argv: Argv) -> str:
	return " ".join(str(each).rsplit("/", 1)[-1] for each in argv[:3])


def _pid(note: Path) -> int | None:
	"""The noted process if it still is the one we started, and not another that got its number."""
	try:
		pid, started = note.read_text().split()
	except (OSError, ValueError):
		return None
	return int(pid) if _started(int(pid)) == started else None


def _started(pid: int) -> str | None:
	"""When a process began, in the kernel's ticks; None when it is gone."""
	try:
		fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
	except OSError:
		return None
	return None if fields[0] == "Z" else fields[19]


def _signal(pid: int, number: int) -> None:
	with contextlib.suppress(ProcessLookupError):
		os.killpg(pid, number)
