"""Keyword-only factories of what limits stand on: securities, Bank Guarantees, Credit Groups."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from credit_control.services import adjustments
from credit_control.tests.bootstrap import COMPANY, CURRENCY, new
from credit_control.tests.masters import unique


def make_security(*, customer: str, amount: float | None = 100_000, submit=True, **fields):
	"""A Credit Security in company currency, a guarantee without haircut unless `fields` say otherwise."""
	values = {"security_type": "Guarantee", "currency": CURRENCY, "valid_from": nowdate()}
	doc = new("Credit Security", customer=customer, amount=amount, **{**values, **fields}).insert()
	return doc.submit() if submit else doc


def make_guarantee(*, customer: str, amount: float = 10_000, submit=True):
	"""ERPNext's Bank Guarantee that a customer's bank gave us, for a year."""
	bank = unique("CC Bank")
	frappe.get_doc({"doctype": "Bank", "bank_name": bank}).insert()
	doc = new(
		"Bank Guarantee",
		bg_type="Receiving",
		customer=customer,
		amount=amount,
		start_date=nowdate(),
		validity=365,
		end_date=add_days(nowdate(), 365),
		bank=bank,
		bank_guarantee_number=unique("BG"),
		name_of_beneficiary=COMPANY,
	).insert()
	return doc.submit() if submit else doc


def make_group(*, members: list[str], pooled_limit: float = 1_000, **fields):
	"""A Credit Group of the test company."""
	values = {"group_name": unique("CC Pool"), "company": COMPANY, "currency": CURRENCY}
	doc = new("Credit Group", pooled_limit=pooled_limit, **{**values, **fields})
	for customer in members:
		doc.append("members", {"customer": customer})
	return doc.insert()


def make_adjustment(company: str, *, customers=(), **fields):
	"""A draft Credit Limit Adjustment that raises limits by 10 %, of the customers or of a selection."""
	values = {"subject": "Yearly adjustment", "change_percent": 10, "rounding_step": 0, "company": company}
	if customers:
		values["selection"] = "Picked Customers"
	doc = new("Credit Limit Adjustment", **{**values, **fields})
	for customer in customers:
		doc.append("rows", {"customer": customer})
	return doc.insert()


def bulk_documents(customer: str, approver: str) -> dict[str, str]:
	"""Bulk work in every state that a button of its form is for, by what it is ready for."""
	names = {"security": make_security(customer=customer).name, "group": make_group(members=[customer]).name}
	for action, status in (
		("start", "Draft"),
		("pause", "Queued"),
		("resume", "Paused"),
		("cancel", "Paused"),
	):
		run = new("Credit Reassessment Run", company=COMPANY).insert()
		run.db_set("status", status)
		names[action] = run.name
	names["preview"] = make_adjustment(COMPANY, customers=[customer]).name
	names["undo"] = _applied(customer, approver)
	names["go_on"] = _applied(customer, approver)
	frappe.db.set_value("Credit Limit Adjustment", names["go_on"], {"status": "Applying", "heartbeat": None})
	return names


def _applied(customer: str, approver: str) -> str:
	doc = make_adjustment(COMPANY, customers=[customer], change_percent=-10)
	adjustments.preview(doc.name)
	user = frappe.session.user
	frappe.set_user(approver)
	frappe.get_doc(doc.doctype, doc.name).submit()
	frappe.set_user(user)
	return doc.name
