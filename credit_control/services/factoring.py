"""Factoring: which open invoices could be discounted, why the others not, and ERPNext's document for them.

Discounted with recourse an invoice stays in the exposure: ERPNext moves it between accounts of the same
customer, and what the customer owes is still open.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine import factoring
from credit_control.engine.money import ZERO
from credit_control.engine.receivables import OpenItem, open_terms
from credit_control.erp import customers, discounting
from credit_control.erp.receivables import open_items
from credit_control.services import disputes, files, joining, terms, wording

PROHIBITED = "Prohibited"
#: the kind of open item that can be sold
INVOICE = "Sales Invoice"


def state(invoice) -> dict | None:
	"""Whether a submitted invoice could be discounted, for its form; None for one that is settled or a return."""
	if invoice.docstatus != 1 or invoice.is_return:
		return None
	rows = candidates(invoice.customer, invoice.company)
	return next((row for row in rows if row["invoice"] == invoice.name), None)


def candidates(customer: str, company: str) -> list[dict]:
	"""Every open invoice of a customer with the reasons against discounting it, the earliest due first.

	Amounts are in company currency.
	"""
	items = [item for item in open_items(customer, company) if item.voucher_type == INVOICE]
	known = _customer(customer, company)
	disputed = disputes.disputed(customer, company) if items else {}
	sold = discounting.discounted(item.voucher_no for item in items)
	currency = customers.currency_of(company)
	rows = [_row(item, known, disputed, sold, currency) for item in items]
	return sorted(rows, key=lambda row: (row["due_date"], row["invoice"]))


def _row(item: OpenItem, known: factoring.Customer, disputed: dict, sold: dict, currency: str) -> dict:
	due = max(term.due for term in item.schedule)
	invoice = _invoice(item, disputed.get(item.voucher_no, ZERO), sold.get(item.voucher_no), due)
	reasons = [wording.say(message, currency) for message in factoring.refusals(invoice, known)]
	return {
		"invoice": item.voucher_no,
		"due_date": str(due),
		"amount": float(item.outstanding),
		"currency": currency,
		"reasons": reasons,
		"eligible": not reasons,
	}


def _invoice(item: OpenItem, disputed: Decimal, sold: str | None, due: date) -> factoring.Invoice:
	today = getdate()
	late = [term for term in open_terms([item]) if term.days_overdue(today)]
	return factoring.Invoice(
		outstanding=item.outstanding,
		overdue=sum((term.amount for term in late), ZERO),
		days_overdue=max((term.days_overdue(today) for term in late), default=0),
		disputed=disputed,
		term_days=(due - item.posting_date).days,
		discounted_in=sold,
	)


def _customer(customer: str, company: str) -> factoring.Customer:
	rule = terms.rule_of(customer, company)
	known = frappe.db.get_value(
		files.CREDIT_FILE, {"customer": customer}, ["grade", "assignment"], as_dict=True
	)
	allowed = terms.allowed_days(customer, company, rule, getdate())
	return factoring.Customer(
		grade=(known and known.grade) or None,
		credit_allowed=rule.credit_allowed if rule else True,
		assignment_prohibited=bool(known and known.assignment == PROHIBITED),
		granted_days=allowed if allowed is not None or rule is None else rule.term_days,
	)


def discount(company: str, invoices: Sequence[str]) -> dict:
	"""An Invoice Discounting, not yet saved, of these invoices; raises for one that cannot be discounted."""
	heads = discounting.heads(invoices)
	_refuse_others(company, invoices, heads)
	doc = frappe.new_doc(discounting.DOCTYPE)
	doc.update({"company": company, "posting_date": getdate()})
	for name in invoices:
		doc.append("invoices", _line(heads[name]))
	doc.total_amount = sum(row.outstanding_amount for row in doc.invoices)
	return doc.as_dict()


def _refuse_others(company: str, invoices: Sequence[str], heads: dict) -> None:
	if not invoices:
		frappe.throw(_("No invoice was chosen. Choose at least one."))
	found = {
		row["invoice"]: row
		for customer in {head.customer for head in heads.values()}
		for row in candidates(customer, company)
	}
	for name in invoices:
		row = found.get(name)
		if row is None:
			frappe.throw(_("{0} is not an open invoice of {1}. Take it out.").format(name, company))
		if not row["eligible"]:
			frappe.throw(
				_("{0} cannot be discounted: {1}").format(name, joining.sentences(row["reasons"])),
				title=_("Factoring"),
			)


def _line(head) -> dict:
	return {
		"sales_invoice": head.name,
		"customer": head.customer,
		"posting_date": head.posting_date,
		"outstanding_amount": head.outstanding_amount,
		"debit_to": head.debit_to,
	}
