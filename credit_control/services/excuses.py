"""What is late but not held against a customer: disputed, in a plan that is kept, or paid but not allocated."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from credit_control.engine.money import ZERO
from credit_control.engine.receivables import OpenItem, Overdue, excuse, open_terms, overdue, settle
from credit_control.services import disputes, planned_items


def overdue_of(
	items: Iterable[OpenItem], customer: str, company: str, day: date, credit: Decimal = ZERO
) -> Overdue:
	"""The overdue part of the open items on a day, without what is excused and what `credit` would pay.

	`credit` is what stands to the customer's credit without having been allocated (domain.md, trap 7).
	"""
	late = overdue(open_terms(items), day)
	# a customer that is late with nothing needs no excuse, and no query
	excused = _excused(customer, company) if late.amount else {}
	if not excused and credit <= ZERO:
		return late
	unexcused = overdue(excuse(late.terms, excused), day)
	held_against = overdue(settle(unexcused.terms, credit), day)
	excused_amount, covered = late.amount - unexcused.amount, unexcused.amount - held_against.amount
	return replace(held_against, excused=excused_amount, covered=covered)


def _excused(customer: str, company: str) -> dict:
	excused = disputes.disputed(customer, company)
	for invoice, amount in planned_items.of_customer(customer, company).items():
		excused[invoice] = excused.get(invoice, ZERO) + amount
	return excused
