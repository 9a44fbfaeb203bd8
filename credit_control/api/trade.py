"""What our own books tell of a customer, for the tabs Trade with Us and History of its Credit File."""

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.services import files, history, overdue_notes, pictures, trade_record


@frappe.whitelist()
def record(name: str, company: str | None = None, as_of: str | None = None) -> dict:
	"""Purchases, late payments and service issues of a Credit File's customer, as of a day."""
	doc = _readable(name)
	_refuse_company(doc, company)
	day = getdate(as_of)
	if day > getdate():
		frappe.throw(_("As of lies in the future. Enter a day up to today."))
	return trade_record.record(doc, company, day)


@frappe.whitelist(methods=["POST"])
def note_reason(name: str, invoice: str, reason: str, remark: str | None = None) -> str:
	"""Keep why an invoice was paid late; the note replaces an earlier one."""
	doc = _readable(name)
	frappe.has_permission(overdue_notes.DOCTYPE, "create", throw=True)
	return overdue_notes.note(doc.customer, invoice, reason, remark)


@frappe.whitelist()
def changes(
	name: str, field: str | None = None, company: str | None = None, start: str | int = 0
) -> list[dict]:
	"""The changes of a Credit File's standing, newest first, a page at a time."""
	doc = _readable(name)
	return history.changes(doc.name, field, company, int(start))


def _readable(name: str):
	doc = frappe.get_doc(files.CREDIT_FILE, name)
	doc.check_permission("read")
	return doc


def _refuse_company(doc, company: str | None) -> None:
	if company and company not in pictures.companies(doc):
		frappe.throw(_("There are no figures of {0} in this Credit File.").format(company))
