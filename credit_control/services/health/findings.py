"""What a check of the site's health found."""

from __future__ import annotations

from dataclasses import asdict, dataclass

FINE, ATTENTION, PROBLEM = "Fine", "Attention", "Problem"
#: the worst first
SEVERITY = (PROBLEM, ATTENTION, FINE)


@dataclass(frozen=True)
class Finding:
	"""One line of the health page, in the user's language; `route` is the desk's way to the remedy."""

	area: str
	status: str
	subject: str
	detail: str
	remedy: str = ""
	route: tuple[str, ...] = ()

	def as_dict(self) -> dict:
		return {**asdict(self), "route": list(self.route)}


def fine(area: str, subject: str, detail: str) -> Finding:
	"""Nothing to do."""
	return Finding(area, FINE, subject, detail)


def attention(area: str, subject: str, detail: str, remedy: str, route: tuple[str, ...] = ()) -> Finding:
	"""It works, but not as well as it should."""
	return Finding(area, ATTENTION, subject, detail, remedy, route)


def problem(area: str, subject: str, detail: str, remedy: str, route: tuple[str, ...] = ()) -> Finding:
	"""Something that credit control relies on is not so."""
	return Finding(area, PROBLEM, subject, detail, remedy, route)
