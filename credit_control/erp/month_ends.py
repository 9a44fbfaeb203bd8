"""A company's receivables at the ends of its months: what is open, what was sold on credit, how fast it was paid.

One statement for each figure, whatever the number of customers and invoices. What is open comes from the
Payment Ledger as the Accounts Receivable report reads it: a voucher cancelled later never was, and a receipt
counts from its own day for the invoice that it was matched with later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

import frappe

from credit_control.engine.month_ends import Account
from credit_control.engine.performance import MonthSales, Paid
from credit_control.erp.behaviour import CREDITS, NOT_PAYMENTS
from credit_control.erp.receivables import Term, fitted_schedule
from credit_control.erp.sales import INVOICED, PAID_AT_ONCE
from credit_control.erp.values import ZERO, to_decimal

ENTRIES = """
	where ple.party_type = 'Customer' and ple.company = %(company)s and ple.account_type = 'Receivable'
		and ple.delinked = 0"""

#: what every voucher changed by each month end; what lies before the first one is one opening figure, so a
#: voucher that was settled by then is none of the rows
CHANGES = """
	select ple.against_voucher_type kind, ple.against_voucher_no voucher, ple.party,
		least(greatest(last_day(ple.posting_date), date(%(first)s)), date(%(last)s)) day, sum(ple.amount) changed,
		sum(if(ple.voucher_no = ple.against_voucher_no and ple.amount > 0, ple.amount, 0)) invoiced,
		min(ple.due_date) due, min(ple.posting_date) posted
	from `tabPayment Ledger Entry` ple {entries} and ple.posting_date <= %(last)s {customers}
	group by kind, voucher, ple.party, day having abs(changed) >= 0.005"""
ACCOUNTS = """
	select change_.voucher, change_.party, change_.day, change_.changed, change_.invoiced,
		coalesce(si.due_date, change_.due, change_.posted)
	from ({changes}) change_
	left join `tabSales Invoice` si on change_.kind = 'Sales Invoice' and si.name = change_.voucher
	order by change_.voucher, change_.party, change_.day"""

#: a schedule of one term says nothing that the invoice's due date does not
TERMS = """
	select ps.parent, ps.due_date, ps.base_payment_amount
	from `tabPayment Schedule` ps
	join `tabSales Invoice` si on si.name = ps.parent and si.company = %(company)s and si.docstatus = 1
		and si.posting_date <= %(last)s
	where ps.parenttype = 'Sales Invoice' and ps.invoice_portion < 100
	order by ps.parent, ps.due_date, ps.idx"""

SALES = f"""
	select last_day(si.posting_date), sum({INVOICED} - {PAID_AT_ONCE})
	from `tabSales Invoice` si
	where si.company = %(company)s and si.docstatus = 1 and ifnull(si.is_opening, 'No') <> 'Yes'
		and si.posting_date between %(first)s and %(last)s {{customers}}
	group by 1"""

PAYMENTS = """
	from `tabPayment Ledger Entry` ple
	join `tabSales Invoice` si on si.name = ple.against_voucher_no and si.docstatus = 1 and si.is_return = 0
	left join (select distinct parent from `tabPayment Schedule`
		where parenttype = 'Sales Invoice' and invoice_portion < 100) several on several.parent = si.name
	{entries} and ple.against_voucher_type = 'Sales Invoice' and ple.amount < 0
		and ple.voucher_type in ('Payment Entry', 'Journal Entry')
		and not exists (select 1 from `tabJournal Entry` je where ple.voucher_type = 'Journal Entry'
			and je.name = ple.voucher_no and je.voucher_type in %(no_money)s)
		and ple.posting_date <= %(last)s {customers}"""
PAID = """
	select last_day(ple.posting_date), sum(-ple.amount),
		sum(-ple.amount * datediff(ple.posting_date, si.posting_date)),
		sum(if(several.parent is null,
			-ple.amount * greatest(0, datediff(ple.posting_date, ifnull(si.due_date, si.posting_date))), 0))
	{payments} and ple.posting_date > %(first)s
	group by 1"""
#: payments of invoices with several terms: how late each part was takes all that was paid before it
PAID_BY_TERMS = """
	select si.name, ple.posting_date, -ple.amount {payments} and several.parent is not null
	order by si.name, ple.posting_date"""


@dataclass(frozen=True, slots=True)
class Scope:
	"""Whose ledger: a company, and a statement that selects the customers; empty for all of them."""

	company: str
	customers: str = ""
	values: Mapping[str, object] = field(default_factory=dict)

	def among(self, column: str) -> str:
		"""The condition on a column that holds a customer."""
		return f"and {column} in ({self.customers})" if self.customers else ""


class _Change(NamedTuple):
	voucher: str
	party: str
	day: date
	amount: float
	invoiced: float
	due: date


def accounts(scope: Scope, days: Sequence[date]) -> list[Account]:
	"""Every voucher that has something open on one of the days, or changed since the first; they are in order."""
	values = _values(scope, days)
	changes = CHANGES.format(entries=ENTRIES, customers=scope.among("ple.party"))
	rows = map(_Change._make, frappe.db.sql(ACCOUNTS.format(changes=changes), values))
	terms = _terms(values)
	positions = {day: position for position, day in enumerate(days)}
	return [
		_account(list(group), positions, terms.get(key[0], ()))
		for key, group in groupby(rows, key=lambda row: (row.voucher, row.party))
	]


def _account(
	rows: list[_Change], positions: Mapping[date, int], terms: Sequence[tuple[date, Decimal]]
) -> Account:
	changes = tuple((positions[row.day], to_decimal(row.amount)) for row in rows)
	due = min(row.due for row in rows)
	if not terms:
		return Account(rows[0].party, due, changes)
	invoiced = sum((to_decimal(row.invoiced) for row in rows), ZERO) or sum(amount for _, amount in terms)
	schedule = fitted_schedule([Term(day, amount, ZERO) for day, amount in terms], invoiced, due)
	return Account(rows[0].party, due, changes, schedule)


def _terms(values: dict) -> dict[str, list[tuple[date, Decimal]]]:
	rows = frappe.db.sql(TERMS, values)
	return {
		invoice: [(due, to_decimal(amount)) for _, due, amount in group]
		for invoice, group in groupby(rows, key=lambda row: row[0])
	}


def credit_sales(scope: Scope, days: Sequence[date]) -> tuple[MonthSales, ...]:
	"""What was invoiced on credit in the month of each day, up to it, oldest first; tax included, less returns."""
	values = _values(scope, days) | {"first": days[0].replace(day=1)}
	rows = frappe.db.sql(SALES.format(customers=scope.among("si.customer")), values)
	sold = {(day.year, day.month): to_decimal(amount) for day, amount in rows}
	return tuple(MonthSales(sold.get((day.year, day.month), ZERO), day.day) for day in days)


def payments(scope: Scope, days: Sequence[date]) -> tuple[Paid, ...]:
	"""What was paid in the month of each day but the first, with its days to pay and its days late.

	Money taken at a till, credit notes and write-offs are no payments.
	"""
	values = _values(scope, days) | {"no_money": NOT_PAYMENTS + CREDITS}
	source = PAYMENTS.format(entries=ENTRIES, customers=scope.among("ple.party"))
	rows = frappe.db.sql(PAID.format(payments=source), values)
	found = {(row[0].year, row[0].month): [to_decimal(figure) for figure in row[1:]] for row in rows}
	for day, late in _late_by_terms(frappe.db.sql(PAID_BY_TERMS.format(payments=source), values), values):
		if day > days[0]:
			found[day.year, day.month][2] += late
	nothing = [ZERO, ZERO, ZERO]
	return tuple(Paid(*found.get((day.year, day.month), nothing)) for day in days[1:])


def _late_by_terms(rows: Sequence[tuple], values: dict) -> Iterator[tuple[date, Decimal]]:
	"""The day of each part payment with its amount × days late; what is paid covers the earliest term first."""
	terms = _terms(values) if rows else {}
	for invoice, group in groupby(rows, key=lambda row: row[0]):
		schedule = terms[invoice]
		covered = ZERO
		for _invoice, paid_on, amount in group:
			part = to_decimal(amount)
			yield paid_on, _lateness(schedule, covered, part, paid_on)
			covered += part


def _lateness(
	schedule: Sequence[tuple[date, Decimal]], covered: Decimal, amount: Decimal, paid_on: date
) -> Decimal:
	late, start = ZERO, ZERO
	for due, term in schedule:
		part = min(start + term, covered + amount) - max(start, covered)
		if part > ZERO:
			late += part * max(0, (paid_on - due).days)
		start += term
	return late


def _values(scope: Scope, days: Sequence[date]) -> dict:
	return {**scope.values, "company": scope.company, "first": days[0], "last": days[-1]}
