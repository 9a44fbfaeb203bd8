"""The life of a Credit Agreement.

Draft → Awaiting Signature → Not Started → In Force → Replaced, Expired or Terminated; Cancelled is for one
that was entered in error. Of those between a customer and a company one is in force: the one that began last.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from credit_control.engine import agreements as rules
from credit_control.engine.agreements import AWAITING, EXPIRED, IN_FORCE, NOT_STARTED
from credit_control.engine.money import decimal
from credit_control.erp import conditions, currency, customers
from credit_control.services import agreements, files, rejudging, reminders, wording
from credit_control.services.agreements import DOCTYPE

#: how many are looked at between two commits
CHUNK = 200
OPEN = (AWAITING, NOT_STARTED, IN_FORCE)


def validate(doc) -> None:
	"""Fill what the Credit File says, and refuse what goes beyond it without a reason."""
	doc.credit_file = files.ensure(doc.customer)
	doc.currency = doc.currency or customers.currency_of(doc.company)
	_fill_conditions(doc)
	if not doc.credit_limit or doc.credit_limit < 0:
		frappe.throw(_("Credit Limit is missing. Enter the limit that the contract promises."))
	if not 0 <= (doc.late_interest_percent or 0) <= 100:
		frappe.throw(_("Late Interest % a Year must be between 0 and 100."))
	if doc.valid_to and getdate(doc.valid_to) < getdate(doc.valid_from):
		frappe.throw(_("Valid to lies before Valid From. Correct one of the two."))
	_refuse_more_than_granted(doc)
	doc.status = "Draft"


def _fill_conditions(doc) -> None:
	if doc.tc_name and not doc.terms:
		doc.terms = conditions.conditions(doc.tc_name, doc)


def _refuse_more_than_granted(doc) -> None:
	limit, _said = agreements.granted(doc.customer, doc.company)
	if limit is None:
		return
	money = customers.currency_of(doc.company)
	promised = decimal(doc.credit_limit) * currency.rate(doc.currency, money, getdate())
	if promised > limit and not (doc.above_reason or "").strip():
		frappe.throw(
			_(
				"{0} is above the {1} that the Credit File grants. Lower it, or say why above the granted limit."
			).format(wording.show(promised, money), wording.show(limit, money))
		)


def submitted(doc) -> None:
	"""The contract is ready to be signed; one with a signed copy already is in force."""
	update(doc)


def cancelled(doc) -> None:
	"""One that was entered in error: what it had replaced is in force again."""
	doc.db_set("status", "Cancelled")
	doc.ignore_linked_doctypes = (DOCTYPE,)
	reminders.end(DOCTYPE, doc.name, "")
	_update_others(doc)
	rejudging.later(doc.customer, doc.company)


def sign(name: str, signed_on: str | date, signed_copy: str) -> None:
	"""Keep the signed copy: from its first day on the contract is in force."""
	doc = frappe.get_doc(DOCTYPE, name)
	day = getdate(signed_on)
	if doc.docstatus != 1 or doc.status != AWAITING:
		frappe.throw(_("Credit Agreement {0} does not wait for a signature.").format(name))
	if not (signed_copy or "").strip():
		frappe.throw(_("Signed Copy is missing. Attach the contract that both sides have signed."))
	if day > getdate():
		frappe.throw(_("Signed on lies in the future. Enter the day on which the contract was signed."))
	doc.update({"signed_on": day, "signed_copy": signed_copy})
	_save(doc)
	update(doc)


def terminate(name: str, reason: str, day: str | date | None = None) -> None:
	"""End a contract as of a day, today without one: from then on it holds no more, and why is kept."""
	doc = frappe.get_doc(DOCTYPE, name)
	if doc.docstatus != 1 or doc.status not in OPEN or doc.terminated_on:
		frappe.throw(_("Credit Agreement {0} is not in force. There is nothing to terminate.").format(name))
	if not (reason or "").strip():
		frappe.throw(_("Reason is missing. Say why the contract is terminated."))
	first_day = getdate(day) if day else getdate()
	if first_day < getdate():
		frappe.throw(_("{0} has passed. A contract ends today or later.").format(formatdate(first_day)))
	doc.update(
		{
			"terminated_on": first_day,
			"terminated_by": frappe.session.user,
			"termination_reason": reason.strip(),
		}
	)
	_save(doc)
	update(doc)


def _save(doc) -> None:
	# a change after submitting asks for the right to submit, these steps for one of their own (api/agreements.py)
	doc.flags.ignore_permissions = True
	doc.save()


def update(doc, day: date | None = None) -> None:
	"""Bring the status of a contract up to date, and of those between the same two that it takes the place of."""
	day = day or getdate()
	_put_status(doc, day)
	_update_others(doc, day)
	rejudging.later(doc.customer, doc.company)


def _update_others(doc, day: date | None = None) -> None:
	others = {"customer": doc.customer, "company": doc.company, "docstatus": 1, "name": ["!=", doc.name]}
	for name in frappe.get_all(DOCTYPE, others, pluck="name"):
		_put_status(frappe.get_doc(DOCTYPE, name), day or getdate())


def _put_status(doc, day: date) -> None:
	known = agreements.contracts(doc.customer, doc.company, day)
	own = next(contract for contract in known if contract.name == doc.name)
	latest = rules.newest(known, day)
	successor = latest.name if latest and own.has_begun(day) and latest.name != own.name else None
	values = {"status": rules.status(own, day, bool(successor)), "replaced_by": successor}
	if any(doc.get(field) != value for field, value in values.items()):
		doc.db_set(values)
	if doc.status not in OPEN and doc.status != EXPIRED:
		reminders.end(DOCTYPE, doc.name, "")


def update_all(today: date | None = None) -> Iterator[int]:
	"""Start, replace and end what a day has brought to it; pauses after each chunk for the caller to commit."""
	today = today or getdate()
	while names := _changed(today):
		for name in names:
			update(frappe.get_doc(DOCTYPE, name), today)
		yield len(names)


def _changed(today: date) -> list[str]:
	agreement = frappe.qb.DocType(DOCTYPE)
	starts = (agreement.status == NOT_STARTED) & (agreement.valid_from <= today)
	ends = (agreement.status == IN_FORCE) & (agreement.valid_to < today)
	stops = agreement.status.isin(OPEN) & (agreement.terminated_on <= today)
	query = frappe.qb.from_(agreement).select(agreement.name).where(agreement.docstatus == 1)
	return query.where(starts | ends | stops).orderby(agreement.valid_from).limit(CHUNK).run(pluck=True)
