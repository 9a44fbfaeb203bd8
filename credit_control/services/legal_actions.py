"""Legal Actions: from the demand letter to the enforcement, with costs, what was recovered and the limitation.

Draft → Prepared → Demand Letter → Lawyer → Filing → Hearing → Judgment → Enforcement → Closed

Stages may be left out and come again (a second hearing); the last one can be undone. Submitting begins it: the
claims are fixed from then on. Cancelling is for what was entered in error.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from credit_control.engine.limitation import next_to_lapse
from credit_control.engine.money import ZERO, decimal
from credit_control.erp import customers
from credit_control.erp.receipts import received
from credit_control.services import claimed_items, court_records, late_interest, limitation, reminders

DOCTYPE = "Legal Action"
PREPARED, CLOSED, CANCELLED = "Prepared", "Closed", "Cancelled"
STAGES = ("Demand Letter", "Lawyer", "Filing", "Hearing", "Judgment", "Enforcement")
#: nothing lapses any more once it is with the court
BEFORE_COURT = (PREPARED, "Demand Letter", "Lawyer")
OUTCOMES = ("Paid", "Settled", "Enforced", "Enforcement without Result", "Lost", "Withdrawn")
#: what came of an action that a court has decided: it cannot be brought again
JUDGED = ("Enforced", "Enforcement without Result", "Lost")
VOUCHERS = ("Journal Entry", "Purchase Invoice")


def validate(doc) -> None:
	"""Check the claims of a draft, the rate of interest and the costs."""
	if doc.docstatus == 0:
		_check_claims(doc)
	check_changed(doc)


def check_changed(doc) -> None:
	"""What may still change once the action is submitted: the rate of interest and the costs."""
	late_interest.check(doc)
	check_costs(doc)


def _check_claims(doc) -> None:
	is_open = claimed_items.check(doc, "amount")
	for row in doc.items:
		row.outstanding = float(is_open[row.sales_invoice])
		_refuse_claimed(doc, row)
	doc.claimed_amount = claimed_items.total(doc, "amount")
	doc.status, doc.steps = "Draft", []


def _refuse_claimed(doc, row) -> None:
	found = frappe.db.sql(
		"""
		select action.name from `tabLegal Action` action
		join `tabLegal Action Item` item on item.parent = action.name and item.parenttype = 'Legal Action'
		where item.sales_invoice = %s and action.docstatus = 1 and action.status <> %s and action.name <> %s
		""",
		(row.sales_invoice, CLOSED, doc.name or ""),
	)
	if found:
		frappe.throw(
			_("Row {0}: {1} is claimed in Legal Action {2} already. Take it out of one of them.").format(
				row.idx, row.sales_invoice, found[0][0]
			)
		)


def check_costs(doc) -> None:
	"""Add the costs up; raise for a voucher that is not booked or is another company's."""
	doc.currency = customers.currency_of(doc.company)
	for row in doc.costs:
		row.currency = doc.currency
		if decimal(row.amount or 0) <= ZERO:
			frappe.throw(_("Costs, row {0}: Amount is missing. Enter one above zero.").format(row.idx))
		_check_voucher(doc, row)
	doc.total_costs = float(sum((decimal(row.amount) for row in doc.costs), ZERO))


def _check_voucher(doc, row) -> None:
	if not row.voucher:
		row.voucher_type = None
		return
	known = row.voucher_type in VOUCHERS and frappe.db.get_value(
		row.voucher_type, row.voucher, ["company", "docstatus"]
	)
	if known != (doc.company, 1):
		frappe.throw(
			_("Costs, row {0}: {1} is not a submitted voucher of {2}. Choose another.").format(
				row.idx, row.voucher, doc.company
			)
		)


def begin(doc) -> None:
	"""A submitted action is under way."""
	doc.db_set("status", PREPARED)
	refresh(doc)


def record(name: str, *, stage: str, day, note: str = "", document: str | None = None) -> None:
	"""Write down that an action has reached a stage: when, and the document that shows it."""
	doc = _running(name)
	if stage not in STAGES:
		frappe.throw(_("Stage is missing. Choose one from the list."))
	_add_step(doc, stage, day, note, document)


def close(name: str, *, outcome: str, day, note: str, document: str | None = None) -> None:
	"""End an action, saying what came of it."""
	doc = _running(name)
	if outcome not in OUTCOMES:
		frappe.throw(_("Outcome is missing. Choose one from the list."))
	if not (note or "").strip():
		frappe.throw(_("Note is missing. Say in a sentence what came of it."))
	doc.outcome = outcome
	_add_step(doc, CLOSED, day, note, document)


def _running(name: str):
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	if doc.docstatus != 1 or doc.status == CLOSED:
		frappe.throw(_("Legal Action {0} is not under way. Undo its last stage first.").format(name))
	return doc


def _add_step(doc, stage: str, day, note: str, document: str | None) -> None:
	_check_day(doc, getdate(day))
	doc.append(
		"steps",
		{
			"stage": stage,
			"step_date": day,
			"note": (note or "").strip(),
			"document": document,
			"entered_by": frappe.session.user,
		},
	)
	_save(doc)


def _check_day(doc, day) -> None:
	earliest = max([getdate(doc.begun_on), *(getdate(row.step_date) for row in doc.steps)])
	if not earliest <= day <= getdate():
		frappe.throw(
			_("Date must lie between {0}, the stage before, and today.").format(formatdate(earliest))
		)


def undo(name: str, reason: str) -> None:
	"""Take the last stage back that was written down in error; a closed action is under way again."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	if doc.docstatus != 1 or not doc.steps:
		frappe.throw(_("Legal Action {0} has no stage that could be undone.").format(name))
	if not (reason or "").strip():
		frappe.throw(_("Reason is missing. Say in a sentence why the stage is undone."))
	step = doc.steps[-1]
	doc.remove(step)
	doc.outcome = None
	_save(doc)
	label = _(step.stage, context="Legal Action Step")
	text = _("Stage {0} of {1} was undone: {2}").format(label, formatdate(step.step_date), reason.strip())
	doc.add_comment("Info", frappe.utils.escape_html(text))


def _save(doc) -> None:
	doc.status = doc.steps[-1].stage if doc.steps else PREPARED
	# a change after submitting asks for the right to submit, a stage for one of its own (api/legal_actions.py)
	doc.flags.ignore_permissions = True
	doc.save()
	court_records.follow(doc)
	refresh(doc)


def refresh(doc) -> bool:
	"""Bring recovered amount and limitation up to date; True when something changed."""
	invoices = [row.sales_invoice for row in doc.items]
	came_in = received(doc.customer, doc.company, getdate(doc.begun_on), invoices)
	values = {
		"recovered_amount": float(sum((each.amount for each in came_in), ZERO)),
		**_lapse(doc, invoices),
	}
	changed = {name: value for name, value in values.items() if doc.get(name) != value}
	if changed:
		doc.db_set(changed)
	if doc.status not in BEFORE_COURT:
		reminders.end(DOCTYPE, doc.name, reminders.EXPIRY)
	return bool(changed)


def _lapse(doc, invoices: list[str]) -> dict:
	found = limitation.limitations(doc.customer, doc.company, invoices)
	for row in doc.items:
		row.db_set("limitation_date", found[row.sales_invoice].last_day, update_modified=False)
	is_open = claimed_items.open_amounts(doc.customer, doc.company)
	still_open = [lapse for invoice, lapse in found.items() if invoice in is_open]
	first = next_to_lapse(still_open, getdate())
	if first is None or doc.status not in BEFORE_COURT:
		return {"limitation_date": None, "limitation_cause": "", "limitation_from": None}
	return {
		"limitation_date": first.last_day,
		"limitation_cause": first.cause,
		"limitation_from": first.since,
	}


def cancel(doc) -> None:
	"""An action that was entered in error: nothing of it stays in the Credit File."""
	doc.db_set("status", CANCELLED)
	reminders.end(DOCTYPE, doc.name, reminders.EXPIRY)
	court_records.follow(doc)


def update_customer(customer: str, company: str) -> int:
	"""Bring a customer's actions up to date; returns how many changed."""
	return update_each(_names({"customer": customer, "company": company, "docstatus": 1}))


def due() -> list[str]:
	"""Every action that is under way."""
	return _names({"docstatus": 1, "status": ["!=", CLOSED]})


def _names(filters: dict) -> list[str]:
	return frappe.get_all(DOCTYPE, filters, pluck="name", order_by="name")


def update_each(names: Iterable[str]) -> int:
	"""Bring actions up to date by name; returns how many changed."""
	return sum(refresh(frappe.get_doc(DOCTYPE, name)) for name in names)
