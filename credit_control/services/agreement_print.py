"""The printed Credit Agreement 赊销合同: parties, articles and signatures in one language.

`credit_agreement(doc)` is what the print format asks, and is open to every template of the site: it raises
PermissionError for an agreement that the reader may not read.
"""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import fmt_money, formatdate

from credit_control.erp import addresses, customers
from credit_control.services import agreements, files
from credit_control.services.agreement_terms import payment_terms

BLANK = "　" * 10


def credit_agreement(doc) -> dict:
	"""Everything the contract prints; `doc` is a Credit Agreement or its name."""
	doc = frappe.get_doc(agreements.DOCTYPE, doc) if isinstance(doc, str) else doc
	doc.check_permission("read")
	with print_language(language(doc)):
		return _contract(doc)


def language(doc) -> str:
	"""The language asked for in the address, else the contract's, else the customer's, else the reader's."""
	asked = (
		frappe.form_dict.get("_lang"),
		doc.contract_language,
		frappe.db.get_value("Customer", doc.customer, "language"),
	)
	known = (code for code in asked if code and frappe.db.exists("Language", code))
	return next(known, frappe.local.lang)


def _contract(doc) -> dict:
	return {
		"title": _("Credit Sale Contract"),
		"number": _("Contract No. {0}").format(doc.name),
		"draft": _("Draft, not for signature") if doc.docstatus == 0 else "",
		"cancelled": _("Cancelled", context="Credit Agreement") if doc.docstatus == 2 else "",
		"parties": [_seller(doc), _buyer(doc)],
		"opening": _(
			"Party A sells goods and services to Party B on credit. For all such sales the parties agree:"
		),
		"articles": [
			{"number": number, "title": title, "text": text}
			for number, (title, text) in enumerate(_articles(doc), start=1)
		],
		"conditions_title": _("Further Conditions", context="Credit Agreement") if doc.terms else "",
		"conditions": doc.terms or "",
		"copies": _("This contract is made out in two originals of equal force, one for each party."),
		"signatures": _signatures(doc),
	}


def _seller(doc) -> dict:
	company = frappe.get_cached_doc("Company", doc.company)
	return {
		"role": _("Party A (Seller)"),
		"name": company.company_name,
		"rows": _rows(
			{
				_("Tax ID"): company.tax_id,
				_("Address"): addresses.address_of("Company", doc.company),
				_("Represented by"): _person(doc.our_signatory, doc.our_signatory_title),
			}
		),
	}


def _buyer(doc) -> dict:
	facts = customers.facts(doc.customer)
	file = files.file_of(doc.customer)
	number = file and frappe.db.get_value(files.CREDIT_FILE, file, "registration_number")
	return {
		"role": _("Party B (Buyer)"),
		"name": doc.customer_name or doc.customer,
		"rows": _rows(
			{
				_("Registration Number"): number,
				_("Tax ID"): facts["tax_id"],
				_("Address"): facts["address"] or addresses.address_of("Customer", doc.customer),
				_("Represented by"): _person(doc.customer_signatory, doc.customer_signatory_title),
			}
		),
	}


def _rows(values: dict[str, str | None]) -> list[tuple[str, str]]:
	return [(label, value) for label, value in values.items() if value]


def _person(name: str | None, title: str | None) -> str:
	return _("{0}, {1}").format(name, title) if name and title else name or ""


def _articles(doc) -> Iterator[tuple[str, list[str]]]:
	"""Title and paragraphs of each article that applies."""
	yield _("Credit Limit"), _limit(doc)
	yield _("Payment", context="Credit Agreement"), _payment(doc)
	yield (
		_("Suspension of Deliveries"),
		[
			_(
				"Party A may hold back further deliveries while the credit limit is exceeded or a payment is overdue, and is not in delay because of it."
			)
		],
	)
	if doc.retention_of_title:
		yield _("Retention of Title", context="Credit Agreement"), _title()
	yield _("Term of the Contract"), _term(doc)
	yield _("Termination", context="Credit Agreement"), _termination()


def _limit(doc) -> list[str]:
	return [
		_("Party A grants Party B a revolving credit limit of {0}.").format(
			fmt_money(doc.credit_limit, currency=doc.currency)
		),
		_(
			"What Party B owes for goods delivered and what it has ordered on credit together must not exceed this limit. Each payment makes room for new orders."
		),
	]


def _payment(doc) -> list[str]:
	text = [_("Payment terms: {0}.").format(payment_terms(doc.payment_terms_template))]
	if doc.late_interest_percent:
		text.append(
			_(
				"On overdue amounts Party B pays interest of {0} % a year, from the day after the due date to the day of payment."
			).format(f"{doc.late_interest_percent:g}")
		)
	else:
		text.append(_("On overdue amounts Party B pays the interest that the law provides for."))
	return text


def _title() -> list[str]:
	return [
		_(
			"Goods delivered remain the property of Party A until Party B has paid for them in full. Until then Party B keeps them recognisable and does not pledge them."
		)
	]


def _term(doc) -> list[str]:
	if doc.valid_to:
		text = _("This contract holds from {0} to {1}.").format(_day(doc.valid_from), _day(doc.valid_to))
	else:
		text = _("This contract holds from {0} until it is terminated.").format(_day(doc.valid_from))
	return [text, doc.renewal_note] if doc.renewal_note else [text]


def _day(day) -> str:
	"""In words, so that nobody takes the month for the day."""
	return formatdate(day, "long")


def _termination() -> list[str]:
	return [
		_(
			"Either party may terminate this contract in writing. What was delivered before is paid as agreed here."
		)
	]


def _signatures(doc) -> list[dict]:
	return [
		_signature(_("Party A (Seal)"), doc.company, doc.our_signatory, doc.our_signatory_title, doc),
		_signature(
			_("Party B (Seal)"),
			doc.customer_name or doc.customer,
			doc.customer_signatory,
			doc.customer_signatory_title,
			doc,
		),
	]


def _signature(role: str, party: str, name: str | None, title: str | None, doc) -> dict:
	return {
		"role": role,
		"party": party,
		"signature": _("Signature", context="Credit Agreement"),
		"name": (_("Name", context="Credit Agreement"), name or BLANK),
		"title": (_("Position", context="Credit Agreement"), title or BLANK),
		"date": (_("Date"), _day(doc.signed_on) if doc.signed_on else BLANK),
	}
