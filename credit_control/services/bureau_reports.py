"""Reports of credit bureaus: fetched by an adapter, previewed, put into a channel, and from there into the file."""

from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import cint, escape_html, formatdate

from credit_control.engine import investigations as rules
from credit_control.engine.bureau import LEGAL, RATING, REGISTRATION, TAX, BureauReport, Record
from credit_control.engine.bureau_reading import read_json, to_json
from credit_control.engine.references import YES_NO
from credit_control.erp import compat
from credit_control.services import bureaus, files
from credit_control.services.investigation_channels import CHANNEL

#: section of a report → table of the Credit File
TABLES = {LEGAL: "legal_records", RATING: "external_ratings", TAX: "tax_records"}
YES = YES_NO[0]


def fetch(doc, row, adapter: str, file_url: str | None) -> BureauReport:
	"""The report about an investigation's customer, checked against the Credit File.

	Raises ValidationError with every mistake; nothing is written.
	"""
	file = frappe.get_doc(files.CREDIT_FILE, doc.credit_file)
	query = bureaus.BureauQuery(
		registration_number=file.registration_number or None,
		customer=doc.customer,
		customer_name=doc.customer_name or doc.customer,
		upload=_upload(doc, file_url),
	)
	report = bureaus.adapter(adapter).fetch(query)
	_check_company(file, report)
	_check_ratings(report)
	return report


def _upload(doc, file_url: str | None) -> bureaus.Upload | None:
	if not file_url:
		return None
	name = frappe.db.get_value("File", {"file_url": file_url, "attached_to_name": doc.name})
	if not name:
		frappe.throw(_("The report is not attached to {0}. Upload it again.").format(doc.name))
	file = frappe.get_doc("File", name)
	return bureaus.Upload(file.file_name, compat.file_bytes(file))


def _check_company(file, report: BureauReport) -> None:
	known, told = file.registration_number, report.registration_number
	if known and told and known.strip().casefold() != told.strip().casefold():
		frappe.throw(
			_(
				"The report is about registration number {0}, but the Credit File says {1}. Correct one of them."
			).format(escape_html(told), escape_html(known)),
			title=_("Another Company"),
		)


def _check_ratings(report: BureauReport) -> None:
	"""A rating counts through its agency's scale: one without a scale could not be saved in the file."""
	for number, record in enumerate(report.ratings, start=1):
		agency, rating = str(record["agency"]), str(record["rating"])
		filters = {"parent": agency, "parenttype": "Credit Rating Scale", "rating": rating}
		if not frappe.db.exists("Credit Rating Scale Grade", filters):
			frappe.throw(
				_("Rating {0}: {1} of {2} is in no Credit Rating Scale. Add it there first.").format(
					number, escape_html(rating), escape_html(agency)
				)
			)


def preview(doc, report: BureauReport) -> dict:
	"""What the report says and what it would change in the Credit File: head, fields and rows with labels."""
	file = frappe.get_doc(files.CREDIT_FILE, doc.credit_file)
	fields = _fields_of(report)
	return {
		"source": report.source,
		"report_date": formatdate(report.report_date),
		"summary": summary(report),
		"fields": [_field_line(file, name, value) for name, value in fields.items()],
		"tables": [_table(file, section, report) for section in TABLES if _many(report, section)],
	}


def _field_line(file, name: str, value: object) -> dict:
	field = file.meta.get_field(name)
	return {
		"label": _(field.label, context=file.doctype),
		"now": _shown(file, name, file.get(name)),
		"reported": _shown(file, name, value),
		"changes": str(file.get(name) or "") != str(value or ""),
	}


def _shown(doc, name: str, value: object) -> str:
	field = doc.meta.get_field(name)
	if value in (None, "") or (field.fieldtype == "Currency" and not value):
		return "–"
	if field.fieldtype == "Currency":
		return f"{float(value):,.2f}"
	if field.fieldtype == "Check":
		yes_no = YES_NO[0] if cint(value) else YES_NO[1]
		return _(yes_no, context=CHANNEL)
	if field.fieldtype == "Select":
		return _(str(value), context=doc.doctype)
	return frappe.format(value, {"fieldtype": field.fieldtype}) if field.fieldtype == "Date" else str(value)


def _table(file, section: str, report: BureauReport) -> dict:
	"""One table's new rows as lists of text under their labels."""
	rows = _many(report, section)
	child = frappe.new_doc(file.meta.get_field(TABLES[section]).options)
	names = [name for name in child.meta.get_valid_columns() if any(name in row for row in rows)]
	return {
		"label": _(file.meta.get_label(TABLES[section]), context=file.doctype),
		"columns": [_(child.meta.get_label(name), context=child.doctype) for name in names],
		"rows": [[_shown(child, name, row.get(name)) for name in names] for row in rows],
	}


def _many(report: BureauReport, section: str) -> list:
	return [record for found, record in report.records() if found == section]


def put(doc, row, report: BureauReport, file_url: str | None) -> None:
	"""Answer a Credit Bureau channel with a report. The Credit File gets it when the investigation is submitted."""
	row.update(
		{
			"status": rules.ANSWERED,
			"subject": row.subject or report.source,
			"finding": summary(report),
			"evidence": file_url,
			"reliability": rules.THIRD_PARTY,
			"verified_on": report.report_date,
			"valid_to": None,
			"report": to_json(report),
		}
	)
	doc.save()


def summary(report: BureauReport) -> str:
	"""The report in one sentence, for the finding."""
	counts = [len(_many(report, section)) for section in (LEGAL, RATING, TAX)]
	text = _("{0} of {1}: {2} legal records, {3} ratings, {4} tax records.").format(
		report.source, formatdate(report.report_date), *counts
	)
	return f"{text} {report.summary}" if report.summary else text


def kept(row) -> BureauReport | None:
	"""The report that answered a channel; None when it was answered by hand."""
	return read_json(row.report)[0] if row.report else None


def records(row) -> list[tuple[str, dict]]:
	"""The report's records as rows of the Credit File's tables."""
	report = kept(row)
	if report is None:
		return []
	return [
		(TABLES[section], _row_values(row, report, section, _as_stored(record)))
		for section, record in report.records()
		if section != REGISTRATION
	]


def _row_values(row, report: BureauReport, section: str, record: dict) -> dict:
	if section == RATING:
		return {**record, "attachment": row.evidence}
	return {**record, "checked_on": report.report_date, "source": report.source}


def _as_stored(record: Record) -> dict:
	"""The record as the database gives it back: amounts are floats there."""
	return {name: float(value) if isinstance(value, Decimal) else value for name, value in record.items()}


def file_fields(row) -> dict:
	"""The Credit File's own fields that the report sets."""
	report = kept(row)
	return _fields_of(report) if report else {}


def _fields_of(report: BureauReport) -> dict:
	fields = _as_stored(report.registration)
	for flag in ("insolvency", "dishonest_debtor"):
		if flag in fields:
			fields[flag] = int(fields[flag] == YES)
	if fields:
		fields["registration_checked_on"] = report.report_date
	if report.legal_records:
		fields["courts_checked_on"] = report.report_date
	return fields
