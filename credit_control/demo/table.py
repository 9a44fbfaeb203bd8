"""Plain tables for a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

LEFT = "<"
RIGHT = ">"
GAP = "  "


def width(text: str) -> int:
	"""Columns that a text takes on a terminal."""
	return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
	if unicodedata.combining(character):
		return 0
	return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int, align: str = LEFT) -> str:
	"""The text filled with spaces to so many columns; a longer text stays as it is."""
	space = " " * max(0, columns - width(text))
	return space + text if align == RIGHT else text + space


def fit(text: str, columns: int) -> str:
	"""The text cut to so many columns, with an ellipsis where something is missing."""
	if width(text) <= columns:
		return text
	kept, room = "", columns - 1
	for character in text:
		room -= _columns(character)
		if room < 0:
			break
		kept += character
	return kept + "…"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], aligns: str) -> list[str]:
	"""Lines of a table: head, rule, rows. `aligns` has one of < and > for each column."""
	widths = [max(width(row[column]) for row in (head, *rows)) for column in range(len(head))]
	rule = ["─" * columns for columns in widths]
	return [_line(row, widths, aligns) for row in (head, rule, *rows)]


def _line(row: Sequence[str], widths: Sequence[int], aligns: str) -> str:
	cells = (pad(text, columns, align) for text, columns, align in zip(row, widths, aligns, strict=True))
	return GAP.join(cells).rstrip()
