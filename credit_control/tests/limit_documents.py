"""Keyword-only factories of what limits stand on: securities, Bank Guarantees, Credit Groups."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

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
