"""The history of a customer's standing: who changed which part of it, when, why, from what to what.

Every save of a Credit File is compared with what was saved before, so no change of it is missed. Who writes
the standing says why first: `because(file, source=…, cause=…)`. Who writes past the document (`db_set`, SQL)
calls `record` for each field.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import frappe
from frappe.utils import cstr, getdate, now_datetime

from credit_control.services import rejudging

DOCTYPE = "Credit Standing Change"
CREDIT_FILE = "Credit File"
#: the file's own fields and the limit's, with the names that the history shows
FILE_FIELDS = {
	"grade": "Grade",
	"risk_class": "Risk Class",
	"value_class": "Value Class",
	"customer_class": "Customer Class",
}
LIMIT_FIELDS = {
	"limit_mode": "Limit Mode",
	"credit_limit": "Credit Limit",
	"temporary_limit": "Temporary Limit",
	"temporary_from": "Temporary From",
	"temporary_until": "Temporary Until",
	"payment_terms_template": "Payment Terms",
}
LABELS = FILE_FIELDS | LIMIT_FIELDS
AMOUNTS = ("credit_limit", "temporary_limit")
#: why, by the document that it came from; any other document is an approval
CAUSES = {
	"Credit Assessment": "Assessment",
	"Credit Limit Request": "Limit Request",
	"Credit Limit Adjustment": "Bulk Adjustment",
	"Data Import": "Import",
}
#: rows of one page of the form
PAGE = 50


class Change(NamedTuple):
	"""One field that is not what it was; the company is None for what holds in all of them."""

	company: str | None
	fieldname: str
	before: Any
	after: Any


def because(file, *, source=None, cause: str | None = None, reason: str | None = None) -> None:
	"""Say why the next save of a Credit File changes the standing: by which document, for which reason."""
	file.flags.standing_source = {
		"source_doctype": source and source.doctype,
		"source_name": source and source.name,
		"reason": reason,
		"cause": cause,
	}


def track(file) -> None:
	"""After a Credit File was saved: keep every change of its standing."""
	source = file.flags.pop("standing_source", None) or {}
	for change in differences(file.get_doc_before_save(), file):
		record(file, *change, **source)


def differences(before, file) -> Iterator[Change]:
	"""What a Credit File says of the standing and did not say before; `before` is None for a new one."""
	yield from _differing(None, FILE_FIELDS, before, file)
	old = {row.company: row for row in before.limits} if before else {}
	now = {row.company: row for row in file.limits}
	for company in dict.fromkeys([*old, *now]):
		yield from _differing(company, LIMIT_FIELDS, old.get(company), now.get(company))


def _differing(company: str | None, fields: dict[str, str], before, after) -> Iterator[Change]:
	for fieldname in fields:
		old, new = _said(before, fieldname), _said(after, fieldname)
		if text(old) != text(new):
			yield Change(company, fieldname, old, new)


def _said(row, fieldname: str) -> Any:
	"""A field's value; None where it says nothing: a limit that does not limit, an extra of zero."""
	if row is None:
		return None
	value = row.get(fieldname)
	if fieldname == "credit_limit":
		return (value or 0) if row.limit_mode == "Limited" else None
	if fieldname in ("temporary_from", "temporary_until"):
		return value if row.temporary_limit else None
	return value or None


def record(
	file,
	company: str | None,
	field: str,
	before: Any,
	after: Any,
	source_doctype: str | None = None,
	source_name: str | None = None,
	reason: str | None = None,
	cause: str | None = None,
) -> str | None:
	"""Add one change to the history; returns its name, None where nothing changed.

	`file` is a Credit File or its name, `field` a key of LABELS. Amounts are in the company's currency.
	"""
	if text(before) == text(after):
		return None
	name, customer = _file_and_customer(file)
	doc = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"changed_on": now_datetime(),
			"changed_by": frappe.session.user,
			"cause": cause or _cause(source_doctype),
			"credit_file": name,
			"customer": customer,
			"company": company,
			"changed_field": LABELS[field],
			"value_before": text(before),
			"value_after": text(after),
			"currency": _currency(company) if field in AMOUNTS else None,
			"source_doctype": source_doctype,
			"source_name": source_name,
			"reason": reason,
		}
	)
	doc.set_user_and_timestamp()
	# past the document's own insert, which refuses, and which would fill an empty company by the user's default
	doc.db_insert()
	rejudging.later(customer, company)
	return doc.name


def _file_and_customer(file) -> tuple[str, str | None]:
	if isinstance(file, str):
		return file, frappe.db.get_value(CREDIT_FILE, file, "customer")
	return file.name, file.customer


def _cause(source_doctype: str | None) -> str:
	if source_doctype:
		return CAUSES.get(source_doctype, "Approval")
	return "Import" if frappe.flags.in_import else "Manual Edit"


def _currency(company: str | None) -> str | None:
	return company and frappe.get_cached_value("Company", company, "default_currency")


def text(value: Any) -> str:
	"""A value as the history keeps it: no language, no number format; empty for nothing."""
	if value is None or value == "":
		return ""
	if isinstance(value, int | float | Decimal):
		return f"{Decimal(str(value)).normalize():f}"
	return str(getdate(value)) if isinstance(value, date) else cstr(value)


def changes(
	file: str, field: str | None = None, company: str | None = None, start: int = 0, limit: int = PAGE
) -> list[dict]:
	"""A file's changes, newest first; of one field or company where given. What holds in all companies stays in."""
	filters: dict[str, Any] = {"credit_file": file}
	if field:
		filters["changed_field"] = field
	if company:
		filters["company"] = ["in", [company, ""]]
	fields = [
		"name",
		"changed_on",
		"changed_by",
		"cause",
		"company",
		"changed_field",
		"value_before",
		"value_after",
		"currency",
		"source_doctype",
		"source_name",
		"reason",
	]
	return frappe.get_all(
		DOCTYPE,
		filters=filters,
		fields=fields,
		order_by="changed_on desc, creation desc",
		limit_start=start,
		limit_page_length=limit,
	)
