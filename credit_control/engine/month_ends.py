"""What is open of a ledger at one month end after the other: aged, counted, with the credits beside.

An item is a voucher that a customer owes on; what stands on account (a receipt that is not allocated, a credit
note of its own) is a credit and no item, so that one customer's money never pays another's invoice.
Amounts are in company currency.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from .money import ZERO
from .receivables import AGEING_EDGES, RESIDUE, Instalment, bucket_of

BUCKETS = len(AGEING_EDGES) + 2


@dataclass(frozen=True, slots=True)
class Account:
	"""One voucher of the ledger and what changed on it up to each month end, or `count` of them that are alike.

	Alike are vouchers with the same due date that changed at the same month ends, and were open at the same
	ones to the same side. `changes` are (position of the month end, amount), in that order. `terms` is the
	schedule of an item with several of them and sums to at least what it ever owed; empty for one with a
	single due date.
	"""

	party: str
	due: date
	changes: tuple[tuple[int, Decimal], ...]
	terms: tuple[Instalment, ...] = ()
	count: int = 1


@dataclass(frozen=True, slots=True)
class MonthEnd:
	"""The ledger at the end of one day.

	`buckets` are amounts: not due, 1–30, 31–60, 61–90, over 90 days overdue; `counts` the items that have
	something in each. `overdue_days` is Σ overdue amount × days overdue. `credits` is what stands on
	account, above zero.
	"""

	day: date
	buckets: tuple[Decimal, ...]
	counts: tuple[int, ...]
	items: int
	overdue_items: int
	overdue_days: Decimal
	credits: Decimal

	@property
	def receivables(self) -> Decimal:
		"""All that is owed, credits not deducted."""
		return sum(self.buckets, ZERO)

	@property
	def not_due(self) -> Decimal:
		"""What falls due on the day or later."""
		return self.buckets[0]

	@property
	def overdue(self) -> Decimal:
		"""What fell due before the day."""
		return sum(self.buckets[1:], ZERO)

	@property
	def net(self) -> Decimal:
		"""What is owed less what stands on account: the balance of the general ledger."""
		return self.receivables - self.credits


@dataclass(slots=True)
class _Tally:
	day: date
	buckets: list[Decimal] = field(default_factory=lambda: [ZERO] * BUCKETS)
	counts: list[int] = field(default_factory=lambda: [0] * BUCKETS)
	items: int = 0
	overdue_items: int = 0
	overdue_days: Decimal = ZERO
	credits: Decimal = ZERO

	def add(self, account: Account, balance: Decimal) -> None:
		if balance < ZERO:
			self.credits -= balance
			return
		touched = {self._age(due, amount) for due, amount in _open_parts(account, balance)}
		for bucket in touched:
			self.counts[bucket] += account.count
		self.items += account.count
		if max(touched) > 0:
			self.overdue_items += account.count

	def _age(self, due: date, amount: Decimal) -> int:
		"""Put an amount into its bucket; returns the bucket's position."""
		days = max(0, (self.day - due).days)
		bucket = bucket_of(days)
		self.buckets[bucket] += amount
		self.overdue_days += amount * days
		return bucket

	def closed(self) -> MonthEnd:
		return MonthEnd(
			self.day,
			tuple(self.buckets),
			tuple(self.counts),
			self.items,
			self.overdue_items,
			self.overdue_days,
			self.credits,
		)


def _open_parts(account: Account, balance: Decimal) -> list[tuple[date, Decimal]]:
	"""The balance by due date: the last terms of a schedule stay open the longest."""
	if not account.terms:
		return [(account.due, balance)]
	left, found = balance, []
	for term in reversed(account.terms):
		taken = min(left, term.amount)
		if taken > RESIDUE:
			found.append((term.due, taken))
			left -= taken
	if left > RESIDUE:
		# interest booked on the invoice: due with its first instalment
		found.append((account.terms[0].due, left))
	return found


def month_ends(accounts: Iterable[Account], days: Sequence[date]) -> tuple[MonthEnd, ...]:
	"""The ledger at the end of each of the days, which are in order; positions in `changes` count them from 0."""
	tallies = [_Tally(day) for day in days]
	for account in accounts:
		for position, balance in balances(account, len(days)):
			tallies[position].add(account, balance)
	return tuple(tally.closed() for tally in tallies)


def balances(account: Account, count: int) -> Iterable[tuple[int, Decimal]]:
	"""What is open at each of `count` month ends as (position, amount), where something is; below zero a credit."""
	balance = ZERO
	for number, (start, change) in enumerate(account.changes):
		balance += change
		if abs(balance) <= RESIDUE:
			continue
		following = account.changes[number + 1][0] if number + 1 < len(account.changes) else count
		for position in range(start, following):
			yield position, balance


def days_of(last: date, months: int) -> tuple[date, ...]:
	"""The ends of the `months` before the last day, oldest first, and that day: one more than there are months.

	The last day need not end a month; its month is then counted up to it.
	"""
	found = [last]
	for _number in range(months):
		found.append(found[-1].replace(day=1) - timedelta(days=1))
	return tuple(reversed(found))
