"""ERPNext's own view of a customer, to hold ours against."""

from __future__ import annotations

from decimal import Decimal

import frappe
from frappe.utils import getdate, nowdate

from erpnext.accounts.report.accounts_receivable.accounts_receivable import execute

from credit_control.tests.bootstrap import COMPANY


def general_ledger(customer: str, company: str = COMPANY, day: str | None = None) -> Decimal:
	"""Debits less credits on the customer: what core's credit check counts as receivable."""
	rows = frappe.db.sql(
		"""select sum(debit) - sum(credit) from `tabGL Entry`
		where party_type = 'Customer' and party = %s and company = %s and is_cancelled = 0
			and posting_date <= %s""",
		(customer, company, day or "9999-12-31"),
	)
	return money(rows[0][0])


def receivable_report(
	customer: str, company: str = COMPANY, day: str | None = None, by_terms: bool = True
) -> list:
	"""Rows of Accounts Receivable, by payment terms or by voucher, on a day, today unless another is given."""
	filters = {
		"company": company,
		"report_date": day or nowdate(),
		"party_type": "Customer",
		"party": [customer],
		"ageing_based_on": "Due Date",
		"range": "30, 60, 90, 120",
		"based_on_payment_terms": int(by_terms),
	}
	return execute(frappe._dict(filters))[1]


def report_total(customer: str, day: str | None = None) -> Decimal:
	"""What the report says the customer owes, credits deducted."""
	return money(sum(row.outstanding for row in receivable_report(customer, day=day)))


def report_overdue(customer: str, day: str | None = None) -> Decimal:
	"""What the report says is past its due date, credits left aside."""
	today = getdate(day or nowdate())
	rows = receivable_report(customer, day=day)
	late = (row for row in rows if getdate(row.get("due_date") or row.posting_date) < today)
	return money(sum(row.outstanding for row in late if row.outstanding > 0))


def money(value) -> Decimal:
	"""A figure as it is printed."""
	return Decimal(str(value or 0)).quantize(Decimal("0.01"))
