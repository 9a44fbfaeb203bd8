"""What one customer is told: to whom, in which language, with which figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import escape_html, fmt_money, formatdate

from credit_control.engine import dunning
from credit_control.engine.money import ZERO
from credit_control.engine.strategy import Claim, Due
from credit_control.erp.debtors import InvoiceFacts
from credit_control.services import collection_advice, collection_texts, dunning_documents, step_names
from credit_control.services.collection_plans import Case
from credit_control.services.collection_strategies import WRITTEN
from credit_control.services.dunning_documents import Charge

ITEMS = "credit_control/templates/collection_items.html"


@dataclass(frozen=True, slots=True)
class Message:
	"""A text ready to go, or the way in which a customer is contacted without one."""

	channel: str
	language: str
	template: str | None = None
	recipient: str | None = None
	contact: str | None = None


def message_of(case: Case) -> Message:
	"""Channel, text and addressee of a case in which something is due."""
	step = case.step
	language = case.facts.customer.language or site_language()
	addressee = case.facts.customer.addressee
	return Message(
		channel=step.channel,
		language=language,
		template=collection_texts.template_for(case.strategy, step, language)
		if step.channel in WRITTEN
		else None,
		recipient=addressee.email if addressee and step.channel == "E-Mail" else None,
		contact=addressee.contact if addressee else None,
	)


def site_language() -> str:
	"""The language of customers that have none."""
	return frappe.db.get_single_value("System Settings", "language", cache=True) or "en"


def dunning_type_of(case: Case) -> str | None:
	"""The Dunning Type of the gravest step that has one."""
	steps = sorted((each.step for each in case.plan.due), key=lambda step: step.offset, reverse=True)
	return next((found for step in steps if (found := case.row(step).dunning_type)), None)


def charged_claims(case: Case) -> list[Claim]:
	"""The claims whose step charges something."""
	return [each.claim for each in case.plan.due if case.row(each.step).dunning_type]


def charges_of(case: Case, facts: Mapping[str, InvoiceFacts]) -> list[Charge]:
	"""What this message charges, by currency."""
	name = dunning_type_of(case)
	if not name:
		return []
	dunning_type = frappe.get_cached_doc("Dunning Type", name)
	return dunning_documents.charges(dunning_type, charged_claims(case), facts, case.facts.company, case.day)


def fill(
	case: Case, message: Message, facts: Mapping[str, InvoiceFacts], charges: Sequence[Charge]
) -> tuple[str, str]:
	"""Subject and HTML of the text in the customer's language."""
	with print_language(message.language):
		return collection_texts.fill(message.template, _values(case, facts, charges))


def _values(case: Case, facts: Mapping[str, InvoiceFacts], charges: Sequence[Charge]) -> dict:
	addressee = case.facts.customer.addressee
	rows = [item(each, case, facts) for each in case.plan.due]
	return {
		"customer": case.facts.customer.name,
		"customer_name": case.facts.customer.customer_name,
		"contact_name": (addressee and addressee.name) or "",
		"company": case.facts.company,
		"today": formatdate(case.day),
		"step": step_names.shown(case.step.label),
		"items": rows,
		"items_table": items_table(rows),
		"total": totals(
			(facts[each.claim.voucher].currency, facts[each.claim.voucher].in_its_currency(each.claim.amount))
			for each in case.plan.due
		),
		"charges": totals((charge.currency, charge.amount) for charge in charges if charge.amount),
		"pay_by": _pay_by(case),
		"advice": collection_advice.html(case),
		"oldest_days": max(0, *(each.claim.days(case.day) for each in case.plan.due)),
	}


def _pay_by(case: Case) -> str:
	"""The last day to pay that the Dunning Type allows; empty where it names none."""
	name = dunning_type_of(case)
	allowed = frappe.get_cached_doc("Dunning Type", name).days_to_pay if name else 0
	day = dunning.pay_by(case.day, allowed or 0)
	return formatdate(day) if day else ""


def item(each: Due, case: Case, facts: Mapping[str, InvoiceFacts]) -> dict:
	"""One claim as the texts show it, in the currency in which it was billed."""
	known = facts[each.claim.voucher]
	return {
		"invoice": each.claim.voucher,
		"order_number": known.po_no or "",
		"due_date": formatdate(each.claim.due),
		"days_overdue": max(0, each.claim.days(case.day)) or "",
		"amount": fmt_money(known.in_its_currency(each.claim.amount), currency=known.currency),
		"step": step_names.shown(case.row(each.step).label),
	}


def totals(amounts: Iterable[tuple[str, Decimal]]) -> str:
	"""Amounts added up by currency, as text."""
	found: dict[str, Decimal] = {}
	for currency, amount in amounts:
		found[currency] = found.get(currency, ZERO) + amount
	return " + ".join(fmt_money(amount, currency=currency) for currency, amount in found.items())


def items_table(rows: Sequence[dict]) -> str:
	"""The claims as a table for the texts, in the language of the moment."""
	head = (_("Invoice"), _("Your Order"), _("Due Date"), _("Days Overdue"), _("Amount"))
	shown = ("invoice", "order_number", "due_date", "days_overdue", "amount")
	return table(head, [[row[key] for key in shown] for row in rows])


def table(head: Sequence[str], rows: Sequence[Sequence]) -> str:
	"""A table for the texts, from plain values."""
	cells = [[escape_html(str(value)) for value in row] for row in rows]
	return frappe.render_template(
		"credit_control/templates/collection_items.html", {"head": head, "rows": cells}
	)
