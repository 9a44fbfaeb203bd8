"""Instalments to begin a repayment plan with: equal ones, by the customer's grade, or by its seasons.

Amounts are whole multiples of `step`, the smallest unit of the currency, but for the last one: it takes what
rounding left, so that they sum to the total. Nobody is asked for an instalment of nothing: such a day is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .errors import CreditError
from .money import HUNDRED, ONE, ZERO
from .receivables import Instalment

EQUAL = "Equal"
BY_GRADE = "By Grade"
SEASONAL = "Seasonal"
METHODS = (EQUAL, BY_GRADE, SEASONAL)

#: months of trade without which nothing is known of a customer's seasons
YEAR = 12
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class GradeTerms:
	"""What a plan asks of a grade: percent down at once, and how many instalments, the down payment included.

	`grade` is None for customers that have none, and for grades without terms of their own.
	"""

	grade: str | None
	down_percent: Decimal
	instalments: int

	def down_payment(self, total: Decimal, step: Decimal) -> Decimal:
		"""The down payment of a total, rounded down to `step`."""
		return _floor(total * self.down_percent / HUNDRED, step)


def terms_for(grade: str | None, table: Iterable[GradeTerms]) -> GradeTerms | None:
	"""The terms of a grade, else those for everybody else; None where the table has neither."""
	known = {terms.grade: terms for terms in table}
	return known.get(grade) or known.get(None)


def equal_instalments(total: Decimal, days: Sequence[date], step: Decimal) -> tuple[Instalment, ...]:
	"""`total` in equal parts on the given days. Raises CreditError without a day."""
	return weighted_instalments(total, days, [ONE] * len(days), step)


def weighted_instalments(
	total: Decimal, days: Sequence[date], weights: Sequence[Decimal], step: Decimal
) -> tuple[Instalment, ...]:
	"""`total` on the given days in proportion to their weights; a day of weight 0 is left out.

	Raises CreditError without a day, and without a weight above zero.
	"""
	if not days:
		raise CreditError("The plan has no instalments.", field="instalments", remedy="Add at least one.")
	chosen = [(day, weight) for day, weight in zip(days, weights, strict=True) if weight > ZERO]
	if not chosen:
		raise CreditError(
			"No month of the plan has a share.",
			field="weights",
			remedy="Enter one above zero, or more months.",
		)
	whole = sum((weight for _, weight in chosen), ZERO)
	amounts = [_floor(total * weight / whole, step) for _, weight in chosen[:-1]]
	amounts.append(total - sum(amounts, ZERO))
	return tuple(
		Instalment(day, amount) for (day, _), amount in zip(chosen, amounts, strict=True) if amount > ZERO
	)


def with_down_payment(
	total: Decimal,
	down: Decimal,
	days: Sequence[date],
	step: Decimal,
	weights: Sequence[Decimal] | None = None,
) -> tuple[Instalment, ...]:
	"""`down` on the first day and the rest on the others, in equal parts or by the weights of those days.

	Raises CreditError where nothing is left for the others, or there are none.
	"""
	if not ZERO < down < total or len(days) < 2:
		raise CreditError(
			"A down payment of {down} leaves nothing for later instalments of {total}.",
			{"down": down, "total": total},
			field="down_payment",
			remedy="Enter less than the total and two instalments or more.",
		)
	rest = [ONE] * (len(days) - 1) if weights is None else weights[1:]
	return (Instalment(days[0], down), *weighted_instalments(total - down, days[1:], rest, step))


def month_shares(sold: Sequence[tuple[date, Decimal]]) -> Mapping[int, Decimal] | None:
	"""How a year's purchases spread over its months: month (1–12) → percent of an average year, to a tenth.

	`sold` has the first day and the amount of each whole month since the customer began to buy, those without
	purchases included. A month that was known twice counts with its average; returns are no negative season.
	None with less than a year of trade, and where nothing was bought.
	"""
	if len(sold) < YEAR:
		return None
	of_month: dict[int, list[Decimal]] = {}
	for day, amount in sold:
		of_month.setdefault(day.month, []).append(max(ZERO, amount))
	averages = {month: sum(found, ZERO) / len(found) for month, found in sorted(of_month.items())}
	whole = sum(averages.values(), ZERO)
	if not whole:
		return None
	return {month: (HUNDRED * average / whole).quantize(TENTH) for month, average in averages.items()}


def _floor(amount: Decimal, step: Decimal) -> Decimal:
	return amount // step * step
