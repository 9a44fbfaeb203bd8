"""What is told of a Bad Debt Write-Off to those who decide it: sentences, main figures, the sections of its pack."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import get_fullname

from credit_control.engine.money import ZERO, decimal
from credit_control.services import (
	collecting_actions,
	credit_report_books,
	credit_report_file,
	files,
	pictures,
	wording,
	write_off_effects,
)
from credit_control.services import credit_report_parts as parts
from credit_control.services.credit_report_parts import Column, Section

DOCTYPE = "Bad Debt Write-Off"
#: so many sections of the pack, from the first, hold the main points
MAIN_SECTIONS = 5


def title() -> str:
	return _("Write-Off Approval Pack")


def label(doc) -> str:
	return _(doc.doctype)


def _customer(doc) -> str:
	return doc.customer_name or doc.customer


def _amount(doc) -> str:
	return wording.show(decimal(doc.total_amount), doc.currency)


def asks(doc) -> str:
	return _("{0} asks to write off {1} of {2}").format(
		get_fullname(doc.requested_by), _amount(doc), _customer(doc)
	)


def waits_too_long(doc) -> str:
	return _("Waiting too long: writing off {0} of {1}").format(_amount(doc), _customer(doc))


def was_decided(doc) -> str:
	return _("Write-off of {0} of {1}: {2}").format(
		_amount(doc), _customer(doc), _(doc.status, context=DOCTYPE)
	)


def was_withdrawn(doc) -> str:
	return _("The request to write off {0} of {1} was withdrawn").format(_amount(doc), _customer(doc))


def key_figures(doc) -> list[tuple[str, str]]:
	"""What is to be written off, label and value, in the reader's language."""
	oldest = max((write_off_effects.days_overdue(row) for row in doc.items), default=0)
	return [
		(_("To Be Written Off"), _amount(doc)),
		(_("Company"), doc.company),
		(_("Cause", context="Bad Debt Write-Off"), _(doc.cause, context=DOCTYPE)),
		(_("Number of Invoices"), str(len(doc.items))),
		(_("Oldest Overdue"), parts.days(oldest)),
		(_("Requested by"), parts.person(doc.requested_by)),
	]


def sections(doc) -> Iterator[Section]:
	"""The pack's sections as of now, in the language that is on."""
	yield _evidence(doc)
	yield _owed(doc)
	yield _actions(doc)
	yield _recoveries(doc)
	yield _provision(doc)
	file = frappe.get_doc(files.CREDIT_FILE, files.ensure(doc.customer))
	view = pictures.picture(file, doc.company)
	yield credit_report_books.securities(file)
	yield from credit_report_books.exposure(view)
	yield credit_report_books.behaviour(file, view)
	yield from credit_report_file.standing(file, [doc.company])


def _evidence(doc) -> Section:
	# the name of the file tells more than its address
	document = (doc.evidence or "").rsplit("/", 1)[-1]
	pairs = [
		(_("Cause", context="Bad Debt Write-Off"), _(doc.cause, context=DOCTYPE)),
		(_("Evidence", context="Bad Debt Write-Off"), document or parts.NOTHING),
		(_("Legal Action"), doc.legal_action or parts.NOTHING),
	]
	return Section(_("Evidence", context="Bad Debt Write-Off"), pairs=pairs)


def _owed(doc) -> Section:
	show = lambda value: parts.money(float(value), doc.currency)  # noqa: E731
	columns = [
		Column(_("Invoice")),
		Column(_("Due Date")),
		Column(_("Days Overdue"), True),
		Column(_("Open", context="Bad Debt Write-Off"), True),
		Column(_("To Be Written Off"), True),
		Column(_("Still Owed Afterwards"), True),
	]
	rows = [
		[
			row.sales_invoice,
			parts.day(row.due_date),
			str(write_off_effects.days_overdue(row)),
			show(row.outstanding),
			show(row.amount),
			show(decimal(row.outstanding) - decimal(row.amount)),
		]
		for row in doc.items
	]
	return Section(_("What Is Owed"), columns=columns, rows=[*rows, _sum(doc, show)])


def _sum(doc, show) -> list[str]:
	owed = sum((decimal(row.outstanding) for row in doc.items), ZERO)
	lost = decimal(doc.total_amount)
	return [_("Total", context="Bad Debt Write-Off"), "", "", show(owed), show(lost), show(owed - lost)]


def _actions(doc) -> Section:
	columns = [
		Column(_("Date")),
		Column(_("Action", context="Bad Debt Write-Off")),
		Column(_("Result", context="Bad Debt Write-Off")),
		Column(_("By", context="Bad Debt Write-Off")),
	]
	taken = collecting_actions.taken(doc.customer, doc.company, [row.sales_invoice for row in doc.items])
	rows = [[parts.day(action.day), action.what, action.result, action.by] for action in taken]
	note = "" if rows else _("Nothing is recorded: no message, no contact, no promise, no legal action.")
	return Section(_("Actions Taken"), columns=columns, rows=rows, note=note)


def _recoveries(doc) -> Section:
	stated = doc.expected_recoveries or _("Whoever asks has not stated any.")
	return Section(
		_("Recoveries Expected"),
		pairs=[(_("Stated by", context="Bad Debt Write-Off"), parts.person(doc.requested_by)), *_suit(doc)],
		note=stated,
	)


def _suit(doc) -> list[tuple[str, str]]:
	"""What a court awarded and what came of it, where there was a suit."""
	if not doc.legal_action:
		return []
	names = ("judgment_amount", "recovered_amount", "total_costs", "outcome")
	return parts.pairs_of(frappe.get_doc("Legal Action", doc.legal_action), names)


def _provision(doc) -> Section:
	title, lost = _("Effect on the Provision"), decimal(doc.total_amount)
	found = write_off_effects.provision(doc)
	show = lambda value: wording.show(value, doc.currency)  # noqa: E731
	pairs = [(_("Loss to Be Booked"), show(lost))]
	if found.of_items is None:
		return Section(title, pairs=pairs, note=_not_known(doc))
	pairs += [
		(_("Expected Loss of These Items"), show(found.of_items)),
		(_("Loss beyond the Expected"), show(lost - found.of_items)),
	]
	if found.ledger is not None:
		pairs += [
			(_("Expected Loss of All Receivables, Now"), show(found.ledger)),
			(_("Expected Loss of All Receivables, Afterwards"), show(found.ledger - found.of_items)),
		]
	note = _("By the roll rates of {0}, as the report Roll Rates and Expected Loss has them.")
	return Section(title, pairs=pairs, note=note.format(doc.company))


def _not_known(doc) -> str:
	return _(
		"What was expected to be lost of these items is not known: {0} has no roll rates for their age yet."
	).format(doc.company)
