"""One statement over ERPNext's ledgers: what a customer has open with a company.

Each branch below selects the same seven columns, so that any choice of them is one round trip:
kind, voucher type, voucher, posting date, due date, first figure, second figure.
What a branch has in comments is for many customers at once: an eighth column with the customer, and
sums by customer. One customer, which is what an order check asks for, does not pay for it.
Amounts are in company currency. Every branch starts from an index of setup/indexes.py that holds
the open documents only, so the cost follows what is open and not how long the history is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import frappe

from credit_control.erp import bills, compat, deliveries, sources
from credit_control.erp.bills import BILL
from credit_control.erp.sources import Sources

INVOICE = "invoice"
TERM = "term"
TILL = "till"
OTHER = "other"
PAYABLE = "payable"
ORDERS = "orders"
DELIVERIES = "deliveries"

#: less than this is rounding: nobody owes it
RESIDUE = 0.005

#: what is left of an order line: neither delivered nor billed, at the price the invoice will have.
#: A line that the supplier delivers has no Delivery Note, so only its billing takes it out.
ORDER_REMAINDER = """
	greatest(0, 1 - greatest(
		if(soi.delivered_by_supplier = 1, 0, soi.delivered_qty / soi.qty),
		if(soi.amount = 0, 0, soi.billed_amt / soi.amount)
	)) * soi.base_net_amount * so.base_grand_total / so.base_net_total"""

ORDERS_FROM = """
	from `tabSales Order` so
	join `tabSales Order Item` soi on soi.parent = so.name and soi.parenttype = 'Sales Order'
	where so.customer in %(customers)s and so.company = %(company)s and so.docstatus = 1
		and so.per_billed < 100 and so.status <> 'Closed'
		and coalesce(so.represents_company, '') <> so.company
		and (%(horizon)s is null or coalesce(soi.delivery_date, so.delivery_date, so.transaction_date)
			<= %(horizon)s)"""

#: every posting on each open invoice: its amount where it is the invoice's own debit, and its amount.
#: They are added up in Python: grouping here costs a temporary table, and few invoices have a second one
INVOICE_ROWS = """
	select 'invoice', 'Sales Invoice', si.name, si.posting_date, si.due_date,
		if(ple.voucher_no = si.name and ple.amount > 0, ple.amount, 0), ple.amount /*, si.customer*/
	from `tabSales Invoice` si
	join `tabPayment Ledger Entry` ple on ple.party = si.customer and ple.company = %(company)s
		and ple.delinked = 0 and ple.against_voucher_type = 'Sales Invoice'
		and ple.against_voucher_no = si.name
	where si.customer in %(customers)s and si.company = %(company)s and si.docstatus = 1
		and si.outstanding_amount <> 0"""

#: sold at a till that is not closed: ERPNext books it when the closing consolidates it into an invoice
TILL_OPEN = """
	if(pos.base_rounded_total <> 0, pos.base_rounded_total, pos.base_grand_total) - pos.base_write_off_amount
		- pos.loyalty_amount + pos.base_change_amount
		- coalesce((select sum(paid.base_amount) from `tabSales Invoice Payment` paid
			where paid.parent = pos.name and paid.parenttype = 'POS Invoice'), 0)"""
TILL_SELECT = f"""
	select 'invoice', 'POS Invoice', pos.name, pos.posting_date, pos.due_date,
		greatest(0, {TILL_OPEN}), {TILL_OPEN} /*, pos.customer*/
	from `tabPOS Invoice` pos"""
TILL_ROWS = f"""{TILL_SELECT}
	where pos.customer in %(customers)s and pos.company = %(company)s and pos.docstatus = 1
		and (pos.consolidated_invoice is null or pos.consolidated_invoice = '')"""

#: the schedule of each open invoice: a term's amount, and what was paid for that very term.
#: A schedule of one term says nothing that the invoice's due date does not
TERM_ROWS = """
	select 'term', '', ps.parent, null, ps.due_date, ps.base_payment_amount,
		(ps.paid_amount + ps.discounted_amount) * ps.base_payment_amount / nullif(ps.payment_amount, 0)
		/*, si.customer*/
	from `tabSales Invoice` si
	join `tabPayment Schedule` ps on ps.parent = si.name and ps.parenttype = 'Sales Invoice'
	where si.customer in %(customers)s and si.company = %(company)s and si.docstatus = 1
		and si.outstanding_amount > 0
		and not (ps.idx = 1 and ps.invoice_portion = 100 and ps.due_date = si.due_date)"""

#: postings on the customer by the voucher that they are against, and which of these sums are open. Its date is
#: that of its own posting, or of what was put back on it: a receipt may be older than what it was matched with.
#: What exchange rates left over on one that is settled in its own currency is owed by nobody
OTHER_SUMS = """
	select if(ple.account_type = 'Payable', 'payable', 'other'), ple.against_voucher_type,
		ple.against_voucher_no,
		coalesce(min(if(ple.voucher_no = ple.against_voucher_no, ple.posting_date, null)),
			min(if(ple.amount > 0, ple.posting_date, null)), min(ple.posting_date)),
		min(ple.due_date), sum(if(ple.voucher_no = ple.against_voucher_no and ple.amount > 0, ple.amount, 0)),
		sum(if(ple.account_type = 'Payable', -ple.amount, ple.amount)) /*, ple.party*/
	from `tabPayment Ledger Entry` ple"""
OTHER_OPEN = """
	group by /*ple.party,*/ ple.against_voucher_type, ple.against_voucher_no, ple.account_type
	having abs(sum(ple.amount)) >= 0.005 and abs(sum(ple.amount_in_account_currency)) >= 0.005"""

#: everything else on the customer: journals, receipts not allocated, advances on orders
OTHER_ROWS = f"""{OTHER_SUMS}
	where ple.party_type = 'Customer' and ple.party in %(customers)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.against_voucher_type <> 'Sales Invoice'{OTHER_OPEN}"""

ORDER_SUM = f"""
	select 'orders', '', '', null, null, 0, sum({ORDER_REMAINDER}) /*, so.customer*/ {ORDERS_FROM}
	/*group by so.customer*/"""
DELIVERY_SUM = f"""
	select 'deliveries', '', '', null, null, {deliveries.DOUBTFUL}, {deliveries.HELD_SUM} /*, dn.customer*/
	{deliveries.FROM_NOW}
	/*group by dn.customer*/"""

#: table of a branch → the index that leads to its open documents
LED_BY = {
	"`tabSales Invoice` si": "credit_control_open_invoices",
	"`tabPayment Ledger Entry` ple": "credit_control_open_items",
	"`tabPOS Invoice` pos": "credit_control_unconsolidated",
	"`tabSales Order` so": "credit_control_open_orders",
	"`tabDelivery Note` dn": "credit_control_open_deliveries",
}
HINT = re.compile(r" force index \(\w+\)")


def led(branch: str) -> str:
	"""The branch with its indexes named: to weigh others takes MariaDB longer than to read what one customer has open."""
	for table, index in LED_BY.items():
		branch = branch.replace(table, f"{table} force index ({index})")
	return branch


BRANCHES = {
	INVOICE: led(INVOICE_ROWS),
	TERM: led(TERM_ROWS),
	TILL: led(TILL_ROWS),
	OTHER: led(OTHER_ROWS),
	ORDERS: led(ORDER_SUM),
	DELIVERIES: led(DELIVERY_SUM),
}


class Row(NamedTuple):
	"""One row of the statement; `invoiced` is a term's amount and `open` what was paid for it.

	Of the deliveries `invoiced` tells that the statement could not sum them up (erp/deliveries.py).
	"""

	kind: str
	voucher_type: str
	voucher_no: str
	posting_date: date | None
	due_date: date | None
	invoiced: float
	open: float | None


#: the rows of the statement by branch
Rows = dict[str, list[Row]]


def read_ledger(
	customer: str,
	company: str,
	kinds: Sequence[str],
	day: date,
	horizon: date | None = None,
	others: Sequence[str] = (),
) -> Rows:
	"""Rows of the wanted branches by kind as of now, in one round trip.

	`day` is today: bills mature by it. `horizon` is the last delivery date that counts. `others` are branches
	of somebody else, with the same columns, who may ask for %(customer)s too.
	"""
	found = sources.known()
	values = {
		"customers": (customer,),
		"customer": customer,
		"company": company,
		"day": day,
		"horizon": horizon,
	}
	rows = by_kind(run(union((*branches(kinds, found), *others)), values | bills.values(found)))
	return with_open_deliveries({customer: rows}, company)[customer]


def read_ledgers(
	customers: Sequence[str], company: str, kinds: Sequence[str], day: date, horizon: date | None = None
) -> dict[str, Rows]:
	"""The same of many customers, in one round trip too; one without a row has no rows of any kind."""
	if not customers:
		return {}
	found = sources.known()
	values = {"customers": tuple(customers), "company": company, "day": day, "horizon": horizon}
	statement = of_many(union(branches(kinds, found)))
	return with_open_deliveries(by_customer(customers, run(statement, values | bills.values(found))), company)


def with_open_deliveries(rows: dict[str, Rows], company: str) -> dict[str, Rows]:
	"""The rows by customer, those of deliveries made exact where the statement could not tell, in place."""
	doubtful = [
		customer for customer, own in rows.items() if any(row.invoiced for row in own.get(DELIVERIES, ()))
	]
	if doubtful:
		sums = deliveries.open_sums(doubtful, company)
		for customer in doubtful:
			(row,) = rows[customer][DELIVERIES]
			rows[customer][DELIVERIES] = [row._replace(invoiced=0, open=sums.get(customer.casefold()))]
	return rows


def run(statement: str, values: dict) -> Sequence[tuple]:
	"""The rows; none where the site has nothing that a branch could ask for.

	Where somebody dropped an index it takes longer, and the health page says so.
	"""
	if not statement:
		return ()
	try:
		return frappe.db.sql(statement, values)
	except Exception as error:
		if not compat.is_missing_index(error):
			raise
		return frappe.db.sql(HINT.sub("", statement), values)


def branches(kinds: Sequence[str], found: Sources) -> Iterator[str]:
	"""The branches of some kinds, without those for what the site does not have."""
	for kind in kinds:
		if kind == BILL:
			yield from bills.branches(found)
		elif kind != TILL or found.tills:
			yield BRANCHES[kind]


def union(branches: Iterable[str]) -> str:
	"""The branches as one statement."""
	return "\nunion all\n".join(f"({branch})" for branch in branches)


def of_many(statement: str) -> str:
	"""The statement with what only many customers need; which way leads to them is for MariaDB to weigh."""
	return HINT.sub("", statement.replace("/*", "").replace("*/", ""))


def by_customer(customers: Iterable[str], rows: Iterable[tuple]) -> dict[str, Rows]:
	"""The statement's rows by customer, and by branch within; the database may compare without case."""
	names = {customer.casefold(): customer for customer in customers}
	found: dict[str, list[tuple]] = {customer: [] for customer in customers}
	for row in rows:
		found[names[row[-1].casefold()]].append(row[:-1])
	return {customer: by_kind(own) for customer, own in found.items()}


def by_kind(rows: Iterable[tuple]) -> Rows:
	"""The statement's rows by branch, the postings on each invoice added up."""
	found: Rows = {}
	for row in rows:
		found.setdefault(row[0], []).append(Row._make(row))
	if INVOICE in found:
		found[INVOICE] = added_up(found[INVOICE])
	return found


def added_up(postings: Iterable[Row]) -> list[Row]:
	"""One row for each invoice, less those whose postings cancel out."""
	invoices: dict[str, Row] = {}
	for row in postings:
		seen = invoices.get(row.voucher_no)
		if seen:
			row = row._replace(invoiced=seen.invoiced + row.invoiced, open=seen.open + row.open)
		invoices[row.voucher_no] = row
	return [row for row in invoices.values() if abs(row.open) >= RESIDUE]
