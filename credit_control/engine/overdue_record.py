"""The record of what a customer paid late or has not paid at all: how often, how much, how long.

One occurrence is one invoice with a part that was paid, or is unpaid, after its due date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .behaviour import InvoiceHistory
from .money import HUNDRED, ZERO
from .receivables import AGEING_EDGES, RESIDUE


@dataclass(frozen=True, slots=True)
class Occurrence:
	"""One late invoice. `amount` is what was paid late plus what is overdue; `settled_on` None while it is open."""

	voucher_no: str
	posting_date: date
	due: date
	invoiced: Decimal
	amount: Decimal
	days_late: int
	overdue: Decimal
	settled_on: date | None

	@property
	def is_open(self) -> bool:
		return self.overdue > ZERO


@dataclass(frozen=True, slots=True)
class LateBucket:
	"""Occurrences by days late: from `start` to `end` days inclusive, without end for the last."""

	start: int
	end: int | None
	times: int
	amount: Decimal


@dataclass(frozen=True, slots=True)
class OverdueRecord:
	"""The occurrences of a period, newest first, with their sums. Figures are None where nothing was late.

	`disputed` is past its due date, unpaid and contested, and counts in none of the others.
	"""

	occurrences: tuple[Occurrence, ...]
	judged: int
	amount: Decimal
	overdue: Decimal
	longest: int | None
	average_days: Decimal | None
	late_share: Decimal | None
	buckets: tuple[LateBucket, ...]
	disputed: Decimal = ZERO

	@property
	def times(self) -> int:
		return len(self.occurrences)


def overdue_record(history: Iterable[InvoiceHistory], since: date, as_of: date) -> OverdueRecord:
	"""What was late at any time from `since` up to `as_of`.

	An invoice due before the period counts while it was still unpaid in it. `judged` are the invoices
	that fell due, were paid or stayed overdue in the period: the share of late ones is of these. What is
	disputed is neither.
	"""
	history = list(history)
	judged = [invoice for invoice in history if _is_of_period(invoice, since, as_of)]
	late = [found for invoice in judged if (found := occurrence(invoice, as_of))]
	late.sort(key=lambda item: (item.due, item.voucher_no), reverse=True)
	return OverdueRecord(
		occurrences=tuple(late),
		judged=len(judged),
		amount=sum((item.amount for item in late), ZERO),
		overdue=sum((item.overdue for item in late), ZERO),
		longest=max((item.days_late for item in late), default=None),
		average_days=average_days(late),
		late_share=HUNDRED * len(late) / len(judged) if judged else None,
		buckets=buckets(late),
		disputed=sum((invoice.disputed for invoice in history if invoice.due < as_of), ZERO),
	)


def _is_of_period(invoice: InvoiceHistory, since: date, as_of: date) -> bool:
	"""True for what was due, unpaid or paid in the period; what is not due yet counts once it is paid."""
	if not invoice.payments and (invoice.due > as_of or _is_all_disputed(invoice)):
		return False
	return is_unpaid(invoice) or invoice.due >= since or settled_on(invoice) >= since


def _is_all_disputed(invoice: InvoiceHistory) -> bool:
	return invoice.disputed > ZERO and not is_unpaid(invoice)


def is_unpaid(invoice: InvoiceHistory) -> bool:
	return invoice.owed > RESIDUE


def settled_on(invoice: InvoiceHistory) -> date:
	"""The day of the last payment; of an invoice that a credit note settled, its due date."""
	return max((part.paid_on for part in invoice.payments), default=invoice.due)


def occurrence(invoice: InvoiceHistory, as_of: date) -> Occurrence | None:
	"""What was late of one invoice up to a day; None when nothing was."""
	late = [part for part in invoice.payments if part.paid_on > invoice.due]
	overdue = invoice.owed if is_unpaid(invoice) and invoice.due < as_of else ZERO
	if not (late or overdue):
		return None
	last = as_of if overdue else settled_on(invoice)
	return Occurrence(
		voucher_no=invoice.voucher_no,
		posting_date=invoice.posting_date,
		due=invoice.due,
		invoiced=invoice.invoiced,
		amount=sum((part.amount for part in late), ZERO) + overdue,
		days_late=(last - invoice.due).days,
		overdue=overdue,
		settled_on=None if overdue else last,
	)


def average_days(late: Sequence[Occurrence]) -> Decimal | None:
	"""Days late weighted by amount; None when nothing was late."""
	amount = sum((item.amount for item in late), ZERO)
	if amount <= ZERO:
		return None
	return sum((item.amount * item.days_late for item in late), ZERO) / amount


def buckets(late: Sequence[Occurrence], edges: Sequence[int] = AGEING_EDGES) -> tuple[LateBucket, ...]:
	"""Times and amounts by days late, edges inclusive above: 1–30, 31–60, 61–90, over 90."""
	starts, ends = [1, *(edge + 1 for edge in edges)], [*edges, None]
	return tuple(_bucket(late, start, end) for start, end in zip(starts, ends, strict=True))


def _bucket(late: Sequence[Occurrence], start: int, end: int | None) -> LateBucket:
	inside = [item for item in late if item.days_late >= start and (end is None or item.days_late <= end)]
	return LateBucket(start, end, len(inside), sum((item.amount for item in inside), ZERO))
