"""What is printed of a Collection Notice: the letter, and the statement of everything that is open.

Both are asked by print formats and open to every template of the site: they raise PermissionError for a notice
that the reader may not read. They are in the customer's language, unless another is asked for.
"""

from __future__ import annotations

from decimal import Decimal

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import fmt_money, formatdate, getdate

from credit_control.engine.money import ZERO
from credit_control.engine.receivables import OpenTerm, ageing, open_terms
from credit_control.erp import addresses, debtors
from credit_control.erp.debtors import InvoiceFacts
from credit_control.erp.position import read_position
from credit_control.services import settings, step_names
from credit_control.services.collection_facts import NOTICE


def collection_letter(doc) -> dict:
	"""Everything the letter prints; `doc` is a Collection Notice or its name."""
	doc = _readable(doc)
	with print_language(_language(doc)):
		return {
			"sender": _party("Company", doc.company, doc.company),
			"addressee": _party("Customer", doc.customer, doc.customer_name),
			"date": formatdate(doc.taken_on),
			"number": doc.name,
			"subject": doc.subject or step_names.shown(doc.step_label),
			"message": doc.message or "",
		}


def statement_of_open_items(doc) -> dict:
	"""Everything the statement prints, as it is today; `doc` is a Collection Notice or its name."""
	doc = _readable(doc)
	with print_language(_language(doc)):
		return _statement(doc)


def _readable(doc):
	doc = frappe.get_doc(NOTICE, doc) if isinstance(doc, str) else doc
	if not frappe.flags.ignore_print_permissions:
		doc.check_permission("read")
	return doc


def _language(doc) -> str:
	asked = (frappe.form_dict.get("_lang"), doc.language)
	known = (code for code in asked if code and frappe.db.exists("Language", code))
	return next(known, frappe.local.lang)


def _party(doctype: str, name: str, title: str) -> dict:
	return {"name": title, "address": addresses.address_of(doctype, name) or ""}


def _statement(doc) -> dict:
	today = getdate()
	position = read_position(doc.customer, doc.company, settings.switches(), today)
	items = position.items
	terms = [term for term in open_terms(items) if term.voucher_type == "Sales Invoice"]
	facts = debtors.invoice_facts([term.voucher_no for term in terms])
	posted = {item.voucher_no: item.posting_date for item in items}
	ordered = sorted(terms, key=lambda term: (term.due, term.voucher_no))
	return {
		"title": _("Statement of Open Items"),
		"sender": _party("Company", doc.company, doc.company),
		"addressee": _party("Customer", doc.customer, doc.customer_name),
		"as_of": _("As of {0}").format(formatdate(today)),
		"head": [
			_("Invoice"),
			_("Your Order"),
			_("Invoice Date"),
			_("Due Date"),
			_("Days Overdue"),
			_("Amount Open"),
		],
		"rows": [_row(term, facts[term.voucher_no], posted[term.voucher_no], today) for term in ordered],
		"total": _("Open in All"),
		"totals": _totals(ordered, facts),
		"credit": _credit(position.credit, doc.currency),
		"ageing_title": _("By Age, in {0}").format(doc.currency),
		"ageing": _ageing(ordered, doc.currency, today),
		"note": _("Payments that crossed this statement are not in it. Please tell us of any difference."),
	}


def _row(term: OpenTerm, facts: InvoiceFacts, posted, today) -> list[str]:
	days = term.days_overdue(today)
	return [
		term.voucher_no,
		facts.po_no or "",
		formatdate(posted),
		formatdate(term.due),
		str(days) if days else "",
		fmt_money(facts.in_its_currency(term.amount), currency=facts.currency),
	]


def _totals(terms: list[OpenTerm], facts: dict[str, InvoiceFacts]) -> list[str]:
	found: dict[str, Decimal] = {}
	for term in terms:
		known = facts[term.voucher_no]
		found[known.currency] = found.get(known.currency, ZERO) + known.in_its_currency(term.amount)
	return [fmt_money(amount, currency=currency) for currency, amount in found.items()]


def _credit(amount: Decimal, currency: str) -> tuple[str, str] | None:
	"""The line on money and credit notes that would pay some of it; None where there are none."""
	if not amount:
		return None
	return _("Paid or Credited, Not Allocated Yet"), fmt_money(-amount, currency=currency)


def _ageing(terms: list[OpenTerm], currency: str, today) -> list[tuple[str, str]]:
	labels = (
		_("Not Yet Due"),
		_("{0}–{1} days").format(1, 30),
		_("{0}–{1} days").format(31, 60),
		_("{0}–{1} days").format(61, 90),
		_("Over {0} days").format(90),
	)
	amounts = ageing(terms, today)
	return [
		(label, fmt_money(amount, currency=currency)) for label, amount in zip(labels, amounts, strict=True)
	]
