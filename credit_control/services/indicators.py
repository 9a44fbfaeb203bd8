"""A customer's indicator values on a day, from ledger, statement and file."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frappe.utils import add_days, add_months, getdate

from credit_control.engine.assessment import Facts
from credit_control.engine.behaviour import Behaviour, behaviour
from credit_control.engine.financials import statement_knock_outs, statement_values
from credit_control.engine.money import HUNDRED, ZERO, decimal
from credit_control.engine.payments import payment_values, years
from credit_control.engine.promises import reliability
from credit_control.engine.reviews import whole_months
from credit_control.engine.statement import Statement
from credit_control.engine.trade import trend
from credit_control.erp import sales
from credit_control.erp.exposure import read_exposure
from credit_control.erp.past_exposure import read_past_exposure
from credit_control.services import (
	file_indicators,
	payment_history,
	prefetch,
	promise_outcomes,
	securities,
	settings,
)
from credit_control.services.file_indicators import file_values

HISTORY_MONTHS = 12

Values = dict[str, Decimal | str | None]


@dataclass(frozen=True)
class Subject:
	"""Whom an assessment is about, and on which day."""

	customer: str
	company: str
	as_of: date

	@property
	def since(self) -> date:
		return getdate(add_months(self.as_of, -HISTORY_MONTHS))


#: what a submitted statement keeps of its evaluation against the tables of its industry
EVALUATIONS = ("wall_index", "five_tier_score")


def gather(
	subject: Subject, file, statement: Statement | None, previous: Statement | None, source=None
) -> Facts:
	"""Everything a scorecard may ask about a customer; a value that is not known is None.

	`source` is the document that `statement` was read from.
	"""
	first = sales.first_invoice_date(subject.customer, subject.company)
	values = {
		**ledger_values(subject, first),
		**file_values(file, subject.company, subject.as_of),
		"security_cover": security_cover(subject),
	}
	if statement:
		values |= {**statement_values(statement, previous), **evaluations(source)}
	return Facts(
		values=values,
		knock_outs=knock_outs(subject, file, statement),
		has_history=first is not None and first <= subject.as_of,
		statement_audit=statement and statement.audit,
		statement_age_months=statement and whole_months(statement.period_end, subject.as_of),
	)


def evaluations(source) -> Values:
	"""The evaluations that a statement's document has, by the standards it was submitted with."""
	stored = {code: source.get(code) for code in EVALUATIONS} if source else {}
	return {code: decimal(figure) for code, figure in stored.items() if figure}


def payment_behaviour(subject: Subject) -> Behaviour:
	"""How the customer paid the invoices of the last 12 months."""
	return prefetch.remembered(_payment_behaviour, subject)


def _payment_behaviour(subject: Subject) -> Behaviour:
	history = payment_history.of_customer(subject.customer, subject.company, subject.since, subject.as_of)
	return behaviour(history, subject.as_of)


def ledger_values(subject: Subject, first: date | None) -> Values:
	"""Indicators that come from our own ledger; all None for a customer without invoices."""
	if first is None or first > subject.as_of:
		return {}
	terms = payment_history.open_on(subject.customer, subject.company, subject.as_of)
	return {
		**payment_values(payment_behaviour(subject), terms, subject.as_of),
		"months_of_history": decimal(whole_months(first, subject.as_of)),
		"purchase_trend": purchase_trend(subject, first),
		"relationship_years": years(first, subject.as_of),
		"promises_kept": promises_kept(subject),
	}


def promises_kept(subject: Subject) -> Decimal | None:
	"""How far the customer kept the promises of the last 12 months, in percent; None without one."""
	return reliability(
		promise_outcomes.between(subject.customer, subject.company, subject.since, subject.as_of)
	)


def purchase_trend(subject: Subject, first: date) -> Decimal | None:
	"""Change of purchases in percent from the year before; None without two years of trade."""
	before_last = getdate(add_months(subject.as_of, -2 * HISTORY_MONTHS))
	if first > before_last:
		return None
	recent, before = (
		sales.purchases(subject.customer, subject.company, getdate(add_days(start, 1)), end)
		for start, end in ((subject.since, subject.as_of), (before_last, subject.since))
	)
	return trend(recent, before)


def security_cover(subject: Subject) -> Decimal | None:
	"""Securities valid on the day, after haircut, in percent of the exposure; None where none is held.

	Where nothing is owed everything is covered.
	"""
	secured = securities.secured_amount(subject.customer, subject.company, subject.as_of)
	if secured is None:
		return None
	owed = exposure(subject)
	return secured / owed * HUNDRED if owed > ZERO else HUNDRED


def exposure(subject: Subject) -> Decimal:
	"""What the customer owed or would owe on the day, by the parts that the settings count."""
	read = read_past_exposure if subject.as_of < getdate() else read_exposure
	return read(subject.customer, subject.company, settings.switches(), subject.as_of).total


def knock_outs(subject: Subject, file, statement: Statement | None) -> frozenset[str]:
	"""What rules credit out: what the file says, and negative equity."""
	found = file_indicators.knock_outs(file, subject.as_of)
	return found | (statement_knock_outs(statement) if statement else frozenset())
