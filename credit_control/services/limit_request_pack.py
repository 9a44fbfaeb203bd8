"""What is told of a Credit Limit Request to those who decide it: sentences, main figures, the sections of its pack."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import format_datetime, formatdate, get_fullname

from credit_control.engine import approval
from credit_control.engine.money import decimal
from credit_control.services import (
	credit_report,
	credit_report_books,
	credit_report_file,
	files,
	joining,
	pictures,
	wording,
)
from credit_control.services import credit_report_parts as parts
from credit_control.services import credit_report_trade as trade
from credit_control.services.credit_report_parts import Column, Section
from credit_control.services.hold_words import CREDIT_HOLD, WAITING

#: so many sections of the pack, from the first, hold the main points
MAIN_SECTIONS = 4


def title() -> str:
	return _("Credit Approval Pack")


def label(doc) -> str:
	"""What is asked for, in words of the reader's language."""
	return _(doc.kind, context=doc.doctype)


def _customer(doc) -> str:
	return doc.customer_name or doc.customer


def asks(doc) -> str:
	return _("{0} asks for {1}: {2}").format(get_fullname(doc.requested_by), label(doc), _customer(doc))


def waits_too_long(doc) -> str:
	return _("Waiting too long: {0} for {1}").format(label(doc), _customer(doc))


def was_decided(doc) -> str:
	return _("{0} for {1}: {2}").format(label(doc), _customer(doc), _(doc.status, context=doc.doctype))


def was_withdrawn(doc) -> str:
	return _("{0} for {1} was withdrawn").format(label(doc), _customer(doc))


def sections(doc) -> Iterator[Section]:
	"""The pack's sections as of now, in the language that is on."""
	file = frappe.get_doc(files.CREDIT_FILE, files.ensure(doc.customer))
	view = pictures.picture(file, doc.company)
	yield from credit_report_file.standing(file, [doc.company])
	yield credit_report.warnings(file, [view])
	yield from credit_report_books.exposure(view)
	yield _holds(doc)
	yield credit_report_books.behaviour(file, view)
	yield from trade.sections(file, doc.company)
	yield credit_report_books.financials(file)
	yield from credit_report_books.assessment(file)
	yield credit_report_books.securities(file)


def _holds(doc) -> Section:
	names = ("reference_name", "amount", "reasons", "held_on", "status")
	rows = frappe.get_all(
		CREDIT_HOLD,
		filters={"customer": doc.customer, "company": doc.company, "status": ["in", WAITING]},
		fields=["name", "currency", *names],
		order_by="held_on, name",
	)
	columns = [Column(parts.label_of(CREDIT_HOLD, name), name == "amount") for name in names]
	return Section(_("Held Documents"), columns=columns, rows=[_hold(row) for row in rows])


def _hold(row) -> list[str]:
	reasons = joining.listed(_(reason) for reason in (row.reasons or "").split(", "))
	money = parts.money(row.amount, row.currency)
	return [
		row.reference_name,
		money,
		reasons,
		format_datetime(row.held_on),
		_(row.status, context=CREDIT_HOLD),
	]


def key_figures(doc) -> list[tuple[str, str]]:
	"""What is asked for and the customer at that time, label and value, in the reader's language."""
	money = lambda value: wording.show(decimal(value or 0), doc.currency)  # noqa: E731
	return [
		(_("Asked for", context="Credit Limit Request"), wanted(doc)),
		(_("Company"), doc.company),
		(_("Grade"), doc.grade_then or "–"),
		(_("Limit", context="Credit File"), _limit(doc, money)),
		(_("Exposure"), money(doc.exposure_then)),
		(_("Overdue"), _overdue(doc, money)),
		(_("Requested by"), get_fullname(doc.requested_by) if doc.requested_by else "–"),
	]


def _limit(doc, money) -> str:
	if doc.limit_mode_then in ("Unlimited", "No Credit"):
		return _(doc.limit_mode_then, context="Credit File Limit")
	return money(doc.limit_then)


def _overdue(doc, money) -> str:
	if not doc.overdue_then:
		return _("None", context="Credit File")
	return _("{0}, the oldest for {1} days").format(money(doc.overdue_then), doc.oldest_overdue_then)


def wanted(doc) -> str:
	"""What is asked for in one line: how much, from when, until when."""
	money = lambda value: wording.show(decimal(value or 0), doc.currency)  # noqa: E731
	if doc.kind == approval.PERMANENT:
		return _("Credit limit of {0}").format(money(doc.requested_limit))
	if doc.kind == approval.SPECIAL:
		return _("{0} up to {1}").format(_document(doc), money(doc.amount_cap))
	return _("{0} on top, {1}").format(money(doc.temporary_limit), _days(doc))


def _document(doc) -> str:
	return frappe.db.get_value(CREDIT_HOLD, doc.hold, "reference_name") or doc.hold


def _days(doc) -> str:
	last = formatdate(doc.temporary_until)
	if doc.temporary_from:
		return _("from {0} until {1}").format(formatdate(doc.temporary_from), last)
	return _("until {0}").format(last)
