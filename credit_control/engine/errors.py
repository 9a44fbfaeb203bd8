"""What is wrong with an input, in words that can be translated later.

The engine knows no language: it keeps an English template with named {placeholders} apart from the
figures. The Frappe layer calls `render(_, show)`; `str()` gives the English text.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .joining import LISTED, SENTENCES, joined

Translate = Callable[[str], str]
Show = Callable[[object], str]


def plain(value: object) -> str:
	"""A figure without a user's number format: a Decimal written out with thousands separators."""
	return format(value, ",f") if isinstance(value, Decimal) else str(value)


def number(value: Decimal) -> str:
	"""A score, percentage or ratio for a message, without trailing zeros; amounts stay Decimals instead."""
	return format(value.normalize(), "f")


def render(
	template: str, params: Mapping[str, object], translate: Translate = str, show: Show = plain
) -> str:
	"""The template with its figures filled in.

	Texts among the params, alone or in a tuple, are labels and are translated; a tuple becomes
	a list; `show` formats the rest, where a Decimal is an amount of money. Raises KeyError when a
	placeholder has no param.
	"""
	shown = {name: _shown(value, translate, show) for name, value in params.items()}
	return translate(template).format(**shown)


def _shown(value: object, translate: Translate, show: Show) -> str:
	if isinstance(value, tuple):
		return joined((_shown(part, translate, show) for part in value), LISTED, translate)
	return translate(value) if isinstance(value, str) else show(value)


@dataclass(frozen=True, slots=True)
class Problem:
	"""One finding of a validator. `message` and `remedy` are templates over the same `params`."""

	field: str
	message: str
	remedy: str = ""
	params: Mapping[str, object] = dataclasses.field(default_factory=dict, hash=False)

	@property
	def template(self) -> str:
		return self.message

	def __str__(self) -> str:
		return self.render()

	def render(self, translate: Translate = str, show: Show = plain) -> str:
		"""The message and its remedy in one text."""
		parts = (self.message, self.remedy)
		told = (render(part, self.params, translate, show) for part in parts if part)
		return joined(told, SENTENCES, translate)

	def error(self) -> CreditError:
		"""The same finding as an exception, for callers that stop at the first one."""
		return CreditError(self.message, self.params, field=self.field, remedy=self.remedy)


class CreditError(ValueError):
	"""An input the engine cannot work with. `field` names it; `template` and `remedy` share `params`."""

	def __init__(
		self, template: str, params: Mapping[str, object] | None = None, *, field: str = "", remedy: str = ""
	) -> None:
		self.problem = Problem(field, template, remedy, dict(params or {}))
		super().__init__(template)

	@property
	def field(self) -> str:
		return self.problem.field

	@property
	def template(self) -> str:
		return self.problem.message

	@property
	def remedy(self) -> str:
		return self.problem.remedy

	@property
	def params(self) -> Mapping[str, object]:
		return self.problem.params

	def __str__(self) -> str:
		return self.render()

	def render(self, translate: Translate = str, show: Show = plain) -> str:
		"""The message and its remedy in one text."""
		return self.problem.render(translate, show)
