"""What an investigation found, written into the Credit File when it is submitted and taken back with it."""

import json
from collections.abc import Mapping

import frappe
from frappe import _

from credit_control.engine import investigations as rules
from credit_control.services import bureau_reports, file_records, files, joining

#: what a finding consists of; a channel that uses it again has all of it
FINDING_FIELDS = (
	"result",
	"finding",
	"evidence",
	"reliability",
	"verified_by",
	"verified_on",
	"valid_to",
	"registry_status",
	"insolvency",
	"dishonest_debtor",
	"case_kind",
	"case_role",
	"case_number",
	"court",
	"filed_on",
	"case_amount",
	"case_status",
	"severity",
	"account_since",
	"facilities",
	"trading_since",
	"payment_habit",
	"term_days",
	"highest_credit",
	"contact_person",
	"email",
	"period_end",
	"tax_rating",
	"tax_paid",
	"tax_owed",
	"currency",
)
FLAGS = {"Yes": 1, "No": 0}

Values = dict[str, object]


def write(doc) -> None:
	"""Put each fresh finding into the Credit File: a row of its table, and fields where the channel says so."""
	fields: Values = {}
	for row in fresh(doc):
		added = [_add(doc.credit_file, table, values) for table, values in records(doc, row)]
		row.db_set("file_rows", json.dumps(added, default=str), update_modified=False)
		fields |= file_fields(row) if row.update_file else {}
	doc.db_set("previous_file", json.dumps(_set_fields(doc, fields), default=str), update_modified=False)


def fresh(doc) -> list:
	"""The answered channels whose finding is new: what was used again is in the file already."""
	return [row for row in doc.channels if row.status == rules.ANSWERED and not row.reused_from]


def _add(file: str, table: str, values: Values) -> dict:
	"""Write one row; returns where it is and, for a row that was there before, what it said."""
	known = file_records.find(frappe.get_doc(files.CREDIT_FILE, file), table, values)
	before = {name: known.get(name) for name in values} if known else None
	return {"table": table, "name": file_records.add(file, table, values).name, "before": before}


def _set_fields(doc, fields: Values) -> dict[str, list]:
	"""Set fields of the file; returns for each that changed what it was and what it is."""
	file = frappe.get_doc(files.CREDIT_FILE, doc.credit_file)
	changed = {
		name: [file.get(name), value] for name, value in fields.items() if not same(file.get(name), value)
	}
	if changed:
		file.update(fields)
		file.save()
		_tell(file, _("Credit Investigation {0} set: {1}"), doc.name, changed)
	return changed


def same(one: object, other: object) -> bool:
	"""Equal as the database has it: a date and its text, nothing and an empty text."""
	return str(one or "") == str(other or "")


def _tell(file, template: str, name: str, fieldnames) -> None:
	labels = joining.listed(_(file.meta.get_label(field), context=file.doctype) for field in fieldnames)
	file.add_comment("Info", template.format(name, labels))


def records(doc, row) -> list[tuple[str, Values]]:
	"""The rows of the Credit File's tables that a channel gives, as (table, values)."""
	if row.channel == rules.CREDIT_BUREAU:
		return bureau_reports.records(row)
	maker = MAKERS.get(row.channel)
	return maker(doc, row) if maker else []


def _reference(doc, row) -> Values:
	return {
		"standing": row.result,
		"reference_date": row.verified_on,
		"valid_to": row.valid_to,
		"reliability": row.reliability,
		"investigation": doc.name,
		"remarks": row.finding,
	}


def _bank(doc, row) -> list[tuple[str, Values]]:
	own = {
		"bank": row.subject,
		"account_since": row.account_since,
		"facilities": row.facilities,
		"attachment": row.evidence,
	}
	return [("bank_references", {**_reference(doc, row), **own})]


def _trade(doc, row) -> list[tuple[str, Values]]:
	own = {
		"supplier": row.subject,
		"contact_person": row.contact_person,
		"email": row.email,
		"trading_since": row.trading_since,
		"highest_credit": row.highest_credit,
		"currency": row.currency,
		"term_days": int(row.term_days or 0),
		"payment_habit": row.payment_habit,
	}
	return [("trade_references_given", {**_reference(doc, row), **own})]


def _court(doc, row) -> list[tuple[str, Values]]:
	if not row.case_kind:
		return []
	case = {
		"kind": row.case_kind,
		"role": row.case_role or "Defendant",
		"case_number": row.case_number,
		"court": row.court,
		"filed_on": row.filed_on,
		"amount": row.case_amount,
		"currency": row.currency,
		"status": row.case_status or "Open",
		"severity": row.severity or ("Serious" if row.result == rules.POOR else "Minor"),
	}
	return [("legal_records", {**case, **_checked(doc, row)})]


def _tax(doc, row) -> list[tuple[str, Values]]:
	if not row.period_end:
		return []
	names = ("period_end", "tax_rating", "tax_paid", "tax_owed")
	return [("tax_records", {**{name: row.get(name) for name in names}, **_checked(doc, row)})]


def _checked(doc, row) -> Values:
	return {"checked_on": row.verified_on, "source": f"{doc.name}: {_(row.reliability, context=row.doctype)}"}


MAKERS = {
	rules.BANK_REFERENCE: _bank,
	rules.TRADE_REFERENCE: _trade,
	rules.COURTS: _court,
	rules.TAX: _tax,
}


def file_fields(row) -> Values:
	"""The Credit File's own fields that a channel sets; what it does not say is left alone."""
	if row.channel == rules.CREDIT_BUREAU:
		return bureau_reports.file_fields(row)
	fields: Values = {
		name: FLAGS[row.get(name)] for name in ("insolvency", "dishonest_debtor") if row.get(name)
	}
	if row.channel == rules.REGISTRY and row.registry_status:
		fields |= {"registry_status": row.registry_status, "registration_checked_on": row.verified_on}
	if row.channel == rules.COURTS:
		fields["courts_checked_on"] = row.verified_on
	return fields if row.channel in (rules.REGISTRY, rules.COURTS) else {}


def take_back(doc) -> None:
	"""Take rows and fields out of the file again; what somebody changed since is left and named."""
	file = frappe.get_doc(files.CREDIT_FILE, doc.credit_file)
	for row in doc.channels:
		for added in json.loads(row.file_rows or "[]"):
			_take_row(file, added)
	changes = json.loads(doc.previous_file or "{}")
	kept = [name for name, (_before, after) in changes.items() if not same(file.get(name), after)]
	file.update({name: before for name, (before, _after) in changes.items() if name not in kept})
	# rows of other investigations may name one that is cancelled by now
	file.flags.ignore_links = True
	file.save()
	if kept:
		_tell(file, _("Credit Investigation {0} was cancelled. Changed since, and left: {1}"), doc.name, kept)


def _take_row(file, added: Mapping) -> None:
	row = next((row for row in file.get(added["table"]) if row.name == added["name"]), None)
	if row is None:
		return
	if added["before"] is None:
		file.remove(row)
	else:
		row.update(added["before"])
