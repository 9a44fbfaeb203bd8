"""Open items against their payment schedule: what is overdue, since when, and how old it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from .money import ZERO

#: a residue below this is rounding, not debt
RESIDUE = Decimal("0.005")
AGEING_EDGES = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class Instalment:
	"""One term of a payment schedule: when it falls due and its amount in company currency."""

	due: date
	amount: Decimal


@dataclass(frozen=True, slots=True)
class OpenItem:
	"""One receivable that is not settled: invoiced and outstanding in company currency, terms in due order."""

	voucher_type: str
	voucher_no: str
	posting_date: date
	invoiced: Decimal
	outstanding: Decimal
	schedule: tuple[Instalment, ...]


@dataclass(frozen=True, slots=True)
class OpenTerm:
	"""What is still open of one instalment of one item."""

	voucher_type: str
	voucher_no: str
	due: date
	amount: Decimal

	def days_overdue(self, today: date) -> int:
		"""Days past the due date; 0 on the day itself and before."""
		return max(0, (today - self.due).days)


@dataclass(frozen=True, slots=True)
class Overdue:
	"""The overdue part of a ledger on one day.

	`excused` is late too, but disputed or in a plan that is kept; `covered` is late on paper only: money
	and credit notes that nobody has allocated would pay it.
	"""

	amount: Decimal = ZERO
	oldest_days: int = 0
	oldest_voucher: str | None = None
	items: int = 0
	terms: tuple[OpenTerm, ...] = ()
	excused: Decimal = ZERO
	covered: Decimal = ZERO


def open_terms(items: Iterable[OpenItem]) -> Iterator[OpenTerm]:
	"""Spread what was paid over each item's schedule, first in first out, and yield what stays open."""
	for item in items:
		yield from _open_terms_of(item)


def _open_terms_of(item: OpenItem) -> Iterator[OpenTerm]:
	paid = item.invoiced - item.outstanding
	for instalment in sorted(item.schedule, key=lambda term: term.due):
		settled = min(max(paid, ZERO), instalment.amount)
		paid -= settled
		remaining = instalment.amount - settled
		if remaining > RESIDUE:
			yield OpenTerm(item.voucher_type, item.voucher_no, instalment.due, remaining)


def overdue(terms: Iterable[OpenTerm], today: date) -> Overdue:
	"""The overdue terms of a ledger, oldest first; a term due today is not overdue."""
	late = sorted((term for term in terms if term.due < today), key=lambda t: (t.due, t.voucher_no))
	if not late:
		return Overdue()
	return Overdue(
		amount=sum((term.amount for term in late), ZERO),
		oldest_days=late[0].days_overdue(today),
		oldest_voucher=late[0].voucher_no,
		items=len({term.voucher_no for term in late}),
		terms=tuple(late),
	)


def excuse(terms: Iterable[OpenTerm], amounts: Mapping[str, Decimal]) -> Iterator[OpenTerm]:
	"""The terms without what is excused of each voucher, its earliest terms first."""
	left = dict(amounts)
	for term in sorted(terms, key=lambda each: each.due):
		taken = min(term.amount, left.get(term.voucher_no, ZERO))
		if taken > ZERO:
			left[term.voucher_no] -= taken
			term = replace(term, amount=term.amount - taken)
		if term.amount > RESIDUE:
			yield term


def settle(terms: Iterable[OpenTerm], credit: Decimal) -> Iterator[OpenTerm]:
	"""The terms without what `credit` pays of them, the earliest first."""
	for term in sorted(terms, key=lambda each: (each.due, each.voucher_no)):
		paid = min(term.amount, max(credit, ZERO))
		credit -= paid
		if term.amount - paid > RESIDUE:
			yield replace(term, amount=term.amount - paid)


def ageing(
	terms: Iterable[OpenTerm], today: date, edges: tuple[int, ...] = AGEING_EDGES
) -> tuple[Decimal, ...]:
	"""Amounts not yet due, then by days overdue up to and including each edge, then beyond the last.

	The result has `len(edges) + 2` buckets; with the usual edges: current, 1–30, 31–60, 61–90, over 90.
	"""
	buckets = [ZERO] * (len(edges) + 2)
	for term in terms:
		buckets[bucket_of(term.days_overdue(today), edges)] += term.amount
	return tuple(buckets)


def bucket_of(days: int, edges: tuple[int, ...] = AGEING_EDGES) -> int:
	"""The position of an ageing bucket, as `ageing` counts them, by days overdue."""
	if days == 0:
		return 0
	return 1 + sum(1 for edge in edges if days > edge)
