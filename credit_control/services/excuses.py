"""What is late but not held against a customer: disputed items, and those in a plan that is kept."""

from collections.abc import Iterable
from datetime import date

from credit_control.engine.money import ZERO
from credit_control.engine.receivables import OpenItem, Overdue, excuse, open_terms, overdue
from credit_control.services import disputes, repayment_plans


def overdue_of(items: Iterable[OpenItem], customer: str, company: str, day: date) -> Overdue:
	"""The overdue part of the open items on a day, without what is excused."""
	terms = tuple(open_terms(items))
	late = overdue(terms, day)
	# a customer that is late with nothing needs no excuse, and no query
	excused = _excused(customer, company) if late.amount else {}
	if not excused:
		return late
	held_against = overdue(excuse(late.terms, excused), day)
	return Overdue(
		amount=held_against.amount,
		oldest_days=held_against.oldest_days,
		oldest_voucher=held_against.oldest_voucher,
		items=held_against.items,
		terms=held_against.terms,
		excused=late.amount - held_against.amount,
	)


def _excused(customer: str, company: str) -> dict:
	excused = disputes.disputed(customer, company)
	for invoice, amount in repayment_plans.planned(customer, company).items():
		excused[invoice] = excused.get(invoice, ZERO) + amount
	return excused
