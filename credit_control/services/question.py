"""Whose circumstances a judgement asks for: what each reader is given."""

from datetime import date
from typing import Any, NamedTuple


class Question(NamedTuple):
	"""`doc` is the ERPNext document, None when there is none; `known` the row of `files.find_row`, None for
	a customer without a Credit File; `locked` what holding the lock has told, None without it.
	"""

	doctype: str
	doc: Any
	customer: str
	company: str
	day: date
	known: Any = None
	locked: Any = None
