"""The credit report's sections that come from our books: exposure, behaviour, statements, assessment, history."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.utils import format_datetime, getdate

from credit_control.engine.statement import with_subtotals
from credit_control.services import credit_report_parts as parts
from credit_control.services import history, statements, trade_record
from credit_control.services.credit_report_parts import Column, Section

ASSESSMENT = "Credit Assessment"
SECURITY = "Credit Security"
#: periods of statements side by side
PERIODS = 3
CHANGES = 30
KEY_LINES = (
	"Revenue",
	"EBIT",
	"Net Profit",
	"Current Assets",
	"Total Assets",
	"Current Liabilities",
	"Total Liabilities",
	"Equity",
	"Operating Cash Flow",
)
#: fields of the history whose words are translated, and with which context
WORDS = {
	"Limit Mode": "Credit File Limit",
	"Risk Class": "Credit File",
	"Value Class": "Credit File",
	"Customer Class": "Credit File",
}


def exposure(picture: dict) -> list[Section]:
	"""What the customer owes one company or will, how old it is, and what room is left."""
	company, money = picture["company"], picture.get("currency")
	if picture.get("off") or picture.get("problem"):
		note = picture.get("problem") or _("Credit Control is off for {0}.").format(company)
		return [Section(_("Exposure to {0}").format(company), note=note)]
	pairs = [(part["label"], parts.money(part["amount"], money)) for part in picture["parts"]]
	pairs += [
		(_("Exposure"), parts.money(picture["exposure"], money)),
		(_("Limit", context="Credit File"), _limit(picture)),
		(_("Headroom"), parts.money(picture["headroom"], money)),
		(_("Overdue"), parts.money(picture["overdue"], money)),
	]
	return [Section(_("Exposure to {0}").format(company), pairs=pairs), ageing(picture, money)]


def _limit(picture: dict) -> str:
	if picture["limit"] is None:
		return _("Unlimited")
	return parts.money(picture["limit"], picture["currency"])


def ageing(picture: dict, money: str | None) -> Section:
	"""The receivables by age; empty where nothing is open."""
	rows = [[_age(row["bucket"]), parts.money(row["amount"], money)] for row in picture["ageing"]]
	open_items = any(row["amount"] for row in picture["ageing"])
	columns = [Column(_("Age")), Column(_("Amount"), True)]
	note = "" if open_items else _("No open invoices.")
	return Section(
		_("Receivables by Age"), columns=columns, rows=rows if open_items else [], note=note, level=2
	)


def _age(bucket: str) -> str:
	if bucket == "Not Due":
		return _("Not due yet")
	return _("{0} days overdue").format(bucket.replace("90+", ">90"))


def behaviour(file, picture: dict) -> Section:
	"""How it paid one company: the last 12 months, and the overdue record of 24."""
	title = _("Payment Behaviour towards {0}").format(picture["company"])
	paid, money = picture.get("behaviour"), picture.get("currency")
	if not (paid and file.customer):
		return Section(title)
	record = trade_record.overdue_of(trade_record.Window(file.customer, picture["company"], getdate()))
	if not (paid["invoices"] or record.judged):
		return Section(title, note=_("No invoices in the last 12 months."))
	return Section(
		title,
		pairs=[
			(_("Invoices Issued"), str(paid["invoices"])),
			(_("Invoiced"), parts.money(paid["invoiced"], money)),
			(_("Paid Late"), parts.percent(paid["late_ratio"])),
			(_("Days to Pay"), parts.days(paid["days_to_pay"])),
			(_("Days Late"), parts.days(paid["days_late"])),
			(_("Times Late in 24 Months"), f"{record.times} / {record.judged}"),
			(_("Longest"), parts.days(record.longest)),
		],
	)


def hidden(doctype: str, title: str) -> Section | None:
	"""What stands in place of a section that the reader may not see."""
	if frappe.has_permission(doctype, "read"):
		return None
	return Section(title, note=parts.not_readable(doctype))


def financials(file) -> Section:
	"""Main figures and ratios of the last periods, newest first."""
	title = _("Financial Statements")
	closed = hidden(statements.DOCTYPE, title)
	if closed:
		return closed
	names = frappe.get_list(
		statements.DOCTYPE,
		filters={"customer": file.customer, "docstatus": 1},
		order_by="period_end desc",
		limit_page_length=PERIODS,
		pluck="name",
	)
	found = [frappe.get_doc(statements.DOCTYPE, name) for name in names]
	columns = [Column(""), *(Column(parts.day(doc.period_end), True) for doc in found)]
	return Section(title, columns=columns, rows=_statement_rows(found) if found else [])


def _statement_rows(found: list) -> list[list[str]]:
	heads = [("audit", _audit), ("currency", lambda doc: doc.currency)]
	rows = [[parts.label_of(statements.DOCTYPE, name), *map(show, found)] for name, show in heads]
	# a pasted statement keeps what was stated only: totals follow from it
	figures = [(doc, with_subtotals(statements.engine_statement(doc)).lines) for doc in found]
	rows += [
		[_(line, context="Financial Statement Line"), *(_line(doc, lines, line) for doc, lines in figures)]
		for line in KEY_LINES
		if any(statements.CODES[line] in lines for _doc, lines in figures)
	]
	ratios = dict.fromkeys(row.ratio for doc in found for row in doc.ratios)
	return rows + [[_(ratio), *(_ratio(doc, ratio) for doc in found)] for ratio in ratios]


def _audit(doc) -> str:
	return _(doc.audit, context=statements.DOCTYPE) if doc.audit else parts.NOTHING


def _line(doc, lines: Mapping[str, Decimal], label: str) -> str:
	amount = lines.get(statements.CODES[label])
	return parts.NOTHING if amount is None else parts.money(float(amount), doc.currency)


def _ratio(doc, name: str) -> str:
	row = next((row for row in doc.ratios if row.ratio == name), None)
	return _(row.value) if row and row.value else parts.NOTHING


def assessment(file) -> list[Section]:
	"""The last approved assessment: its result, and what each factor gave."""
	title = _("Last Assessment")
	closed = hidden(ASSESSMENT, title)
	if closed:
		return [closed]
	if not file.last_assessment:
		return [Section(title)]
	doc = frappe.get_doc(ASSESSMENT, file.last_assessment)
	names = ("as_of", "company", "score", "grade", "model_grade", "coverage", "override_reason")
	pairs = [(_("Credit Assessment"), doc.name), *parts.pairs_of(doc, names)]
	approved = (parts.label_of(ASSESSMENT, "approved_by"), parts.person(doc.approved_by))
	return [Section(title, pairs=[*pairs, approved]), _factors(doc)]


def _factors(doc) -> Section:
	child = "Credit Assessment Factor"
	names = ("indicator", "value", "points", "weight", "contribution", "advice")
	columns = [Column(parts.label_of(child, name), name not in ("indicator", "advice")) for name in names]
	rows = [[_factor_cell(row, name) for name in names] for row in doc.factors]
	return Section(_("Factors"), columns=columns, rows=rows, level=2)


def _factor_cell(row, name: str) -> str:
	if name in ("indicator", "advice"):
		return _(row.get(name)) if row.get(name) else parts.NOTHING
	if name == "value":
		return _(row.value, context="Credit File") if row.value else _("missing")
	return parts.cell(row, name)


def securities(file) -> Section:
	"""What secures the debts."""
	title = _("Securities")
	closed = hidden(SECURITY, title)
	if closed:
		return closed
	names = ("security_type", "provider", "amount", "counted_amount", "status", "valid_from", "valid_to")
	rows = frappe.get_list(
		SECURITY,
		filters={"customer": file.customer, "docstatus": 1},
		fields=["name", "currency", *names],
		order_by="valid_from desc",
		limit_page_length=0,
	)
	for row in rows:
		row.doctype = SECURITY
	return parts.table_of(title, SECURITY, rows, names)


def changes(file, companies: list[str]) -> Section:
	"""The newest changes of the standing."""
	rows = history.changes(file.name, limit=CHANGES)
	titles = [
		_("When", context="Credit Standing Change"),
		_("What Changed", context="Credit Standing Change"),
		_("Before", context="Credit Standing Change"),
		_("After", context="Credit Standing Change"),
		_("Why", context="Credit Standing Change"),
		_("Who", context="Credit Standing Change"),
	]
	shown = [row for row in rows if not row.company or row.company in companies]
	return Section(
		_("Change History"),
		columns=[Column(title) for title in titles],
		rows=[_change(row) for row in shown],
	)


def _change(row: Any) -> list[str]:
	why = _(row.cause, context=history.DOCTYPE)
	what = _(row.changed_field, context=history.DOCTYPE)
	return [
		format_datetime(row.changed_on),
		f"{what} ({row.company})" if row.company else what,
		change_value(row, row.value_before),
		change_value(row, row.value_after),
		" ".join(text for text in (why, row.source_name, row.reason) if text),
		parts.person(row.changed_by),
	]


def change_value(row: Any, text: str | None) -> str:
	"""One side of a change in the reader's language."""
	if not text:
		return parts.NOTHING
	if row.currency:
		return parts.money(float(text), row.currency)
	if row.changed_field in ("Temporary From", "Temporary Until"):
		return parts.day(text)
	return _(text, context=WORDS[row.changed_field]) if row.changed_field in WORDS else text
