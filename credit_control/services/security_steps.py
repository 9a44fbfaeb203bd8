"""The life of a Credit Security: in force, replaced, given back, run out; and what then is judged again.

Draft → Active → Expired or Released; Cancelled is for one that was entered in error.
"""

from collections.abc import Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, formatdate, getdate

from credit_control.services import rejudging, reminders
from credit_control.services.securities import ACTIVE, DOCTYPE, EXPIRED, status_of

#: how many are looked at between two commits
CHUNK = 200


def submitted(doc) -> None:
	"""A security is in force: it takes the place of another one, and waiting documents are judged again."""
	if doc.replaces:
		_take_the_place(doc)
	rejudge(doc)


def cancelled(doc) -> None:
	"""One that was entered in error: what it had replaced counts again."""
	doc.db_set("status", status_of(doc))
	doc.ignore_linked_doctypes = (DOCTYPE,)
	reminders.end(DOCTYPE, doc.name, "")
	for name in frappe.get_all(DOCTYPE, {"replaced_by": doc.name, "docstatus": 1}, pluck="name"):
		_count_again(frappe.get_doc(DOCTYPE, name))
	rejudge(doc)


def validate_replacing(doc) -> None:
	"""Raise where what a security is to replace is not in force; say so where nothing secures for some days."""
	old = frappe.get_doc(DOCTYPE, doc.replaces)
	if old.customer != doc.customer:
		frappe.throw(
			_("Credit Security {0} belongs to customer {1}. Choose one of {2}.").format(
				old.name, old.customer, doc.customer
			)
		)
	if old.docstatus != 1 or (old.released_on and old.replaced_by != doc.name):
		frappe.throw(_("Credit Security {0} is not in force. There is nothing to replace.").format(old.name))
	_tell_gap(old, doc)


def _tell_gap(old, doc) -> None:
	first_open = old.valid_to and getdate(add_days(old.valid_to, 1))
	if first_open and getdate(doc.valid_from) > first_open:
		frappe.msgprint(
			_("From {0} to {1} neither of the two counts.").format(
				formatdate(first_open), formatdate(add_days(doc.valid_from, -1))
			),
			indicator="orange",
			alert=True,
		)


def _take_the_place(doc) -> None:
	"""From the first day of the new one the old one counts no more: no gap, and no day on which both do."""
	old = frappe.get_doc(DOCTYPE, doc.replaces)
	_release(
		old,
		getdate(doc.valid_from),
		_("Replaced by {0}").format(doc.name),
		replaced_by=doc.name,
	)


def _count_again(old) -> None:
	values = dict.fromkeys(("released_on", "released_by", "release_reason", "replaced_by"))
	_update(old, values)


def release(name: str, reason: str) -> None:
	"""Give a security back: from today on it counts no more, and why is kept."""
	doc = frappe.get_doc(DOCTYPE, name)
	if doc.status not in (ACTIVE, EXPIRED):
		frappe.throw(_("Credit Security {0} is not in force. There is nothing to release.").format(name))
	if not (reason or "").strip():
		frappe.throw(_("Reason is missing. Say why the security is given back."))
	_release(doc, getdate(), reason.strip())


def extend(doc, valid_to: date) -> None:
	"""Another last day, as the document behind a security says."""
	doc.flags.ignore_validate_update_after_submit = True
	_update(doc, {"valid_to": valid_to})


def _release(doc, day: date, reason: str, replaced_by: str | None = None) -> None:
	_update(
		doc,
		{
			"released_on": day,
			"released_by": frappe.session.user,
			"release_reason": reason,
			"replaced_by": replaced_by,
		},
	)
	reminders.end(DOCTYPE, doc.name, "")


def _update(doc, values: dict) -> None:
	doc.update(values)
	doc.status = status_of(doc)
	# a change after submitting asks for the right to submit, releasing for one of its own (api/securities.py)
	doc.flags.ignore_permissions = True
	# what was behind it may be cancelled by now, which is why it is given back
	doc.flags.ignore_links = True
	doc.save()


def rejudge(doc) -> None:
	"""Judge the customer's waiting documents again, with each company whose debts the security is for."""
	rejudging.later(doc.customer, doc.only_for_company or None)


def expire(today: date | None = None) -> int:
	"""Mark what has run out or was given back as of a day; returns how many. Changes each once."""
	return sum(expire_in_chunks(today))


def expire_in_chunks(today: date | None = None) -> Iterator[int]:
	"""The same, pausing after each chunk for the caller to commit."""
	today = today or getdate()
	while rows := _passed(today):
		for row in rows:
			frappe.db.set_value(DOCTYPE, row.name, "status", status_of(row, today))
			rejudge(row)
		yield len(rows)


def _passed(today: date) -> list:
	security = frappe.qb.DocType(DOCTYPE)
	ran_out = (security.status == ACTIVE) & (security.valid_to < today)
	given_back = security.status.isin((ACTIVE, EXPIRED)) & (security.released_on <= today)
	query = (
		frappe.qb.from_(security)
		.select(security.name, security.docstatus, security.customer, security.only_for_company)
		.select(security.valid_to, security.released_on)
		.where((security.docstatus == 1) & (ran_out | given_back))
		.limit(CHUNK)
	)
	return query.run(as_dict=True)
