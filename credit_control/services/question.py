"""Whose circumstances a judgement asks for: what each reader is given."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from credit_control.engine.money import ZERO


class Question(NamedTuple):
	"""`doc` is the ERPNext document, None when there is none; `known` the row of `file_row.find`, None for
	a customer without a Credit File; `locked` what holding the lock has told, None without it; `exposure`
	what the customer owes without the document, in company currency.
	"""

	doctype: str
	doc: Any
	customer: str
	company: str
	day: date
	known: Any = None
	locked: Any = None
	exposure: Decimal = ZERO
