"""The approval pack: what an approver needs to know, as of the moment the request was sent.

It is frozen with the request in each of our languages, so that it reads the same years later, whatever has
become of the customer, and prints in the language of whoever asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import format_datetime, formatdate, get_fullname, now_datetime

from credit_control.engine import approval
from credit_control.engine.money import decimal
from credit_control.services import (
	approvers,
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

LANGUAGES = ("en", "zh")
REQUEST = "Credit Limit Request"


def build(doc) -> str:
	"""The pack of a request as of now, in every language, as it is stored."""
	with _all_rights():
		sections = {language: _in(language, doc) for language in LANGUAGES}
	return json.dumps({"as_of": str(now_datetime()), "sections": sections}, ensure_ascii=False)


@contextmanager
def _all_rights() -> Iterator[None]:
	"""The pack is for the approver: what it holds does not depend on what the one who asks may see.

	Nothing is written meanwhile.
	"""
	user = frappe.session.user
	frappe.session.user = "Administrator"
	try:
		yield
	finally:
		frappe.session.user = user


def _in(language: str, doc) -> list[dict]:
	with print_language(language):
		return [asdict(section) for section in _sections(doc) if not section.is_empty]


def _sections(doc) -> Iterator[Section]:
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


def stored(doc) -> dict:
	"""The frozen pack in the reader's language: {"as_of", "sections"}."""
	pack = json.loads(doc.pack)
	language = frappe.local.lang if frappe.local.lang in LANGUAGES else LANGUAGES[0]
	if (frappe.local.lang or "").startswith("zh"):
		language = "zh"
	return {"as_of": format_datetime(pack["as_of"]), "sections": pack["sections"][language]}


def summary(doc) -> list[dict]:
	"""The main points of the pack for an e-mail: standing, warnings, exposure; tables are too wide for a phone."""
	sections = stored(doc)["sections"][:4] if doc.pack else []
	return [section for section in sections if not section["rows"]]


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


def credit_approval_pack(doc) -> dict:
	"""Everything that the print format prints; `doc` is a Credit Limit Request or its name.

	Open to every template of the site: raises PermissionError for who may not read the request, and leaves
	the customer's file out for who may not see it.
	"""
	doc = frappe.get_doc(REQUEST, doc) if isinstance(doc, str) else doc
	doc.check_permission("read")
	with print_language(credit_report.language()):
		shown = doc.pack and approvers.may_see_pack(doc, frappe.session.user)
		pack = stored(doc) if shown else {"as_of": None, "sections": []}
		return {
			"title": _("Credit Approval Pack"),
			"customer": doc.customer_name or doc.customer,
			"name": doc.name,
			"status": _(doc.status, context=REQUEST),
			"kind": _(doc.kind, context=REQUEST),
			"figures": key_figures(doc),
			"reason": doc.reason,
			"steps": [step_of(step) for step in doc.steps],
			"sections": pack["sections"],
			"words": _words(pack["as_of"]),
		}


def step_of(step) -> dict:
	"""One level of the approval in words of the reader's language."""
	by = get_fullname(step.decided_by) if step.decided_by else "–"
	if step.on_behalf_of:
		by = _("{0} on behalf of {1}").format(by, get_fullname(step.on_behalf_of))
	return {
		"level": step.level,
		"approver": get_fullname(step.approver_user) if step.approver_user else _(step.approver_role or ""),
		"status": _(step.status, context=step.doctype),
		"code": step.status,
		"by": by,
		"on": format_datetime(step.decided_on) if step.decided_on else "–",
		"comment": step.comment or "",
	}


def _words(as_of: str | None) -> dict[str, str]:
	return {
		"as_of": _("As of {0}").format(as_of) if as_of else "",
		"reason": _("Reason"),
		"levels": _("Approvals"),
		"level": _("Level"),
		"approver": _("Approver"),
		"status": _("Status"),
		"by": _("Decided by"),
		"on": _("Decided on"),
		"comment": _("Comment", context="Credit Approval Step"),
		"confidential": _("Confidential"),
		"printed": _("Printed on {0} by {1}").format(
			format_datetime(now_datetime()), get_fullname(frappe.session.user)
		),
		"page": _("Page {0} of {1}"),
	}
