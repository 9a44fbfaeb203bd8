"""Applying an approved adjustment: each row once, a limit that changed since is refused and not overwritten.

A row's own status says whether it is done, and is written in the transaction of the limit it changed: so a
worker that dies, a second one, or a second click change nothing twice.
"""

import time
from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from credit_control.engine.money import decimal
from credit_control.erp import compat, customers
from credit_control.services import adjustment_rows, faults, files, history, locking, notices, wording
from credit_control.services.adjustment_rows import APPLIED, PENDING, REFUSED

DOCTYPE = "Credit Limit Adjustment"
ROW = "Credit Limit Adjustment Row"
PREPARING, APPLYING = "Preparing", "Applying"
DONE, PARTLY, UNDONE = "Applied", "Partly Applied", "Undone"
#: more rows than this are applied in the background
INLINE = 50
#: rows of one transaction
CHUNK = 50
STALE = timedelta(minutes=10)


def pending(doc) -> list:
	"""The rows that are to be applied."""
	return [row for row in doc.rows if row.status == PENDING and not row.excluded]


def start(doc) -> None:
	"""Apply a few rows at once, and leave many to the queue."""
	if len(pending(doc)) <= INLINE:
		for row in pending(doc):
			_apply(doc, row)
		finish(doc)
		return
	doc.db_set("heartbeat", now_datetime(), update_modified=False)
	_enqueue(doc.name)


def _enqueue(name: str) -> None:
	frappe.enqueue(
		"credit_control.tasks.apply_adjustment",
		queue="long",
		timeout=7200,
		enqueue_after_commit=True,
		adjustment=name,
	)


def is_silent(doc) -> bool:
	"""True when whoever works on a document was not heard of for a while."""
	return not doc.heartbeat or now_datetime() - get_datetime(doc.heartbeat) > STALE


def resume(name: str) -> None:
	"""Go on with rows that a worker left when it died."""
	doc = frappe.get_doc(DOCTYPE, name)
	if doc.status != APPLYING or not is_silent(doc):
		frappe.throw(_("{0} is not waiting for a worker. Reload the page to see how far it is.").format(name))
	doc.db_set("heartbeat", now_datetime(), update_modified=False)
	_enqueue(name)


def resume_dead() -> list[str]:
	"""Hand the adjustments whose worker died to new ones; returns their names."""
	names = frappe.get_all(DOCTYPE, {"docstatus": 1, "status": APPLYING}, pluck="name")
	dead = [name for name in names if is_silent(frappe.get_doc(DOCTYPE, name))]
	for name in dead:
		resume(name)
	return dead


def work(name: str) -> None:
	"""Apply what is left, chunk by chunk, and say how it went. Commits each chunk."""
	while rows := _next_rows(name):
		doc = frappe.get_doc(DOCTYPE, name)
		try:
			for row in rows:
				_apply(doc, row)
		except Exception as error:
			frappe.db.rollback()
			if not is_passing(error):
				raise
			# somebody is ordering for one of the customers: the chunk is done again
			time.sleep(1)
			continue
		doc.db_set("heartbeat", now_datetime(), update_modified=False)
		frappe.db.commit()
		frappe.publish_realtime("credit_adjustment", {"name": name}, doctype=DOCTYPE, docname=name)
	finish(frappe.get_doc(DOCTYPE, name))
	frappe.db.commit()


def _next_rows(name: str) -> list:
	frappe.db.rollback()
	return frappe.get_all(
		ROW,
		{"parent": name, "parenttype": DOCTYPE, "status": PENDING, "excluded": 0},
		["name", "customer", "old_limit", "new_limit", "status"],
		order_by="idx",
		limit=CHUNK,
	)


def _apply(doc, row) -> None:
	"""Change one limit, or refuse it with the reason. Raises what the database raises for a lock."""
	locked = frappe.db.sql(f"select status from `tab{ROW}` where name = %s for update", row.name)
	if locked[0][0] != PENDING:
		return
	frappe.db.savepoint("credit_adjustment")
	try:
		note = _change(doc, row)
	except Exception as error:
		if is_passing(error):
			raise
		frappe.db.rollback(save_point="credit_adjustment")
		note = faults.reason_of(error, "Changing a limit in bulk failed")
	values = {"status": REFUSED if note else APPLIED, "note": note}
	frappe.db.set_value(ROW, row.name, values, update_modified=False)
	if hasattr(row, "db_set"):
		row.update(values)


def is_passing(error: Exception) -> bool:
	"""True when somebody else had the file in hand: it works a moment later, with figures read anew."""
	busy = (frappe.TimestampMismatchError, locking.CreditBusyError)
	return compat.is_lock_error(error) or isinstance(error, busy)


def _change(doc, row) -> str:
	"""Change the limit; returns why not, where it is not what it was when it was previewed."""
	locking.lock_groups_of(row.customer)
	found = adjustment_rows.read_limits([row.customer], doc.company, lock=True)
	refused = conflict(found[0] if found else None, row.old_limit, doc.company)
	if refused:
		return refused
	file = frappe.get_doc(files.CREDIT_FILE, found[0].file)
	limit = next(each for each in file.limits if each.company == doc.company)
	limit.update({"credit_limit": row.new_limit, "source": doc.name})
	history.because(file, source=doc, reason=doc.subject)
	# the approval is the right to do it, whichever files the approver may open
	file.flags.ignore_permissions = True
	file.save()
	return ""


def conflict(limit, expected: float, company: str) -> str:
	"""Why a limit is not as it was left; empty when it is."""
	if limit is None:
		return adjustment_rows.REASONS["file"]
	reason = adjustment_rows.why_left_alone(limit)
	if reason or round(float(limit.credit_limit or 0) - float(expected or 0), 6) == 0:
		return reason
	money = customers.currency_of(company)
	now, then = (wording.show(decimal(each or 0), money) for each in (limit.credit_limit, expected))
	return _("The limit is now {0} and was {1}: somebody changed it since.").format(now, then)


def finish(doc) -> None:
	"""Count the rows, say how it went, and mark the adjustment that this one undoes."""
	statuses = frappe.get_all(ROW, {"parent": doc.name, "parenttype": DOCTYPE}, pluck="status")
	applied, refused = statuses.count(APPLIED), statuses.count(REFUSED)
	status = PARTLY if refused else DONE
	doc.db_set({"applied": applied, "refused": refused, "status": status}, update_modified=False)
	if doc.undo_of and applied:
		values = {"status": UNDONE, "undone_by": doc.name}
		frappe.db.set_value(DOCTYPE, doc.undo_of, values, update_modified=False)
	notices.adjusted(doc, [doc.owner, doc.approved_by])


def state(name: str) -> dict:
	"""What the form shows while rows are prepared or applied."""
	doc = frappe.db.get_value(DOCTYPE, name, ["name", "status", "heartbeat"], as_dict=True)
	counts = frappe.db.sql(
		f"select status, count(*) from `tab{ROW}` where parent = %s and parenttype = %s and excluded = 0 group by status",
		(name, DOCTYPE),
	)
	done = {status: number for status, number in counts}
	total = sum(done.get(status, 0) for status in (PENDING, APPLIED, REFUSED))
	return {
		"status": doc.status,
		"total": total,
		"done": total - done.get(PENDING, 0),
		"refused": done.get(REFUSED, 0),
		"quiet": doc.status in (APPLYING, PREPARING) and is_silent(doc),
	}
