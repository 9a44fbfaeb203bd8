"""Customers that are late with something: who they are, chunk by chunk. How much is asked one by one."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import frappe


class Pair(NamedTuple):
	"""A customer and the company that it owes."""

	customer: str
	company: str


#: invoices with a term that is over, and journals that are open; a schedule of one term says what the invoice says
LATE = """
	select si.customer, si.company from `tabSales Invoice` si
	where si.customer > %(after)s and si.docstatus = 1 and si.outstanding_amount > 0 and (
		si.due_date < %(today)s or exists (
			select 1 from `tabPayment Schedule` ps
			where ps.parent = si.name and ps.parenttype = 'Sales Invoice' and ps.due_date < %(today)s))
	union
	select ple.party, ple.company from `tabPayment Ledger Entry` ple
	where ple.party > %(after)s and ple.party_type = 'Customer' and ple.delinked = 0
		and ple.against_voucher_type = 'Journal Entry' and ple.account_type = 'Receivable'
	group by ple.party, ple.company, ple.against_voucher_no having sum(ple.amount) > 0.005"""


def late_customers(today: date, after: str, limit: int) -> list[Pair]:
	"""The next customers after a name, about so many, each with all of its companies, by name."""
	rows = frappe.db.sql(
		f"select customer, company from ({LATE}) late order by customer, company limit %(limit)s",
		{"today": today, "after": after, "limit": limit + 1},
	)
	if len(rows) <= limit:
		return [Pair(*row) for row in rows]
	# the last customer may go on in the next chunk: leave it to that one, unless it is the only one
	last = rows[-1][0]
	whole = [Pair(*row) for row in rows if row[0] != last]
	return whole or [Pair(*row) for row in _all_of(last, today)]


def _all_of(customer: str, today: date) -> list:
	sql = LATE.replace("si.customer >", "si.customer =").replace("ple.party >", "ple.party =")
	return frappe.db.sql(sql, {"today": today, "after": customer})
