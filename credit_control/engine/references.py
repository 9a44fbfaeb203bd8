"""A trade or bank reference: what the questionnaire asks, whether an answer can be used, what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .errors import CreditError, Problem
from .investigations import FAIR, GOOD, POOR

PROMPT = "Prompt"
DAYS_15 = "Up to 15 Days Late"
DAYS_30 = "Up to 30 Days Late"
OVER_30 = "Over 30 Days Late"
DEFAULTS = "Defaults"
#: from the best to the worst
HABITS = (PROMPT, DAYS_15, DAYS_30, OVER_30, DEFAULTS)
YES, NO = "Yes", "No"
YES_NO = (YES, NO)

#: standing by habit for "would extend credit again": yes, not said, no
STANDINGS: Mapping[str, tuple[str, str, str]] = {
	PROMPT: (GOOD, GOOD, FAIR),
	DAYS_15: (GOOD, FAIR, FAIR),
	DAYS_30: (FAIR, FAIR, POOR),
	OVER_30: (POOR, POOR, POOR),
	DEFAULTS: (POOR, POOR, POOR),
}

FIRST_YEAR = 1900
LONGEST_TERM = 3650
#: a million millions: no column holds it
TOO_LARGE = Decimal(10**12)
LONGEST_NAME = 140
LONGEST_REMARK = 2000
NUMBER = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
	"""A filled questionnaire; what was not said is None. `highest_credit` is in `currency`."""

	answered_by: str
	payment_habit: str
	answered_position: str | None = None
	trading_since: int | None = None
	highest_credit: Decimal | None = None
	currency: str | None = None
	term_days: int | None = None
	returned_cheques: str | None = None
	secured: str | None = None
	extend_again: str | None = None
	remarks: str | None = None

	@property
	def standing(self) -> str:
		return standing(self.payment_habit, self.extend_again, self.returned_cheques)


def standing(habit: str, extend_again: str | None, returned_cheques: str | None = None) -> str:
	"""Good, Fair or Poor from how the customer pays and whether the supplier would give credit again.

	A returned cheque leaves Fair at best. Never better for a worse habit, nor for a no than for a yes.
	Raises KeyError for a habit that is not in HABITS.
	"""
	yes, silent, no = STANDINGS[habit]
	found = {YES: yes, NO: no}.get(extend_again or "", silent)
	return FAIR if found == GOOD and returned_cheques == YES else found


def read_answer(
	form: Mapping[str, str], currencies: Collection[str], today: date
) -> tuple[Answer | None, list[Problem]]:
	"""A posted questionnaire as an answer, or everything that is wrong with it, field by field.

	`form` holds texts as they were typed; fields that are not asked for are ignored.
	"""
	values: dict[str, object] = {}
	problems: list[Problem] = []
	for field, reader in _readers(currencies, today).items():
		try:
			values[field] = reader(field, (form.get(field) or "").strip())
		except CreditError as error:
			problems.append(error.problem)
	if values.get("highest_credit") and "currency" in values and not values["currency"]:
		problems.append(Problem("currency", "Choose the currency of the amount."))
	return (None if problems else Answer(**values)), problems  # type: ignore[arg-type]


Reader = Callable[[str, str], object]


def _readers(currencies: Collection[str], today: date) -> dict[str, Reader]:
	"""How each field is read, in the order of the page."""
	return {
		"trading_since": _whole(FIRST_YEAR, today.year),
		"highest_credit": _amount,
		"currency": _choice(currencies),
		"term_days": _whole(0, LONGEST_TERM),
		"payment_habit": _required(_choice(HABITS)),
		"returned_cheques": _choice(YES_NO),
		"secured": _choice(YES_NO),
		"extend_again": _choice(YES_NO),
		"remarks": _text(LONGEST_REMARK),
		"answered_by": _required(_text(LONGEST_NAME)),
		"answered_position": _text(LONGEST_NAME),
	}


def _required(reader: Reader) -> Reader:
	def read(field: str, text: str) -> object:
		if not text:
			raise CreditError("This is needed. Please fill it in.", field=field)
		return reader(field, text)

	return read


def _choice(choices: Collection[str]) -> Reader:
	def read(field: str, text: str) -> str | None:
		if text and text not in choices:
			raise CreditError("Please choose one of the answers that are offered.", field=field)
		return text or None

	return read


def _whole(low: int, high: int) -> Reader:
	def read(field: str, text: str) -> int | None:
		if not text:
			return None
		if not (text.isascii() and text.isdigit() and low <= int(text[:9]) <= high):
			params = {"low": low, "high": high}
			raise CreditError("Please enter a whole number from {low} to {high}.", params, field=field)
		return int(text)

	return read


def _amount(field: str, text: str) -> Decimal | None:
	if not text:
		return None
	amount = Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else None
	if amount is None or amount >= TOO_LARGE:
		raise CreditError("Please enter an amount in figures, such as 50000.", field=field)
	return amount


def _text(longest: int) -> Reader:
	def read(field: str, text: str) -> str | None:
		if len(text) > longest:
			raise CreditError(
				"This is too long. Please keep to {longest} characters.", {"longest": longest}, field=field
			)
		return text or None

	return read
