"""Credit Investigations for the desk: opening one, filling it from its template, reading bureau reports."""

import frappe
from frappe import _

from credit_control.engine.investigations import CREDIT_BUREAU
from credit_control.services import bureau_reports, bureaus, investigations, reference_requests


@frappe.whitelist(methods=["POST"])
def open_for(customer: str, company: str | None = None) -> str:
	"""The customer's investigation that is under way, else a new one from the template that suits it best."""
	frappe.has_permission(investigations.DOCTYPE, "create", throw=True)
	frappe.has_permission("Customer", "read", customer, throw=True)
	return investigations.open_for(customer, company)


@frappe.whitelist(methods=["POST"])
def fill(name: str, template: str) -> int:
	"""Add a template's missing channels to a draft; returns how many were added."""
	doc = _draft(name)
	frappe.has_permission("Credit Investigation Template", "read", template, throw=True)
	doc.template = template
	added = investigations.fill(doc)
	doc.save()
	return added


@frappe.whitelist(methods=["POST"])
def ask(name: str, row: str) -> str:
	"""The reference request of a channel, drafted where there is none."""
	frappe.has_permission(reference_requests.DOCTYPE, "create", throw=True)
	doc = _draft(name)
	return reference_requests.draft_for(doc, _row(doc, row))


@frappe.whitelist()
def bureau_adapters() -> list[dict]:
	"""The sources of bureau reports: code, label and the endings of the files they read."""
	frappe.has_permission(investigations.DOCTYPE, "write", throw=True)
	return [
		{"code": code, "label": _(adapter.label), "reads": list(adapter.reads)}
		for code, adapter in bureaus.adapters().items()
	]


@frappe.whitelist(methods=["POST"])
def preview_report(name: str, row: str, adapter: str, file_url: str | None = None) -> dict:
	"""What a bureau's report says and what it would change in the Credit File; nothing is written."""
	doc = _draft(name)
	report = bureau_reports.fetch(doc, _bureau_row(doc, row), adapter, file_url)
	return bureau_reports.preview(doc, report)


@frappe.whitelist(methods=["POST"])
def use_report(name: str, row: str, adapter: str, file_url: str | None = None) -> None:
	"""Answer a Credit Bureau channel with a report."""
	doc = _draft(name)
	found = _bureau_row(doc, row)
	bureau_reports.put(doc, found, bureau_reports.fetch(doc, found, adapter, file_url), file_url)


def _draft(name: str):
	doc = frappe.get_doc(investigations.DOCTYPE, name)
	doc.check_permission("write")
	if doc.docstatus:
		frappe.throw(_("{0} is no draft. Cancel and amend it first.").format(name))
	return doc


def _row(doc, name: str):
	row = next((row for row in doc.channels if row.name == name), None)
	if row is None:
		frappe.throw(_("The channel is no longer there. Reload the investigation."))
	return row


def _bureau_row(doc, name: str):
	row = _row(doc, name)
	if row.channel != CREDIT_BUREAU:
		frappe.throw(_("Row {0} is not a Credit Bureau channel. Choose one that is.").format(row.idx))
	return row
