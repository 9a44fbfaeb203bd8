"""The printed credit report of one customer, in the language it is printed in.

`credit_report(file)` is what the print format asks, and is open to every template of the site: it returns
{"title", "customer", "name", "grade", "words", "sections"} for a Credit File that the reader may read,
and raises PermissionError for any other.
"""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import format_datetime, getdate, now_datetime

from credit_control.engine import completeness
from credit_control.services import credit_report_books as books
from credit_control.services import credit_report_file as own
from credit_control.services import credit_report_parts as parts
from credit_control.services import credit_report_trade as trade
from credit_control.services import file_completeness, file_tasks, hold_words, joining, pictures
from credit_control.services.credit_report_parts import Section

KNOCK_OUTS = ("insolvency", "dishonest_debtor", "bad_debt", "fraud")


def credit_report(file) -> dict:
	"""Everything the report prints; `file` is a Credit File or its name."""
	doc = frappe.get_doc("Credit File", file) if isinstance(file, str) else file
	doc.check_permission("read")
	with print_language(language()):
		return _report(doc)


def language() -> str:
	"""The language asked for in the address: Frappe's own print page keeps to the reader's for whoever signed in."""
	asked = frappe.form_dict.get("_lang")
	return asked if asked and frappe.db.exists("Language", asked) else frappe.local.lang


def _report(doc) -> dict:
	companies = pictures.companies(doc)
	views = [pictures.picture(doc, company) for company in companies] if doc.customer else []
	return {
		"title": _("Credit Report"),
		"customer": doc.customer_name or doc.customer or doc.name,
		"name": doc.name,
		"grade": doc.grade,
		"words": _words(doc),
		"sections": list(sections(doc, companies, views)),
	}


def _words(doc) -> dict[str, str]:
	"""What the page itself says: all of it in one language, whatever language the template is rendered in."""
	printed_on, user = format_datetime(now_datetime()), parts.person(frappe.session.user)
	return {
		"grade": parts.label_of(doc.doctype, "grade"),
		"file": _("Credit File"),
		"nothing": _("Nothing known."),
		"confidential": _("Confidential"),
		"printed": _("Printed on {0} by {1}").format(printed_on, user),
		"page": _("Page {0} of {1}"),
	}


def sections(doc, companies: list[str], views: list[dict]) -> Iterator[Section]:
	"""The sections in the order they are printed."""
	yield from own.standing(doc, companies)
	yield warnings(doc, views)
	yield own.customer(doc)
	yield own.registration(doc)
	yield own.table(doc, "shareholders", _("Owners"))
	yield own.table(doc, "key_persons", _("Key Persons"))
	for view in views:
		yield from books.exposure(view)
		yield books.behaviour(doc, view)
		yield from trade.sections(doc, view["company"])
	yield books.financials(doc)
	yield from books.assessment(doc)
	yield from own.references(doc)
	yield from own.records(doc)
	yield books.securities(doc)
	yield books.changes(doc, companies)


def warnings(doc, views: list[dict]) -> Section:
	"""What somebody who relies on the report must know."""
	found = [*_knock_outs(doc), *_review(doc), *_ledger(views), *_holds(doc), *_records(doc)]
	note = "" if found else _("No open warnings.")
	return Section(_("Open Warnings"), warnings=found, note=note)


def _knock_outs(doc) -> Iterator[str]:
	yield from (parts.label_of(doc.doctype, name) for name in KNOCK_OUTS if doc.get(name))
	if doc.registry_status in ("Expired", "Revoked", "Deregistered"):
		status = _(doc.registry_status, context="Credit File")
		yield _("Status at the Registry: {0}").format(status)


def _review(doc) -> Iterator[str]:
	if doc.next_review and getdate(doc.next_review) <= getdate():
		yield _("The review has been due since {0}.").format(parts.day(doc.next_review))


def _ledger(views: list[dict]) -> Iterator[str]:
	for view in views:
		money = view.get("currency")
		if view.get("overdue"):
			text = _("{0} is overdue at {1}, the oldest for {2} days.")
			yield text.format(
				parts.money(view["overdue"], money), view["company"], view["oldest_overdue_days"]
			)
		if (view.get("headroom") or 0) < 0:
			text = _("The limit of {0} is exceeded by {1}.")
			yield text.format(view["company"], parts.money(-view["headroom"], money))


def _holds(doc) -> Iterator[str]:
	if not frappe.has_permission(hold_words.CREDIT_HOLD, "read"):
		return
	filters = {"customer": doc.customer, "status": ["in", list(hold_words.WAITING)]}
	waiting = frappe.get_list(hold_words.CREDIT_HOLD, filters=filters, pluck="reference_name")
	if waiting:
		yield _("Held documents: {0}").format(joining.listed(waiting))


def _records(doc) -> Iterator[str]:
	for finding in file_completeness.records_of(doc, getdate()).open:
		yield _state(finding.state).format(file_tasks.label(finding.code))


def _state(state: str) -> str:
	return {
		completeness.MISSING: _("Missing: {0}"),
		completeness.EXPIRED: _("Expired: {0}"),
		completeness.EXPIRING: _("About to expire: {0}"),
	}[state]
