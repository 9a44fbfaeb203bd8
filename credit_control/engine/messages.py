"""Sentences as data: an English template and its figures, so that each surface can translate and format them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .errors import render

Figure = Decimal | int | str | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Message:
	"""One sentence. A Decimal in `params` is an amount of money, an int a count or days, a date a date."""

	template: str
	params: Mapping[str, Figure] = field(default_factory=dict)

	def render(
		self,
		translate: Callable[[str], str] = str,
		show: Callable[[object], str] | None = None,
	) -> str:
		"""The sentence in one language; `show` formats each figure."""
		return render(self.template, self.params, translate, show or plain)

	def __str__(self) -> str:
		return self.render()


def plain(figure: object) -> str:
	"""A figure for logs and terminals: money with two decimals and separators, dates as ISO."""
	if figure is None:
		return "–"
	if isinstance(figure, Decimal):
		return f"{figure:,.2f}"
	if isinstance(figure, date):
		return figure.isoformat()
	return str(figure)
