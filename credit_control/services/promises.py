"""Promises to Pay: judged from what was really received, and judged again when that changes."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.promises import BROKEN, Promise, Verdict, judge_promise
from credit_control.erp.receipts import received
from credit_control.services import case_news, claimed_items, plan_terms, rejudging, settings, wording

DOCTYPE = "Promise to Pay"


def validate(doc) -> None:
	"""Check a promise: an amount that its items can bear, and a day to come."""
	if not doc.amount or doc.amount < 0:
		frappe.throw(_("Amount is missing. Enter what the customer promised to pay."))
	if getdate(doc.promised_date) < getdate(doc.made_on):
		frappe.throw(_("Pays by lies before Promised On. Choose a later day."))
	if doc.docstatus == 0:
		plan_terms.refuse_long_promise(getdate(doc.made_on), getdate(doc.promised_date))
		_check_items(doc)


def _check_items(doc) -> None:
	is_open = claimed_items.check(doc)
	for row in doc.items:
		row.outstanding = float(is_open[row.sales_invoice])
	most = sum((is_open[row.sales_invoice] for row in doc.items), ZERO)
	if doc.items and decimal(doc.amount) > most:
		frappe.throw(
			_("Amount is above what is open of the promised items, {0}. Enter at most that.").format(
				wording.show(most, doc.currency)
			)
		)


def judge(doc) -> Verdict:
	"""Where a promise stands today."""
	invoices = [row.sales_invoice for row in doc.items]
	made_on = getdate(doc.made_on)
	promise = Promise(
		amount=decimal(doc.amount),
		made_on=made_on,
		due=getdate(doc.promised_date),
		grace_days=settings.settings().promise_grace_days or 0,
		tolerance_percent=decimal(settings.settings().promise_tolerance_percent or 0),
	)
	return judge_promise(promise, received(doc.customer, doc.company, made_on, invoices), getdate())


def update(doc) -> bool:
	"""Judge a promise in force and keep the verdict; True when it changed."""
	verdict = judge(doc)
	if (verdict.status, float(verdict.received)) == (doc.status, doc.received_amount):
		return False
	doc.db_set(
		{
			"status": verdict.status,
			"received_amount": float(verdict.received),
			"judged_on": now_datetime(),
		}
	)
	case_news.later(doc.customer, doc.company)
	return True


def withdraw(doc) -> None:
	"""A promise that was recorded in error, or taken back."""
	doc.db_set("status", "Cancelled")
	rejudging.later(doc.customer, doc.company)
	case_news.later(doc.customer, doc.company)


def update_customer(customer: str, company: str) -> int:
	"""Judge a customer's promises again, kept ones too: a payment may be taken back. Returns how many changed."""
	filters = {"customer": customer, "company": company, "docstatus": 1}
	return update_each(frappe.get_all(DOCTYPE, filters, pluck="name", order_by="name"))


def due() -> list[str]:
	"""The promises that are open or whose verdict may still change today."""
	return frappe.get_all(DOCTYPE, {"docstatus": 1, "status": "Open"}, pluck="name", order_by="name")


def update_each(names: Iterable[str]) -> int:
	"""Judge promises by name; returns how many changed."""
	changed = 0
	for name in names:
		doc = frappe.get_doc(DOCTYPE, name)
		if update(doc):
			changed += 1
			rejudging.later(doc.customer, doc.company)
	return changed


def broken(customer: str, company: str, since) -> list[str]:
	"""Promises that fell due since a day and were broken, the latest first."""
	filters = {
		"customer": customer,
		"company": company,
		"docstatus": 1,
		"status": BROKEN,
		"promised_date": [">=", since],
	}
	return frappe.get_all(DOCTYPE, filters, pluck="name", order_by="promised_date desc")
