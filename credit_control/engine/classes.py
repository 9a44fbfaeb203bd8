"""Classes of customers: how risky one is against what it is worth, and what that means for looking after it.

The risk class comes from the grade, the value class from trade; the matrix of both gives the class.
What is not known decides nothing: a class is None where the known figures leave it open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .errors import Problem
from .money import HUNDRED, ONE, ZERO

RISK_CLASSES = ("Prime", "Standard", "High Risk")
VALUE_CLASSES = ("VIP", "Key", "Ordinary")


@dataclass(frozen=True, slots=True)
class Trade:
	"""A customer's trade: invoiced in the last 12 months, months since the first invoice, invoices in 12 months.

	The amount is in the scheme's currency. None is not known.
	"""

	yearly_amount: Decimal | None = None
	months: int | None = None
	yearly_invoices: int | None = None
	industry: str | None = None


@dataclass(frozen=True, slots=True)
class ValueRule:
	"""What a value class asks for; a minimum of None asks for nothing."""

	value_class: str
	minimum_amount: Decimal | None = None
	minimum_months: int | None = None
	minimum_invoices: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
	"""What a risk class and a value class make together. The factor shortens or stretches the review months."""

	customer_class: str
	review_factor: Decimal = ONE
	attention: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
	"""The rules: grades by risk class, value classes best first, weights of industries in percent, the matrix."""

	risk_by_grade: Mapping[str, str]
	value_rules: Sequence[ValueRule]
	matrix: Mapping[tuple[str, str], Cell]
	industry_weights: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Classes:
	"""A customer's classes; each None while it cannot be told."""

	risk_class: str | None = None
	value_class: str | None = None
	cell: Cell | None = None

	@property
	def customer_class(self) -> str | None:
		return self.cell.customer_class if self.cell else None


def classify(scheme: Scheme, grade: str | None, trade: Trade) -> Classes:
	"""Risk class, value class and what they make together."""
	risk = scheme.risk_by_grade.get(grade) if grade else None
	value = value_class(scheme, trade)
	cell = scheme.matrix.get((risk, value)) if risk and value else None
	return Classes(risk, value, cell)


def value_class(scheme: Scheme, trade: Trade) -> str | None:
	"""The best value class whose every minimum is reached.

	A class that the known figures neither reach nor miss leaves the answer open: None.
	"""
	for rule in scheme.value_rules:
		met = _met(rule, trade, scheme)
		if met is not False:
			return rule.value_class if met else None
	return None


def _met(rule: ValueRule, trade: Trade, scheme: Scheme) -> bool | None:
	"""True or False where the known figures say so, else None."""
	verdicts = [
		_reached(weighted_amount(scheme, trade), rule.minimum_amount),
		_reached(trade.months, rule.minimum_months),
		_reached(trade.yearly_invoices, rule.minimum_invoices),
	]
	if False in verdicts:
		return False
	# a customer of whom nothing is known is not even ordinary
	return None if None in verdicts or _is_unknown(trade) else True


def _is_unknown(trade: Trade) -> bool:
	return trade.yearly_amount is None and trade.months is None and trade.yearly_invoices is None


def _reached(figure: Decimal | int | None, minimum: Decimal | int | None) -> bool | None:
	"""Minimums are inclusive."""
	if minimum is None:
		return True
	return None if figure is None else figure >= minimum


def weighted_amount(scheme: Scheme, trade: Trade) -> Decimal | None:
	"""The yearly amount as the customer's industry counts: 120 % for one that is worth courting."""
	if trade.yearly_amount is None:
		return None
	return trade.yearly_amount * scheme.industry_weights.get(trade.industry or "", HUNDRED) / HUNDRED


def review_months(cell: Cell | None, months: int) -> int:
	"""A policy's review interval as the class has it: times the factor, rounded down, one month at least."""
	if cell is None or months < 1:
		return months
	return max(1, int(months * cell.review_factor))


def scheme_problems(scheme: Scheme) -> list[Problem]:
	"""What would make customers fall through: no value class for everybody, cells of the matrix missing."""
	return [*_value_problems(scheme.value_rules), *_matrix_problems(scheme), *_figure_problems(scheme)]


def _value_problems(rules: Sequence[ValueRule]) -> Iterator[Problem]:
	last = rules[-1] if rules else None
	if last and (last.minimum_amount, last.minimum_months, last.minimum_invoices) != (None, None, None):
		yield Problem(
			"value_rules",
			"{value} is the last value class and asks for minimums: customers below them have no class.",
			"Let the last class ask for nothing.",
			{"value": last.value_class},
		)


def _matrix_problems(scheme: Scheme) -> Iterator[Problem]:
	values = [rule.value_class for rule in scheme.value_rules]
	for risk in dict.fromkeys(scheme.risk_by_grade.values()):
		for value in values:
			if (risk, value) not in scheme.matrix:
				yield Problem(
					"matrix",
					"{risk} and {value} have no class in the matrix.",
					"Add a row.",
					{"risk": risk, "value": value},
				)


def _figure_problems(scheme: Scheme) -> Iterator[Problem]:
	for cell in scheme.matrix.values():
		if cell.review_factor <= ZERO:
			yield Problem(
				"review_factor",
				"The review factor of {name} must be above zero.",
				"Enter 1 to leave the policy's interval as it is.",
				{"name": cell.customer_class},
			)
