"""What may be imported through Frappe's Data Import: the columns of each spreadsheet, and the import to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import frappe
from frappe import _

from credit_control.services.files import CREDIT_FILE
from credit_control.services.statements import DOCTYPE as STATEMENT

INSERT = "Insert New Records"
UPDATE = "Update Existing Records"
ID = "name"


@dataclass(frozen=True)
class Template:
	"""What one spreadsheet imports; a column is a fieldname, or table.fieldname."""

	title: str
	doctype: str
	import_type: str
	columns: tuple[str, ...]


def _of(table: str, *names: str) -> tuple[str, ...]:
	return tuple(f"{table}.{name}" for name in names)


PROFILE = (
	"customer",
	"specialist",
	"registration_number",
	"legal_representative",
	"founded_on",
	"registered_capital",
	"paid_in_capital",
	"capital_currency",
	"registry_status",
	"registration_checked_on",
	"registration_valid_from",
	"registration_valid_to",
	"registration_indefinite",
	"business_scope",
	"company_size",
	"ownership",
	"industry",
	"industry_climate",
	"courts_checked_on",
	*_of(
		"shareholders",
		"shareholder_name",
		"shareholder_type",
		"share_percent",
		"subscribed_capital",
		"paid_in_capital",
	),
	*_of("key_persons", "person_name", "position", "role", "phone", "email", "decides", "reports_to"),
	*_of(
		"documents",
		"document_type",
		"document_number",
		"issued_on",
		"expires_on",
		"verified_by",
		"verified_on",
	),
)
TRADE = _of(
	"trade_references_given",
	"supplier",
	"contact_person",
	"email",
	"trading_since",
	"highest_credit",
	"currency",
	"term_days",
	"payment_habit",
	"standing",
	"reference_date",
	"valid_to",
	"reliability",
	"remarks",
)
BANK = _of(
	"bank_references",
	"bank",
	"account_since",
	"facilities",
	"standing",
	"reference_date",
	"valid_to",
	"reliability",
	"remarks",
)
RATING = _of("external_ratings", "agency", "rating", "rated_on", "valid_to")
LEGAL = _of(
	"legal_records",
	"kind",
	"role",
	"case_number",
	"court",
	"filed_on",
	"amount",
	"currency",
	"status",
	"closed_on",
	"severity",
	"checked_on",
	"source",
)
TAX = _of("tax_records", "period_end", "tax_rating", "tax_paid", "tax_owed", "checked_on", "source")
INSURANCE = _of(
	"insurances",
	"insurer",
	"kind",
	"policy_number",
	"sum_insured",
	"currency",
	"valid_from",
	"valid_to",
)
TEMPLATES: Mapping[str, Template] = {
	"files": Template(
		"Credit Files",
		CREDIT_FILE,
		INSERT,
		(*PROFILE, *TRADE, *BANK, *RATING, *LEGAL, *TAX, *INSURANCE),
	),
	"references": Template("References", CREDIT_FILE, UPDATE, (ID, *TRADE, *BANK)),
	"ratings": Template("External Ratings", CREDIT_FILE, UPDATE, (ID, *RATING)),
	"statements": Template(
		"Financial Statements",
		STATEMENT,
		INSERT,
		(
			"customer",
			"period_type",
			"period_start",
			"period_end",
			"audit",
			"consolidated",
			"source",
			"currency",
			"unit",
			*_of("lines", "line", "amount"),
		),
	),
}


def find(kind: str) -> Template:
	"""The template of a kind. Raises ValidationError for an unknown one."""
	if kind not in TEMPLATES:
		frappe.throw(_("There is no import of {0}.").format(kind))
	return TEMPLATES[kind]


def open_import(kind: str) -> str:
	"""The name of an empty Data Import for a kind: the user's unused one, else a new one.

	Frappe lets only System Managers make one. It is made for whoever may import the DocType and shared with
	them: what they import is saved with their own rights.
	"""
	template = find(kind)
	values = {"reference_doctype": template.doctype, "import_type": template.import_type}
	unused = {**values, "owner": frappe.session.user, "status": "Pending", "import_file": ["is", "not set"]}
	name = frappe.db.get_value("Data Import", unused, "name")
	return name or _new_import(values)


def _new_import(values: dict) -> str:
	doc = frappe.get_doc({"doctype": "Data Import", "mute_emails": 1, **values})
	doc.insert(ignore_permissions=True)
	if not frappe.has_permission("Data Import", "write", doc):
		frappe.share.add_docshare(
			doc.doctype, doc.name, frappe.session.user, write=1, flags={"ignore_share_permission": True}
		)
		# what the desk knows of the user's rights is kept between two loads
		frappe.clear_cache(user=frappe.session.user)
	return doc.name
