"""What a strategy would do, for people: nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import frappe
from frappe.utils import getdate

from credit_control.engine.money import ZERO
from credit_control.erp import customers, debtors
from credit_control.erp.debtors import InvoiceFacts
from credit_control.services import (
	collection_mails,
	collection_messages,
	collection_owners,
	collection_plans,
	collection_runs,
	collection_texts,
	prefetch,
	quiet_hours,
	wording,
)
from credit_control.services.collection_plans import Case

#: so many customers with something to show make a page; so many chunks are looked through for them
PAGE, CHUNKS = 50, 20


def preview(doc, company: str | None, day: date, after: str = "") -> dict:
	"""One page: company, currency, day, rows by customer, and `after` of the next page or None.

	Raises when a text cannot be filled, naming it.
	"""
	collection_texts.check(doc)
	company, strategies = collection_runs.of_strategy(doc, company)
	rows: list[dict] = []
	last: str | None = after
	for _chunk in range(CHUNKS):
		if last is None or len(rows) >= PAGE:
			break
		names = debtors.with_open_invoices(company, last, collection_runs.CHUNK)
		rows += _page(names, company, day, strategies, doc.name)
		last = names[-1] if len(names) == collection_runs.CHUNK else None
	return {
		"company": company,
		"currency": customers.currency_of(company),
		"day": day,
		"customers": debtors.count_with_open_invoices(company),
		"has_mail_account": collection_mails.has_account(),
		"rows": rows,
		"after": last,
	}


def _page(names: list[str], company: str, day: date, strategies: list, only: str) -> list[dict]:
	with prefetch.for_customers(names):
		found = [
			case
			for case in collection_plans.cases(names, company, day, strategies)
			if case.strategy.name == only
		]
		invoices = debtors.invoice_facts([each.claim.voucher for case in found for each in case.plan.due])
		return [_row(case, invoices) for case in found]


def _row(case: Case, invoices: Mapping[str, InvoiceFacts]) -> dict:
	currency = customers.currency_of(case.facts.company)
	row = {
		"customer": case.facts.customer.name,
		"customer_name": case.facts.customer.customer_name,
		"left_out": [
			{
				"invoice": each.claim.voucher,
				"due_date": str(each.claim.due),
				"amount": float(each.claim.amount),
				"reason": wording.say(each.reason, currency),
			}
			for each in case.plan.left_out
		],
	}
	return {**row, **_what_is_sent(case, invoices)} if case.plan.due else row


def _what_is_sent(case: Case, invoices: Mapping[str, InvoiceFacts]) -> dict:
	message, step = collection_messages.message_of(case), case.step
	charges = collection_messages.charges_of(case, invoices)
	return {
		"step": step.label,
		"channel": step.channel,
		"consequences": list(case.consequences),
		"template": message.template,
		"language": message.language,
		"recipient": message.recipient,
		"send_after": _send_after(case) if message.recipient else None,
		"contact": message.contact,
		"responsible": _owner(case),
		"total": float(case.plan.total),
		"charges": float(sum((charge.in_company_currency for charge in charges), ZERO)),
		"items": [
			{
				"invoice": each.claim.voucher,
				"due_date": str(each.claim.due),
				"days": each.claim.days(case.day),
				"amount": float(each.claim.amount),
				"step": case.row(each.step).label,
			}
			for each in case.plan.due
		],
	}


def _send_after(case: Case):
	"""When the e-mail would be sent; what is sent on another day is not known yet."""
	return quiet_hours.sends_after(case.strategy) if case.day == getdate() else None


def _owner(case: Case) -> str | None:
	user = collection_owners.owner_of(case.step.step_owner, case.facts)
	return frappe.db.get_value("User", user, "full_name", cache=True) if user else None


def text(doc, customer: str, company: str | None, day: date) -> dict:
	"""The message that one customer would get: subject and HTML; empty when nothing is written to it."""
	company, strategies = collection_runs.of_strategy(doc, company)
	for case in collection_plans.cases([customer], company, day, strategies):
		message = collection_messages.message_of(case) if case.plan.due else None
		if message and message.template and case.strategy.name == doc.name:
			invoices = debtors.invoice_facts([each.claim.voucher for each in case.plan.due])
			charges = collection_messages.charges_of(case, invoices)
			subject, html = collection_messages.fill(case, message, invoices, charges)
			return {"subject": subject, "message": html}
	return {}
