"""What stands behind a customer's debts: securities, and insurance of the debts that it is for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from frappe.utils import getdate

from credit_control.engine.circumstances import Cover
from credit_control.engine.insurance import (
	Debt,
	Insurance,
	extension_days,
	stop_days,
	uncovered,
	with_disputes,
)
from credit_control.engine.money import HUNDRED, ZERO
from credit_control.engine.receivables import OpenItem, OpenTerm, open_terms
from credit_control.engine.security import Security, total_value
from credit_control.erp import customers, receivables, vouchers
from credit_control.services import disputes, insurer_reports, securities
from credit_control.services.question import Question


def cover_of(question: Question) -> Cover:
	"""The cover that the checks on security, insurance and unsecured exposure look at."""
	return cover(question.customer, question.company, question.day)


def cover(customer: str, company: str, day: date) -> Cover:
	"""What covers a customer's debts with a company on a day, in company currency.

	Raises NoExchangeRateError for a security in a currency without a rate.
	"""
	rows, money = securities.held(customer, company, day), customers.currency_of(company)
	insurances = [
		securities.insurance_of(row, money, day) for row in rows if row.security_type == securities.INSURANCE
	]
	others = [
		securities.in_currency(row, money, day) for row in rows if row.security_type != securities.INSURANCE
	]
	valid = [each for each in insurances if each.security.is_valid(day)]
	return Cover(
		secured=total_value(_worth_naming(others, day), day),
		insured=total_value((each.security for each in insurances), day),
		stop_days=stop_days(valid),
		extension_days=extension_days(valid),
		expires=_next_end([*others, *(each.security for each in valid)], day),
		insured_percent=min((each.security.percent for each in valid), default=HUNDRED),
		ineligible=_ineligible(valid, customer, company, day),
		stops_passed=True,
	)


def _worth_naming(held: list[Security], day: date) -> list[Security]:
	"""Without those that are in force and worth nothing, such as a deposit that lowers the exposure already.

	They must not look like security that ran out.
	"""
	return [each for each in held if each.value or not each.is_valid(day)]


def _next_end(held: list[Security], day: date) -> date | None:
	ends = [each.valid_to for each in held if each.valid_to and each.is_valid(day)]
	return min(ends, default=None)


def _ineligible(insurances: list[Insurance], customer: str, company: str, day: date) -> Decimal:
	"""What none of the insurances covers of what is owed; nothing is read without an insurance."""
	return uncovered(insurances, debts(customer, company, day), day) if insurances else ZERO


def debts(customer: str, company: str, day: date) -> list[Debt]:
	"""The open instalments of a customer as an insurer looks at them."""
	past = day if day < getdate() else None
	items = {item.voucher_no: item for item in receivables.open_items(customer, company, past)}
	monies = vouchers.currencies(items.values(), customers.currency_of(company))
	reported = insurer_reports.reported(customer, day)
	found = [
		_debt(term, items[term.voucher_no], monies[term.voucher_no], reported)
		for term in open_terms(items.values())
	]
	return with_disputes(found, disputes.disputed(customer, company))


def _debt(term: OpenTerm, item: OpenItem, money: str, reported: set[tuple[str, date]]) -> Debt:
	return Debt(
		voucher_no=term.voucher_no,
		posted=item.posting_date,
		due=term.due,
		amount=term.amount,
		currency=money,
		voucher_type=term.voucher_type,
		reported=(term.voucher_no, term.due) in reported,
	)
