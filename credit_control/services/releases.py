"""What people decide about a Credit Hold: asking for its release, releasing, rejecting."""

from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import add_days, now_datetime

from credit_control.engine.money import decimal
from credit_control.services import facts, judging, notices, settings
from credit_control.services.holds import CREDIT_HOLD, WAITING, save, unmark


def request_release(hold_name: str, reason: str) -> None:
	"""A user asks for the release of a held document, saying why."""
	doc = frappe.get_doc(CREDIT_HOLD, hold_name)
	_must_wait(doc)
	_must_say(reason, _("Reason of the Request"))
	doc.update(
		{
			"status": "Release Requested",
			"requested_by": frappe.session.user,
			"requested_on": now_datetime(),
			"request_reason": reason,
		}
	)
	save(doc)
	notices.release_requested(doc)


def release(hold_name: str, *, reason: str, amount_cap: Decimal, tolerance: Decimal, valid_to: date) -> None:
	"""A credit manager lets the document pass within an amount, a tolerance (percent) and a last day.

	Raises when the manager asked for it or entered the document, or a figure makes no sense.
	"""
	doc = frappe.get_doc(CREDIT_HOLD, hold_name)
	_must_wait(doc)
	_must_say(reason, _("Reason"))
	_must_not_be_own(doc)
	grant(
		hold_name,
		reason=reason,
		amount_cap=amount_cap,
		tolerance=tolerance,
		valid_to=valid_to,
		by=frappe.session.user,
	)


def grant(
	hold_name: str, *, reason: str, amount_cap: Decimal, tolerance: Decimal, valid_to: date, by: str
) -> None:
	"""Write down the release that `by` decided on; whether they may is the caller's question."""
	doc = frappe.get_doc(CREDIT_HOLD, hold_name)
	_must_wait(doc)
	_must_make_sense(amount_cap, tolerance, valid_to)
	_decide(doc, "Released", reason, by)
	doc.update(
		{
			"amount_cap": float(amount_cap),
			"tolerance_percent": float(tolerance),
			"valid_to": valid_to,
			"consumed_amount": 0,
		}
	)
	save(doc)
	unmark(doc.reference_doctype, doc.reference_name, "Released")
	notices.decided(doc)


def reject(hold_name: str, *, reason: str) -> None:
	"""A credit manager refuses the release, saying why."""
	doc = frappe.get_doc(CREDIT_HOLD, hold_name)
	_must_wait(doc)
	_must_say(reason, _("Reason"))
	_must_not_be_own(doc)
	_decide(doc, "Rejected", reason, frappe.session.user)
	doc.amount_cap = 0
	save(doc)
	notices.decided(doc)


def _decide(doc, status: str, reason: str, by: str) -> None:
	doc.update(
		{
			"status": status,
			"released_by": by,
			"released_on": now_datetime(),
			"release_reason": reason,
		}
	)


def _must_wait(doc) -> None:
	if doc.status not in WAITING:
		frappe.throw(
			_("Credit Hold {0} is {1}; only a held document can be decided. Reload the page.").format(
				doc.name, _(doc.status)
			)
		)


def _must_say(reason: str, field: str) -> None:
	if not (reason or "").strip():
		frappe.throw(_("{0} is missing. Say in a sentence why.").format(field))


def _must_not_be_own(doc) -> None:
	if frappe.session.user in (doc.requested_by, doc.document_owner):
		frappe.throw(
			_("You entered this document or asked for its release. Another Credit Manager must decide."),
			frappe.PermissionError,
			title=_("Not Your Own Request"),
		)


def _must_make_sense(amount_cap: Decimal, tolerance: Decimal, valid_to: date) -> None:
	if amount_cap <= 0:
		frappe.throw(_("Up to Amount must be above zero."))
	if not 0 <= tolerance <= 100:
		frappe.throw(_("Tolerance % must be between 0 and 100."))
	if valid_to < judging.today():
		frappe.throw(_("Valid to lies in the past. Choose today or a later day."))


def defaults(hold_name: str) -> dict:
	"""What the release dialog proposes: the document's amount, the grade's tolerance, the usual days."""
	doc = frappe.get_doc(CREDIT_HOLD, hold_name)
	policy = judging.policy_for(doc.customer, doc.company)
	rule = next((row for row in policy.grades if row.grade == doc.grade), None)
	days = settings.settings().release_valid_days or 0
	return {
		"amount_cap": float(_total(doc)),
		"tolerance_percent": rule.tolerance_percent if rule else 0,
		"valid_to": add_days(judging.today(), days),
	}


def _total(hold_doc) -> Decimal:
	source = frappe.get_doc(hold_doc.reference_doctype, hold_doc.reference_name)
	# of a submitted document only a change is held
	return facts.total(source, hold_doc.customer) if source.docstatus == 0 else decimal(hold_doc.amount)
