"""Several texts in one line, divided as the reader's language divides them: 销售经理、信用经理 where English has a comma.

A divider alone is no text that can be translated (Frappe strips it before it looks it up), so each is written
between two texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce

#: names one after the other
LISTED = "{first}, {second}"
#: parts of a sentence, which may have commas of their own
CLAUSES = "{first}; {second}"
#: whole sentences: Chinese has no space between them
SENTENCES = "{first} {second}"


def joined(texts: Iterable[str], divided: str, translate: Callable[[str], str] = str) -> str:
	"""The texts in one; `divided` is one of the templates above. Empty for none."""
	pair, told = translate(divided), list(texts)
	return reduce(lambda first, second: pair.format(first=first, second=second), told) if told else ""
