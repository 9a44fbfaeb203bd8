"""The repayment agreement 还款协议, and what the papers of a customer share: each is in one language.

`repayment_agreement(doc)` is what the print format asks, and is open to every template of the site: it raises
PermissionError for a document that the reader may not read. The demand letter stands in `demand_letter`.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import fmt_money, formatdate

from credit_control.erp import addresses, customers
from credit_control.services import files

PLAN = "Repayment Plan"
BLANK = "　" * 10


def repayment_agreement(doc) -> dict:
	"""Everything the agreement prints; `doc` is a Repayment Plan or its name."""
	doc = readable(PLAN, doc)
	with print_language(language_of(doc, None)):
		return _agreement(doc)


def readable(doctype: str, doc):
	"""The document, given or by its name; raises PermissionError for who may not read it."""
	doc = frappe.get_doc(doctype, doc) if isinstance(doc, str) else doc
	doc.check_permission("read")
	return doc


def language_of(doc, own: str | None) -> str:
	"""The language asked for in the address, else the document's, else the customer's, else the reader's."""
	asked = (frappe.form_dict.get("_lang"), own, frappe.db.get_value("Customer", doc.customer, "language"))
	known = (code for code in asked if code and frappe.db.exists("Language", code))
	return next(known, frappe.local.lang)


def _agreement(doc) -> dict:
	total = fmt_money(doc.total_amount, currency=doc.currency)
	return {
		"title": _("Repayment Agreement"),
		"number": _("Agreement No. {0}").format(doc.name),
		"draft": _("Draft, not for signature") if doc.docstatus == 0 else "",
		"parties": [_creditor(doc), _debtor(doc)],
		"opening": _(
			"Party B acknowledges that it owes Party A {0} for the invoices below and pays it in the instalments below."
		).format(total),
		"items_title": _("What Is Owed"),
		"items_labels": [_("Invoice"), _("Due Date"), _("Amount")],
		"items": [
			[row.sales_invoice, formatdate(row.due_date), fmt_money(row.amount, currency=doc.currency)]
			for row in doc.items
		],
		"instalments_title": _("Instalments"),
		"instalments_labels": [
			_("No.", context="Legal Action"),
			_("Due On", context="Repayment Plan"),
			_("Amount"),
			_("Payment Method", context="Repayment Plan"),
		],
		"instalments": [
			[
				str(number),
				formatdate(row.due_date),
				fmt_money(row.amount, currency=doc.currency),
				_(row.payment_method) if row.payment_method else "",
			]
			for number, row in enumerate(doc.instalments, start=1)
		],
		"total": (_("Total", context="Legal Action"), total),
		"articles": _articles(doc),
		"signatures": [
			_signature(_("Party A (Seal)"), doc.company),
			_signature(_("Party B (Seal)"), doc.customer_name or doc.customer),
		],
	}


def _creditor(doc) -> dict:
	company = frappe.get_cached_doc("Company", doc.company)
	rows = {_("Tax ID"): company.tax_id, _("Address"): addresses.address_of("Company", doc.company)}
	return {"role": _("Party A (Creditor)"), "name": company.company_name, "rows": _known(rows)}


def _debtor(doc) -> dict:
	file = files.file_of(doc.customer)
	facts = customers.facts(doc.customer)
	rows = {
		_("Registration Number"): file
		and frappe.db.get_value(files.CREDIT_FILE, file, "registration_number"),
		_("Tax ID"): facts["tax_id"],
		_("Address"): facts["address"] or addresses.address_of("Customer", doc.customer),
	}
	return {"role": _("Party B (Debtor)"), "name": doc.customer_name or doc.customer, "rows": _known(rows)}


def _known(rows: dict) -> list[tuple[str, str]]:
	return [(label, value) for label, value in rows.items() if value]


def _articles(doc) -> list[str]:
	text = [_("Each payment counts for the earliest instalment that is not paid yet.")]
	grace = doc.grace_days or 0
	if doc.accelerates:
		missed = _(
			"If an instalment is not paid within {0} days after it is due, all that is left is due at once, and Party A may deliver no more and take legal action."
		)
	else:
		missed = _(
			"If an instalment is not paid within {0} days after it is due, Party A may deliver no more and demand what is overdue."
		)
	text.append(missed.format(grace))
	if doc.extends:
		text.append(
			_("This agreement takes the place of {0}; what was paid under it counts here.").format(
				doc.extends
			)
		)
	text.append(_("With its seal Party B acknowledges the debt; the limitation begins anew on that day."))
	text.append(_("This agreement is made out in two originals of equal force, one for each party."))
	return text


def _signature(role: str, party: str) -> dict:
	rows = [(_("Signature", context="Credit Agreement"), BLANK), (_("Date"), BLANK)]
	return {"role": role, "party": party, "rows": rows}
