"""Re-assessing many customers: chunk by chunk on the queue, resumable, each customer once.

A run's state is its document: the position (the last Credit File done), who works on it and when that
worker was last heard of. Each chunk writes its results, the counts and the position in one transaction,
so a worker that dies loses its chunk and nothing else. Whoever takes a run over becomes its worker; the
old one, if it still lives, finds itself replaced at the end of its chunk and its chunk is thrown away.
"""

import time
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import formatdate, get_datetime, getdate, now_datetime

from credit_control.erp import compat, selection
from credit_control.erp.selection import Chosen, Selection
from credit_control.services import notices, prefetch
from credit_control.services import reassessment_results as results

DOCTYPE = "Credit Reassessment Run"
DRAFT, QUEUED, RUNNING, PAUSED = "Draft", "Queued", "Running", "Paused"
COMPLETED, FAILED, CANCELLED = "Completed", "Failed", "Cancelled"
AT_WORK = (QUEUED, RUNNING)
#: small enough to be cancelled soon and to lose little, large enough that reading in sets pays
CHUNK = 200
#: a job hands over to the next after so many seconds, so that others get their turn on the queue
TURN = 600
#: a worker that was not heard of for so long is dead
STALE = timedelta(minutes=15)
#: so many workers may die on a run without finishing a chunk
TRIES = 5
STATE = "name, status, company, as_of, action, position, worker, heartbeat, attempts, started_by, started_on, total"


def validate(doc) -> None:
	"""Raise when the day or the state cannot be; the selection of a run that began is as it is."""
	doc.subject = doc.subject or f"{doc.company}, {formatdate(doc.as_of)}"
	if getdate(doc.as_of) > getdate():
		frappe.throw(_("As of lies in the future. Enter a day up to today."))
	before = doc.get_doc_before_save()
	if before and before.status != DRAFT:
		frappe.throw(_("Run {0} has been started. Make a new one for another selection.").format(doc.name))


def remove_results(doc) -> None:
	"""A run that is deleted takes its results along; one that is at work must be cancelled first."""
	if doc.status in (*AT_WORK, PAUSED):
		frappe.throw(_("Run {0} is at work. Cancel it first.").format(doc.name))
	frappe.db.delete(results.DOCTYPE, {"run": doc.name})


def selection_of(doc) -> Selection:
	"""Whom a run or an adjustment is about."""
	return Selection(
		customer_group=doc.only_for_customer_group or None,
		territory=doc.only_for_territory or None,
		specialist=doc.only_for_specialist or None,
		grade=doc.only_for_grade or None,
		risk_class=doc.only_for_risk_class or None,
		value_class=doc.only_for_value_class or None,
		review_before=doc.get("review_before") or None,
		created_before=doc.get("started_on") or None,
	)


def start(name: str) -> None:
	"""Put a draft on the queue."""
	doc = frappe.get_doc(DOCTYPE, name)
	total = selection.count(selection_of(doc))
	if not total:
		frappe.throw(_("No customer with an active Credit File matches. Change the selection."))
	_enqueue(
		name,
		allowed=(DRAFT,),
		total=total,
		position="",
		started_by=frappe.session.user,
		started_on=now_datetime(),
	)


def pause(name: str) -> None:
	"""Stop after the chunk that is being done."""
	_change(name, AT_WORK, {"status": PAUSED})


def cancel(name: str) -> None:
	"""Stop for good; the chunk that is being done is thrown away, what was done is kept."""
	values = {"status": CANCELLED, "worker": None, "finished_on": now_datetime()}
	_change(name, (*AT_WORK, PAUSED, FAILED), values)


def resume(name: str) -> None:
	"""Go on where a run stopped or its worker died."""
	_enqueue(name, allowed=(*AT_WORK, PAUSED, FAILED), attempts=0, error=None)


def resume_dead(now: datetime | None = None) -> list[str]:
	"""Hand the runs whose worker died to new ones; returns their names."""
	now = now or now_datetime()
	rows = frappe.get_all(DOCTYPE, {"status": ["in", AT_WORK]}, ["name", "heartbeat", "attempts"])
	dead = [row for row in rows if not row.heartbeat or get_datetime(row.heartbeat) < now - STALE]
	for row in dead:
		if row.attempts >= TRIES:
			_fail(row.name, _("{0} workers died without finishing a chunk. See the Error Log.").format(TRIES))
		else:
			_enqueue(row.name, allowed=AT_WORK, attempts=row.attempts + 1)
	return [row.name for row in dead]


def _enqueue(name: str, *, allowed: tuple[str, ...], **values) -> None:
	worker = frappe.generate_hash(length=12)
	state = {"status": QUEUED, "worker": worker, "heartbeat": now_datetime(), "finished_on": None}
	_change(name, allowed, {**state, **values})
	_put_on_queue(name, worker)


def _put_on_queue(name: str, worker: str) -> None:
	frappe.enqueue(
		"credit_control.tasks.reassess",
		queue="long",
		timeout=2 * TURN + 3600,
		enqueue_after_commit=True,
		run=name,
		worker=worker,
	)


def _change(name: str, allowed: tuple[str, ...], values: dict) -> None:
	status = _locked(name).status
	if status not in allowed:
		frappe.throw(
			_("Run {0} is {1}. Reload the page to see what can be done with it.").format(
				name, _(status, context=DOCTYPE)
			)
		)
	frappe.db.set_value(DOCTYPE, name, values)


def _locked(name: str):
	"""The run's state as it is now, its row locked until the transaction ends."""
	query = f"select {STATE} from `tabCredit Reassessment Run` where name = %s for update"
	return frappe.db.sql(query, name, as_dict=True)[0]


def work(name: str, worker: str) -> None:
	"""Do chunk after chunk until the run is done, was stopped, or the turn is over. Commits each chunk."""
	ends = time.monotonic() + TURN
	while state := _begin(name, worker):
		chunk = _next_chunk(state)
		if not chunk:
			return _finish(name, worker)
		_do_chunk(state, chunk)
		if time.monotonic() > ends:
			_put_on_queue(name, worker)
			frappe.db.commit()
			return None
	return None


def _begin(name: str, worker: str):
	"""Show that the worker lives; None when the run is not this worker's any more."""
	frappe.db.rollback()
	state = _locked(name)
	mine = state.worker == worker and state.status in AT_WORK
	if mine:
		frappe.db.set_value(DOCTYPE, name, {"status": RUNNING, "heartbeat": now_datetime()})
	frappe.db.commit()
	return state if mine else None


def _next_chunk(state) -> list[Chosen]:
	doc = frappe.get_doc(DOCTYPE, state.name)
	return selection.chosen(selection_of(doc), after=state.position or "", limit=CHUNK)


def _do_chunk(state, chunk: list[Chosen]) -> None:
	"""One chunk as one transaction; a chunk that met somebody else's lock is done again later."""
	task = results.Task(state.name, state.company, getdate(state.as_of), state.action)
	try:
		with prefetch.for_customers([chosen.customer for chosen in chunk]):
			rows = [results.reassess(task, chosen) for chosen in chunk]
		_keep(state, rows, chunk[-1].file)
	except Exception as error:
		frappe.db.rollback()
		if not compat.is_lock_error(error):
			raise
		time.sleep(1)
	finally:
		_forget()


def _keep(state, rows: list[dict], position: str) -> None:
	now = _locked(state.name)
	if (now.worker, now.position) != (state.worker, state.position) or now.status not in (RUNNING, PAUSED):
		frappe.db.rollback()
		return
	results.keep(rows)
	_count(state.name, rows, position)
	frappe.db.commit()
	frappe.publish_realtime("credit_reassessment", {"run": state.name}, doctype=DOCTYPE, docname=state.name)


def _count(name: str, rows: list[dict], position: str) -> None:
	outcomes = [row["outcome"] for row in rows]
	frappe.db.sql(
		"""
		update `tabCredit Reassessment Run`
		set position = %(position)s, heartbeat = %(now)s, attempts = 0, done = done + %(done)s,
			moved = moved + %(moved)s, drafted = drafted + %(drafted)s, failed = failed + %(failed)s
		where name = %(name)s
		""",
		{
			"name": name,
			"position": position,
			"now": now_datetime(),
			"done": len(rows),
			"moved": sum(outcome in results.MOVED for outcome in outcomes),
			"drafted": sum(bool(row.get("assessment")) for row in rows),
			"failed": outcomes.count(results.NOT_ASSESSED),
		},
	)


def _finish(name: str, worker: str) -> None:
	state = _locked(name)
	if state.worker == worker and state.status == RUNNING:
		frappe.db.set_value(DOCTYPE, name, {"status": COMPLETED, "finished_on": now_datetime()})
		notices.reassessed(frappe.get_doc(DOCTYPE, name))
	frappe.db.commit()


def fail(name: str, worker: str, reason: str) -> None:
	"""A worker could not go on: say so, and leave the run where it can be resumed. Commits."""
	frappe.db.rollback()
	if _locked(name).worker == worker:
		_fail(name, reason)
	frappe.db.commit()


def _fail(name: str, reason: str) -> None:
	frappe.db.set_value(DOCTYPE, name, {"status": FAILED, "worker": None, "error": reason})
	notices.reassessed(frappe.get_doc(DOCTYPE, name))


def _forget() -> None:
	"""Drop what reading a chunk left in the process: memory stays as it is for any number of customers."""
	frappe.db.value_cache.clear()
	frappe.clear_messages()
	frappe.local.cache = {}
	getattr(frappe.local, "request_cache", {}).clear()


def state(name: str) -> dict:
	"""What the form shows while a run works."""
	fields = ("status", "total", "done", "moved", "drafted", "failed", "error", "heartbeat", "started_on")
	row = frappe.db.get_value(DOCTYPE, name, fields, as_dict=True)
	quiet = row.status in AT_WORK and now_datetime() - get_datetime(row.heartbeat) > STALE / 3
	return {**row, "quiet": quiet, "seconds_left": _seconds_left(row)}


def _seconds_left(row) -> int | None:
	if row.status != RUNNING or not row.done:
		return None
	spent = (now_datetime() - get_datetime(row.started_on)).total_seconds()
	return round(spent / row.done * max(0, row.total - row.done))
