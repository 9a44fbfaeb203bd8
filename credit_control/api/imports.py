"""Import of Credit Files, references, ratings and statements: the spreadsheet to fill, and where it goes."""

import frappe

from credit_control.services import import_templates, import_workbook


@frappe.whitelist()
def template(kind: str) -> None:
	"""Download the spreadsheet of a kind: files, references, ratings or statements."""
	frappe.has_permission(import_templates.find(kind).doctype, "import", throw=True)
	frappe.response["filename"] = f"{import_templates.find(kind).title}.xlsx"
	frappe.response["filecontent"] = import_workbook.workbook(kind)
	frappe.response["type"] = "binary"


@frappe.whitelist(methods=["POST"])
def start(kind: str) -> str:
	"""Name of a new Data Import for a kind, set up and open to the user."""
	frappe.has_permission(import_templates.find(kind).doctype, "import", throw=True)
	return import_templates.open_import(kind)
