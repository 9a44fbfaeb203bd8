"""The credit report's sections that come from the Credit File itself."""

from __future__ import annotations

from frappe import _

from credit_control.erp import customers
from credit_control.services import credit_report_parts as parts
from credit_control.services.credit_report_parts import Column, Section

#: child tables of a Credit File: heading, DocType, fields shown
TABLES = {
	"shareholders": (
		"Credit File Shareholder",
		("shareholder_name", "shareholder_type", "share_percent", "subscribed_capital", "paid_in_capital"),
	),
	"key_persons": ("Credit File Person", ("person_name", "position", "role", "phone", "decides")),
	"documents": (
		"Credit File Document",
		("document_type", "document_number", "issued_on", "expires_on", "verified_on"),
	),
	"bank_references": (
		"Credit File Bank Reference",
		("bank", "account_since", "facilities", "standing", "reference_date", "valid_to", "reliability"),
	),
	"trade_references_given": (
		"Credit File Trade Reference",
		(
			"supplier",
			"trading_since",
			"highest_credit",
			"payment_habit",
			"standing",
			"reference_date",
			"reliability",
		),
	),
	"external_ratings": (
		"Credit File External Rating",
		("agency", "rating", "grade", "rated_on", "valid_to"),
	),
	"legal_records": (
		"Credit File Legal Record",
		("kind", "role", "case_number", "court", "filed_on", "amount", "status", "severity"),
	),
	"tax_records": (
		"Credit File Tax Record",
		("period_end", "tax_rating", "tax_paid", "tax_owed", "checked_on"),
	),
	"insurances": (
		"Credit File Insurance",
		("insurer", "kind", "policy_number", "sum_insured", "valid_from", "valid_to"),
	),
}
REGISTRATION = (
	"registration_number",
	"legal_representative",
	"founded_on",
	"registered_capital",
	"paid_in_capital",
	"registry_status",
	"registration_checked_on",
	"registration_valid_to",
	"company_size",
	"ownership",
	"industry",
	"industry_climate",
	"business_scope",
)


def customer(file) -> Section:
	"""Who it is, as ERPNext's Customer has it."""
	facts = customers.facts(file.customer) if file.customer else {}
	return Section(
		_("Customer"),
		pairs=[
			(_("Customer"), file.customer_name or file.customer or parts.NOTHING),
			(_("Customer Group"), file.customer_group or parts.NOTHING),
			(_("Tax ID"), facts.get("tax_id") or parts.NOTHING),
			(_("Territory"), facts.get("territory") or parts.NOTHING),
			(_("Address"), facts.get("address") or parts.NOTHING),
			(parts.label_of(file.doctype, "specialist"), parts.person(file.specialist)),
			(parts.label_of(file.doctype, "account_manager"), parts.person(file.account_manager)),
		],
	)


def registration(file) -> Section:
	"""What the registry says."""
	return Section(_("Registration", context="Credit File"), pairs=parts.pairs_of(file, REGISTRATION))


def table(file, fieldname: str, title: str) -> Section:
	"""One of the file's tables."""
	doctype, fieldnames = TABLES[fieldname]
	return parts.table_of(title, doctype, file.get(fieldname) or [], fieldnames)


def references(file) -> list[Section]:
	"""What others say: banks, suppliers, agencies, insurers."""
	summary = ("external_rating", "trade_references", "bank_reference")
	return [
		Section(_("References and Ratings"), pairs=parts.pairs_of(file, summary)),
		table(file, "bank_references", _("Bank References")),
		table(file, "trade_references_given", _("Trade References")),
		table(file, "external_ratings", _("External Ratings")),
		table(file, "insurances", _("Insurance", context="Credit File")),
	]


def records(file) -> list[Section]:
	"""Courts, tax office, licences."""
	summary = ("legal_record", "courts_checked_on", "insolvency", "dishonest_debtor", "bad_debt", "fraud")
	return [
		Section(_("Legal and Tax Records"), pairs=parts.pairs_of(file, summary)),
		table(file, "legal_records", _("Legal Records")),
		table(file, "tax_records", _("Tax Records")),
		table(file, "documents", _("Licences and Documents")),
	]


def standing(file, companies: list[str]) -> list[Section]:
	"""Grade, score, class; limit and terms for each company."""
	names = ("grade", "score", "assessed_on", "next_review", "risk_class", "value_class")
	own = [*parts.pairs_of(file, names), (parts.label_of(file.doctype, "customer_class"), _class(file))]
	return [Section(_("Standing"), pairs=own), _limits(file, companies)]


def _class(file) -> str:
	return _(file.customer_class, context="Credit File") if file.customer_class else parts.NOTHING


def _limits(file, companies: list[str]) -> Section:
	names = (
		"company",
		"limit_mode",
		"credit_limit",
		"temporary_limit",
		"temporary_from",
		"temporary_until",
		"payment_terms_template",
	)
	doctype = "Credit File Limit"
	columns = [Column(parts.label_of(doctype, name), name.endswith("_limit")) for name in names]
	rows = [[_limit_cell(row, name) for name in names] for row in file.limits if row.company in companies]
	return Section(_("Limits and Terms"), columns=columns, rows=rows, level=2)


def _limit_cell(row, name: str) -> str:
	if name == "credit_limit" and row.limit_mode == "Limited":
		return parts.money(row.credit_limit or 0, customers.currency_of(row.company))
	return parts.cell(row, name, customers.currency_of(row.company))
