"""What people decide about a Credit Hold: asking for its release, releasing, rejecting.

Taking a release back is in `revoking`, many decisions at once in `bulk_decisions`.
"""

from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import add_days, fmt_money, formatdate, get_fullname, now_datetime

from credit_control.engine.money import decimal
from credit_control.services import askers, facts, judging, notices, release_levels, settings, submitting
from credit_control.services.hold_words import ASKABLE, CREDIT_HOLD, FOLLOWING, SCOPES, WAITING
from credit_control.services.holds import note, save, unmark

#: a release begins anew, whatever an earlier one of the same hold was used for
UNUSED = {"submit_result": None, "consumed_amount": 0, "uses": []}


def request_release(hold_name: str, reason: str) -> None:
	"""A user asks for the release of a held document, saying why."""
	doc = locked(hold_name)
	_must_wait(doc)
	_must_be_askable(doc)
	must_say(reason, _("Reason of the Request"))
	askers.remember(doc, frappe.session.user)
	doc.update(
		{
			"status": "Release Requested",
			"requested_by": frappe.session.user,
			"requested_on": now_datetime(),
			"request_reason": reason,
		}
	)
	save(doc)
	note(doc, _("{0} asks for the release: {1}").format(get_fullname(doc.requested_by), reason))
	notices.release_requested(doc)


def release(
	hold_name: str,
	*,
	reason: str,
	amount_cap: Decimal,
	tolerance: Decimal,
	valid_to: date,
	scope: str = FOLLOWING,
	submit: bool = False,
) -> None:
	"""A credit manager lets the document pass within an amount, a tolerance (percent) and a last day.

	`scope` is one of SCOPES; `submit` has the order submitted by itself, as the user who asked.
	Raises when the manager asked for it, submitted or entered the document, or a figure makes no sense.
	"""
	doc = locked(hold_name)
	_must_wait(doc)
	must_say(reason, _("Reason"))
	_must_not_be_own(doc)
	release_levels.must_not_need_more(doc, frappe.session.user, release_levels.ceiling(amount_cap, tolerance))
	grant(
		hold_name,
		reason=reason,
		amount_cap=amount_cap,
		tolerance=tolerance,
		valid_to=valid_to,
		by=frappe.session.user,
		scope=scope,
		submit=submit,
	)


def grant(
	hold_name: str,
	*,
	reason: str,
	amount_cap: Decimal,
	tolerance: Decimal,
	valid_to: date,
	by: str,
	scope: str = FOLLOWING,
	submit: bool = False,
) -> None:
	"""Write down the release that `by` decided on; whether they may is the caller's question."""
	doc = locked(hold_name)
	_must_wait(doc)
	_must_make_sense(amount_cap, tolerance, valid_to)
	_must_be_known(scope)
	_decide(doc, "Released", reason, by)
	doc.update(
		{
			"amount_cap": float(amount_cap),
			"tolerance_percent": float(tolerance),
			"valid_to": valid_to,
			"scope": scope,
			"submit_when_released": int(submit),
			**UNUSED,
		}
	)
	save(doc)
	unmark(doc.reference_doctype, doc.reference_name, "Released")
	amount = fmt_money(doc.amount_cap, currency=doc.currency)
	note(doc, _("Released up to {0} until {1}: {2}").format(amount, formatdate(valid_to), reason))
	notices.decided(doc)
	if submit:
		submitting.later(doc)


def reject(hold_name: str, *, reason: str) -> None:
	"""A credit manager refuses the release, saying why."""
	doc = locked(hold_name)
	_must_wait(doc)
	must_say(reason, _("Reason"))
	_must_not_be_own(doc)
	_decide(doc, "Rejected", reason, frappe.session.user)
	doc.amount_cap = 0
	save(doc)
	note(doc, _("Rejected: {0}").format(reason))
	notices.decided(doc)


def locked(hold_name: str):
	"""A hold as it is now; who comes second waits, and then sees what was decided."""
	return frappe.get_doc(CREDIT_HOLD, hold_name, for_update=True)


def _decide(doc, status: str, reason: str, by: str) -> None:
	doc.update(
		{
			"status": status,
			"released_by": by,
			"released_on": now_datetime(),
			"release_reason": reason,
			"revoked_by": None,
			"revoked_on": None,
			"revoke_reason": None,
		}
	)


def _must_wait(doc) -> None:
	if doc.status not in WAITING:
		frappe.throw(
			_("Credit Hold {0} is {1}; only a held document can be decided. Reload the page.").format(
				doc.name, _(doc.status, context=doc.doctype)
			)
		)


def _must_be_askable(doc) -> None:
	if doc.status not in ASKABLE:
		frappe.throw(
			_("{0} has asked for the release already. Wait for the decision.").format(
				get_fullname(doc.requested_by)
			)
		)


def must_say(reason: str, field: str) -> None:
	"""Raise when a reason is empty, naming the field."""
	if not (reason or "").strip():
		frappe.throw(_("{0} is missing. Say in a sentence why.").format(field))


def _must_not_be_own(doc) -> None:
	if askers.is_own(doc):
		frappe.throw(
			_(
				"You entered this document, submitted it or asked for its release. Another Credit Manager must decide."
			),
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


def _must_be_known(scope: str) -> None:
	if scope not in SCOPES:
		frappe.throw(_("Scope {0} is not known. Choose one of the list.").format(scope))


def defaults(hold_name: str) -> dict:
	"""What the release dialog proposes: the document's amount, the grade's tolerance, the usual days."""
	doc = frappe.get_doc(CREDIT_HOLD, hold_name)
	preset = settings.settings()
	return {
		"amount_cap": float(total_of(doc)),
		"tolerance_percent": tolerance_of(doc),
		"valid_to": add_days(judging.today(), preset.release_valid_days or 0),
		"scope": FOLLOWING,
		"may_submit": doc.reference_doctype in submitting.DOCTYPES,
		"submit": bool(preset.submit_on_release),
	}


def tolerance_of(hold_doc) -> float:
	"""The tolerance in percent that the policy gives the hold's grade."""
	policy = judging.policy_for(hold_doc.customer, hold_doc.company)
	rule = next((row for row in policy.grades if row.grade == hold_doc.grade), None)
	return rule.tolerance_percent if rule else 0


def total_of(hold_doc) -> Decimal:
	"""What a release must cover at least: the whole document, or of a submitted one the change."""
	source = frappe.get_doc(hold_doc.reference_doctype, hold_doc.reference_name)
	return facts.total(source, hold_doc.customer) if source.docstatus == 0 else decimal(hold_doc.amount)
