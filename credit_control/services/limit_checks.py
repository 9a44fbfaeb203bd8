"""Whether a Credit Limit Request says all that it must, and what a new one proposes."""

from decimal import ROUND_UP, Decimal

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from credit_control.engine import approval
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.standing import NO_CREDIT
from credit_control.erp import customers
from credit_control.services import limit_effects, limit_grants, limit_rows, releases, settings
from credit_control.services.hold_words import CREDIT_HOLD, WAITING

#: the fields of each kind; those of the other kinds are emptied
FIELDS = {
	approval.PERMANENT: ("requested_limit",),
	approval.TEMPORARY: ("temporary_limit", "temporary_from", "temporary_until"),
	approval.SPECIAL: ("hold", "amount_cap", "tolerance_percent", "valid_days"),
}
AMOUNTS = ("requested_limit", "temporary_limit", "amount_cap")
#: what the form enters that the figures follow from
ENTERED = ("kind", "customer", "company", *(name for names in FIELDS.values() for name in names))
#: days that a proposed temporary limit lasts
USUAL_DAYS = 30
#: a proposed amount is rounded up to a multiple of this
STEP = Decimal(100)
TOO_LARGE = 10**15


def validate(doc) -> None:
	"""Check what a draft says, as far as it says anything yet; what belongs to another kind is emptied."""
	if doc.kind not in FIELDS:
		frappe.throw(_("Kind is missing. Choose one from the list."))
	if doc.kind == approval.SPECIAL and doc.hold:
		_follow_hold(doc)
	_must_be_readable(doc)
	doc.currency = customers.currency_of(doc.company)
	others = {name for names in FIELDS.values() for name in names} - set(FIELDS[doc.kind])
	for name in others:
		doc.set(name, None)
	for name in AMOUNTS:
		_check_amount(doc, name)
	_check_days(doc)
	# one column of the list for all kinds
	doc.amount = sum(doc.get(name) or 0 for name in AMOUNTS)


def _follow_hold(doc) -> None:
	hold = frappe.get_doc(CREDIT_HOLD, doc.hold)
	if not doc.flags.ignore_permissions:
		hold.check_permission("read")
	doc.customer, doc.company, doc.customer_name = hold.customer, hold.company, hold.customer_name
	doc.amount_cap = doc.amount_cap or float(releases.total_of(hold))


def _must_be_readable(doc) -> None:
	"""Nobody asks for a customer that they may not see."""
	if not doc.flags.ignore_permissions:
		frappe.has_permission("Customer", "read", doc.customer, throw=True)
		frappe.has_permission("Company", "read", doc.company, throw=True)


def _check_amount(doc, name: str) -> None:
	amount = doc.get(name) or 0
	if amount < 0:
		frappe.throw(_("{0} is negative. Enter zero or more.").format(_label(doc, name)))
	if amount >= TOO_LARGE:
		frappe.throw(_("{0} is too large. Check the figure.").format(_label(doc, name)))


def _check_days(doc) -> None:
	first, last = doc.temporary_from, doc.temporary_until
	if first and last and getdate(first) > getdate(last):
		frappe.throw(_("From lies after Until. Correct one of the two."))
	if last and getdate(last) < getdate():
		frappe.throw(_("Until lies in the past. Choose today or a later day."))
	if not 0 <= (doc.tolerance_percent or 0) <= 100:
		frappe.throw(_("Tolerance % must be between 0 and 100."))


def _label(doc, name: str) -> str:
	return _(doc.meta.get_label(name), context=doc.doctype)


def _needed(doc) -> tuple[str, ...]:
	return {
		approval.PERMANENT: ("requested_limit",),
		approval.TEMPORARY: ("temporary_limit", "temporary_until"),
		approval.SPECIAL: ("hold", "amount_cap"),
	}[doc.kind]


def is_complete(doc) -> bool:
	"""True when the request says how much and until when."""
	return all(doc.get(name) for name in _needed(doc))


def complete(doc) -> None:
	"""Raise naming the first entry that is missing."""
	for name in (*_needed(doc), "reason"):
		if not doc.get(name):
			frappe.throw(
				_("{0} is missing. Fill it in before the request is sent.").format(_label(doc, name))
			)
	validate(doc)


def must_be_sensible(doc, now: limit_effects.Position) -> None:
	"""Raise when an approval would change nothing or could not take effect."""
	if doc.kind == approval.SPECIAL:
		_hold_must_wait(doc)
	elif now.standing.effective_limit(getdate()) is None and doc.kind == approval.TEMPORARY:
		frappe.throw(_("The limit of this customer is unlimited: there is nothing to raise."))
	elif now.standing.limit_mode == NO_CREDIT and doc.kind == approval.TEMPORARY:
		frappe.throw(
			_(
				"The customer buys without credit, and a temporary limit does not change that. Ask for a permanent one."
			)
		)
	elif (
		doc.kind == approval.PERMANENT
		and now.limit is not None
		and now.standing.limit == decimal(doc.requested_limit)
	):
		frappe.throw(_("This is the limit the customer has. Enter another one."))
	_must_be_the_only_one(doc)
	limit_grants.must_fit(doc)


def _hold_must_wait(doc) -> None:
	status = frappe.db.get_value(CREDIT_HOLD, doc.hold, "status")
	if status not in WAITING:
		frappe.throw(
			_("Credit Hold {0} is {1}: there is nothing left to approve.").format(
				doc.hold, _(status, context="Credit Hold")
			)
		)


def _must_be_the_only_one(doc) -> None:
	"""Two requests for the same at the same time would undo each other."""
	same = {"customer": doc.customer, "company": doc.company, "kind": doc.kind}
	filters = {**same, "status": "Waiting for Approval", "name": ["!=", doc.name]}
	if doc.kind == approval.SPECIAL:
		filters["hold"] = doc.hold
	other = frappe.db.get_value(doc.doctype, filters)
	if other:
		frappe.throw(_("{0} asks for the same and waits for approval. Withdraw it first.").format(other))


def proposal(
	kind: str, source_doctype: str | None, source_name: str | None, now: limit_effects.Position
) -> dict:
	"""The figures that a new request starts with, from the held document where there is one."""
	missing = _missing_room(source_doctype, source_name, now)
	if kind == approval.SPECIAL:
		return _special(source_doctype, source_name)
	if kind == approval.TEMPORARY:
		until = str(add_days(getdate(), USUAL_DAYS))
		# it replaces one that is in force
		extra = limit_rows.temporary_of(now.standing, getdate()) + missing if missing else ZERO
		return {"temporary_limit": float(extra) or None, "temporary_until": until}
	limit = now.standing.limit if now.limit is not None else ZERO
	return {"requested_limit": float(limit + missing) if missing else None}


def _special(source_doctype: str | None, source_name: str | None) -> dict:
	hold = _hold_of(source_doctype, source_name)
	if not hold:
		return {}
	doc = frappe.get_doc(CREDIT_HOLD, hold)
	return {
		"hold": hold,
		"amount_cap": float(releases.total_of(doc)),
		"tolerance_percent": float(releases.tolerance_of(doc)),
		"valid_days": settings.settings().release_valid_days or 0,
	}


def _hold_of(doctype: str | None, name: str | None) -> str | None:
	if doctype == CREDIT_HOLD:
		return name
	filters = {"reference_doctype": doctype, "reference_name": name, "status": ["in", WAITING]}
	return frappe.db.get_value(CREDIT_HOLD, filters, order_by="creation desc") if name else None


def _missing_room(
	source_doctype: str | None, source_name: str | None, now: limit_effects.Position
) -> Decimal:
	"""By how much the held document exceeds the limit, rounded up; zero without one."""
	hold = _hold_of(source_doctype, source_name)
	if not hold or now.limit is None:
		return ZERO
	amount = decimal(frappe.db.get_value(CREDIT_HOLD, hold, "amount") or 0)
	over = now.case.before + amount - now.limit
	return (over / STEP).to_integral_value(ROUND_UP) * STEP if over > ZERO else ZERO
