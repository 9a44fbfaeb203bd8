"""Whom to thank: what we had written about when it was overdue, and was then paid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .money import ZERO
from .strategy import Claim


@dataclass(frozen=True, slots=True)
class Noted:
	"""A claim that we wrote about: since when, and what was open of it when we wrote last, company currency."""

	claim: Claim
	since: date


@dataclass(frozen=True, slots=True)
class Payment:
	"""What one voucher paid of one invoice, in company currency, by its posting date."""

	voucher: str
	invoice: str
	posted: date
	amount: Decimal


@dataclass(frozen=True, slots=True)
class Paid:
	"""A claim that is settled, the payment that did it and its day, and how much was paid since we wrote."""

	claim: Claim
	voucher: str
	posted: date
	amount: Decimal

	@property
	def days_late(self) -> int:
		return self.claim.days(self.posted)


def paid(
	noted: Iterable[Noted], still_open: Collection[str], payments: Sequence[Payment], thanked: Collection[str]
) -> tuple[Paid, ...]:
	"""The claims to thank for. `still_open` and `thanked` hold `Claim.key`s, `thanked` vouchers too.

	A claim counts when it is settled and money came in for its invoice after the due date and after we
	wrote; what a credit note or a write-off settled was not paid. A payment is thanked for once.
	"""
	found: list[Paid] = []
	left = _amounts(payments)
	for each in sorted(noted, key=lambda one: (one.claim.due, one.claim.voucher)):
		if each.claim.key in still_open or each.claim.key in thanked:
			continue
		fitting = [payment for payment in payments if _pays(payment, each)]
		last = max(fitting, key=lambda payment: (payment.posted, payment.voucher), default=None)
		if last is None or last.voucher in thanked:
			continue
		amount = min(each.claim.amount, left[each.claim.voucher])
		left[each.claim.voucher] -= amount
		found.append(Paid(each.claim, last.voucher, last.posted, amount))
	return tuple(found)


def _pays(payment: Payment, noted: Noted) -> bool:
	return (
		payment.invoice == noted.claim.voucher
		and payment.posted > noted.claim.due
		and payment.posted >= noted.since
	)


def _amounts(payments: Iterable[Payment]) -> dict[str, Decimal]:
	found: dict[str, Decimal] = {}
	for payment in payments:
		found[payment.invoice] = found.get(payment.invoice, ZERO) + payment.amount
	return found
