"""The benchmark's ledger: customers with a given number of invoices each, made and removed by bulk SQL.

Every invoice has a delivery; every other one an order too; all but a few percent are billed and paid.
The rest of the site, up to its number of invoices, belongs to many others with OTHERS_INVOICES each. It is
made in chunks, each statement committed, and a run that was stopped goes on with the first chunk that is
missing. All rows carry the benchmark's company, so that removing them is exact. Nothing else is touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import frappe

COMPANY = "Order Check Benchmark"
DAYS = 1825
#: the others, whose invoices fill the site: their names begin so, and have so many invoices each
OTHERS, OTHERS_INVOICES = "OCB Others", 1_000
#: rows of one statement
CHUNK = 100_000

#: how a row's number decides what happened to its document
OPEN = "(seq % 40 = 0 or seq = {n})"
ORDER_OPEN = "(seq % 50 = 1)"
UNBILLED = "(seq % 60 = 0)"
POSTED = "date_sub('{today}', interval floor(({n} - seq) * {days} / {n}) day)"
COMMON = "name, creation, modified, owner, modified_by, docstatus"
VALUES = "now(), now(), 'Administrator', 'Administrator', 1"

ROWS = {
	"Sales Order": (
		"customer, company, transaction_date, delivery_date, status, per_billed, per_delivered,"
		" base_grand_total, grand_total, base_net_total, net_total, conversion_rate",
		"{party}, '{co}', {posted}, {posted}, if({order_open}, 'To Deliver and Bill', 'Completed'),"
		" if({order_open}, 0, 100), if({order_open}, 0, 100), 113, 113, 100, 100, 1",
		"seq % 2 = 1",
	),
	"Sales Order Item": (
		"parent, parenttype, parentfield, idx, delivery_date, qty, rate, amount, base_net_amount,"
		" delivered_qty, billed_amt",
		"'OCB-SO-{c}-' || seq, 'Sales Order', 'items', 1, {posted}, 10, 10, 100, 100,"
		" if({order_open}, 0, 10), if({order_open}, 0, 100)",
		"seq % 2 = 1",
	),
	"Delivery Note": (
		"customer, company, posting_date, status, per_billed, per_returned, is_return,"
		" base_grand_total, grand_total, base_net_total, net_total, conversion_rate",
		"{party}, '{co}', {posted}, if({unbilled}, 'To Bill', 'Completed'), if({unbilled}, 0, 100), 0, 0,"
		" 113, 113, 100, 100, 1",
		"true",
	),
	"Delivery Note Item": (
		"parent, parenttype, parentfield, idx, qty, stock_qty, rate, amount, base_net_amount, billed_amt,"
		" returned_qty, against_sales_order",
		"'OCB-DN-{c}-' || seq, 'Delivery Note', 'items', 1, 10, 10, 10, 100, 100, if({unbilled}, 0, 100),"
		" 0, if(seq % 2 = 1, 'OCB-SO-{c}-' || seq, null)",
		"true",
	),
	"Sales Invoice": (
		"customer, company, posting_date, due_date, outstanding_amount, base_grand_total, grand_total,"
		" base_net_total, net_total, conversion_rate, status",
		"{party}, '{co}', {posted}, date_add({posted}, interval 30 day), if({open}, 113, 0), 113, 113, 100, 100,"
		" 1, if({open}, 'Unpaid', 'Paid')",
		"not {unbilled}",
	),
	"Sales Invoice Item": (
		"parent, parenttype, parentfield, idx, qty, rate, amount, base_net_amount, dn_detail, delivery_note",
		"'OCB-SI-{c}-' || seq, 'Sales Invoice', 'items', 1, 10, 10, 100, 100, 'OCB-DNI-{c}-' || seq,"
		" 'OCB-DN-{c}-' || seq",
		"not {unbilled}",
	),
	"Payment Schedule": (
		"parent, parenttype, parentfield, idx, due_date, payment_amount, base_payment_amount, invoice_portion",
		"'OCB-SI-{c}-' || seq, 'Sales Invoice', 'payment_schedule', 1, date_add({posted}, interval 30 day),"
		" 113, 113, 100",
		"not {unbilled}",
	),
}
PREFIX = {
	"Sales Order": "SO",
	"Sales Order Item": "SOI",
	"Delivery Note": "DN",
	"Delivery Note Item": "DNI",
	"Sales Invoice": "SI",
	"Sales Invoice Item": "SII",
	"Payment Schedule": "PS",
}

PAYMENT_LEDGER = (
	"company, party_type, party, account_type, account, account_currency, delinked, posting_date, due_date,"
	" voucher_type, voucher_no, against_voucher_type, against_voucher_no, amount, amount_in_account_currency"
)
GENERAL_LEDGER = (
	"company, posting_date, account, is_cancelled, voucher_type, voucher_no, party_type, party, debit, credit"
)
PAID_ON = "date_add({posted}, interval 25 day)"
ON_ACCOUNT = "PA"
#: (prefix, voucher, debit of the customer, posting date, which rows): invoices, payments, receipts on account
POSTINGS = (
	("SI", "Sales Invoice", 113, "{posted}", "not {unbilled}"),
	("PE", "Payment Entry", -113, PAID_ON, "not {unbilled} and not {open}"),
	("PA", "Payment Entry", -50, PAID_ON, "seq % 500 = 0"),
)
PARENTS = {
	"Sales Order Item": "Sales Order",
	"Delivery Note Item": "Delivery Note",
	"Sales Invoice Item": "Sales Invoice",
	"Payment Schedule": "Sales Invoice",
}
LEDGERS = ("Payment Ledger Entry", "GL Entry")


def make(sizes: list[int], today: date, site_invoices: int = 0) -> dict[int, str]:
	"""Customers with so many invoices each, on a site of so many; returns their names by size. Commits."""
	mode = frappe.db.sql("select @@sql_mode")[0][0]
	frappe.db.sql("set sql_mode = concat(@@sql_mode, ',PIPES_AS_CONCAT')")
	customers = {size: make_customer(size, today) for size in sizes}
	make_others(max(0, site_invoices - sum(sizes)), today)
	frappe.db.sql("set sql_mode = %s", mode)
	frappe.db.commit()
	tables = ", ".join(f"`tab{doctype}`" for doctype in (*ROWS, *LEDGERS))
	frappe.db.sql(f"analyze table {tables}")
	return customers


def make_customer(size: int, today: date) -> str:
	"""One customer with limits out of reach, core's and ours, so that both checks run to their end and pass."""
	name = f"OCB {size}"
	insert("Customer", "customer_name, customer_type", f"'{name}', 'Company'", f"'{name}'")
	columns = "parent, parenttype, parentfield, idx, company, credit_limit"
	values = f"'{name}', 'Customer', 'credit_limits', 1, '{COMPANY}', 9e11"
	insert("Customer Credit Limit", columns, values, f"'OCB-CCL-{size}'")
	insert("Credit File", "customer, status, grade", f"'{name}', 'Active', 'A'", f"'OCB-CF-{size}'")
	columns = "parent, parenttype, parentfield, idx, company, limit_mode, credit_limit"
	values = f"'OCB-CF-{size}', 'Credit File', 'limits', 1, '{COMPANY}', 'Limited', 9e11"
	insert("Credit File Limit", columns, values, f"'OCB-CFL-{size}'")
	fill(name, f"'{name}'", size, today)
	return name


def make_others(invoices: int, today: date) -> None:
	"""The invoices of everybody else."""
	refuse_another(invoices)
	if invoices:
		fill(f"{OTHERS} of {invoices}", f"concat('{OTHERS} ', seq div {OTHERS_INVOICES})", invoices, today)


def refuse_another(invoices: int) -> None:
	"""Raises SystemExit when an earlier run left a site of another size."""
	theirs = (f"OCB-SI-{OTHERS} of %", f"OCB-SI-{OTHERS} of {invoices}-%")
	if frappe.db.sql(
		"select 1 from `tabSales Invoice` where name like %s and name not like %s limit 1", theirs
	):
		raise SystemExit("an earlier run left a site of another size: --remove it first")


def fill(name: str, party: str, size: int, today: date) -> None:
	"""Documents numbered 1 to `size` of the customers that `party`, an expression of the number, tells."""
	for first in range(1, size + 1, CHUNK):
		last = min(size, first + CHUNK - 1)
		for statement in statements(name, party, size, today, f"seq_{first}_to_{last}"):
			frappe.db.sql(statement)
			frappe.db.commit()
		if size > CHUNK:
			print(f"{name}: {last:,} of {size:,} invoices", flush=True)


def statements(customer: str, party: str, size: int, today: date, numbers: str) -> Iterator[str]:
	"""One insert for each table."""
	words = {"c": customer, "party": party, "co": COMPANY, "n": size, "days": DAYS, "today": today}
	words["posted"], words["numbers"] = POSTED.format(**words), numbers
	words |= {"open": OPEN.format(**words), "order_open": ORDER_OPEN, "unbilled": UNBILLED}
	for doctype, (columns, values, where) in ROWS.items():
		name = f"'OCB-{PREFIX[doctype]}-{customer}-' || seq"
		yield from bulk(doctype, columns, values.format(**words), name, where.format(**words), numbers)
	for prefix, voucher, amount, posted, where in POSTINGS:
		words["date"] = posted.format(**words)
		yield from postings(prefix, voucher, amount, where.format(**words), words)


def postings(prefix: str, voucher: str, amount: int, where: str, words: dict) -> Iterator[str]:
	"""Payment ledger and both sides of the general ledger for one kind of voucher."""
	customer, numbers, posted = words["c"], words["numbers"], words["date"]
	voucher_no = f"'OCB-{prefix}-{customer}-' || seq"
	invoice = f"'Sales Invoice', 'OCB-SI-{customer}-' || seq"
	against = f"'{voucher}', {voucher_no}" if prefix == ON_ACCOUNT else invoice
	due = f"date_add({words['posted']}, interval 30 day)" if amount > 0 else "null"
	ledger = (
		f"'{COMPANY}', 'Customer', {words['party']}, 'Receivable', 'Debtors - OCB', 'CNY', 0, {posted}, {due},"
		f" '{voucher}', {voucher_no}, {against}, {amount}, {amount}"
	)
	yield from bulk(
		"Payment Ledger Entry", PAYMENT_LEDGER, ledger, f"'OCB-{prefix}P-{customer}-' || seq", where, numbers
	)
	sides = (
		("D", "Debtors - OCB", f"'Customer', {words['party']}", amount),
		("C", "Counter - OCB", "null, null", -amount),
	)
	for side, account, party, debit in sides:
		values = (
			f"'{COMPANY}', {posted}, '{account}', 0, '{voucher}', {voucher_no}, {party},"
			f" {max(debit, 0)}, {max(-debit, 0)}"
		)
		yield from bulk(
			"GL Entry", GENERAL_LEDGER, values, f"'OCB-{prefix}{side}-{customer}-' || seq", where, numbers
		)


def bulk(doctype: str, columns: str, values: str, name: str, where: str, numbers: str) -> Iterator[str]:
	"""The rows of a range of numbers in one statement, through MariaDB's sequence tables; none if they are there."""
	first = frappe.db.sql(f"select {name} from {numbers} where {where} order by seq limit 1")
	if first and not frappe.db.sql(f"select 1 from `tab{doctype}` where name = %s", first[0]):
		yield (
			f"insert into `tab{doctype}` ({COMMON}, {columns})"
			f" select {name}, {VALUES}, {values} from {numbers} where {where}"
		)


def insert(doctype: str, columns: str, values: str, name: str) -> None:
	"""One row, unless it is there."""
	frappe.db.sql(
		f"insert ignore into `tab{doctype}` ({COMMON}, {columns}) values ({name}, {VALUES}, {values})"
	)


def invoices() -> int:
	"""How many invoices the site has."""
	return frappe.db.sql("select count(*) from `tabSales Invoice`")[0][0]


def ledger_rows(customer: str) -> int:
	"""The rows of a customer in the ledger of payments."""
	return frappe.db.sql("select count(*) from `tabPayment Ledger Entry` where party = %s", customer)[0][0]


def remove() -> None:
	"""Take every row of the benchmark out again, in pieces. Commits."""
	for child, parent in PARENTS.items():
		_delete(
			child,
			f"parent in (select name from (select name from `tab{parent}` where company = '{COMPANY}') p)",
		)
	for doctype in (*LEDGERS, "Sales Invoice", "Delivery Note", "Sales Order", "Customer Credit Limit"):
		_delete(doctype, f"company = '{COMPANY}'")
	_delete("Credit File Limit", f"company = '{COMPANY}'")
	_delete("Credit File", "customer like 'OCB %%'")
	_delete("Customer", "name like 'OCB %%'")


def _delete(doctype: str, condition: str) -> None:
	while True:
		frappe.db.sql(f"delete from `tab{doctype}` where {condition} limit {CHUNK}")
		gone = frappe.db.sql("select row_count()")[0][0]
		frappe.db.commit()
		if gone < CHUNK:
			return
