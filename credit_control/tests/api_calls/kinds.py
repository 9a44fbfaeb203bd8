"""The kinds of user, and what is said of each whitelisted method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: what each kind of user is; the people of a credit department trade too, or they could not read orders
ROLES = {
	"manager": ("Credit Manager", "Sales User"),
	"specialist": ("Credit Specialist", "Sales User"),
	"collector": ("Collector", "Sales User"),
	"owner": ("Sales User",),
	"outsider": ("Sales User",),
	"roleless": (),
}
NOBODY: frozenset[str] = frozenset()
MANAGER = frozenset({"manager"})
DEPARTMENT = MANAGER | {"specialist"}
CREDIT = DEPARTMENT | {"collector"}
SELLERS = CREDIT | {"owner", "outsider"}


def without_arguments(_case) -> dict:
	return {}


@dataclass(frozen=True)
class Call:
	"""A method of `credit_control.api`, the kinds of user who may call it, and a call that must then succeed.

	`arguments` makes the keyword arguments from the documents of the `PermissionCase`. `posts`: it changes
	something, so that a link which is followed must not reach it.
	"""

	method: str
	allowed: frozenset[str]
	arguments: Callable[..., dict] = without_arguments
	posts: bool = False
