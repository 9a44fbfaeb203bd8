"""The letter of a Dunning: what is owed, its interest and from when, on which basis, and until when to pay.

Asked by a print format and open to every template of the site: it raises PermissionError for a Dunning that the
reader may not read. It is in the Dunning's language, unless another is asked for.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import cint, fmt_money, formatdate, getdate

from credit_control.engine.dunning import interest_from
from credit_control.erp import addresses


def credit_dunning_letter(doc) -> dict:
	"""Everything the letter prints; `doc` is a Dunning or its name."""
	doc = frappe.get_doc("Dunning", doc) if isinstance(doc, str) else doc
	if not frappe.flags.ignore_print_permissions:
		doc.check_permission("read")
	with print_language(_language(doc)):
		return _letter(doc)


def _language(doc) -> str:
	asked = (frappe.form_dict.get("_lang"), doc.language)
	known = (code for code in asked if code and frappe.db.exists("Language", code))
	return next(known, frappe.local.lang)


def _letter(doc) -> dict:
	return {
		"title": _("Demand for Payment"),
		"sender": _party("Company", doc.company, doc.company),
		"addressee": _party("Customer", doc.customer, doc.customer_name or doc.customer),
		"date": formatdate(doc.posting_date),
		"number": doc.name,
		"body": doc.body_text or "",
		"closing": doc.closing_text or "",
		"head": _head(doc),
		"rows": [_row(row, doc) for row in doc.overdue_payments],
		"totals": _totals(doc),
		"notes": list(_notes(doc)),
	}


def _party(doctype: str, name: str, title: str) -> dict:
	return {"name": title, "address": addresses.address_of(doctype, name) or ""}


def _head(doc) -> list[str]:
	labels = [_("Invoice"), _("Due Date"), _("Days Overdue"), _("Amount Open")]
	return [*labels, _("Interest From"), _("Interest")] if doc.total_interest else labels


def _row(row, doc) -> list[str]:
	values = [
		row.sales_invoice,
		formatdate(row.due_date),
		str(row.overdue_days),
		_money(row.outstanding, doc),
	]
	if not doc.total_interest:
		return values
	first = interest_from([getdate(row.due_date)], cint(doc.interest_free_days))
	bears = row.interest and first
	return [*values, formatdate(first) if bears else "", _money(row.interest, doc) if bears else ""]


def _totals(doc) -> list[tuple[str, str]]:
	found = [(_("Amount Open"), doc.total_outstanding)]
	if doc.total_interest:
		found.append((_("Interest"), doc.total_interest))
	if doc.dunning_fee:
		found.append((_("Dunning Fee"), doc.dunning_fee))
	found.append((_("Total to Pay"), doc.grand_total))
	return [(label, _money(amount, doc)) for label, amount in found]


def _money(amount, doc) -> str:
	return fmt_money(amount, currency=doc.currency)


def _notes(doc):
	if doc.pay_by:
		yield _("Please pay by {0}.").format(formatdate(doc.pay_by))
	if doc.total_interest:
		yield _interest(doc)
	if doc.last_demand_on:
		yield _("We last demanded payment of this on {0}.").format(formatdate(doc.last_demand_on))


def _interest(doc) -> str:
	rate = f"{doc.rate_of_interest:.4f}".rstrip("0").rstrip(".")
	text = _(
		"Interest is {0} % a year from the day given until the day of this letter, and goes on until you pay."
	)
	if doc.interest_basis:
		text = _(
			"Interest is {0} % a year from the day given until the day of this letter, and goes on until you pay ({1})."
		)
	return text.format(rate, doc.interest_basis)
