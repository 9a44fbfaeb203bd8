"""Overdue debts that an insurer must be told of: which were reported, and reporting them."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.services import reminders
from credit_control.services.securities import ACTIVE, DOCTYPE, INSURANCE

REPORT = "Credit Insurance Report"
#: what the task of a report is about: this, the voucher and its due date
MARK = "insurer"


def mark(voucher_no: str, due: date) -> str:
	"""What tells the task of one debt from all others."""
	return f"{MARK}|{voucher_no}|{due}"


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


def report(name: str, rows: list[dict], reported_on: str | date, claim_number: str | None = None) -> int:
	"""Keep that debts were reported to the insurer, and close their tasks; returns how many are new.

	`rows` are some of `insurer_tasks.open_reports`.
	"""
	doc, day = _insurance(name), getdate(reported_on)
	if day > getdate():
		frappe.throw(_("Reported on lies in the future. Enter the day on which the insurer was told."))
	known = {(row.voucher_no, getdate(row.due_date)) for row in doc.reports}
	new = [row for row in rows if (row["voucher_no"], row["due_date"]) not in known]
	for row in new:
		own = {"reported_on": day, "reported_by": frappe.session.user, "claim_number": claim_number}
		doc.append("reports", {**row, **own})
	# a change after submitting asks for the right to submit, reporting for that to write (api/securities.py)
	doc.flags.ignore_permissions = True
	doc.save()
	for row in new:
		reminders.end(DOCTYPE, name, mark(row["voucher_no"], row["due_date"]))
	return len(new)


def _insurance(name: str):
	doc = frappe.get_doc(DOCTYPE, name)
	if doc.security_type != INSURANCE or doc.status != ACTIVE:
		frappe.throw(
			_("Credit Security {0} is no insurance in force. Nothing is reported to it.").format(name)
		)
	return doc
