"""How a customer has paid: figures over the invoices of the last months (domain.md, Receivables performance)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .money import HUNDRED, ZERO
from .receivables import RESIDUE, Instalment


@dataclass(frozen=True, slots=True)
class PaidPart:
	"""One payment of one invoice: its share in company currency and the day it was made."""

	amount: Decimal
	paid_on: date


@dataclass(frozen=True, slots=True)
class InvoiceHistory:
	"""One invoice with what was paid of it so far; amounts in company currency.

	`due` is the last due date; `terms` are the instalments of a schedule, empty for a single one. `disputed`
	is the part of `outstanding` that the customer contests: nobody is late with what may not be owed.
	"""

	voucher_no: str
	posting_date: date
	due: date
	invoiced: Decimal
	payments: tuple[PaidPart, ...]
	outstanding: Decimal
	terms: tuple[Instalment, ...] = ()
	disputed: Decimal = ZERO

	@property
	def owed(self) -> Decimal:
		"""What is unpaid and not disputed."""
		return max(ZERO, self.outstanding - self.disputed)

	@property
	def schedule(self) -> list[Instalment]:
		"""The instalments in the order they fall due."""
		terms = self.terms or (Instalment(self.due, self.invoiced),)
		return sorted(terms, key=lambda term: term.due)

	@property
	def first_due(self) -> date:
		"""The day the first instalment falls due."""
		return self.schedule[0].due

	def is_judged(self, today: date) -> bool:
		"""True once something was paid, or is past its due date and not disputed altogether."""
		if self.payments:
			return True
		return self.first_due < today and (self.disputed <= ZERO or self.owed > RESIDUE)


@dataclass(frozen=True, slots=True)
class Settlement:
	"""A part of an invoice with the due date of its instalment; `paid_on` is None while it is unpaid."""

	amount: Decimal
	due: date
	paid_on: date | None = None

	def days_late(self, today: date) -> int:
		"""Days past the due date, up to today for an unpaid part; never below zero."""
		return max(0, ((self.paid_on or today) - self.due).days)

	def is_judged(self, today: date) -> bool:
		"""False for a part that is neither paid nor past its due date."""
		return self.paid_on is not None or self.due < today


def settlements(invoice: InvoiceHistory) -> list[Settlement]:
	"""The payments spread over the instalments first in first out, and what is unpaid over the last ones.

	What was credited or written off is neither and falls between the two; a payment beyond the
	schedule counts for its last instalment. What is disputed is no part of it: the earliest unpaid instalments
	leave first, as everywhere.
	"""
	paid, found = ZERO, []
	for part in sorted(invoice.payments, key=lambda part: part.paid_on):
		found += _paid(part, paid, invoice.schedule)
		paid += part.amount
	return found + _unpaid(invoice.owed, invoice.schedule)


def _paid(part: PaidPart, before: Decimal, schedule: Sequence[Instalment]) -> list[Settlement]:
	"""A payment over the instalments, when `before` was paid already."""
	found, start, after = [], ZERO, before + part.amount
	for term in schedule:
		end = start + term.amount
		covered = min(end, after) - max(start, before)
		if covered > ZERO:
			found.append(Settlement(covered, term.due, part.paid_on))
		start = end
	beyond = after - max(start, before)
	if beyond > ZERO:
		found.append(Settlement(beyond, schedule[-1].due, part.paid_on))
	return found


def _unpaid(outstanding: Decimal, schedule: Sequence[Instalment]) -> list[Settlement]:
	left, found = outstanding, []
	for term in reversed(schedule):
		taken = min(left, term.amount)
		if taken > ZERO:
			found.append(Settlement(taken, term.due))
			left -= taken
	if left > ZERO:
		# interest booked on the invoice: due with its first instalment
		found.append(Settlement(left, schedule[0].due))
	return found


@dataclass(frozen=True, slots=True)
class Behaviour:
	"""Payment behaviour of a period. Every figure is None where there is nothing to measure it on."""

	invoices: int = 0
	invoiced: Decimal = ZERO
	late_ratio: Decimal | None = None
	weighted_days_to_pay: Decimal | None = None
	weighted_days_late: Decimal | None = None


def behaviour(history: Sequence[InvoiceHistory], today: date) -> Behaviour:
	"""Late share by number (percent), and days to pay and days late weighted by amount (days).

	Unpaid and overdue amounts count with today as their payment date: leaving them out would
	make the customers that never pay look punctual. Invoices not yet due and not yet paid are
	not judged, nor is what is disputed.
	"""
	judged = [invoice for invoice in history if invoice.is_judged(today)]
	if not judged:
		return Behaviour(len(history), sum((i.invoiced for i in history), ZERO))
	return Behaviour(
		invoices=len(history),
		invoiced=sum((invoice.invoiced for invoice in history), ZERO),
		late_ratio=late_ratio(judged, today),
		weighted_days_to_pay=weighted_days_to_pay(judged),
		weighted_days_late=weighted_days_late(judged, today),
	)


def late_ratio(history: Sequence[InvoiceHistory], today: date) -> Decimal | None:
	"""Percentage of invoices with a part paid after the due date or unpaid after it."""
	if not history:
		return None
	late = sum(1 for invoice in history if is_late(invoice, today))
	return HUNDRED * late / len(history)


def is_late(invoice: InvoiceHistory, today: date) -> bool:
	"""True when any instalment was paid after its due date, or is unpaid and past it."""
	return any(part.days_late(today) > 0 for part in settlements(invoice))


def weighted_days_to_pay(history: Sequence[InvoiceHistory]) -> Decimal | None:
	"""Σ(paid amount × days from invoice to payment) / Σ paid amount; None when nothing was paid."""
	parts = [
		(part.amount, (part.paid_on - invoice.posting_date).days)
		for invoice in history
		for part in invoice.payments
	]
	return _weighted(parts)


def weighted_days_late(history: Sequence[InvoiceHistory], today: date) -> Decimal | None:
	"""Days past each instalment's due date weighted by amount, never below zero for a part paid early.

	Overdue amounts that are still unpaid count up to today.
	"""
	return _weighted(
		[
			(part.amount, part.days_late(today))
			for invoice in history
			for part in settlements(invoice)
			if part.is_judged(today)
		]
	)


def _weighted(parts: Sequence[tuple[Decimal, int]]) -> Decimal | None:
	total = sum((amount for amount, _ in parts), ZERO)
	if total <= ZERO:
		return None
	return sum((amount * days for amount, days in parts), ZERO) / total
