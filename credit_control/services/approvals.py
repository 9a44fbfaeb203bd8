"""Approving a Credit Assessment: by somebody else, with reasons, and with effect on the Credit File."""

import json

import frappe
from frappe import _
from frappe.model import display_fieldtypes, numeric_fieldtypes, table_fields
from frappe.utils import cstr, flt, getdate, now_datetime, nowdate

from credit_control.services import (
	assessments,
	authorship,
	classes,
	files,
	history,
	joining,
	limit_authority,
	limit_rows,
)


def check(doc) -> None:
	"""Raise when the assessment may not be approved by this user or is not complete."""
	_refuse_own(doc)
	refuse_changes(doc)
	_refuse_stale(doc)
	if not doc.grade:
		frappe.throw(_("Grade is missing. Choose one and say why in Reason for the Override."))
	if doc.overridden and not (doc.override_reason or "").strip():
		frappe.throw(_("Reason for the Override is missing: grade, limit or terms differ from the proposal."))
	if not doc.next_review or getdate(doc.next_review) <= getdate():
		frappe.throw(_("Next Review must be a day after today."))
	limit_authority.must_be_entitled([_raise(doc)], frappe.session.user)


def _raise(doc) -> limit_authority.Raise:
	file = files.file_of(doc.customer)
	row = (file and files.limit_row(file, doc.company)) or frappe._dict()
	before = limit_authority.granted(row.limit_mode, row.credit_limit)
	after = limit_authority.granted(doc.limit_mode, doc.credit_limit)
	return limit_authority.Raise(doc.customer, doc.company, doc.grade, before, after)


def _refuse_own(doc) -> None:
	if authorship.is_own(doc):
		frappe.throw(
			_("You prepared this assessment. Another Credit Manager must approve it."),
			frappe.PermissionError,
			title=_("Not Your Own Assessment"),
		)


def refuse_changes(doc) -> None:
	"""Raise when something is not as it was saved: whoever changes a document is one of its authors."""
	changed = changed_labels(doc)
	if changed:
		frappe.throw(
			_("{0} changed while approving. Save first; then another manager approves.").format(
				joining.listed(changed)
			)
		)


def _refuse_stale(doc) -> None:
	if not (doc.policy and doc.scorecard):
		frappe.throw(
			_(
				"The policy or scorecard of this assessment was cancelled. Save it again, so that it follows today's."
			)
		)


def changed_labels(doc) -> list[str]:
	"""Labels of the fields that differ from what was saved; whoever changes one is an author."""
	saved = doc.get_doc_before_save()
	before, now = (content(saved) if saved else {}), content(doc)
	return [_(doc.meta.get_label(name), context=doc.doctype) for name in before if before[name] != now[name]]


def content(doc) -> dict:
	"""What a document says, so that 5 and 5.0, or an empty text and none, are the same."""
	fields = [df for df in doc.meta.fields if df.fieldtype not in display_fieldtypes and not df.fetch_from]
	return {df.fieldname: _plain(doc.get(df.fieldname), df) for df in fields}


def _plain(value, df):
	if df.fieldtype in table_fields:
		return [content(row) for row in value or []]
	return flt(value) if df.fieldtype in numeric_fieldtypes else cstr(value)


def apply(doc) -> None:
	"""The approved assessment becomes the customer's standing."""
	file = frappe.get_doc(files.CREDIT_FILE, files.ensure(doc.customer))
	previous = limit_rows.standing_of(file, doc.company)
	file.update(
		{
			"grade": doc.grade,
			"score": doc.score,
			"assessed_on": nowdate(),
			"last_assessment": doc.name,
			"next_review": doc.next_review,
			"review_months": doc.review_months,
		}
	)
	limit_rows.put(file, doc.company, _limit_values(doc))
	history.because(file, source=doc, reason=doc.override_reason)
	_save(file)
	classes.classify(file, doc.company, doc.grade, getdate(), source=doc)
	approval = {"approved_by": frappe.session.user, "approved_on": now_datetime()}
	doc.db_set({**approval, "previous_standing": json.dumps(previous, default=str)}, update_modified=False)


def _limit_values(doc) -> dict:
	return {
		"limit_mode": doc.limit_mode,
		"credit_limit": doc.credit_limit if doc.limit_mode == "Limited" else 0,
		"payment_terms_template": doc.payment_terms_template,
		"source": doc.name,
	}


def check_cancel(doc) -> None:
	"""Raise when a later assessment stands on this one; the latest may be cancelled."""
	file = frappe.get_doc(files.CREDIT_FILE, files.ensure(doc.customer))
	if file.last_assessment != doc.name:
		frappe.throw(
			_("Assessment {0} was approved later. Cancel that one first.").format(file.last_assessment),
			title=_("Not the Latest Assessment"),
		)


def restore(doc) -> None:
	"""A cancelled assessment gives the customer back the standing it had before."""
	assessments.forget(doc)
	file = frappe.get_doc(files.CREDIT_FILE, files.ensure(doc.customer))
	previous = json.loads(doc.previous_standing or "{}")
	file.update(previous.get("standing") or {})
	limit_rows.put(file, doc.company, previous.get("limit"))
	history.because(file, source=doc, cause="Assessment Cancelled")
	_save(file)
	classes.classify(file, doc.company, file.grade, getdate(), source=doc)


def _save(file) -> None:
	file.flags.ignore_permissions = True
	# an assessment that is being cancelled may still be named by the file
	file.flags.ignore_links = True
	file.save()
