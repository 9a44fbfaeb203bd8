"""Statements from a spreadsheet, for the dialog of the desk."""

import base64
import binascii
import json

import frappe
from frappe import _

from credit_control.engine.statement_import import Choices
from credit_control.services import statement_imports, statement_preview, statement_templates, statements
from credit_control.services.statement_files import MAX_BYTES
from credit_control.services.statement_imports import Upload


@frappe.whitelist(methods=["POST"])
def preview(
	customer: str,
	text: str = "",
	filename: str = "",
	content: str = "",
	templates: str | dict | None = None,
	mapping: str | list | None = None,
) -> dict:
	"""What would be imported; `content` is a file in base64, `mapping` holds rows that were mapped by hand."""
	frappe.has_permission(statements.DOCTYPE, "create", throw=True)
	frappe.has_permission("Customer", "read", customer, throw=True)
	return statement_preview.preview(customer, _upload(text, filename, content, templates, mapping))


@frappe.whitelist(methods=["POST"])
def run(
	customer: str,
	values: str | dict,
	text: str = "",
	filename: str = "",
	content: str = "",
	templates: str | dict | None = None,
	mapping: str | list | None = None,
	statement: str | None = None,
	both: bool | int = False,
) -> dict:
	"""Write one or two drafts, or nothing."""
	frappe.has_permission(statements.DOCTYPE, "create", throw=True)
	frappe.has_permission("Customer", "read", customer, throw=True)
	upload = _upload(text, filename, content, templates, mapping)
	return statement_imports.run(customer, upload, _parsed(values) or {}, statement, bool(both))


@frappe.whitelist(methods=["POST"])
def save_mapping(template: str, label: str, use: str, line: str | None = None) -> None:
	"""Keep in a template what was decided about a label."""
	frappe.has_permission(statement_templates.DOCTYPE, "write", template, throw=True)
	statement_templates.save_mapping(template, label, use, line)


def _upload(text: str, filename: str, content: str, templates, mapping) -> Upload:
	rows = tuple(
		statement_templates.template_row(row["label"], row["use"], row.get("line"))
		for row in _parsed(mapping) or []
	)
	return Upload(text or "", filename or "", _decoded(content), Choices(_parsed(templates) or {}, rows))


def _parsed(value):
	return json.loads(value) if isinstance(value, str) and value else value


def _decoded(content: str) -> bytes:
	# base64 takes four letters for three bytes; what is far too large is not even decoded
	if len(content) > MAX_BYTES * 2:
		frappe.throw(_("The file is too large. Keep only the sheets of the statement."), title=_("Too Large"))
	try:
		return base64.b64decode(content, validate=True) if content else b""
	except binascii.Error:
		frappe.throw(_("The file was not transferred completely. Upload it again."))
