"""Promises to Pay: judged from what was really received, and judged again when that changes."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.promises import BROKEN, Pledge, Promise, Verdict, judge_all
from credit_control.erp.receipts import received, received_of_each
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
	"""Where a promise stands today, beside the customer's other ones."""
	return judge_customer(doc.customer, doc.company)[doc.name]


def judge_customer(customer: str, company: str) -> dict[str, Verdict]:
	"""Where each promise of a customer stands today; they are judged together, since money keeps one of them."""
	pledges = _pledges(customer, company)
	if not pledges:
		return {}
	since = min(each.promise.made_on for each in pledges.values())
	invoices = sorted({invoice for each in pledges.values() for invoice in each.invoices})
	by_invoice = received_of_each(customer, company, since, invoices)
	allocated = [receipt for receipts in by_invoice.values() for receipt in receipts]
	at_large = any(not each.invoices for each in pledges.values())
	in_all = received(customer, company, since) if at_large else []
	verdicts = judge_all(list(pledges.values()), allocated, in_all, getdate())
	return dict(zip(pledges, verdicts, strict=True))


def _pledges(customer: str, company: str) -> dict[str, Pledge]:
	"""The promises of a customer that were not withdrawn, by name."""
	filters = {"customer": customer, "company": company, "docstatus": 1}
	rows = frappe.get_all(DOCTYPE, filters, ["name", "amount", "made_on", "promised_date"], order_by="name")
	invoices = _invoices([row.name for row in rows])
	return {row.name: Pledge(_promise(row), invoices.get(row.name, frozenset())) for row in rows}


def _invoices(names: list[str]) -> dict[str, frozenset[str]]:
	if not names:
		return {}
	filters = {"parenttype": DOCTYPE, "parent": ["in", names]}
	found: dict[str, frozenset[str]] = {}
	for row in frappe.get_all(f"{DOCTYPE} Item", filters, ["parent", "sales_invoice"]):
		found[row.parent] = found.get(row.parent, frozenset()) | {row.sales_invoice}
	return found


def _promise(row) -> Promise:
	terms = settings.settings()
	return Promise(
		amount=decimal(row.amount),
		made_on=getdate(row.made_on),
		due=getdate(row.promised_date),
		grace_days=terms.promise_grace_days or 0,
		tolerance_percent=decimal(terms.promise_tolerance_percent or 0),
	)


def begin(doc) -> None:
	"""A submitted promise is in force; one that falls due later may have to leave it what came in."""
	update(doc)
	update_customer(doc.customer, doc.company)


def update(doc) -> bool:
	"""Judge a promise in force and keep the verdict; True when it changed."""
	return _keep(doc, judge(doc))


def _keep(doc, verdict: Verdict) -> bool:
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
	"""A promise that was recorded in error, or taken back: what came in keeps the others."""
	doc.db_set("status", "Cancelled")
	update_customer(doc.customer, doc.company)
	rejudging.later(doc.customer, doc.company)
	case_news.later(doc.customer, doc.company)


def update_customer(customer: str, company: str) -> int:
	"""Judge a customer's promises again, kept ones too: a payment may be taken back. Returns how many changed."""
	verdicts = judge_customer(customer, company)
	changed = sum(_keep(frappe.get_doc(DOCTYPE, name), verdict) for name, verdict in verdicts.items())
	if changed:
		rejudging.later(customer, company)
	return changed


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
