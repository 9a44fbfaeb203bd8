"""How well a ledger is collected: days sales outstanding, delinquency, collection effectiveness, concentration.

Source: domain.md, Receivables performance. Amounts are in one currency; a figure that there is nothing to
measure on is None, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .money import HUNDRED, ZERO


@dataclass(frozen=True, slots=True)
class MonthSales:
	"""Credit sales of one month, returns deducted, and the month's days."""

	amount: Decimal
	days: int


@dataclass(frozen=True, slots=True)
class Paid:
	"""What was paid in a period: the amount, Σ part × days since its invoice, Σ part × days past its due date."""

	amount: Decimal = ZERO
	days_to_pay: Decimal = ZERO
	days_late: Decimal = ZERO


def dso(receivables: Decimal, sales: Decimal, days: int) -> Decimal | None:
	"""Days sales outstanding: receivables at the end / credit sales of the period × days; None without sales."""
	return receivables / sales * days if sales > ZERO else None


def count_back_dso(receivables: Decimal, months: Sequence[MonthSales]) -> Decimal | None:
	"""Days of sales that the receivables stand for, newest month first, the last one pro rata.

	Months without sales count their days. None when the receivables are larger than all the sales given:
	then they are older than what is known.
	"""
	left, days = receivables, ZERO
	for month in months:
		if left <= ZERO:
			break
		sold = max(ZERO, month.amount)
		if left < sold:
			return days + left / sold * month.days
		left -= sold
		days += month.days
	return days if left <= ZERO else None


def best_possible_dso(not_due: Decimal, sales: Decimal, days: int) -> Decimal | None:
	"""The days sales outstanding if nothing were overdue: receivables not yet due / credit sales × days."""
	return dso(not_due, sales, days)


def average_days_delinquent(
	receivables: Decimal, not_due: Decimal, sales: Decimal, days: int
) -> Decimal | None:
	"""Days sales outstanding − the best possible, on the same sales and days."""
	actual, best = dso(receivables, sales, days), best_possible_dso(not_due, sales, days)
	return None if actual is None or best is None else actual - best


def collection_effectiveness(
	begin: Decimal, sales: Decimal, end: Decimal, end_not_due: Decimal
) -> Decimal | None:
	"""CEI in percent: (begin + sales − end) / (begin + sales − end not yet due) × 100.

	`begin`, `end` and `end_not_due` are receivables. None when nothing could have been collected.
	"""
	collectable = begin + sales - end_not_due
	return HUNDRED * (begin + sales - end) / collectable if collectable > ZERO else None


def overdue_rate(overdue: Decimal, receivables: Decimal) -> Decimal | None:
	"""Percent of what is receivable that is overdue, by amount or by count; None without receivables."""
	return HUNDRED * overdue / receivables if receivables > ZERO else None


def weighted_days_to_pay(paid: Paid) -> Decimal | None:
	"""Days from invoice to payment weighted by amount; None when nothing was paid."""
	return paid.days_to_pay / paid.amount if paid.amount > ZERO else None


def weighted_days_late(paid: Paid, overdue: Decimal, overdue_days: Decimal) -> Decimal | None:
	"""Days past the due date weighted by amount: of what was paid, and of what is unpaid and overdue at the end.

	`overdue_days` is Σ overdue amount × days overdue. Without the unpaid part those who never pay would look
	punctual. None when nothing was paid and nothing is overdue.
	"""
	judged = paid.amount + overdue
	return (paid.days_late + overdue_days) / judged if judged > ZERO else None


def largest_share(amounts: Iterable[Decimal], count: int) -> Decimal | None:
	"""Percent of all that is owed that the `count` largest debtors owe; None when nobody owes."""
	owed = sorted((amount for amount in amounts if amount > ZERO), reverse=True)
	return HUNDRED * sum(owed[:count], ZERO) / sum(owed, ZERO) if owed else None


def concentration(amounts: Iterable[Decimal]) -> Decimal | None:
	"""Herfindahl–Hirschman index Σ share², 1 for a single debtor; credit balances are no share of anything."""
	owed = [amount for amount in amounts if amount > ZERO]
	total = sum(owed, ZERO)
	return sum((amount * amount for amount in owed), ZERO) / (total * total) if owed else None
