"""The building blocks of ratios: figures taken from statements, divided, with the reason where that fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO
from .statement import Statement

#: what a scorecard may band instead of a number
NO_DEBT = "No Debt"
NO_INTEREST = "No Interest"

NEGATIVE_EQUITY = "negative equity"
NO_PREVIOUS = "missing: previous statement"
CLOSING_ONLY = "closing balance, no previous statement"


class NotAvailableError(Exception):
	"""Leaves a formula where it has no value; `text` names a good reason for that, e.g. No Debt."""

	def __init__(self, note: str, text: str = "") -> None:
		super().__init__(note)
		self.note = note
		self.text = text


@dataclass(frozen=True, slots=True)
class Figure:
	"""A figure in the statement's currency, or a quotient of two, and what to know about it."""

	value: Decimal
	note: str = ""


#: takes the current and the previous statement, raises NotAvailableError
Measure = Callable[[Statement, Statement | None], Figure]


def line(code: str, less: str | None = None) -> Measure:
	"""A line of the current statement as stated, or less another one."""

	def get(current: Statement, previous: Statement | None) -> Figure:
		value = _known(current, code)
		return Figure(value if less is None else value - _known(current, less))

	return get


def flow(code: str) -> Measure:
	"""A flow of the current statement, scaled to a year."""
	return lambda current, previous: _yearly(current, code)


def average(code: str) -> Measure:
	"""The mean of opening and closing balance; the closing one alone when there is no other."""

	def get(current: Statement, previous: Statement | None) -> Figure:
		closing = _known(current, code)
		opening = None if previous is None else previous.value(code)
		if opening is None:
			return Figure(closing, CLOSING_ONLY)
		return Figure((opening + closing) / 2)

	return get


def over(top: Measure, bottom: Measure, nothing: str, text: str = "") -> Measure:
	"""top / bottom; a bottom of zero or less has no meaning: the note `nothing`, and `text` for a zero."""

	def get(current: Statement, previous: Statement | None) -> Figure:
		numerator, denominator = top(current, previous), bottom(current, previous)
		if denominator.value <= ZERO:
			raise NotAvailableError(nothing, text if denominator.value == ZERO else "")
		return Figure(numerator.value / denominator.value, _notes(numerator.note, denominator.note))

	return get


def with_equity(measure: Measure) -> Measure:
	"""The measure, not available when equity is zero or less."""

	# over negative equity a loss looks like a profit, so E ≤ 0 is a knock-out and not a number
	def get(current: Statement, previous: Statement | None) -> Figure:
		if _known(current, "equity") <= ZERO:
			raise NotAvailableError(NEGATIVE_EQUITY)
		return measure(current, previous)

	return get


def interest_cover(current: Statement, previous: Statement | None) -> Figure:
	"""EBIT / interest; without interest there is none, unless EBIT ≤ 0, which is the worst band."""
	ebit, interest = _known(current, "ebit"), _known(current, "interest")
	if interest > ZERO:
		return Figure(ebit / interest)
	if ebit <= ZERO:
		# as interest nears zero a loss covers it ever worse: 0 stands for the worst band
		return Figure(ZERO, "no interest, EBIT not positive")
	raise NotAvailableError("no interest", NO_INTEREST)


def sales_growth(current: Statement, previous: Statement | None) -> Figure:
	"""(S1 − S0) / S0, both scaled to a year."""
	if previous is None or previous.value("revenue") is None:
		raise NotAvailableError(NO_PREVIOUS)
	now, before = _yearly(current, "revenue"), _yearly(previous, "revenue")
	if before.value <= ZERO:
		raise NotAvailableError("no revenue before")
	return Figure((now.value - before.value) / before.value, _notes(now.note, before.note))


def capital_preservation(current: Statement, previous: Statement | None) -> Figure:
	"""Closing equity / opening equity."""
	opening = None if previous is None else previous.value("equity")
	if opening is None:
		raise NotAvailableError(NO_PREVIOUS)
	if opening <= ZERO:
		raise NotAvailableError(NEGATIVE_EQUITY)
	return Figure(_known(current, "equity") / opening)


def _known(statement: Statement, code: str) -> Decimal:
	value = statement.value(code)
	if value is None:
		raise NotAvailableError(f"missing: {code}")
	return value


def _yearly(statement: Statement, code: str) -> Figure:
	stated = _known(statement, code)
	value = statement.yearly(code)
	if value is None or statement.is_full_year:
		return Figure(stated)
	return Figure(value, statement.scaled_note((code,)))


def _notes(*notes: str) -> str:
	return "; ".join(dict.fromkeys(note for note in notes if note))
