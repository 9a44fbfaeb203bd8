"""Credit Securities: what secures a customer's debts, and what that counts for."""

from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import getdate

from credit_control.engine.insurance import Insurance
from credit_control.engine.money import HUNDRED, ZERO, decimal
from credit_control.engine.security import Security, total_value
from credit_control.erp import currency, customers, deposits
from credit_control.services import prefetch, settings

DOCTYPE = "Credit Security"
INSURANCE = "Credit Insurance"
DEPOSIT = "Deposit"
#: the types that may be an ERPNext Bank Guarantee
BANK_TYPES = ("Guarantee", "Letter of Credit")
#: the types in which somebody else stands in
GUARANTEE_TYPES = ("Guarantee", "Parent Guarantee")
ACTIVE, EXPIRED, RELEASED = "Active", "Expired", "Released"
FIELDS = (
	"name, customer, security_type, amount, currency, haircut_percent, coverage_percent, maximum_cover,"
	" valid_from, valid_to, receipt, maximum_extension_days, covers_only_currency, covers_only_from_start,"
	" must_report, report_after_days, must_stop, stop_after_days"
)


def secured_amount(customer: str, company: str, as_of: date) -> Decimal | None:
	"""What the securities valid on a day are worth after haircut, in company currency.

	None when none is held; 0 when those held have run out. Insurance is not in it. Raises
	NoExchangeRateError for a currency without a rate.
	"""
	return total_value(values(customer, company, as_of, insurance=False), as_of)


def insured_cap(customer: str, company: str, as_of: date) -> Decimal | None:
	"""What insurers cover of the customer's debts on a day, in company currency.

	None for a customer that is not insured; 0 once an insurance has run out and was not released.
	"""
	return total_value(values(customer, company, as_of, insurance=True), as_of)


def values(customer: str, company: str, as_of: date, *, insurance: bool) -> list[Security]:
	"""The securities, or the insurances, held on a day in company currency."""
	money = customers.currency_of(company)
	return [
		in_currency(row, money, as_of)
		for row in held(customer, company, as_of)
		if (row.security_type == INSURANCE) == insurance
	]


def held(customer: str, company: str, as_of: date) -> list:
	"""The rows of all that is held for a customer's debts with a company on a day."""
	return prefetch.of_customer(held_rows, customer, company, as_of)


def held_rows(names: list[str], company: str, as_of: date) -> dict[str, list]:
	"""The submitted securities of many customers that had begun and were not released on a day."""
	rows = frappe.db.sql(
		f"""
		select {FIELDS} from `tabCredit Security`
		where customer in %(names)s and docstatus = 1 and valid_from <= %(as_of)s
			and (released_on is null or released_on > %(as_of)s)
			and coalesce(only_for_company, '') in ('', %(company)s)
		order by name
		""",
		{"names": names, "company": company, "as_of": as_of},
		as_dict=True,
	)
	_find_on_account(rows, as_of)
	found: dict[str, list] = {}
	for row in rows:
		found.setdefault(row.customer, []).append(row)
	return found


def _find_on_account(rows: list, as_of: date) -> None:
	"""Give each deposit with a receipt what of it is in the exposure already, in its own currency."""
	with_receipt = [row for row in rows if row.security_type == DEPOSIT and row.receipt]
	if not with_receipt:
		return
	parties = sorted({row.customer for row in with_receipt})
	known = deposits.on_account([row.receipt for row in with_receipt], parties, as_of)
	for row in with_receipt:
		row.on_account = on_account(row, known.get(row.receipt, []), as_of)


def on_account(row, entries: list, as_of: date) -> Decimal:
	"""What a deposit's receipt put on the customer's account, in the deposit's currency.

	Where receipts that wait for an invoice do not lower the exposure, only what pays invoices.
	"""
	waiting_counts = settings.switches().unallocated_receipts
	return sum((_entry(row, entry, as_of, waiting_counts) for entry in entries), ZERO)


def _entry(row, entry, as_of: date, waiting_counts: bool) -> Decimal:
	if row.currency == entry.currency:
		return entry.amount_in_currency if waiting_counts else entry.allocated_in_currency
	rate = currency.rate(customers.currency_of(entry.company), row.currency, as_of)
	return (entry.amount if waiting_counts else entry.allocated) * rate


def in_currency(row, money: str, as_of: date) -> Security:
	"""A security in a company's currency."""
	rate = currency.rate(row.currency or money, money, as_of)
	own = security_of(row)
	maximum = None if own.maximum is None else own.maximum * rate
	return Security(own.amount * rate, own.percent, own.valid_from, own.valid_to, maximum)


def security_of(doc) -> Security:
	"""A Credit Security as the engine reads it, in its own currency."""
	insured = doc.security_type == INSURANCE
	return Security(
		amount=max(ZERO, decimal(doc.amount or 0) - (doc.get("on_account") or ZERO)),
		percent=decimal(doc.coverage_percent or 0)
		if insured
		else HUNDRED - decimal(doc.haircut_percent or 0),
		valid_from=doc.valid_from and getdate(doc.valid_from),
		valid_to=getdate(doc.valid_to) if doc.valid_to else None,
		maximum=decimal(doc.maximum_cover) if insured and doc.maximum_cover else None,
	)


def insurance_of(row, money: str, as_of: date) -> Insurance:
	"""An insurance with its conditions, in a company's currency."""
	return conditions_of(row, in_currency(row, money, as_of))


def conditions_of(row, security: Security) -> Insurance:
	"""An insurance with its conditions; `security` is what it counts for."""
	return Insurance(
		security,
		extension_days=row.maximum_extension_days or None,
		report_days=row.report_after_days if row.must_report else None,
		stop_days=row.stop_after_days if row.must_stop else None,
		currency=row.currency if row.covers_only_currency else None,
		since=getdate(row.valid_from) if row.covers_only_from_start else None,
	)


def status_of(doc, today: date | None = None) -> str:
	"""Where a security stands on a day."""
	if doc.docstatus != 1:
		return "Cancelled" if doc.docstatus == 2 else "Draft"
	if doc.released_on and getdate(doc.released_on) <= (today or getdate()):
		return RELEASED
	return EXPIRED if doc.valid_to and getdate(doc.valid_to) < (today or getdate()) else ACTIVE
