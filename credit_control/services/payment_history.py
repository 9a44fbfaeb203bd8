"""How a customer's invoices were paid, without what it contested: the basis of every figure on late payment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from credit_control.engine.behaviour import InvoiceHistory
from credit_control.engine.receivables import OpenTerm, excuse, open_terms
from credit_control.erp.behaviour import invoice_history
from credit_control.erp.receivables import open_items
from credit_control.services import contested


def of_customer(customer: str, company: str, since: date, as_of: date) -> list[InvoiceHistory]:
	"""Invoices from `since` to a day, oldest first, with what was paid and what was disputed of them on that day."""
	history = invoice_history(customer, company, since, as_of)
	disputed = contested.on_day(customer, company, as_of) if history else {}
	return [_without(invoice, disputed) for invoice in history] if disputed else history


def _without(invoice: InvoiceHistory, disputed: dict[str, Decimal]) -> InvoiceHistory:
	amount = disputed.get(invoice.voucher_no)
	return replace(invoice, disputed=min(amount, invoice.outstanding)) if amount else invoice


def open_on(customer: str, company: str, as_of: date) -> list[OpenTerm]:
	"""The instalments that were open on a day, without what was disputed of them, the earliest first."""
	terms = list(open_terms(open_items(customer, company, as_of)))
	disputed = contested.on_day(customer, company, as_of) if terms else {}
	return list(excuse(terms, disputed)) if disputed else terms
