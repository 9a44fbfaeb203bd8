"""Customer Financial Statements: read into the engine, checked, chosen, and compared with earlier ones."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.articulation import articulation_problems
from credit_control.engine.money import decimal
from credit_control.engine.statement import LINES, Statement
from credit_control.engine.statement_choice import Candidate, repeated
from credit_control.engine.statement_choice import newest as newest_of
from credit_control.engine.statement_choice import previous as previous_among
from credit_control.engine.statement_notes import Stated, retained_earnings_note, unit_suspicions
from credit_control.engine.statement_period import Period, period_problems
from credit_control.services import industry_references, statement_results, wording
from credit_control.services.statement_results import UNITS, note

__all__ = [
	"DOCTYPE",
	"UNITS",
	"check",
	"drop_blank_lines",
	"engine_statement",
	"fill_results",
	"newest",
	"note",
	"notes",
	"of_customer",
	"previous_document",
	"previous_of",
	"tell_warnings",
	"warnings",
]

DOCTYPE = "Customer Financial Statement"
CODES = {line.label: code for code, line in LINES.items()}
#: a million millions: no column holds it, no customer has it
TOO_LARGE = 10**12
_CHOICE_FIELDS = [
	"name",
	"period_type",
	"period_start",
	"period_end",
	"audit",
	"consolidated",
	"currency",
	"docstatus",
]


def engine_statement(doc) -> Statement:
	"""The document as the engine reads it, unit multiplier applied; a line without a row is missing.

	Flows stay as stated: `Statement.yearly` scales those of a part-year, and the notes of ratios say so.
	"""
	unit = decimal(doc.unit or 1)
	lines = {CODES[row.line]: decimal(row.amount) * unit for row in doc.lines if row.amount is not None}
	return Statement(lines, getdate(doc.period_start), getdate(doc.period_end), doc.audit)


def drop_blank_lines(doc) -> None:
	"""Remove the rows whose amount was left blank: missing is not zero."""
	kept = [row for row in doc.lines if row.amount not in (None, "")]
	if len(kept) != len(doc.lines):
		doc.set("lines", kept)
		for position, row in enumerate(kept, start=1):
			row.idx = position


def check(doc) -> None:
	"""Raise with everything that keeps the statement from being believed."""
	if not (doc.period_start and doc.period_end):
		# Frappe's own check of mandatory fields names them
		return
	_check_rows(doc)
	# a figure stated in thousands is rounded to a thousand
	tolerance = decimal(doc.unit or 1)
	problems = [
		*period_problems(_candidate(doc).period),
		*articulation_problems(engine_statement(doc), tolerance, getdate()),
	]
	if problems:
		sentences = [
			problem.render(_word, lambda value: wording.show(value, doc.currency)) for problem in problems
		]
		frappe.throw(sentences, title=_("The Statement Does Not Add Up"), as_list=True)
	_refuse_second(doc)


def _check_rows(doc) -> None:
	seen: set[str] = set()
	for row in doc.lines:
		if row.line in seen:
			frappe.throw(
				_("Row {0}: {1} is entered twice. Remove one of the rows.").format(row.idx, _word(row.line))
			)
		seen.add(row.line)
		_check_amount(row)


def _check_amount(row) -> None:
	try:
		amount = decimal(row.amount)
	except ValueError:
		frappe.throw(_("Row {0}: {1} is not a number. Enter one.").format(row.idx, _word(row.line)))
	if abs(amount) >= TOO_LARGE:
		frappe.throw(
			_("Row {0}: {1} is too large. Check the figure and the unit.").format(row.idx, _word(row.line))
		)


def _word(text: str) -> str:
	"""A line's label or a kind of period as the form shows it: Cash is not the mode of payment."""
	in_table = _(text, context="Financial Statement Line")
	return in_table if in_table != text else _(text, context=DOCTYPE)


def _refuse_second(doc) -> None:
	"""The same period is stated once, and once more for the group."""
	other = repeated(_candidate(doc), _candidates(doc, ("<", 2)))
	if other:
		link = frappe.utils.get_link_to_form(DOCTYPE, other.name)
		frappe.throw(
			_(
				"{0} covers these days already. Change it while it is a draft, else cancel and amend it."
			).format(link),
			title=_("The Period Is Stated Already"),
		)


def _candidate(row) -> Candidate:
	period = Period(row.period_type, getdate(row.period_start), getdate(row.period_end))
	return Candidate(row.name or "", period, row.audit, bool(row.consolidated), row.currency)


def _candidates(doc, docstatus=1) -> list[Candidate]:
	"""The customer's other statements."""
	return [entry for entry in of_customer(doc.customer, docstatus) if entry.name != (doc.name or "")]


def of_customer(customer: str, docstatus=1) -> list[Candidate]:
	"""A customer's statements as the choice between them sees them; submitted ones unless asked otherwise."""
	filters = {"customer": customer, "docstatus": docstatus}
	return [_candidate(row) for row in frappe.get_all(DOCTYPE, filters=filters, fields=_CHOICE_FIELDS)]


def newest(customer: str, as_of: date) -> str | None:
	"""The statement to judge a customer by on a day, None without any; engine/statement_choice.py has the rules."""
	found = newest_of(of_customer(customer), getdate(as_of))
	return found and found.name


def previous_of(doc) -> Statement | None:
	"""The statement of the same kind a year earlier, consolidated alike and in the same currency."""
	found = previous_document(doc)
	return engine_statement(found) if found else None


def previous_document(doc):
	"""The document behind `previous_of`, None where there is none."""
	found = previous_among(_candidate(doc), _candidates(doc))
	return frappe.get_doc(DOCTYPE, found.name) if found else None


def fill_results(doc) -> None:
	"""Choose the industry table where none was chosen, and write every result."""
	if not doc.industry_reference:
		doc.industry_reference = industry_references.pick(doc.customer, getdate(doc.period_end))
	statement_results.fill(doc, engine_statement(doc), previous_of(doc))


def warnings(doc) -> list[str]:
	"""Figures that look as if they were in the wrong unit, in the user's language; they do not keep from saving."""
	if not _is_stated(doc):
		return []
	return [_sentence(message, doc) for message in _unit_warnings(doc, engine_statement(doc))]


def notes(doc) -> list[str]:
	"""What the reader should know beside the year before: profit that was not retained."""
	if not _is_stated(doc):
		return []
	remark = retained_earnings_note(engine_statement(doc), previous_of(doc))
	return [_sentence(remark, doc)] if remark else []


def _is_stated(doc) -> bool:
	return bool(doc.customer and doc.period_start and doc.period_end and doc.lines)


def _sentence(message, doc) -> str:
	return message.render(_word, lambda value: wording.show(value, doc.currency))


def tell_warnings(doc) -> None:
	"""Show what looks wrong to the person who submits."""
	found = warnings(doc)
	if found:
		frappe.msgprint(found, title=_("Look at These Figures"), indicator="orange", as_list=True)


def _unit_warnings(doc, current: Statement):
	"""Beside the statement that ended last before this one, of whatever kind, in the same currency."""
	earlier = [
		entry
		for entry in _candidates(doc)
		if entry.currency == doc.currency and entry.period.end < current.period_end
	]
	if not earlier:
		return []
	before = frappe.get_doc(DOCTYPE, max(earlier, key=lambda entry: entry.period.end).name)
	return unit_suspicions(
		Stated(current, doc.unit or "1"), Stated(engine_statement(before), before.unit or "1")
	)
