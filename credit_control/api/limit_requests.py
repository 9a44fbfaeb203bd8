"""Credit Limit Requests for the desk: what they would change, and the steps of their approval."""

import json

import frappe
from frappe import _

from credit_control.engine.approval import PERMANENT, SPECIAL, TEMPORARY
from credit_control.services import limit_requests
from credit_control.services.hold_words import CREDIT_HOLD

#: documents that a request may be made from
SOURCES = (
	"Customer",
	"Sales Order",
	"Delivery Note",
	"Sales Invoice",
	"Quotation",
	"Credit File",
	CREDIT_HOLD,
)


@frappe.whitelist()
def start(
	kind: str, customer: str, company: str, source_doctype: str | None = None, source_name: str | None = None
) -> dict:
	"""What a new request starts with; nothing is saved."""
	frappe.has_permission(limit_requests.DOCTYPE, "create", throw=True)
	frappe.has_permission("Customer", "read", customer, throw=True)
	frappe.has_permission("Company", "read", company, throw=True)
	if kind not in (PERMANENT, TEMPORARY, SPECIAL):
		frappe.throw(_("Kind is missing. Choose one from the list."))
	_check_source(source_doctype, source_name)
	return limit_requests.new_values(kind, source_doctype, source_name, customer, company)


def _check_source(doctype: str | None, name: str | None) -> None:
	if not (doctype and name):
		return
	if doctype not in SOURCES:
		frappe.throw(_("A limit cannot be asked for from {0}.").format(_(doctype)))
	frappe.has_permission(doctype, "read", name, throw=True)


@frappe.whitelist()
def overview(doc: str | dict) -> dict:
	"""The customer now, the effect of a request, saved or not, and what the reader may do with it."""
	values = json.loads(doc) if isinstance(doc, str) else doc
	name = values.get("name")
	if name and frappe.db.exists(limit_requests.DOCTYPE, name):
		frappe.has_permission(limit_requests.DOCTYPE, "read", name, throw=True)
	else:
		frappe.has_permission(limit_requests.DOCTYPE, "create", throw=True)
	return limit_requests.overview(_as_asked(values))


def _as_asked(values: dict):
	"""The document as the form has it; of a saved one what is not the form's to say is as it was saved."""
	for doctype, fieldname in (("Customer", "customer"), ("Company", "company"), (CREDIT_HOLD, "hold")):
		if values.get(fieldname):
			frappe.has_permission(doctype, "read", values[fieldname], throw=True)
	if not frappe.db.exists(limit_requests.DOCTYPE, values.get("name")):
		fields = frappe.get_meta(limit_requests.DOCTYPE).get_valid_columns()
		shown = {name: values[name] for name in fields if name in values}
		return frappe.get_doc({**shown, "doctype": limit_requests.DOCTYPE, "name": None, "__islocal": 1})
	return limit_requests.with_entries(frappe.get_doc(limit_requests.DOCTYPE, values["name"]), values)


@frappe.whitelist(methods=["POST"])
def send(name: str) -> None:
	"""Send a saved draft for approval."""
	frappe.get_doc(limit_requests.DOCTYPE, name).check_permission("write")
	limit_requests.send(name)


@frappe.whitelist(methods=["POST"])
def approve(name: str, comment: str | None = None, level: str | int | None = None) -> bool:
	"""Approve the open level; True when the request has taken effect."""
	frappe.get_doc(limit_requests.DOCTYPE, name).check_permission("read")
	return limit_requests.approve(name, comment, _level(level))


@frappe.whitelist(methods=["POST"])
def reject(name: str, comment: str, level: str | int | None = None) -> None:
	"""Reject a request, saying why."""
	frappe.get_doc(limit_requests.DOCTYPE, name).check_permission("read")
	limit_requests.reject(name, comment, _level(level))


@frappe.whitelist(methods=["POST"])
def send_back(name: str, comment: str, level: str | int | None = None) -> None:
	"""Give a request back to be changed, saying what."""
	frappe.get_doc(limit_requests.DOCTYPE, name).check_permission("read")
	limit_requests.send_back(name, comment, _level(level))


@frappe.whitelist(methods=["POST"])
def withdraw(name: str, comment: str | None = None) -> None:
	"""Take an own request back."""
	frappe.get_doc(limit_requests.DOCTYPE, name).check_permission("read")
	limit_requests.withdraw(name, comment)


@frappe.whitelist()
def waiting_for_me() -> list[str]:
	"""The requests that the user may decide now, in their own right or standing in for somebody."""
	frappe.has_permission(limit_requests.DOCTYPE, "read", throw=True)
	return limit_requests.waiting_for(frappe.session.user)


@frappe.whitelist()
def waiting_count() -> dict:
	"""How many wait for the user, as a Number Card takes it."""
	frappe.has_permission(limit_requests.DOCTYPE, "read", throw=True)
	names = limit_requests.waiting_for(frappe.session.user)
	return {
		"value": len(names),
		"fieldtype": "Int",
		"route": ["List", limit_requests.DOCTYPE],
		"route_options": {"name": ["in", names or [""]]},
	}


def _level(level: str | int | None) -> int | None:
	try:
		return int(level) if level else None
	except ValueError:
		frappe.throw(_("{0} is not a number. Enter one.").format(_("Level")))
