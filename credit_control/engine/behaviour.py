"""How a customer has paid: figures over the invoices of the last months (domain.md, Receivables performance)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .money import HUNDRED, ZERO


@dataclass(frozen=True, slots=True)
class PaidPart:
	"""One payment of one invoice: its share in company currency and the day it was made."""

	amount: Decimal
	paid_on: date


@dataclass(frozen=True, slots=True)
class InvoiceHistory:
	"""One invoice with what was paid of it so far; amounts in company currency."""

	voucher_no: str
	posting_date: date
	due: date
	invoiced: Decimal
	payments: tuple[PaidPart, ...]
	outstanding: Decimal


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
	not judged.
	"""
	judged = [invoice for invoice in history if invoice.payments or invoice.due < today]
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
	"""True when any part was paid after the due date, or is unpaid and past it."""
	paid_late = any(part.paid_on > invoice.due for part in invoice.payments)
	return paid_late or (invoice.outstanding > ZERO and invoice.due < today)


def weighted_days_to_pay(history: Sequence[InvoiceHistory]) -> Decimal | None:
	"""Σ(paid amount × days from invoice to payment) / Σ paid amount; None when nothing was paid."""
	parts = [
		(part.amount, (part.paid_on - invoice.posting_date).days)
		for invoice in history
		for part in invoice.payments
	]
	return _weighted(parts)


def weighted_days_late(history: Sequence[InvoiceHistory], today: date) -> Decimal | None:
	"""Days past due weighted by amount, never below zero for a part paid early.

	Overdue amounts that are still unpaid count up to today.
	"""
	parts: list[tuple[Decimal, int]] = []
	for invoice in history:
		parts += [(part.amount, max(0, (part.paid_on - invoice.due).days)) for part in invoice.payments]
		if invoice.outstanding > ZERO and invoice.due < today:
			parts.append((invoice.outstanding, (today - invoice.due).days))
	return _weighted(parts)


def _weighted(parts: Sequence[tuple[Decimal, int]]) -> Decimal | None:
	total = sum((amount for amount, _ in parts), ZERO)
	if total <= ZERO:
		return None
	return sum((amount * days for amount, days in parts), ZERO) / total
