"""Credit Agreements, the credit-sale contracts: which one holds, and what a new one starts from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import getdate

from credit_control.engine import agreements as rules
from credit_control.engine.agreements import Contract
from credit_control.engine.circumstances import Agreement
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.standing import LIMITED, UNLIMITED
from credit_control.erp import currency, customers
from credit_control.services import files
from credit_control.services.question import Question

DOCTYPE = "Credit Agreement"
FIELDS = "name, valid_from, valid_to, signed_on, terminated_on, credit_limit, currency"


def agreement_of(question: Question) -> Agreement | None:
	"""The agreement that the check on it looks at."""
	return agreement(question.customer, question.company, question.day)


def agreement(customer: str, company: str, day: date) -> Agreement | None:
	"""The agreement in force on a day or the last that was, its limit in company currency; None without any.

	A limit in a currency without a rate is left unknown: the check is on the contract, not on its limit.
	"""
	return rules.agreement(contracts(customer, company, day), day)


def contracts(customer: str, company: str, day: date) -> list[Contract]:
	"""All that was submitted between a customer and a company."""
	rows = frappe.db.sql(
		f"""
		select {FIELDS} from `tabCredit Agreement`
		where customer = %s and company = %s and docstatus = 1 order by name
		""",
		(customer, company),
		as_dict=True,
	)
	return [contract(row, company, day) for row in rows]


def contract(row, company: str, day: date) -> Contract:
	"""A Credit Agreement as the engine reads it."""
	return Contract(
		name=row.name,
		valid_from=getdate(row.valid_from),
		valid_to=row.valid_to and getdate(row.valid_to),
		signed_on=row.signed_on and getdate(row.signed_on),
		terminated_on=row.terminated_on and getdate(row.terminated_on),
		limit=_limit(row, company, day),
	)


def _limit(row, company: str, day: date) -> Decimal | None:
	try:
		rate = currency.rate(row.currency, customers.currency_of(company), day)
	except currency.NoExchangeRateError:
		frappe.clear_last_message()
		return None
	return decimal(row.credit_limit) * rate


def granted(customer: str, company: str) -> tuple[Decimal | None, bool]:
	"""What the Credit File grants for good, in company currency, and whether it says anything.

	None with True is an unlimited customer; a customer without a limit or on cash only has 0.
	"""
	file = files.file_of(customer)
	row = files.limit_row(file, company) if file else None
	if row is None:
		return ZERO, False
	if row.limit_mode == UNLIMITED:
		return None, True
	return decimal(row.credit_limit or 0) if row.limit_mode == LIMITED else ZERO, True


def proposal(customer: str, company: str) -> dict:
	"""What a new agreement starts from: limit and terms of the Credit File, who signs, the language."""
	limit, _said = granted(customer, company)
	file = files.file_of(customer)
	known = frappe.db.get_value("Customer", customer, ["customer_name", "language"], as_dict=True)
	representative = file and frappe.db.get_value(files.CREDIT_FILE, file, "legal_representative")
	return {
		"credit_file": file,
		"customer_name": known.customer_name,
		"currency": customers.currency_of(company),
		"credit_limit": float(limit or 0),
		"payment_terms_template": files.granted_terms(customer, company),
		"customer_signatory": representative,
		"contract_language": known.language,
		"granted": None if limit is None else float(limit),
	}
