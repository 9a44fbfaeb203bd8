"""What the ledger knows of a customer, in the shapes that the engine asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from credit_control.engine import financials
from credit_control.engine.assessment import Facts
from credit_control.engine.behaviour import Behaviour, behaviour
from credit_control.engine.exposure import Exposure
from credit_control.engine.limits import LimitInputs
from credit_control.engine.money import ZERO
from credit_control.engine.payments import payment_values, years
from credit_control.engine.receivables import OpenTerm, Overdue, open_terms, overdue
from credit_control.engine.reviews import whole_months

from .ledger import Customer, Invoice

Values = dict[str, Decimal | str | None]


def facts(customer: Customer, today: date) -> Facts:
	"""Everything the scorecard may ask; what is not known is left out."""
	newest = customer.statements[0] if customer.statements else None
	previous = customer.statements[1] if len(customer.statements) > 1 else None
	values: Values = {**_file_values(customer, today), **_ledger_values(customer, today)}
	if newest:
		values |= financials.statement_values(newest, previous)
	broken = financials.statement_knock_outs(newest) if newest else frozenset()
	return Facts(
		values=values,
		knock_outs=customer.knock_outs | broken,
		has_history=bool(customer.invoices),
		statement_audit=newest.audit if newest else None,
		statement_age_months=whole_months(newest.period_end, today) if newest else None,
	)


def _file_values(customer: Customer, today: date) -> Values:
	values: Values = dict(customer.facts)
	if customer.founded_on:
		values["years_in_business"] = years(customer.founded_on, today)
	if customer.customer_since:
		values["relationship_years"] = years(customer.customer_since, today)
	return values


def _ledger_values(customer: Customer, today: date) -> Values:
	if not customer.invoices:
		return {}
	return {**payment_values(payment_behaviour(customer, today), terms_of(customer), today)}


def payment_behaviour(customer: Customer, today: date) -> Behaviour:
	"""How the customer paid the invoices of the last twelve months."""
	return behaviour([invoice.history() for invoice in _last_year(customer, today)], today)


def _last_year(customer: Customer, today: date) -> list[Invoice]:
	return [invoice for invoice in customer.invoices if whole_months(invoice.posted, today) < 12]


def limit_inputs(customer: Customer, today: date) -> LimitInputs:
	"""What the limit methods ask: figures of the newest statement, yearly purchases, days late."""
	stated = financials.limit_inputs(customer.statements[0]) if customer.statements else LimitInputs()
	paid = payment_behaviour(customer, today)
	yearly = customer.expected_purchases or paid.invoiced or None
	return replace(
		stated,
		annual_purchases=yearly,
		average_days_late=paid.weighted_days_late,
		monthly_credit_sales=yearly and yearly / 12,
	)


def terms_of(customer: Customer) -> tuple[OpenTerm, ...]:
	"""The instalments that are still open."""
	return tuple(open_terms(invoice.item() for invoice in customer.invoices))


def overdue_of(customer: Customer, today: date) -> Overdue:
	"""What is past its due date."""
	return overdue(terms_of(customer), today)


def exposure_of(customer: Customer) -> Exposure:
	"""What the customer owes or will owe, by part."""
	owed = sum((invoice.outstanding for invoice in customer.invoices), ZERO)
	return Exposure(
		open_orders=customer.open_orders,
		open_invoices=owed,
		unallocated_receipts=customer.receipts,
	)
