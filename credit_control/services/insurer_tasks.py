"""Tasks to report overdue debts to the insurer in time: one for each debt, closed when it is paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import escape_html, formatdate, getdate

from credit_control.engine.insurance import NOT_REPORTED, Debt, Insurance
from credit_control.engine.money import decimal
from credit_control.erp import customers
from credit_control.services import covers, insurer_reports, reminders, securities, settings, wording
from credit_control.services.securities import ACTIVE, DOCTYPE, INSURANCE

CHUNK = 100
FIELDS = f"{securities.FIELDS}, owner, customer_name, only_for_company, credit_file"
DEFAULT_LEAD = 7


def remind_all(today: date | None = None) -> Iterator[int]:
	"""Make the tasks that are due, and close those of what was paid; pauses after each chunk."""
	today, last = today or getdate(), ""
	while rows := _insurances(last):
		yield sum(len(_remind(row, today)) for row in rows)
		last = rows[-1].name


def _insurances(after: str) -> list:
	return frappe.db.sql(
		f"""
		select {FIELDS} from `tabCredit Security`
		where security_type = %s and docstatus = 1 and status = %s and must_report = 1 and name > %s
		order by name limit {CHUNK}
		""",
		(INSURANCE, ACTIVE, after),
		as_dict=True,
	)


def _remind(row, today: date) -> list[str]:
	found = open_reports(row, today)
	_close_paid(row.name, found)
	lead = timedelta(days=_lead())
	return reminders.make(
		[task for each in found if each["report_by"] - lead <= today and (task := _task(row, each))]
	)


def _lead() -> int:
	days = settings.settings().insurer_lead_days
	return DEFAULT_LEAD if days is None else int(days)


def open_reports(row, today: date) -> list[dict]:
	"""What is overdue, covered and not reported to an insurer yet, the most urgent first, with its last day.

	`row` is a Credit Security with its conditions.
	"""
	names = [row.only_for_company] if row.only_for_company else frappe.get_all("Company", pluck="name")
	found = [each for company in names for each in _of_company(row, company, today)]
	return sorted(found, key=lambda each: (each["report_by"], each["voucher_no"]))


def next_report(customer: str, company: str, today: date) -> date | None:
	"""The next day by which something that a customer owes a company is to be reported to an insurer.

	None when there is nothing to report, or when it is too late for all of it.
	"""
	rows = frappe.db.sql(
		f"""
		select {FIELDS} from `tabCredit Security`
		where customer = %s and coalesce(only_for_company, '') in ('', %s) and security_type = %s
			and docstatus = 1 and status = %s and must_report = 1
		""",
		(customer, company, INSURANCE, ACTIVE),
		as_dict=True,
	)
	days = [each["report_by"] for row in rows for each in _of_company(row, company, today)]
	return min((day for day in days if day >= today), default=None)


def _of_company(row, company: str, today: date) -> Iterator[dict]:
	money = customers.currency_of(company)
	# only the conditions are asked for here: no rate is needed
	insurance = securities.conditions_of(row, securities.security_of(row))
	for debt in covers.debts(row.customer, company, today):
		if _is_due(insurance, debt, today):
			yield {
				"voucher_type": debt.voucher_type,
				"voucher_no": debt.voucher_no,
				"due_date": debt.due,
				"amount": float(debt.amount),
				"currency": money,
				"report_by": insurance.report_by(debt),
			}


def _is_due(insurance: Insurance, debt: Debt, today: date) -> bool:
	late = debt.due < today and not debt.reported and debt.disputed < debt.amount
	return late and insurance.report_by(debt) is not None and _may_be_covered(insurance, debt, today)


def _may_be_covered(insurance: Insurance, debt: Debt, today: date) -> bool:
	"""What no report would bring cover for needs none."""
	return insurance.refusal(debt, today) in (None, NOT_REPORTED)


def _task(row, each: dict) -> reminders.Task | None:
	specialist = row.credit_file and frappe.db.get_value("Credit File", row.credit_file, "specialist")
	user = reminders.person(specialist, row.only_for_company, row.owner)
	if user is None:
		return None
	mark = insurer_reports.mark(each["voucher_no"], each["due_date"])
	return reminders.Task(DOCTYPE, row.name, mark, lambda: _sentence(row, each), each["report_by"], user)


def _sentence(row, each: dict) -> str:
	return _("Report to insurer by {0}: {1} of {2}, {3} due since {4}").format(
		formatdate(each["report_by"]),
		each["voucher_no"],
		escape_html(row.customer_name or row.customer),
		wording.show(decimal(each["amount"]), each["currency"]),
		formatdate(each["due_date"]),
	)


def _close_paid(name: str, found: list[dict]) -> None:
	"""What was paid, disputed or reported elsewhere needs no report."""
	wanted = {insurer_reports.mark(each["voucher_no"], each["due_date"]) for each in found}
	for mark in reminders.open_marks(DOCTYPE, name, insurer_reports.MARK) - wanted:
		reminders.end(DOCTYPE, name, mark)
