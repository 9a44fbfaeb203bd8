"""The printed demand letter 催款函 or 律师函, and the repayment agreement 还款协议, each in one language.

`demand_letter(doc)` and `repayment_agreement(doc)` are what the print formats ask, and are open to every template
of the site: they raise PermissionError for a document that the reader may not read.
"""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import add_days, date_diff, fmt_money, formatdate, getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.erp import addresses, customers
from credit_control.services import claimed_items, files

LETTER, PLAN = "Legal Action", "Repayment Plan"
#: how long a letter gives the debtor that names no day
DAYS_TO_PAY = 10
BLANK = "　" * 10


def demand_letter(doc) -> dict:
	"""Everything the letter prints; `doc` is a Legal Action or its name."""
	doc = _readable(LETTER, doc)
	with print_language(_language(doc, doc.letter_language)):
		return _letter(doc)


def repayment_agreement(doc) -> dict:
	"""Everything the agreement prints; `doc` is a Repayment Plan or its name."""
	doc = _readable(PLAN, doc)
	with print_language(_language(doc, None)):
		return _agreement(doc)


def _readable(doctype: str, doc):
	doc = frappe.get_doc(doctype, doc) if isinstance(doc, str) else doc
	doc.check_permission("read")
	return doc


def _language(doc, own: str | None) -> str:
	"""The language asked for in the address, else the document's, else the customer's, else the reader's."""
	asked = (frappe.form_dict.get("_lang"), own, frappe.db.get_value("Customer", doc.customer, "language"))
	known = (code for code in asked if code and frappe.db.exists("Language", code))
	return next(known, frappe.local.lang)


def _letter(doc) -> dict:
	rows = _claims(doc)
	total = sum((row["open"] for row in rows), ZERO)
	day = letter_day(doc)
	by_lawyer = bool(doc.law_firm)
	return {
		"title": _("Lawyer's Letter") if by_lawyer else _("Demand for Payment"),
		"number": _("Our reference: {0}").format(doc.name),
		"draft": _("Draft, not to be sent") if doc.docstatus == 0 else "",
		"to": _("To: {0}").format(doc.customer_name or doc.customer),
		"address": addresses.address_of("Customer", doc.customer) or "",
		"paragraphs": _demand(doc, day, fmt_money(total, currency=doc.currency), by_lawyer),
		"labels": _labels(),
		"rows": [_shown(row, doc.currency) for row in rows],
		"total": (_("Total", context="Legal Action"), fmt_money(total, currency=doc.currency)),
		"further": doc.letter_text or "",
		"closing": _warning(by_lawyer),
		"sender": _sender(doc, by_lawyer),
		"date": formatdate(day),
		"receipt": (_("Received by (Seal)"), _("Date")),
	}


def letter_day(doc) -> date:
	"""The day of the letter: that of its stage, today for one that is yet to be sent."""
	sent = [getdate(row.step_date) for row in doc.steps if row.stage == "Demand Letter"]
	return sent[-1] if sent else getdate()


def _claims(doc) -> list[dict]:
	"""What is claimed and still open of each item; what was paid since is not demanded again."""
	is_open = claimed_items.open_amounts(doc.customer, doc.company)
	return [
		{
			"invoice": row.sales_invoice,
			"due": getdate(row.due_date),
			"late": max(date_diff(letter_day(doc), row.due_date), 0),
			"open": min(decimal(row.amount), is_open.get(row.sales_invoice, ZERO)),
		}
		for row in doc.items
	]


def _labels() -> list[str]:
	return [_("Invoice"), _("Due Date"), _("Days Overdue"), _("Amount")]


def _shown(row: dict, currency: str) -> list[str]:
	money = fmt_money(row["open"], currency=currency)
	return [row["invoice"], formatdate(row["due"]), str(row["late"]), money]


def _demand(doc, day: date, total: str, by_lawyer: bool) -> list[str]:
	company = frappe.get_cached_value("Company", doc.company, "company_name")
	pay_by = formatdate(getdate(doc.pay_by) if doc.pay_by else add_days(day, DAYS_TO_PAY))
	if by_lawyer:
		opening = _("We act for {0}, which delivered to you as agreed. These invoices are unpaid:").format(
			company
		)
		demand = _("On behalf of our client we demand that you pay {0} by {1}.").format(total, pay_by)
	else:
		opening = _("{0} delivered to you as agreed. These invoices are overdue and unpaid:").format(company)
		demand = _("We demand that you pay {0} by {1}.").format(total, pay_by)
	return [opening, demand]


def _warning(by_lawyer: bool) -> list[str]:
	court = (
		_(
			"Should the money not arrive by that day, our client will bring the claim to court without further notice, with interest and costs."
		)
		if by_lawyer
		else _(
			"Should the money not arrive by that day, we will take legal action without further notice and claim interest and costs as well."
		)
	)
	interrupts = _("This letter interrupts the limitation of all claims named in it.")
	contact = _("If you have paid already or object to a claim, please tell us in writing at once.")
	return [court, interrupts, contact]


def _sender(doc, by_lawyer: bool) -> list[str]:
	company = frappe.get_cached_value("Company", doc.company, "company_name")
	if not by_lawyer:
		return [_("{0} (Seal)").format(company), addresses.address_of("Company", doc.company) or ""]
	return [_("{0} (Seal)").format(doc.law_firm), doc.lawyer or "", doc.lawyer_contact or ""]


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
