"""Notes on figures in the user's language; they are stored in English, with the lines they name."""

import re

from frappe import _

from credit_control.services import joining
from credit_control.services.statement_results import note

_SCALED = re.compile(r"scaled to a year from (\d+) days")
#: where the words of a statement are looked up
LINE = "Financial Statement Line"


def word(text: str) -> str:
	"""A line's label as tables of statements show it."""
	return _(text, context=LINE)


def note_text(text: str) -> str:
	"""An engine's note: its parts translated, codes of lines and ratios as their labels."""
	return joining.clauses(_part(part) for part in note(text).split("; ")) if text else ""


def _part(text: str) -> str:
	head, colon, names = text.partition(": ")
	if colon:
		return joining.labelled(_(head), joining.listed(map(word, names.split(", "))))
	if scaled := _SCALED.fullmatch(head):
		return _("scaled to a year from {0} days").format(scaled[1])
	return _(head)
