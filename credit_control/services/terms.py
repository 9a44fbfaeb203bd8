"""The payment terms granted to a customer: proposed on its new documents, and what a document grants itself."""

from datetime import date

import frappe
from frappe.utils import getdate

from credit_control.engine.grades import GradeRule
from credit_control.engine.money import HUNDRED
from credit_control.engine.schedule import at_once
from credit_control.erp import advances
from credit_control.erp import terms as erp_terms
from credit_control.services import file_row, files, policies, settings, term_templates
from credit_control.services.term_templates import INVOICE, ORDER, PREPAID_INVOICE

FIELD = "payment_terms_template"


def term_days(doc) -> int | None:
	"""The longest credit days of a document, from its date to the last day a part of it falls due.

	None when it names no due date, as a delivery does; never negative.
	"""
	start = erp_terms.start_of(doc)
	due = erp_terms.last_due(doc, start) if start else None
	return max(0, (due - start).days) if due else None


def granted_days(template: str | None, start: date) -> int | None:
	"""The longest credit days that granted terms give to a document of a day; None without a template.

	Terms that count from the end of the month give more days to a document of the first.
	"""
	due = erp_terms.template_due(template, start) if template else None
	return max(0, (due - start).days) if due else None


def allowed_days(customer: str, company: str, rule: GradeRule | None, start: date) -> int | None:
	"""The longest credit days that a document of a day may name: the file's terms, else the grade's template.

	None leaves it to the grade's days.
	"""
	own = files.granted_terms(customer, company)
	if own or not (rule and rule.payment_terms):
		return granted_days(own, start)
	return max(rule.term_days, granted_days(rule.payment_terms, start) or 0)


def allowed_for(doc, customer: str, company: str, rule: GradeRule | None, start: date) -> int | None:
	"""The same for a document: an invoice may have the terms of its order, whatever was granted since."""
	days = allowed_days(customer, company, rule, start)
	granted = days if days is not None else (rule.term_days if rule else None)
	ordered = term_days_of_orders(doc)
	return days if granted is None or ordered is None or ordered <= granted else ordered


def term_days_of_orders(doc) -> int | None:
	"""The longest credit days of the orders that an invoice bills; None for one without an order."""
	if doc is None or doc.doctype != "Sales Invoice":
		return None
	days = [term_days(order) for order in erp_terms.orders_of(doc)]
	return max((each for each in days if each is not None), default=None)


def propose(doc) -> None:
	"""Fill the granted terms into a new document that names none of its own."""
	if not doc.is_new() or not _may_have_terms(doc):
		return
	if _names_terms(doc):
		_follow_late(doc)
		return
	template = granted(customer_of(doc), doc.company, _stage(doc))
	if template:
		_take(doc, template)


def _follow_late(doc) -> None:
	# 16 gives an invoice of a delivery its order's terms when every hook of the mapping has run
	if doc.doctype != "Sales Invoice" or not any(row.get("delivery_note") for row in doc.get("items") or ()):
		return
	order = erp_terms.order_of(doc)
	if order is not None and doc.get(FIELD) == order.get(FIELD):
		follow(doc, order)


def _take(doc, template: str) -> None:
	doc.update({FIELD: template, "payment_schedule": []})
	start = erp_terms.start_of(doc)
	if doc.doctype == "Sales Invoice" and start:
		# 16 compares it with the template before it makes the schedule
		doc.due_date = erp_terms.template_due(template, start)


def follow(doc, source) -> None:
	"""A document made from another has its terms: an invoice with the discount, and what is left to pay.

	ERPNext leaves them behind and takes the customer's own template, unless it is told to fetch them.
	"""
	if not _may_have_terms(doc) or not proposes(customer_of(doc), doc.company) or erp_terms.are_fetched(doc):
		return
	order = source if source.doctype in ("Quotation", "Sales Order") else erp_terms.order_of(doc)
	template = order and _following(order, _stage(doc, order))
	if template:
		_take(doc, template)


def _following(order, stage: str) -> str | None:
	"""The order's terms at a later stage: those granted where it has these, else its own."""
	own, customer = order.get(FIELD) or None, customer_of(order)
	if stage != ORDER and own == granted(customer, order.company):
		return granted(customer, order.company, stage)
	rest = term_templates.after_prepayment(own) if own and stage == PREPAID_INVOICE else None
	return rest or own


def _stage(doc, order=None) -> str:
	if doc.doctype != "Sales Invoice":
		return ORDER
	return PREPAID_INVOICE if order is not None and _is_prepaid(order) else INVOICE


def _is_prepaid(order) -> bool:
	"""True when the part of the order that was due with it was received."""
	template = order.get(FIELD)
	asked = at_once(erp_terms.parts_of(template)) if template else 0
	found = advances.received_for([order.name]) if asked and order.doctype == "Sales Order" else {}
	return bool(found) and found[order.name].share * HUNDRED >= asked


def granted(customer: str | None, company: str | None, stage: str = ORDER) -> str | None:
	"""The template to propose, made where there is none yet; None when nothing is granted or proposed."""
	if not proposes(customer, company):
		return None
	return term_templates.granted(files.granted_terms(customer, company), rule_of(customer, company), stage)


def proposes(customer: str | None, company: str | None) -> bool:
	"""True when terms are proposed to the customer at all."""
	return bool(customer and settings.mode(company) != settings.OFF and settings.settings().propose_terms)


def rule_of(customer: str, company: str) -> GradeRule | None:
	"""What the policy in force grants the customer's grade; None without a grade or a policy."""
	known = file_row.find(customer, company)
	if not (known and known.grade):
		return None
	try:
		policy = policies.policy_document(customer, company, getdate())
	except policies.NoPolicyError:
		frappe.clear_last_message()
		return None
	return policies.engine_policy(policy).grade_rule(known.grade)


def customer_of(doc) -> str | None:
	"""The document's customer; a quotation may be for somebody who is none yet."""
	if doc.doctype == "Quotation":
		return doc.get("party_name") if doc.get("quotation_to") == "Customer" else None
	return doc.get("customer")


def _may_have_terms(doc) -> bool:
	"""False for a sale at the till, a return and an opening balance: they fall due at once, or never."""
	return not (doc.get("is_pos") or doc.get("is_return") or doc.get("is_opening") == "Yes")


def _names_terms(doc) -> bool:
	"""True when somebody has chosen: a template, a schedule, or another due date than the document's own."""
	due, start = doc.get("due_date"), erp_terms.start_of(doc)
	has_due_date = doc.doctype == "Sales Invoice" and due and start and getdate(due) != start
	return bool(doc.get(FIELD) or doc.get("payment_schedule") or has_due_date)


def proposal(doctype: str, customer: str, company: str) -> dict | None:
	"""What a form proposes: the template, and what ERPNext fills in by itself; None when nothing is granted."""
	template = granted(customer, company, INVOICE if doctype == "Sales Invoice" else ORDER)
	if not template:
		return None
	return {"template": template, "core": erp_terms.core_default(customer, company)}
