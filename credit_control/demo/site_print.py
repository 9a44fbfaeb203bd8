"""What the story prints on a terminal: steps, sentences, figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from frappe.utils import strip_html

from .site_company import CURRENCY


def step(number: int, title: str) -> None:
	"""The heading of one step of the story."""
	print(f"\n{number}. {title}", flush=True)


def say(text: str) -> None:
	"""One plain sentence."""
	print(f"   {text}", flush=True)


def details(lines: Iterable[str], mark: str = "·") -> None:
	"""What belongs to the sentence before, one line each."""
	for line in lines:
		print(f"     {mark} {line}", flush=True)


def amount(figure: float | Decimal | None, currency: str = CURRENCY) -> str:
	"""An amount of money; a missing one as a dash."""
	return "–" if figure is None else f"{currency} {figure:,.0f}"


def sentence(message: object) -> str:
	"""A message or an error without its HTML."""
	return " ".join(strip_html(str(message).replace("<", " <")).split())
