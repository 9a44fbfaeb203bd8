"""The story's words: templates in English or Chinese, figures as a terminal shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from credit_control.engine.indicators import INDICATORS
from credit_control.engine.knock_outs import KNOCK_OUTS
from credit_control.engine.messages import Message

from .wording_zh import CHINESE

ENGLISH = "en"
LANGUAGES: Mapping[str, Mapping[str, str]] = {ENGLISH: {}, "zh": CHINESE}

CHECKS = {
	"limit": "Credit Limit",
	"warning_line": "Warning Line",
	"oldest_overdue": "Oldest Overdue",
	"grade": "Grade Allows Credit",
	"review": "Review Expired",
}
METHODS = {
	"need": "Need",
	"capacity": "Capacity by Grade",
	"grade": "Grade without Credit",
}


class Voice:
	"""Says things in one language."""

	def __init__(self, language: str = ENGLISH) -> None:
		self.language = language
		self.words = LANGUAGES[language]

	def __call__(self, template: str, **figures: object) -> str:
		"""A template in this language, with its figures filled in."""
		shown = {name: self.show(figure) for name, figure in figures.items()}
		return self.word(template).format(**shown)

	def word(self, text: str) -> str:
		"""A text in this language; one that has no translation stays as it is."""
		return self.words.get(text, text)

	def say(self, message: Message) -> str:
		"""One sentence of the engine."""
		return message.render(self.word, self.show)

	def show(self, figure: object) -> str:
		"""A figure as the terminal shows it: amounts with separators, without needless decimals."""
		if figure is None:
			return "–"
		if isinstance(figure, Decimal):
			return f"{figure:,.0f}" if figure == figure.to_integral_value() else f"{figure:,.2f}"
		return figure.isoformat() if isinstance(figure, date) else str(figure)

	def rounded(self, figure: Decimal | None, places: int = 1) -> str:
		"""A measured figure, such as a ratio or a number of days."""
		return "–" if figure is None else f"{figure:,.{places}f}"

	def indicator(self, code: str) -> str:
		"""An indicator's label."""
		entry = INDICATORS[code]
		return entry.label if self.language == ENGLISH else entry.label_zh

	def knock_out(self, code: str) -> str:
		"""A knock-out's label."""
		english, chinese = KNOCK_OUTS[code]
		return english if self.language == ENGLISH else chinese

	def choose(self, texts: Mapping[str, str]) -> str:
		"""The text of this language, of texts that the ledger keeps in each."""
		return texts[self.language]
