"""Files that share an owner or a registration: the same people may stand behind two customers."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import escape_html, get_link_to_form

from credit_control.services.files import CREDIT_FILE

#: how many other files a warning names
MOST = 5


def warn(doc) -> None:
	"""Show which other customers' files share the registration number, legal representative or a shareholder.

	Only what is new in this save is looked up, and only files that the user may see are named.
	"""
	found = [line for line in (_registration(doc), _representative(doc), *_shareholders(doc)) if line]
	if found:
		frappe.msgprint(found, title=_("Shared with Other Customers"), indicator="orange", as_list=True)


def _registration(doc) -> str | None:
	if not _is_new_value(doc, "registration_number"):
		return None
	message = _("Registration number {0} is also that of {1}. Is it the same company?")
	return _told(message, doc.registration_number, _others(doc, "registration_number"))


def _representative(doc) -> str | None:
	if not _is_new_value(doc, "legal_representative"):
		return None
	message = _("Legal representative {0} also represents {1}.")
	return _told(message, doc.legal_representative, _others(doc, "legal_representative"))


def _is_new_value(doc, fieldname: str) -> bool:
	return bool(doc.get(fieldname)) and (doc.is_new() or doc.has_value_changed(fieldname))


def _others(doc, fieldname: str) -> list:
	return _visible(doc, {fieldname: doc.get(fieldname)})


def _visible(doc, filters: dict) -> list:
	filters = {"name": ["!=", doc.name or ""], "status": ["!=", "Merged"], **filters}
	return frappe.get_list(CREDIT_FILE, filters, ["name", "customer_name", "customer"], limit=MOST + 1)


def _shareholders(doc) -> list[str | None]:
	before = doc.get_doc_before_save()
	known = {row.shareholder_name for row in (before.shareholders if before else ())}
	names = [row.shareholder_name for row in doc.shareholders if row.shareholder_name not in known]
	message = _("Shareholder {0} also owns part of {1}.")
	return [_told(message, name, _owned(doc, name)) for name in dict.fromkeys(names) if name]


def _owned(doc, shareholder: str) -> list:
	filters = {"shareholder_name": shareholder, "parenttype": CREDIT_FILE}
	parents = frappe.get_all("Credit File Shareholder", filters, pluck="parent")
	others = sorted(set(parents) - {doc.name})
	return _visible(doc, {"name": ["in", others]}) if others else []


def _told(message: str, value: str, others: Sequence) -> str | None:
	if not others:
		return None
	links = [_link(row) for row in others]
	more = [_("and others")] if len(links) > MOST else []
	return message.format(frappe.bold(escape_html(value)), ", ".join(links[:MOST] + more))


def _link(row) -> str:
	return get_link_to_form(CREDIT_FILE, row.name, escape_html(row.customer_name or row.customer))
