"""One channel of an investigation: what follows from its status, what is not possible, how it is called."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from credit_control.engine import investigations as rules
from credit_control.services.investigation_templates import may_work

CHANNEL = "Credit Investigation Channel"


def complete(row) -> None:
	"""An answered channel knows who verified it, when, and how long it counts."""
	if row.status == rules.ASKED:
		row.asked_on = row.asked_on or nowdate()
	if row.status in rules.OPEN:
		row.report = None
	if row.status != rules.ANSWERED:
		return
	row.verified_on = row.verified_on or nowdate()
	# what came in by a link was verified by nobody yet
	if not row.reference_request:
		row.verified_by = row.verified_by or _desk_user()
	row.valid_to = row.valid_to or rules.valid_until(getdate(row.verified_on), row.validity_months or 0)


def _desk_user() -> str | None:
	return None if frappe.session.user == "Guest" else frappe.session.user


def check(doc, row) -> None:
	"""Raise when a row of a draft says what cannot be."""
	before = next((old for old in (doc.get_doc_before_save() or doc).channels if old.name == row.name), None)
	changed = before is None or before is row or before.assigned_to != row.assigned_to
	if row.assigned_to and changed and not may_work(row.assigned_to):
		frappe.throw(
			_(
				"Row {0}: {1} may not work on investigations. Choose an enabled user with the role Credit Specialist or Credit Manager."
			).format(row.idx, row.assigned_to)
		)
	if row.verified_on and getdate(row.verified_on) > getdate():
		frappe.throw(_("Row {0}: Verified on lies in the future. Enter a day up to today.").format(row.idx))
	if row.term_days and not str(row.term_days).isdecimal():
		frappe.throw(_("Row {0}: Credit Days must be a whole number, or empty.").format(row.idx))


def check_done(row) -> None:
	"""Raise when a closed channel says too little to be believed, or to be put into the Credit File."""
	if row.status in (rules.ANSWERED, rules.FAILED) and not (row.finding or "").strip():
		template = (
			_("Row {0}: {1} is answered, but has no finding. Enter it.")
			if row.status == rules.ANSWERED
			else _("Row {0}: {1} failed. Say why in Finding.")
		)
		frappe.throw(template.format(row.idx, title(row)))
	if row.status == rules.ANSWERED and not row.reliability:
		frappe.throw(
			_("Row {0}: {1} has no reliability. Choose how far the source can be trusted.").format(
				row.idx, title(row)
			)
		)
	if row.status == rules.ANSWERED:
		_check_for_file(row)


def _check_for_file(row) -> None:
	named = (rules.BANK_REFERENCE, rules.TRADE_REFERENCE)
	if row.channel in named and not (row.subject or "").strip():
		frappe.throw(_("Row {0}: About is missing. Name the bank or the supplier.").format(row.idx))
	if row.channel == rules.COURTS and row.case_kind and not row.filed_on:
		frappe.throw(_("Row {0}: Filed on is missing. Enter the day of the case.").format(row.idx))


def title(row) -> str:
	"""A channel as people call it: its kind, and whom it is about."""
	kind = _(row.channel, context=CHANNEL)
	return f"{kind} ({frappe.utils.escape_html(row.subject)})" if row.subject else kind
