"""Whether an invoice could be sold to a bank or factor, and why not. Amounts are in company currency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .messages import Figure, Message
from .money import ZERO


@dataclass(frozen=True, slots=True)
class Invoice:
	"""An open invoice: what of it is overdue, what is disputed, and its longest credit days."""

	outstanding: Decimal
	overdue: Decimal = ZERO
	days_overdue: int = 0
	disputed: Decimal = ZERO
	term_days: int | None = None
	discounted_in: str | None = None


@dataclass(frozen=True, slots=True)
class Customer:
	"""What is known of the invoice's customer. `granted_days` None: no terms were granted, so none are too long."""

	grade: str | None = None
	credit_allowed: bool = True
	assignment_prohibited: bool = False
	granted_days: int | None = None


def refusals(invoice: Invoice, customer: Customer) -> tuple[Message, ...]:
	"""Every reason why the invoice cannot be discounted; none when it can."""
	return (*_of_invoice(invoice), *_of_terms(invoice, customer), *_of_customer(customer))


def _of_invoice(invoice: Invoice) -> Iterator[Message]:
	if invoice.outstanding <= ZERO:
		yield Message("Nothing of it is open.")
	if invoice.discounted_in:
		yield Message("It is in {document} already.", {"document": invoice.discounted_in})
	if invoice.overdue > ZERO:
		params: dict[str, Figure] = {"amount": invoice.overdue, "days": invoice.days_overdue}
		yield Message("{amount} of it has been overdue for {days} days.", params)
	if invoice.disputed > ZERO:
		yield Message("{amount} of it is disputed.", {"amount": invoice.disputed})


def _of_terms(invoice: Invoice, customer: Customer) -> Iterator[Message]:
	granted = customer.granted_days
	if invoice.term_days is not None and granted is not None and invoice.term_days > granted:
		params = {"days": invoice.term_days, "allowed": granted}
		yield Message("Its terms give {days} days of credit; {allowed} are granted.", params)


def _of_customer(customer: Customer) -> Iterator[Message]:
	if customer.grade is None:
		yield Message("The customer has no grade yet.")
	elif not customer.credit_allowed:
		yield Message("Grade {grade} buys against payment only.", {"grade": customer.grade})
	if customer.assignment_prohibited:
		yield Message("The contract with the customer forbids the assignment of its invoices.")
