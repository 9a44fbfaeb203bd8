"""The benchmark's customers, made and removed by bulk SQL: each with a file, invoices, payments, a statement.

Every customer has a Credit File with its profile, a limit, and as many invoices as wanted, spread over two
years, paid early, in time or late; the last ones are open. Every second one has an audited statement.
All rows carry the benchmark's prefix or company, so that removing them is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import frappe

COMPANY = "Rescoring Benchmark"
DAYS = 730
COMMON = "name, creation, modified, owner, modified_by, docstatus"
MASTER = "now(), now(), 'Administrator', 'Administrator', 0"
SUBMITTED = "now(), now(), 'Administrator', 'Administrator', 1"
CUSTOMER = "'RSB ' || lpad(c.seq, 6, '0')"
FILE = "'RSB-CF-' || lpad(c.seq, 6, '0')"
INVOICE = "'RSB-SI-' || lpad(c.seq, 6, '0') || '-' || i.seq"
STATEMENT = "'RSB-FS-' || lpad(c.seq, 6, '0')"
GRADES = "elt(1 + c.seq % 6, 'AA', 'A', 'BBB', 'BB', 'B', 'CCC')"
AMOUNT = "(1000 + (c.seq * 37 + i.seq * 101) % 9000)"
#: one in eight is still open, of the newest
OPEN = "(i.seq > {n} - greatest(1, {n} div 8))"
#: days from invoice to payment: from ten early to fifty late
PAID_AFTER = "(20 + (c.seq * 7 + i.seq * 13) % 60)"

LINES = {
	"Current Assets": 400,
	"Inventory": 120,
	"Total Assets": 1000,
	"Current Liabilities": 250,
	"Total Liabilities": 550,
	"Intangible Assets and Goodwill": 10,
	"Retained Earnings": 180,
	"Equity": 450,
	"Revenue": 1200,
	"EBIT": 90,
	"Interest Expense": 25,
	"Net Profit": 48,
	"Operating Cash Flow": 60,
}


def make(customers: int, invoices: int, today: date) -> None:
	"""So many customers with so many invoices each. Commits."""
	remove()
	mode = frappe.db.sql("select @@sql_mode")[0][0]
	frappe.db.sql("set sql_mode = concat(@@sql_mode, ',PIPES_AS_CONCAT')")
	try:
		for statement in statements(customers, invoices, today):
			frappe.db.sql(statement)
			frappe.db.commit()
	finally:
		frappe.db.sql("set sql_mode = %s", mode)
	tables = ("Customer", "Credit File", "Sales Invoice", "Payment Ledger Entry")
	frappe.db.sql("analyze table " + ", ".join(f"`tab{name}`" for name in tables))
	frappe.clear_cache()


def statements(customers: int, invoices: int, today: date) -> Iterator[str]:
	"""One insert for each table."""
	by_customer = f"seq_1_to_{customers} c"
	by_invoice = f"{by_customer} join seq_1_to_{invoices} i"
	by_line = f"{by_customer} join ({_lines()}) line where c.seq % 2 = 0"
	posted = f"date_sub('{today}', interval floor(({invoices} - i.seq) * {DAYS} / {invoices}) day)"
	paid = f"least('{today}', date_add({posted}, interval {PAID_AFTER} day))"
	is_open = OPEN.format(n=invoices)
	yield bulk("Company", MASTER, f"'{COMPANY}'", "dual", _company())
	yield bulk("Customer", MASTER, CUSTOMER, by_customer, _customer())
	yield bulk("Credit File", MASTER, FILE, by_customer, _file(today))
	yield bulk("Credit File Limit", MASTER, f"'RSB-L-' || {FILE}", by_customer, _limit())
	yield bulk("Sales Invoice", SUBMITTED, INVOICE, by_invoice, _invoice(posted, is_open))
	own = f"{posted}, date_add({posted}, interval 30 day), 'Sales Invoice', {INVOICE}"
	yield bulk("Payment Ledger Entry", SUBMITTED, f"'RSB-P-' || {INVOICE}", by_invoice, _ledger(own, AMOUNT))
	payment = f"{paid}, null, 'Payment Entry', 'RSB-PE-' || {INVOICE}"
	settled = f"{by_invoice} where not {is_open}"
	yield bulk(
		"Payment Ledger Entry", SUBMITTED, f"'RSB-Q-' || {INVOICE}", settled, _ledger(payment, f"-{AMOUNT}")
	)
	half = f"{by_customer} where c.seq % 2 = 0"
	yield bulk("Customer Financial Statement", SUBMITTED, STATEMENT, half, _statement(today.year - 1))
	yield bulk("Financial Statement Line", SUBMITTED, f"{STATEMENT} || '-' || line.idx", by_line, _line())


def bulk(doctype: str, common: str, name: str, source: str, values: dict[str, str]) -> str:
	"""Rows for one DocType from MariaDB's sequence tables."""
	columns = ", ".join(values)
	return (
		f"insert into `tab{doctype}` ({COMMON}, {columns})"
		f" select {name}, {common}, {', '.join(values.values())} from {source}"
	)


def _company() -> dict[str, str]:
	return {"company_name": f"'{COMPANY}'", "abbr": "'RSB'", "default_currency": "'CNY'"}


def _customer() -> dict[str, str]:
	group = frappe.db.get_value("Customer Group", {"is_group": 0}, "name")
	territory = frappe.db.get_value("Territory", {"is_group": 0}, "name")
	return {
		"customer_name": CUSTOMER,
		"customer_type": "'Company'",
		"customer_group": frappe.db.escape(group),
		"territory": frappe.db.escape(territory),
	}


def _file(today: date) -> dict[str, str]:
	return {
		"customer": CUSTOMER,
		"customer_name": CUSTOMER,
		"status": "'Active'",
		"grade": GRADES,
		"score": "40 + c.seq % 50",
		"founded_on": f"date_sub('{today}', interval 1 + c.seq % 30 year)",
		"company_size": "elt(1 + c.seq % 4, 'Large', 'Medium', 'Small', 'Micro')",
		"ownership": "elt(1 + c.seq % 3, 'Private', 'Listed', 'State-owned')",
		"industry_climate": "elt(1 + c.seq % 3, 'Favourable', 'Stable', 'Declining')",
		"trade_references": "elt(1 + c.seq % 3, 'Good', 'Fair', 'Poor')",
		"bank_reference": "elt(1 + c.seq % 3, 'Good', 'Fair', 'Poor')",
		"legal_record": "'Clean'",
	}


def _limit() -> dict[str, str]:
	return {
		"parent": FILE,
		"parenttype": "'Credit File'",
		"parentfield": "'limits'",
		"idx": "1",
		"company": f"'{COMPANY}'",
		"limit_mode": "'Limited'",
		"credit_limit": "10000 + (c.seq % 50) * 1000",
	}


def _invoice(posted: str, is_open: str) -> dict[str, str]:
	return {
		"customer": CUSTOMER,
		"company": f"'{COMPANY}'",
		"posting_date": posted,
		"due_date": f"date_add({posted}, interval 30 day)",
		"outstanding_amount": f"if({is_open}, {AMOUNT}, 0)",
		"base_grand_total": AMOUNT,
		"grand_total": AMOUNT,
		"base_net_total": AMOUNT,
		"net_total": AMOUNT,
		"conversion_rate": "1",
		"is_opening": "'No'",
	}


def _ledger(voucher: str, amount: str) -> dict[str, str]:
	return {
		"company": f"'{COMPANY}'",
		"party_type": "'Customer'",
		"party": CUSTOMER,
		"account_type": "'Receivable'",
		"account": "'Debtors - RSB'",
		"delinked": "0",
		"posting_date, due_date, voucher_type, voucher_no": voucher,
		"against_voucher_type": "'Sales Invoice'",
		"against_voucher_no": INVOICE,
		"amount": amount,
		"amount_in_account_currency": amount,
	}


def _statement(year: int) -> dict[str, str]:
	return {
		"customer": CUSTOMER,
		"customer_name": CUSTOMER,
		"credit_file": FILE,
		"period_type": "'Annual'",
		"period_start": f"'{year}-01-01'",
		"period_end": f"'{year}-12-31'",
		"audit": "'Audited'",
		"currency": "'CNY'",
		"unit": "'1000'",
		"manufacturing": "1",
	}


def _line() -> dict[str, str]:
	return {
		"parent": STATEMENT,
		"parenttype": "'Customer Financial Statement'",
		"parentfield": "'lines'",
		"idx": "line.idx",
		"line": "line.label",
		"amount": "line.amount * (1 + c.seq % 9)",
	}


def _lines() -> str:
	rows = (
		f"select {number} idx, '{label}' label, {amount} amount"
		for number, (label, amount) in enumerate(LINES.items(), start=1)
	)
	return " union all ".join(rows)


#: table → what tells the benchmark's rows
REMOVED = {
	"Credit Reassessment Result": "customer like 'RSB %%'",
	"Credit Reassessment Run": f"company = '{COMPANY}'",
	"Credit Assessment": f"company = '{COMPANY}'",
	"Financial Statement Line": "parent like 'RSB-FS-%%'",
	"Customer Financial Statement": "name like 'RSB-FS-%%'",
	"Payment Ledger Entry": f"company = '{COMPANY}'",
	"Sales Invoice": f"company = '{COMPANY}'",
	"Credit File Limit": "parent like 'RSB-CF-%%'",
	"Credit File": "name like 'RSB-CF-%%'",
	"Customer": "name like 'RSB %%'",
	"Company": f"name = '{COMPANY}'",
}


def remove() -> None:
	"""Take every row of the benchmark out again. Commits."""
	for doctype, condition in REMOVED.items():
		frappe.db.sql(f"delete from `tab{doctype}` where {condition}")
		frappe.db.commit()
