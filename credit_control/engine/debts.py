"""Which open items to pay: those that are too old, and the fewest that make up an amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .case import Case
from .checks_ledger import terms_that_count
from .effects import part_of, without
from .money import ZERO
from .policy import INSURANCE, OLDEST_OVERDUE, CheckRule
from .receivables import OpenTerm

#: more vouchers than this in one sentence is a list nobody reads
NAMED = 5
#: so many items that are not due yet are kept with a case, the largest
MOST_PAYABLE = 20


@dataclass(frozen=True, slots=True)
class Debt:
	"""The open terms of one voucher."""

	terms: tuple[OpenTerm, ...]

	@property
	def amount(self) -> Decimal:
		return sum((term.amount for term in self.terms), ZERO)

	@property
	def part(self) -> str:
		return part_of(self.terms[0])


def largest_payable(terms: Iterable[OpenTerm], today: date) -> tuple[OpenTerm, ...]:
	"""The largest open terms that are not overdue on a day: what a case keeps of them."""
	upcoming = [term for term in terms if term.due >= today]
	return tuple(sorted(upcoming, key=lambda term: (-term.amount, term.due, term.voucher_no))[:MOST_PAYABLE])


def too_old(case: Case, targets: Mapping[str, CheckRule]) -> list[OpenTerm]:
	"""The terms that are overdue for more days than the policy, or the insurer, allows."""
	limits = list(_allowed_days(case, targets))
	return [
		term
		for term in case.overdue.terms
		if any(term.days_overdue(case.today) > days and term in counting for days, counting in limits)
	]


def _allowed_days(case: Case, targets: Mapping[str, CheckRule]) -> Iterator[tuple[int, frozenset[OpenTerm]]]:
	cover = case.circumstances.cover
	if OLDEST_OVERDUE in targets:
		rule = targets[OLDEST_OVERDUE]
		yield int(rule.threshold or 0), frozenset(terms_that_count(case, rule))
	if INSURANCE in targets and cover and cover.stop_days is not None:
		yield cover.stop_days, frozenset(terms_that_count(case, targets[INSURANCE]))


def debts(terms: Iterable[OpenTerm], taken: Iterable[OpenTerm]) -> list[Debt]:
	"""What is open besides the taken terms, voucher by voucher."""
	found: dict[tuple[str, str], list[OpenTerm]] = {}
	for term in without(terms, taken):
		found.setdefault((term.voucher_type, term.voucher_no), []).append(term)
	return [Debt(tuple(terms)) for terms in found.values()]


def fewest(found: Sequence[Debt], need: Decimal) -> list[Debt]:
	"""The fewest debts that together come to `need`, the last of them as small as possible.

	Empty when nothing is needed, or all of them together are not enough.
	"""
	chosen: list[Debt] = []
	for debt in sorted(found, key=lambda each: each.amount, reverse=True):
		if need <= ZERO:
			break
		chosen.append(debt)
		need -= debt.amount
	if need > ZERO or not chosen:
		return []
	last = chosen.pop()
	spare = [debt for debt in found if debt not in chosen and debt.amount >= need + last.amount]
	return [*chosen, min(spare, key=lambda each: each.amount)]


def named(names: Sequence[str]) -> str:
	"""The first vouchers by name, and how many more there are."""
	shown = ", ".join(names[:NAMED])
	return shown if len(names) <= NAMED else f"{shown} (+{len(names) - NAMED})"
