"""Which Python and Node the release of Frappe wants, and where the machine has them."""

from __future__ import annotations

from dataclasses import dataclass

from .account import Account
from .messages import Failure

PROBE = "import sys, venv, ensurepip; sys.exit(not ({low} <= sys.version_info[:2] < {high}))"


@dataclass(frozen=True)
class Release:
	"""A release branch of Frappe and ERPNext and what it runs on."""

	number: str
	pythons: tuple[tuple[int, int], tuple[int, int]]
	node: int
	# Pins into the bench's environment that the release forgot.
	pins: tuple[str, ...] = ()

	@property
	def branch(self) -> str:
		return f"version-{self.number}"


RELEASES = {
	# 15's Google Drive DocType imports pkg_resources, which setuptools 80 began to drop.
	"15": Release("15", ((3, 10), (3, 13)), 18, ("setuptools<80",)),
	"16": Release("16", ((3, 14), (3, 15)), 24),
}


def release(number: str) -> Release:
	try:
		return RELEASES[number]
	except KeyError:
		raise Failure(f"FRAPPE={number}: this app runs on {' and '.join(RELEASES)}.") from None


def python_for(account: Account, wanted: Release) -> str:
	python = _python(account, wanted)
	assert python, "`require` comes first"
	return python


def _python(account: Account, wanted: Release) -> str | None:
	"""An interpreter of the right version that the bench's account can start and make environments with."""
	low, high = wanted.pythons
	probe = PROBE.format(low=low, high=high)
	newest_first = [f"python3.{minor}" for minor in range(high[1] - 1, low[1] - 1, -1)]
	names = ("/usr/bin/python3", "python3", *newest_first)
	return next((name for name in names if account.succeeds([name, "-c", probe])), None)


def require(account: Account, wanted: Release) -> None:
	"""Say everything that is missing at once."""
	missing = []
	if _python(account, wanted) is None:
		low, high = wanted.pythons
		missing.append(
			"Python " + " or ".join(f"3.{minor}" for minor in range(low[1], high[1])) + " with venv"
		)
	found = _node_version(account)
	if found < wanted.node:
		missing.append(f"Node.js {wanted.node} or later ({found or 'none'} is here)")
	if missing:
		raise Failure(
			f"Frappe {wanted.number} needs {' and '.join(missing)} on the PATH of {account.name!r}."
		)


def _node_version(account: Account) -> int:
	printed = account.output(["node", "--version"]) or "v0"
	return int(printed.strip().lstrip("v").split(".")[0])
