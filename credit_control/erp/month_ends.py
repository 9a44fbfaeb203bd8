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

#: the month end by which a posting counts; what lies before the first one is one opening figure
DAY = "least(greatest(last_day(ple.posting_date), date(%(first)s)), date(%(last)s))"
OWN = "ple.voucher_no = ple.against_voucher_no"
DUE = f"coalesce(max(if({OWN}, ple.due_date, null)), min(ple.due_date), min(ple.posting_date))"
SEVERAL = """(select distinct parent from `tabPayment Schedule`
		where parenttype = 'Sales Invoice' and invoice_portion < 100)"""

#: each voucher in one row. Grouped by nothing but its number, which is the order of an index: anything else
#: takes six times as long. `plain`: it was made, and changed since at one month end at most
VOUCHERS = f"""
	select voucher, party, due, opened, changed, made, later, several.parent is null and one_party and one_kind
		and opened is not null and changed <=> changed_first plain
	from (
		select ple.against_voucher_no voucher, min(ple.party) party, {DUE} due, max(if({OWN}, {DAY}, null)) opened,
			min(if({OWN}, null, {DAY})) changed_first, max(if({OWN}, null, {DAY})) changed,
			sum(if({OWN}, ple.amount, 0)) made, sum(if({OWN}, 0, ple.amount)) later,
			min(ple.party) = max(ple.party) one_party,
			min(ple.against_voucher_type) = max(ple.against_voucher_type) one_kind
		from `tabPayment Ledger Entry` ple {{entries}} and ple.posting_date <= %(last)s {{customers}}
		group by ple.against_voucher_no
	) known
	left join {SEVERAL} several on several.parent = known.voucher
	where abs(made + later) >= 0.005 or opened <> changed or changed <> changed_first or opened is null"""
#: plain vouchers together that were due, made and changed on the same days, and are open to the same side
TOGETHER = """
	select if(plain, null, voucher) one, if(plain, {party}, '') who, due, opened, changed,
		sum(made), sum(later), abs(made + later) >= 0.005 is_open, count(*)
	from ({vouchers}) voucher_
	group by one, who, due, opened, changed, is_open, sign(made), sign(later), sign(made + later)"""
#: the others, by what changed on them up to each month end
CHANGES = f"""
	select ple.against_voucher_no voucher, ple.party, {DAY} day, sum(ple.amount) amount,
		sum(if({OWN} and ple.amount > 0, ple.amount, 0)) invoiced, {DUE} due, ple.against_voucher_type kind
	from `tabPayment Ledger Entry` ple {{entries}} and ple.posting_date <= %(last)s {{customers}}
		and ple.against_voucher_no in %(vouchers)s
	group by voucher, kind, ple.party, day
	order by voucher, kind, ple.party, day"""
#: vouchers that are asked for at once
CHUNK = 10_000
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
	left join {several} several on several.parent = si.name
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


class _Together(NamedTuple):
	voucher: str | None
	party: str
	due: date
	opened: date | None
	changed: date | None
	made: float
	later: float
	is_open: int
	count: int


class _Change(NamedTuple):
	voucher: str
	party: str
	day: date
	amount: float
	invoiced: float
	due: date
	kind: str


def accounts(scope: Scope, days: Sequence[date], by_party: bool = False) -> list[Account]:
	"""Every voucher that has something open on one of the days, or changed since the first; they are in order.

	Those that fell due, were made and were settled on the same days are one account, of one customer each
	only if told so.
	"""
	values, among = _values(scope, days), {"entries": ENTRIES, "customers": scope.among("ple.party")}
	party = "party" if by_party else "''"
	statement = TOGETHER.format(party=party, vouchers=VOUCHERS.format(**among))
	rows = [_Together._make(row) for row in frappe.db.sql(statement, values)]
	positions = {day: position for position, day in enumerate(days)}
	plain = [_plain(row, positions) for row in rows if row.voucher is None]
	others = [row.voucher for row in rows if row.voucher is not None]
	return plain + _one_by_one(others, CHANGES.format(**among), values, positions)


def _plain(row: _Together, positions: Mapping[date, int]) -> Account:
	made = to_decimal(row.made)
	changes = [(positions[row.opened], made)]
	if row.changed is not None:
		# what each of many leaves behind is rounding, together it would be a debt
		later = to_decimal(row.later) if row.is_open else -made
		changes.append((positions[row.changed], later))
	return Account(row.party, row.due, tuple(sorted(changes)), count=row.count)


def _one_by_one(
	vouchers: Sequence[str], statement: str, values: dict, positions: Mapping[date, int]
) -> list[Account]:
	terms = _terms(values) if vouchers else {}
	found = []
	for start in range(0, len(vouchers), CHUNK):
		chunk = {**values, "vouchers": vouchers[start : start + CHUNK]}
		rows = map(_Change._make, frappe.db.sql(statement, chunk))
		for key, group in groupby(rows, key=lambda row: (row.voucher, row.kind, row.party)):
			found.append(_account(list(group), positions, terms.get(key[0], ())))
	return found


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
	source = PAYMENTS.format(entries=ENTRIES, several=SEVERAL, customers=scope.among("ple.party"))
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
