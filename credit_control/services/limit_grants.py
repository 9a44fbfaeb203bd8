"""What an approved Credit Limit Request does: the limit into the Credit File, or the hold released; and back."""

import json

import frappe
from frappe import _
from frappe.utils import add_days, formatdate, getdate

from credit_control.engine import approval
from credit_control.engine.money import decimal
from credit_control.engine.standing import LIMITED
from credit_control.services import (
	files,
	grants,
	history,
	limit_effects,
	limit_rows,
	releases,
	revoking,
	settings,
)
from credit_control.services.hold_words import CREDIT_HOLD

#: what a request writes, by its kind
WRITTEN = {
	approval.PERMANENT: ("limit_mode", "credit_limit"),
	approval.TEMPORARY: ("temporary_limit", "temporary_from", "temporary_until"),
}


def apply(doc) -> None:
	"""Do what was approved."""
	if doc.kind == approval.SPECIAL:
		_release(doc)
	else:
		_write_limit(doc)


def _release(doc) -> None:
	releases.grant(
		doc.hold,
		reason=_("Special approval {0}: {1}").format(doc.name, doc.reason),
		amount_cap=decimal(doc.amount_cap),
		tolerance=decimal(doc.tolerance_percent or 0),
		valid_to=add_days(getdate(), doc.valid_days or settings.settings().release_valid_days or 0),
		by=frappe.session.user,
		submit=bool(settings.settings().submit_on_release),
	)


def _write_limit(doc) -> None:
	must_fit(doc)
	file = frappe.get_doc(files.CREDIT_FILE, files.ensure(doc.customer))
	previous = limit_rows.standing_of(file, doc.company)["limit"]
	limit_rows.put(file, doc.company, _values(doc, previous))
	history.because(file, source=doc, reason=doc.reason)
	_save(file)
	doc.db_set("previous_standing", json.dumps({"limit": previous}, default=str), update_modified=False)


def _values(doc, previous: dict | None) -> dict:
	if doc.kind == approval.PERMANENT:
		return {"limit_mode": LIMITED, "credit_limit": doc.requested_limit, "source": doc.name}
	values = {name: doc.get(name) or None for name in WRITTEN[approval.TEMPORARY]}
	if previous is None:
		# without a row the policy's limit held: with one only what stands in it
		now = limit_effects.position(doc.customer, doc.company)
		values |= {"limit_mode": now.standing.limit_mode, "credit_limit": float(now.standing.limit)}
	return values


def must_fit(doc) -> None:
	"""Raise when the limit can not be granted as things are now."""
	if doc.kind != approval.TEMPORARY:
		return
	if getdate(doc.temporary_until) < getdate():
		frappe.throw(
			_("Until, {0}, has passed. Send the request back, so that it names a later day.").format(
				formatdate(doc.temporary_until)
			)
		)
	standing = limit_effects.position(doc.customer, doc.company).standing
	_refuse_gap(doc, standing)


def _refuse_gap(doc, standing) -> None:
	"""A Credit File holds one temporary limit: one that begins later would end the present one today."""
	begins = limit_effects.first_day(doc)
	if standing.temporary_limit and standing.temporary_in_date(getdate()) and begins > getdate():
		frappe.throw(
			_(
				"A temporary limit is in force until {0} and would end at once. Let this one begin today, or ask again then."
			).format(formatdate(standing.temporary_until))
		)


def check_cancel(doc) -> None:
	"""Raise when the limit was changed since; a release can always be taken back."""
	if doc.kind != approval.SPECIAL and not _is_current(doc):
		frappe.throw(
			_("The limit of {0} was changed after this request. Ask for another change instead.").format(
				doc.customer_name or doc.customer
			),
			title=_("Not the Latest Limit"),
		)


def _is_current(doc) -> bool:
	row = files.limit_row(files.file_of(doc.customer), doc.company)
	if row is None:
		return False
	wanted = {"limit_mode": LIMITED, "credit_limit": doc.requested_limit} | {
		name: doc.get(name) for name in WRITTEN[approval.TEMPORARY]
	}
	return all(history.text(row.get(name)) == history.text(wanted[name]) for name in WRITTEN[doc.kind])


def restore(doc) -> None:
	"""A cancelled request gives back what was before it."""
	if doc.kind == approval.SPECIAL:
		_take_release_back(doc)
		return
	file = frappe.get_doc(files.CREDIT_FILE, files.ensure(doc.customer))
	previous = json.loads(doc.previous_standing or "{}").get("limit")
	names = (*WRITTEN[doc.kind], "source")
	limit_rows.put(file, doc.company, previous and {name: previous.get(name) for name in names})
	history.because(file, source=doc, cause="Limit Request Cancelled")
	_save(file)


def _take_release_back(doc) -> None:
	hold = frappe.db.get_value(CREDIT_HOLD, doc.hold, ["status", "amount_cap"], as_dict=True)
	if hold and hold.status in grants.GRANTING and hold.amount_cap:
		revoking.revoke(doc.hold, reason=_("Special approval {0} was cancelled").format(doc.name))


def _save(file) -> None:
	file.flags.ignore_permissions = True
	# a request that is being cancelled may still be named by the file
	file.flags.ignore_links = True
	file.save()
