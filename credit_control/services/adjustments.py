"""Credit Limit Adjustments: many limits changed by one rule, previewed, approved once, and undone by another."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import now_datetime

from credit_control.engine.adjustments import change_problems
from credit_control.engine.money import decimal
from credit_control.erp import customers
from credit_control.services import (
	adjusting,
	adjustment_rows,
	approvals,
	authorship,
	limit_authority,
	notices,
	wording,
)
from credit_control.services.adjusting import APPLYING, PREPARING
from credit_control.services.adjustment_rows import APPLIED, LEFT_ALONE, PENDING, PICKED
from credit_control.services.rows import refuse_repeats

DOCTYPE = "Credit Limit Adjustment"
DRAFT, READY = "Draft", "Ready"
#: more customers than this are previewed in the background
BACKGROUND_FROM = 100
#: a form with more rows than this is of no use to anybody
MOST = 5000
#: what decides the preview: changing one of these makes the figures those of another rule
RULE = (
	"company",
	"selection",
	"change_type",
	"change_percent",
	"change_amount",
	"rounding_step",
	"lowest_limit",
	"highest_limit",
	"keep_grade_cap",
	"only_for_customer_group",
	"only_for_territory",
	"only_for_specialist",
	"only_for_grade",
	"only_for_risk_class",
	"only_for_value_class",
)
#: what a row shows of the preview; the new limit alone is for the author to change
SHOWN = ("grade", "old_limit", "proposed_limit", "temporary_limit", "exposure", "status", "note")


def validate(doc) -> None:
	"""Check a draft; its rows may be edited and left out, its figures come from the preview."""
	if doc.docstatus == 1:
		return
	doc.currency = customers.currency_of(doc.company)
	authorship.sign(doc)
	_refuse_while_preparing(doc)
	if not doc.undo_of:
		_check_rule(doc)
	refuse_repeats(doc.rows, "customer")
	_keep_figures(doc)
	_check_rows(doc)
	_add_up(doc)


def _refuse_while_preparing(doc) -> None:
	before = doc.get_doc_before_save()
	if before and before.status == PREPARING and not doc.flags.previewed:
		frappe.throw(_("The preview is being prepared. Reload the page when it is done."))


def _check_rule(doc) -> None:
	problems = change_problems(adjustment_rows.change_of(doc))
	if problems:
		sentences = [problem.render(_) for problem in problems]
		frappe.throw(sentences, title=_("The Change Has Faults"), as_list=True)


def _keep_figures(doc) -> None:
	"""What the form sends may be made up: old limits and exposures are those of the preview."""
	if doc.flags.previewed:
		return
	before = doc.get_doc_before_save()
	if before is None or _rule_of(before) != _rule_of(doc):
		doc.status = DRAFT
	known = {row.customer: row for row in before.rows} if before else {}
	for row in doc.rows:
		seen = known.get(row.customer)
		if seen is None and doc.status == READY:
			# somebody added a customer by hand after the preview
			doc.status = DRAFT
		for name in SHOWN:
			row.set(name, seen.get(name) if seen else row.meta.get_field(name).default)


def _rule_of(doc) -> list[str]:
	return [frappe.as_unicode(doc.get(name) or "") for name in RULE]


def _check_rows(doc) -> None:
	for row in doc.rows:
		row.currency = doc.currency
		if (row.new_limit or 0) < 0:
			frappe.throw(_("Row {0}: New Limit is negative. Enter zero or more.").format(row.idx))
		room = (row.new_limit or 0) + (row.temporary_limit or 0)
		row.over = int(row.status == PENDING and (row.exposure or 0) > room)
		if not doc.undo_of and row.status == PENDING and row.new_limit != row.proposed_limit:
			_check_edited(doc, row)


def _check_edited(doc, row) -> None:
	"""A limit that was typed over is held to the same ceiling as those of the rule."""
	own = adjustment_rows.ceiling(doc, row)
	if own is not None and decimal(row.new_limit or 0) > own:
		frappe.throw(
			_("Row {0}: {1} may be granted at most {2}. Lower New Limit.").format(
				row.idx, row.customer, wording.show(own, doc.currency)
			)
		)


def _add_up(doc) -> None:
	counted = [row for row in doc.rows if row.status in (PENDING, APPLIED) and not row.excluded]
	doc.old_total = sum(row.old_limit or 0 for row in counted)
	doc.new_total = sum(row.new_limit or 0 for row in counted)


def preview(name: str) -> dict:
	"""Fill the table with what each customer has and would get; many are done in the background."""
	doc = frappe.get_doc(DOCTYPE, name)
	_check_preview(doc)
	names = adjustment_rows.customers_of(doc)
	_check_number(names)
	if len(names) <= BACKGROUND_FROM:
		fill(doc, names)
		return {"rows": len(names)}
	doc.db_set({"status": PREPARING, "heartbeat": now_datetime()})
	frappe.enqueue(
		"credit_control.tasks.preview_adjustment",
		queue="long",
		timeout=3600,
		enqueue_after_commit=True,
		adjustment=name,
	)
	return {"queued": len(names)}


def _check_preview(doc) -> None:
	if doc.docstatus != 0 or doc.undo_of:
		frappe.throw(_("{0} is no draft with a selection. There is nothing to preview.").format(doc.name))
	if doc.status == PREPARING and not adjusting.is_silent(doc):
		frappe.throw(_("The preview is being prepared. Reload the page when it is done."))


def _check_number(names: Sequence[str]) -> None:
	if not names:
		frappe.throw(_("No customer with an active Credit File matches. Change the selection."))
	if len(names) > MOST:
		frappe.throw(
			_(
				"{0} customers match, more than {1}. Narrow the selection and make several adjustments."
			).format(len(names), MOST)
		)


def preview_in_background(name: str) -> None:
	"""The job behind `preview`; its user is the one who asked."""
	doc = frappe.get_doc(DOCTYPE, name)
	if doc.docstatus == 0 and doc.status == PREPARING:
		fill(doc, adjustment_rows.customers_of(doc))
		notices.adjusted(doc, [frappe.session.user])


def preview_failed(name: str, reason: str) -> None:
	"""Give a draft back to its author when its preview broke off."""
	doc = frappe.get_doc(DOCTYPE, name)
	if doc.status == PREPARING:
		doc.db_set("status", DRAFT)
		notices.adjusted(doc, [frappe.session.user], reason)


def fill(doc, names: Sequence[str]) -> None:
	"""Put the preview of these customers into the table and save."""
	rows = list(adjustment_rows.preview(doc, names))
	doc.set("rows", [])
	for row in rows:
		doc.append("rows", row)
	doc.status, doc.flags.previewed = READY, True
	doc.save()


def check(doc) -> None:
	"""Raise when the adjustment may not be approved by this user, or there is nothing to approve."""
	if authorship.is_own(doc):
		frappe.throw(
			_("You prepared this adjustment. Another Credit Manager must approve it."),
			frappe.PermissionError,
			title=_("Not Your Own Adjustment"),
		)
	approvals.refuse_changes(doc)
	if doc.status != READY:
		frappe.throw(_("The preview is missing or out of date. Press Preview first."))
	if not adjusting.pending(doc):
		frappe.throw(_("Every row is left out or left alone. There is nothing to approve."))
	limit_authority.must_be_entitled(
		(_raise(doc, row) for row in adjusting.pending(doc)), frappe.session.user
	)


def _raise(doc, row) -> limit_authority.Raise:
	before, after = decimal(row.old_limit or 0), decimal(row.new_limit or 0)
	return limit_authority.Raise(row.customer, doc.company, row.grade or None, before, after)


def approve(doc) -> None:
	"""Apply the approved adjustment; many rows are done in the background."""
	doc.db_set(
		{"status": APPLYING, "approved_by": frappe.session.user, "approved_on": now_datetime()},
		update_modified=False,
	)
	adjusting.start(doc)


def check_cancel(doc) -> None:
	"""Raise when limits were changed by the adjustment: those are undone by another one."""
	if doc.status == APPLYING or any(row.status == APPLIED for row in doc.rows):
		frappe.throw(_("Limits were changed by {0}. Use Undo instead of cancelling.").format(doc.name))
	doc.status = "Cancelled"


def undo(name: str) -> str:
	"""A draft that gives back the limits which are still as this adjustment left them; returns its name."""
	doc = frappe.get_doc(DOCTYPE, name)
	_check_undo(doc)
	counter = frappe.new_doc(DOCTYPE)
	counter.update(
		{
			"company": doc.company,
			"subject": _("Undo of {0}: {1}").format(doc.name, doc.subject)[:140],
			"undo_of": doc.name,
			"selection": PICKED,
			"change_type": "Set to",
			"status": READY,
		}
	)
	for row in _undo_rows(doc):
		counter.append("rows", row)
	counter.flags.previewed = True
	return counter.insert().name


def _check_undo(doc) -> None:
	if doc.docstatus != 1 or not any(row.status == APPLIED for row in doc.rows):
		frappe.throw(_("{0} changed no limit. There is nothing to undo.").format(doc.name))
	other = frappe.db.get_value(DOCTYPE, {"undo_of": doc.name, "docstatus": ["<", 2]})
	if other:
		frappe.throw(_("{0} is undone by {1} already. Open that one.").format(doc.name, other))


def _undo_rows(doc) -> list[dict]:
	applied = {row.customer: row for row in doc.rows if row.status == APPLIED}
	now = {row.customer: row for row in adjustment_rows.read_limits(applied, doc.company)}
	return [_undo_row(doc, row, now.get(row.customer)) for row in applied.values()]


def _undo_row(doc, row, now) -> dict:
	head = {"customer": row.customer, "customer_name": row.customer_name, "grade": now and now.grade}
	conflict = adjusting.conflict(now, row.new_limit, doc.company)
	if conflict:
		return {**head, "status": LEFT_ALONE, "note": conflict, "old_limit": 0, "new_limit": 0}
	old, new = decimal(row.new_limit), decimal(row.old_limit)
	return {**head, "status": PENDING, **adjustment_rows.figures(now, doc.company, old, new)}
