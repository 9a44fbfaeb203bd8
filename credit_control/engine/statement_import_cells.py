"""Cells of a pasted or uploaded statement: what is a figure, what is blank, and when two labels are the same."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

#: how accountants write "nothing"; it is read as blank, not as zero
BLANKS = frozenset({"", "-", "--", "—", "——", "–", "−", "/", "n/a", "na", "nil", "无", "不适用"})

#: what is wrong with a cell, and where it stands
TEXT = "Sheet {sheet}, row {row}, column {column} ({label}): {value} is text where an amount is expected."
PERCENTAGE = "Sheet {sheet}, row {row}, column {column} ({label}): {value} is a percentage, not an amount."
UNCLEAR = (
	"Sheet {sheet}, row {row}, column {column} ({label}): {value} can be read in two ways. Write decimals "
	"with a point and thousands in groups of three."
)

_MINUS = re.compile(r"^[-−–—△▲]")
_MONEY = re.compile(r"^(rmb|cny|usd|eur|hkd|gbp|us\$|hk\$|[¥$€£])|(元|rmb|cny|usd|eur|hkd|gbp|[¥$€£])$", re.I)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_PLAIN = re.compile(r"\d+\.?\d*|\.\d+")
_CONTINENTAL = re.compile(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}")
_NUMBERING = re.compile(
	r"^([一二三四五六七八九十]+\s*、|\([一二三四五六七八九十\d]+\)|\d+\s*[.、)](?!\d))\s*"
)
_SIGN_WORD = re.compile(r"^(减|加|less|add|plus)\s*:\s*", re.I)
_OF_WHICH = re.compile(r"^(其中|including|of which)\s*:?\s*", re.I)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MARKS = re.compile(r"[^\w]+")


class CellError(ValueError):
	"""A cell that should hold an amount and does not; `template` names the cell by {sheet}, {row}, {column}."""

	def __init__(self, template: str) -> None:
		super().__init__(template)
		self.template = template


def clean(text: str) -> str:
	"""Full-width characters as half-width ones, white space of every kind as single blanks."""
	return " ".join(unicodedata.normalize("NFKC", text).split())


def amount(text: str) -> Decimal | None:
	"""The figure in a cell, None for a blank or dash.

	Thousands separators, currency signs, (brackets) and a minus before or behind are understood.
	Raises CellError for a percentage, for what can be read in two ways, and for any other text.
	"""
	found = clean(text)
	if found.casefold() in BLANKS:
		return None
	if found.endswith("%"):
		raise CellError(PERCENTAGE)
	bare, negative = _signed(found.replace(" ", "").replace("'", ""))
	value = _digits(_MONEY.sub("", bare))
	return -value if negative else value


def _signed(text: str) -> tuple[str, bool]:
	if text.startswith("(") and text.endswith(")"):
		return text[1:-1], True
	unsigned = _MONEY.sub("", text)
	if _MINUS.match(unsigned):
		return unsigned[1:], True
	return (unsigned[:-1], True) if unsigned.endswith("-") else (unsigned.removeprefix("+"), False)


def _digits(text: str) -> Decimal:
	if _PLAIN.fullmatch(text):
		return Decimal(text)
	if _GROUPED.fullmatch(text):
		return Decimal(text.replace(",", ""))
	if _CONTINENTAL.fullmatch(text):
		return Decimal(text.replace(".", "").replace(",", "."))
	raise CellError(UNCLEAR if re.fullmatch(r"[\d.,]+", text) and re.search(r"\d", text) else TEXT)


def is_amount(text: str) -> bool:
	"""Whether a cell holds a figure; a blank is none."""
	try:
		return amount(text) is not None
	except CellError:
		return False


def is_of_which(label: str) -> bool:
	"""A row that details the one above it (其中：…), and is contained in that."""
	return bool(_OF_WHICH.match(_unnumbered(label)))


def same_label(label: str) -> str:
	"""A label as it is compared: without numbering, 加：/减：/其中：, remarks in brackets, marks and blanks."""
	bare = _OF_WHICH.sub("", _SIGN_WORD.sub("", _unnumbered(label)))
	without = _BRACKETS.sub("", bare).strip()
	return _MARKS.sub("", without or bare).casefold()


def _unnumbered(label: str) -> str:
	found = clean(label).lstrip("*#△▲☆ ")
	# "(Loss) before tax" is no numbering: only figures and Chinese numerals are
	return _NUMBERING.sub("", found)


def column_letter(index: int) -> str:
	"""A spreadsheet's name of a column; 0 is A."""
	letters = ""
	number = index + 1
	while number:
		number, rest = divmod(number - 1, 26)
		letters = chr(ord("A") + rest) + letters
	return letters
