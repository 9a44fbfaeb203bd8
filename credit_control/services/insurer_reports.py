"""Overdue debts that an insurer must be told of: which are due to be reported, and which were."""

from __future__ import annotations

from datetime import date

import frappe

REPORT = "Credit Insurance Report"


def reported(customer: str, day: date) -> set[tuple[str, date]]:
	"""(voucher, due date) of all that the insurers of a customer knew on a day."""
	rows = frappe.db.sql(
		"""
		select report.voucher_no, report.due_date
		from `tabCredit Insurance Report` report
		join `tabCredit Security` insurance on insurance.name = report.parent
			and report.parenttype = 'Credit Security'
		where insurance.customer = %s and insurance.docstatus = 1 and report.reported_on <= %s
		""",
		(customer, day),
	)
	return set(rows)
