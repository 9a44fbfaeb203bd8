"""What a customer had open with a company on a past day, as the Accounts Receivable report of that day has it.

The Payment Ledger dates every posting, so nothing posted after the day counts: no invoice, no payment,
no journal that allocates one. A voucher that was cancelled later has left the ledger and never was. An
allocation itself carries no date: a receipt that was on the books on the day counts for the invoice it was
matched with later, as it does in the report. The statement for an order check (`erp/ledger.py`) reads what is open now and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from credit_control.erp import bills, ledger, sources
from credit_control.erp.ledger import (
	BILL,
	INVOICE,
	OTHER,
	OTHER_OPEN,
	OTHER_SUMS,
	TERM,
	TILL,
	TILL_SELECT,
	Rows,
)
from credit_control.erp.sources import Sources

#: invoices that may have been open on the day: those that are open now, and those touched since
CANDIDATES = """
	select si.name from `tabSales Invoice` si
	where si.customer in %(customers)s and si.company = %(company)s and si.docstatus = 1
		and si.outstanding_amount <> 0
	union
	select ple.against_voucher_no from `tabPayment Ledger Entry` ple
	where ple.party_type = 'Customer' and ple.party in %(customers)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.against_voucher_type = 'Sales Invoice' and ple.posting_date > %(day)s"""

INVOICE_ROWS = f"""
	select 'invoice', 'Sales Invoice', si.name, si.posting_date, si.due_date,
		if(ple.voucher_no = si.name and ple.amount > 0, ple.amount, 0), ple.amount /*, si.customer*/
	from ({CANDIDATES}) candidate
	join `tabSales Invoice` si on si.name = candidate.name
	join `tabPayment Ledger Entry` ple on ple.party_type = 'Customer' and ple.party = si.customer
		and ple.company = %(company)s and ple.delinked = 0 and ple.against_voucher_type = 'Sales Invoice'
		and ple.against_voucher_no = si.name
	where si.posting_date <= %(day)s and ple.posting_date <= %(day)s"""

#: a term's amount, and what had been paid for that very term: what was paid for it since is taken off again
TERM_ROWS = f"""
	select 'term', '', ps.parent, null, ps.due_date, ps.base_payment_amount,
		greatest(0, ps.paid_amount + ps.discounted_amount - (
			select coalesce(sum(ref.allocated_amount), 0)
			from `tabPayment Entry Reference` ref
			join `tabPayment Entry` pe on pe.name = ref.parent and pe.docstatus = 1
				and pe.posting_date > %(day)s
			where ref.reference_doctype = 'Sales Invoice' and ref.reference_name = ps.parent
				and ref.payment_term = ps.payment_term
		)) * ps.base_payment_amount / nullif(ps.payment_amount, 0)
		/*, si.customer*/
	from ({CANDIDATES}) candidate
	join `tabSales Invoice` si on si.name = candidate.name
	join `tabPayment Schedule` ps on ps.parent = si.name and ps.parenttype = 'Sales Invoice'
	where si.posting_date <= %(day)s
		and not (ps.idx = 1 and ps.invoice_portion = 100 and ps.due_date = si.due_date)"""

#: everything else on the customer; money received for an invoice that was not yet made is on account
OTHER_ROWS = f"""{OTHER_SUMS}
	left join `tabSales Invoice` si on ple.against_voucher_type = 'Sales Invoice'
		and si.name = ple.against_voucher_no
	where ple.party_type = 'Customer' and ple.party in %(customers)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.posting_date <= %(day)s
		and (ple.against_voucher_type <> 'Sales Invoice' or si.posting_date > %(day)s){OTHER_OPEN}"""

#: a till that was closed after the day had not been consolidated yet
TILL_ROWS = f"""{TILL_SELECT}
	left join `tabSales Invoice` closed on closed.name = pos.consolidated_invoice and closed.docstatus = 1
	where pos.customer in %(customers)s and pos.company = %(company)s and pos.docstatus = 1
		and pos.posting_date <= %(day)s and (closed.name is null or closed.posting_date > %(day)s)"""

BRANCHES = {INVOICE: INVOICE_ROWS, TERM: TERM_ROWS, TILL: TILL_ROWS, OTHER: OTHER_ROWS}


def read_ledger(customer: str, company: str, kinds: Sequence[str], day: date) -> Rows:
	"""Rows of the wanted branches by kind, as the ledger was at the end of a day, in one round trip."""
	found = sources.known()
	values = {"customers": (customer,), "company": company, "day": day, **bills.values(found)}
	return ledger.by_kind(ledger.run(ledger.union(branches(kinds, found)), values))


def read_ledgers(customers: Sequence[str], company: str, kinds: Sequence[str], day: date) -> dict[str, Rows]:
	"""The same of many customers, in one round trip too."""
	if not customers:
		return {}
	found = sources.known()
	values = {"customers": tuple(customers), "company": company, "day": day, **bills.values(found)}
	statement = ledger.of_many(ledger.union(branches(kinds, found)))
	return ledger.by_customer(customers, ledger.run(statement, values))


def branches(kinds: Sequence[str], found: Sources) -> Iterator[str]:
	"""The branches of some kinds, without those for what the site does not have."""
	for kind in kinds:
		if kind == BILL:
			yield from bills.branches(found, past=True)
		elif kind != TILL or found.tills:
			yield BRANCHES[kind]
