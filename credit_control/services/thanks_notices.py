"""The notice, text and e-mail by which one customer is thanked."""

from __future__ import annotations

from collections.abc import Mapping

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import fmt_money, formatdate

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.receivables import overdue
from credit_control.engine.thanks import Paid
from credit_control.erp import customers, debtors
from credit_control.erp.debtors import InvoiceFacts
from credit_control.services import (
	collection_mails,
	collection_messages,
	collection_owners,
	collection_texts,
	quiet_hours,
)
from credit_control.services.collection_facts import NOTICE
from credit_control.services.collection_notices import QUEUED, THANKS


def make(thanks) -> str:
	"""Record and queue the e-mail of a `payment_thanks.Thanks`; returns the notice's name.

	Raises DuplicateEntryError or UniqueValidationError where somebody else did it meanwhile.
	"""
	facts = debtors.invoice_facts([each.claim.voucher for each in thanks.paid])
	doc = frappe.get_doc(_values(thanks, facts))
	doc.flags.by_run = True
	doc.flags.ignore_links = True
	doc.insert(ignore_permissions=True)
	doc.subject, doc.message = _text(thanks, doc, facts)
	doc.communication = collection_mails.send(doc, attach=False)
	doc.db_update()
	return doc.name


def _values(thanks, facts: Mapping[str, InvoiceFacts]) -> dict:
	known = thanks.facts
	currency = customers.currency_of(known.company)
	rows = [_paid_row(each, facts[each.claim.voucher], currency) for each in thanks.paid]
	rows += [_kept_row(each, currency) for each in thanks.kept]
	return {
		"doctype": NOTICE,
		"kind": THANKS,
		"customer": known.customer.name,
		"customer_name": known.customer.customer_name,
		"company": known.company,
		"currency": currency,
		"taken_on": thanks.day,
		"strategy": thanks.strategy.name,
		"step_label": _("Thank You"),
		"channel": "E-Mail",
		"status": QUEUED,
		"recipient": known.customer.addressee.email,
		"contact": known.customer.addressee.contact,
		"send_after": quiet_hours.sends_after(thanks.strategy),
		"language": known.customer.language or collection_messages.site_language(),
		"responsible": collection_owners.owner_of(collection_owners.COLLECTOR, known),
		"total_amount": sum(row["amount"] for row in rows if not thanks.paid or row["sales_invoice"]),
		"items": rows,
	}


def _paid_row(each: Paid, facts: InvoiceFacts, currency: str) -> dict:
	return {
		"sales_invoice": each.claim.voucher,
		"due_date": each.claim.due,
		"days_overdue": each.days_late,
		"currency": currency,
		"amount": float(each.amount),
		"invoice_currency": facts.currency,
		"invoice_amount": round(float(facts.in_its_currency(each.amount)), 2),
		"paid_by": each.voucher,
		"claim": f"{THANKS}|{each.claim.key}",
	}


def _kept_row(kept, currency: str) -> dict:
	return {
		"sales_invoice": None,
		"currency": currency,
		"amount": kept.amount,
		"paid_by": kept.name,
		"claim": f"{THANKS}|{kept.name}",
	}


def _text(thanks, doc, facts: Mapping[str, InvoiceFacts]) -> tuple[str, str]:
	with print_language(doc.language):
		name = collection_texts.thanks_template(thanks.strategy, doc.language)
		return collection_texts.fill(name, _figures(thanks, doc, facts))


def _figures(thanks, doc, facts: Mapping[str, InvoiceFacts]) -> dict:
	addressee = thanks.facts.customer.addressee
	rows = [_item(each, facts[each.claim.voucher]) for each in thanks.paid]
	late = overdue(thanks.facts.terms, thanks.day).amount
	return {
		"customer": doc.customer,
		"customer_name": doc.customer_name,
		"contact_name": (addressee and addressee.name) or "",
		"company": doc.company,
		"today": formatdate(thanks.day),
		"items": rows,
		"items_table": _table(rows) if rows else "",
		"total": _total(thanks, doc, facts),
		"kept_promise": bool(thanks.kept),
		"still_overdue": fmt_money(late, currency=doc.currency) if late else "",
	}


def _total(thanks, doc, facts: Mapping[str, InvoiceFacts]) -> str:
	"""What was paid, as it was billed; of a promise without invoices what came in for it."""
	if not thanks.paid:
		kept = sum((decimal(each.amount) or ZERO for each in thanks.kept), ZERO)
		return fmt_money(kept, currency=doc.currency)
	return collection_messages.totals(
		(facts[each.claim.voucher].currency, facts[each.claim.voucher].in_its_currency(each.amount))
		for each in thanks.paid
	)


def _item(each: Paid, facts: InvoiceFacts) -> dict:
	return {
		"invoice": each.claim.voucher,
		"order_number": facts.po_no or "",
		"due_date": formatdate(each.claim.due),
		"amount": fmt_money(facts.in_its_currency(each.amount), currency=facts.currency),
	}


def _table(rows: list[dict]) -> str:
	head = (_("Invoice"), _("Your Order"), _("Due Date"), _("Amount Paid"))
	return collection_messages.table(head, [list(row.values()) for row in rows])
