"""Credit Files for the desk: creating them, one or many, and the live picture."""

import json

import frappe
from frappe import _

from credit_control.services import files, pictures

#: more customers than this are made in the background
BACKGROUND_FROM = 20


@frappe.whitelist(methods=["POST"])
def create(customer: str) -> str:
	"""Open a customer's Credit File; returns the existing one where there is one."""
	frappe.has_permission(files.CREDIT_FILE, "create", throw=True)
	frappe.has_permission("Customer", "read", customer, throw=True)
	return files.ensure(customer)


@frappe.whitelist(methods=["POST"])
def create_many(customers: str | list | None = None, filters: str | list | dict | None = None) -> dict:
	"""Open the missing Credit Files of the named customers, or of all that a list filter shows."""
	frappe.has_permission(files.CREDIT_FILE, "create", throw=True)
	names = _names(customers, filters)
	if not names:
		frappe.throw(_("No customer matches. Change the filter or select customers in the list."))
	if len(names) <= BACKGROUND_FROM:
		return files.create_many(names)
	frappe.enqueue(
		"credit_control.tasks.create_files", queue="long", timeout=3600, names=names, user=frappe.session.user
	)
	return {"queued": len(names)}


def _names(customers: str | list | None, filters: str | list | dict | None) -> list[str]:
	if customers:
		names = json.loads(customers) if isinstance(customers, str) else customers
		_refuse_hidden(names)
		return names
	parsed = json.loads(filters) if isinstance(filters, str) else filters
	return frappe.get_list("Customer", filters=parsed or {}, pluck="name", limit_page_length=0)


def _refuse_hidden(names: list[str]) -> None:
	filters = {"name": ["in", names]}
	visible = frappe.get_list("Customer", filters=filters, pluck="name", limit_page_length=0)
	hidden = set(frappe.get_all("Customer", filters=filters, pluck="name")) - set(visible)
	if hidden:
		frappe.throw(_("You may not see customer {0}.").format(min(hidden)), frappe.PermissionError)


@frappe.whitelist()
def picture(name: str, company: str | None = None) -> dict:
	"""The live picture of a Credit File for one company: exposure, ageing, behaviour, limit, headroom."""
	doc = frappe.get_doc(files.CREDIT_FILE, name)
	doc.check_permission("read")
	return pictures.picture(doc, company)
