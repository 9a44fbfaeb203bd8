"""ERPNext's Dunning where a step charges a fee or interest: one for each currency, with all rows of the message.

What ERPNext does wrong is made good here and nowhere else: it would take what is open from the Payment
Schedule, which is not kept up to date; knows one invoice at a time; needs a language; and 15 calls a Dunning
resolved because of its last row alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import frappe

from credit_control.engine import dunning
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.receivables import open_terms
from credit_control.engine.strategy import Claim
from credit_control.erp import customers, dunnings, receivables
from credit_control.erp.debtors import InvoiceFacts


@dataclass(frozen=True, slots=True)
class Charge:
	"""Fee and interest in a currency, and what they are in company currency."""

	currency: str
	fee: Decimal
	interest: Decimal
	rate: Decimal

	@property
	def amount(self) -> Decimal:
		return self.fee + self.interest

	@property
	def in_company_currency(self) -> Decimal:
		return self.amount * self.rate


def charges(
	dunning_type, claims: Sequence[Claim], facts: Mapping[str, InvoiceFacts], company: str, day: date
) -> list[Charge]:
	"""What a Dunning Type charges for claims, by currency. The fee is asked once, in the first currency.

	The interest is simple, for the days since the due date that the type does not leave free.
	"""
	found = []
	for currency, own in by_currency(claims, facts, customers.currency_of(company)).items():
		rate = mean_rate(own, facts)
		fee = decimal(dunning_type.dunning_fee or 0) / rate if not found else ZERO
		interest = sum((_interest(dunning_type, claim, facts, day) for claim in own), ZERO)
		found.append(Charge(currency, fee, interest, rate))
	return found


def _interest(dunning_type, claim: Claim, facts: Mapping[str, InvoiceFacts], day: date) -> Decimal:
	"""Of one claim, in the currency of its invoice."""
	amount = facts[claim.voucher].in_its_currency(claim.amount)
	days = dunning.interest_days(claim.days(day), dunning_type.interest_free_days or 0)
	return dunning.interest(amount, decimal(dunning_type.rate_of_interest or 0), days)


def by_currency(
	claims: Iterable[Claim], facts: Mapping[str, InvoiceFacts], first: str
) -> dict[str, list[Claim]]:
	"""The claims by the currency of their invoices, the company's own first."""
	found: dict[str, list[Claim]] = {}
	for claim in sorted(claims, key=lambda each: facts[each.voucher].currency != first):
		found.setdefault(facts[claim.voucher].currency, []).append(claim)
	return found


def mean_rate(claims: Sequence[Claim], facts: Mapping[str, InvoiceFacts]) -> Decimal:
	"""What one unit of the invoices' currency is in company currency, weighted by their amounts."""
	total = sum((claim.amount for claim in claims), ZERO)
	billed = sum((facts[claim.voucher].in_its_currency(claim.amount) for claim in claims), ZERO)
	return total / billed if billed else Decimal(1)


def make(
	name: str,
	*,
	customer: str,
	company: str,
	claims: Sequence[Claim],
	facts: Mapping[str, InvoiceFacts],
	day: date,
	language: str | None,
	email: str | None = None,
) -> dict[str, str]:
	"""Make and submit the Dunnings of a type; returns the Dunning of each `Claim.key`."""
	dunning_type = frappe.get_cached_doc("Dunning Type", name)
	schedule = dunnings.schedule_rows([claim.voucher for claim in claims])
	made: dict[str, str] = {}
	own = by_currency(claims, facts, customers.currency_of(company))
	for charge in charges(dunning_type, claims, facts, company, day):
		doc = frappe.get_doc(
			{
				"doctype": "Dunning",
				"customer": customer,
				"company": company,
				"posting_date": day,
				"contact_email": email,
				"overdue_payments": [_row(each, facts, schedule) for each in own[charge.currency]],
				**_terms(dunning_type, charge),
			}
		)
		_put_text(doc, dunning_type.name, language)
		doc.flags.ignore_permissions = True
		doc.insert()
		doc.submit()
		made |= {each.key: doc.name for each in own[charge.currency]}
	return made


def _terms(dunning_type, charge: Charge) -> dict:
	return {
		"dunning_type": dunning_type.name,
		"dunning_fee": float(charge.fee),
		"rate_of_interest": dunning_type.rate_of_interest or 0,
		"interest_basis": dunning_type.interest_basis,
		"interest_free_days": dunning_type.interest_free_days or 0,
		"days_to_pay": dunning_type.days_to_pay or 0,
		"income_account": dunning_type.income_account,
		"cost_center": dunning_type.cost_center,
		"currency": charge.currency,
		"conversion_rate": float(charge.rate),
	}


def _row(claim: Claim, facts: Mapping[str, InvoiceFacts], schedule: Mapping) -> dict:
	term = schedule.get((claim.voucher, claim.due))
	row = {
		"sales_invoice": claim.voucher,
		"due_date": claim.due,
		"outstanding": round(float(facts[claim.voucher].in_its_currency(claim.amount)), 2),
	}
	if term is None:
		return row
	return {
		**row,
		"payment_schedule": term.name,
		"payment_term": term.payment_term,
		"description": term.description,
		"invoice_portion": term.invoice_portion,
		"payment_amount": term.payment_amount,
	}


def _put_text(doc, dunning_type: str, language: str | None) -> None:
	text = dunnings.letter_text(dunning_type, language)
	if text is None:
		doc.language = language
		return
	doc.language = text.language
	doc.body_text = frappe.render_template(text.body_text or "", doc.as_dict())
	doc.closing_text = frappe.render_template(text.closing_text or "", doc.as_dict())


def correct_all() -> int:
	"""Set the status of the Dunnings that notices made by what is really open; returns how many changed."""
	return sum(correct(customer, company) for customer, company in dunnings.made_from_notices())


def correct(customer: str, company: str) -> int:
	"""The same for one customer: resolved when no row of it is open any more."""
	terms = open_terms(receivables.open_items(customer, company))
	is_open = {(term.voucher_no, term.due) for term in terms}
	changed = 0
	for name, rows in dunnings.dunned_terms(customer, company).items():
		status = "Unresolved" if is_open & set(rows) else "Resolved"
		if frappe.db.get_value("Dunning", name, "status") != status:
			frappe.db.set_value("Dunning", name, "status", status)
			changed += 1
	return changed
