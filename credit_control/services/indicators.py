"""A customer's indicator values on a day, from ledger, statement and file."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frappe.utils import add_months, getdate

from credit_control.engine.assessment import Facts
from credit_control.engine.behaviour import Behaviour, behaviour
from credit_control.engine.financials import statement_knock_outs, statement_values
from credit_control.engine.money import decimal
from credit_control.engine.payments import payment_values, years
from credit_control.engine.receivables import open_terms
from credit_control.engine.reviews import whole_months
from credit_control.engine.statement import Statement
from credit_control.erp import currency, customers, sales
from credit_control.erp.behaviour import invoice_history
from credit_control.erp.receivables import open_items

HISTORY_MONTHS = 12
CATEGORIES = (
	"company_size",
	"ownership",
	"external_rating",
	"trade_references",
	"bank_reference",
	"legal_record",
	"industry_climate",
)
FILE_KNOCK_OUTS = ("insolvency", "dishonest_debtor", "bad_debt", "fraud")
DEAD_REGISTRATIONS = ("Expired", "Revoked", "Deregistered")

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


def gather(subject: Subject, file, statement: Statement | None, previous: Statement | None) -> Facts:
	"""Everything a scorecard may ask about a customer; a value that is not known is None."""
	first = sales.first_invoice_date(subject.customer, subject.company)
	values = {**ledger_values(subject, first), **file_values(subject, file)}
	if statement:
		values |= statement_values(statement, previous)
	return Facts(
		values=values,
		knock_outs=knock_outs(file, statement),
		has_history=first is not None and first <= subject.as_of,
		statement_audit=statement and statement.audit,
		statement_age_months=statement and whole_months(statement.period_end, subject.as_of),
	)


def payment_behaviour(subject: Subject) -> Behaviour:
	"""How the customer paid the invoices of the last 12 months."""
	history = invoice_history(subject.customer, subject.company, subject.since, subject.as_of)
	return behaviour(history, subject.as_of)


def ledger_values(subject: Subject, first: date | None) -> Values:
	"""Indicators that come from our own ledger; all None for a customer without invoices."""
	if first is None or first > subject.as_of:
		return {}
	terms = tuple(open_terms(open_items(subject.customer, subject.company, subject.as_of)))
	return {
		**payment_values(payment_behaviour(subject), terms, subject.as_of),
		"months_of_history": decimal(whole_months(first, subject.as_of)),
		"relationship_years": years(first, subject.as_of),
	}


def file_values(subject: Subject, file) -> Values:
	"""Indicators that come from the Credit File; an empty field is missing."""
	values: Values = {name: file.get(name) or None for name in CATEGORIES}
	founded = file.get("founded_on") and getdate(file.founded_on)
	values["years_in_business"] = years(founded, subject.as_of) if founded else None
	values["paid_in_capital"] = paid_in_capital(subject, file)
	return values


def paid_in_capital(subject: Subject, file) -> Decimal | None:
	"""The paid-in capital in company currency; it is kept in the currency it was registered in."""
	if not file.get("paid_in_capital"):
		return None
	money = customers.currency_of(subject.company)
	rate = currency.rate(file.get("capital_currency") or money, money, subject.as_of)
	return decimal(file.paid_in_capital) * rate


def knock_outs(file, statement: Statement | None) -> frozenset[str]:
	"""What rules credit out: the file's marks, a dead registration, negative equity."""
	hits = {name for name in FILE_KNOCK_OUTS if file.get(name)}
	if file.get("registry_status") in DEAD_REGISTRATIONS:
		hits.add("expired_registration")
	return frozenset(hits) | (statement_knock_outs(statement) if statement else frozenset())
