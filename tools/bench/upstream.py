"""Upstream's git repositories."""

from __future__ import annotations

from .account import Account

FRAPPE = "https://github.com/frappe/frappe"
ERPNEXT = "https://github.com/frappe/erpnext"
PATIENCE = 25


def reachable(account: Account, branch: str) -> bool:
	"""Whether the release branch of both repositories can be read from here."""
	return all(_has(account, address, branch) for address in (FRAPPE, ERPNEXT))


def _has(account: Account, address: str, branch: str) -> bool:
	ask = ["git", "-c", "credential.helper=", "ls-remote", "--exit-code", "--heads", address, branch]
	return account.succeeds(["env", "GIT_TERMINAL_PROMPT=0", *ask], timeout=PATIENCE)
