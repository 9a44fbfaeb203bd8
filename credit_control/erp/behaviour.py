"""How a customer's invoices were paid, from the Payment Ledger, as it was known on any one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

import frappe

from credit_control.engine.behaviour import InvoiceHistory, PaidPart
from credit_control.engine.receivables import Instalment
from credit_control.erp.receivables import Term, fitted_schedule
from credit_control.erp.values import ZERO, to_decimal

#: journals that clear an invoice without money coming in
NOT_PAYMENTS = ("Exchange Gain Or Loss", "Exchange Rate Revaluation", "Write Off Entry")
#: journals that settle an invoice with a credit note, as Payment Reconciliation books it
CREDITS = ("Credit Note",)

HISTORY = """
	select si.name, si.posting_date, ifnull(si.due_date, si.posting_date),
		if(si.base_rounded_total <> 0, si.base_rounded_total, si.base_grand_total),
		if(si.is_pos = 1, si.base_paid_amount - si.base_change_amount, 0),
		ple.voucher_type, ple.voucher_no, min(ple.posting_date), sum(ple.amount),
		(select je.voucher_type from `tabJournal Entry` je
			where ple.voucher_type = 'Journal Entry' and je.name = ple.voucher_no)
	from `tabSales Invoice` si
	join `tabPayment Ledger Entry` ple on ple.against_voucher_no = si.name
		and ple.against_voucher_type = 'Sales Invoice' and ple.delinked = 0
	where si.customer = %(customer)s and si.company = %(company)s and si.docstatus = 1
		and si.is_return = 0 and si.posting_date between %(since)s and %(today)s
		and ple.posting_date <= %(today)s
	group by si.posting_date, si.name, ple.voucher_type, ple.voucher_no
	order by si.posting_date, si.name"""

#: a schedule of one term says nothing that the invoice's due date does not
SCHEDULES = """
	select ps.parent, ps.due_date, ps.base_payment_amount
	from `tabSales Invoice` si
	join `tabPayment Schedule` ps on ps.parent = si.name and ps.parenttype = 'Sales Invoice'
	where si.customer = %(customer)s and si.company = %(company)s and si.docstatus = 1
		and si.is_return = 0 and si.posting_date between %(since)s and %(today)s
		and ps.invoice_portion < 100
	order by ps.parent, ps.due_date, ps.idx"""


class Entry(NamedTuple):
	"""What one voucher did to one invoice."""

	invoice: str
	posting_date: date
	due: date
	total: float
	paid_at_once: float
	voucher_type: str
	voucher_no: str
	posted: date
	amount: float
	journal: str | None

	@property
	def is_own(self) -> bool:
		return self.voucher_no == self.invoice

	@property
	def is_credit(self) -> bool:
		other_invoice = self.voucher_type == "Sales Invoice" and not self.is_own
		return other_invoice or self.journal in CREDITS

	@property
	def is_payment(self) -> bool:
		if self.voucher_type not in ("Payment Entry", "Journal Entry"):
			return False
		return self.journal not in NOT_PAYMENTS + CREDITS


def invoice_history(customer: str, company: str, since: date, today: date) -> list[InvoiceHistory]:
	"""Invoices from `since` to `today` with the payments made up to `today`, oldest first.

	Only money counts as paying: credit notes lower what was invoiced, write-offs and exchange
	differences do neither. Nothing posted after `today` is seen.
	"""
	values = {"customer": customer, "company": company, "since": since, "today": today}
	entries = (Entry._make(row) for row in frappe.db.sql(HISTORY, values))
	terms = schedules(values)
	return [
		history_of(list(group), terms.get(invoice, ()))
		for invoice, group in groupby(entries, key=lambda entry: entry.invoice)
	]


def schedules(values: dict) -> dict[str, list[Term]]:
	"""The payment schedules of several terms, by invoice."""
	rows = frappe.db.sql(SCHEDULES, values)
	return {
		invoice: [Term(due, to_decimal(amount), ZERO) for _, due, amount in group]
		for invoice, group in groupby(rows, key=lambda row: row[0])
	}


def history_of(entries: list[Entry], terms: Sequence[Term] = ()) -> InvoiceHistory:
	"""One invoice from everything that was posted against it."""
	head = entries[0]
	invoiced = to_decimal(head.total) + sum_of(entry for entry in entries if entry.is_credit)
	return InvoiceHistory(
		voucher_no=head.invoice,
		posting_date=head.posting_date,
		due=head.due,
		invoiced=invoiced,
		payments=payments_of(entries),
		outstanding=sum_of(entries),
		terms=instalments(terms, invoiced, head.due),
	)


def instalments(terms: Sequence[Term], invoiced: Decimal, due: date) -> tuple[Instalment, ...]:
	"""The schedule of what was invoiced; empty for an invoice with a single term."""
	return fitted_schedule(terms, invoiced, due) if len(terms) > 1 else ()


def payments_of(entries: list[Entry]) -> tuple[PaidPart, ...]:
	"""The payments in the order they were made. One that was reversed sums to nothing and is none."""
	parts = [PaidPart(-to_decimal(e.amount), e.posted) for e in entries if e.is_payment and e.amount < 0]
	at_once = to_decimal(entries[0].paid_at_once)
	if at_once > ZERO:
		parts.append(PaidPart(at_once, entries[0].posting_date))
	return tuple(sorted(parts, key=lambda part: part.paid_on))


def sum_of(entries: Iterable[Entry]) -> Decimal:
	return sum((to_decimal(entry.amount) for entry in entries), ZERO)
