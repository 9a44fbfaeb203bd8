"""The daily work: a table of steps, each done by itself, so that one that fails costs the others nothing.

Waiting (the day began) → Running → Done or Failed. A step's row (Credit Daily Step) tells the health page and
whoever takes over from a worker that died. What is written here the caller commits, after each chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from credit_control.services import (
	agreement_steps,
	classes,
	collection_cases,
	collection_jobs,
	collection_notices,
	customer_holds,
	dunning_documents,
	expiries,
	file_tasks,
	hold_review,
	insurer_tasks,
	investigation_tasks,
	keeping,
	limit_requests,
	limitation_tasks,
	reference_requests,
	reviews,
	security_steps,
	write_offs,
)

DOCTYPE = "Credit Daily Step"
WAITING, RUNNING, DONE, FAILED = "Waiting", "Running", "Done", "Failed"
#: a worker that was not heard of for so long is dead
STALE = timedelta(minutes=15)
#: so many workers may die on a step in a day
TRIES = 3
#: seconds that one of the long steps may take
TIMEOUT = 6 * 3600


@dataclass(frozen=True, slots=True)
class Step:
	"""`work` does it and returns anything, or is a generator that pauses after each chunk."""

	name: str
	work: Callable[[], object]
	#: grows with the number of customers: it gets a job of its own
	long: bool = False


#: In this order. What expires comes before what is judged by it: securities before waiting holds. A promise that
#: breaks today is collected today: promises before cases, cases (whose collector is asked) before strategies. Whose
#: e-mail failed is known before the next is sent: notices before strategies.
STEPS = (
	Step("Reviews", reviews.make_due),
	Step("References", reference_requests.expire),
	Step("Investigations", investigation_tasks.remind),
	Step("Holds by Date", customer_holds.day_passed),
	Step("Securities", security_steps.expire_in_chunks),
	Step("Agreements", agreement_steps.update_all),
	Step("Expiry Reminders", expiries.remind_all),
	Step("Insurers", insurer_tasks.remind_all),
	Step("Limitation Periods", limitation_tasks.remind_all),
	Step("Temporary Limits", limit_requests.end_temporary),
	Step("Late Requests", limit_requests.escalate_late),
	Step("Late Write-Offs", write_offs.escalate_late),
	Step("Promises and Plans", keeping.update_due, long=True),
	Step("Collection Cases", collection_cases.update_all, long=True),
	Step("Waiting Holds", hold_review.rejudge_all, long=True),
	Step("Sent Notices", collection_notices.follow, long=True),
	Step("Dunnings", dunning_documents.correct_all, long=True),
	Step("Collection Strategies", collection_jobs.daily, long=True),
	Step("Customer Classes", classes.recompute_all, long=True),
	Step("Completeness of Files", file_tasks.refresh_all, long=True),
)


def begin(today: date | None = None) -> None:
	"""Let every step wait for this day, but those that a worker is at."""
	known = _rows()
	for step in STEPS:
		row = known.get(step.name)
		if row is None:
			doc = frappe.get_doc({"doctype": DOCTYPE, "step": step.name, "status": WAITING})
			doc.insert(ignore_permissions=True)
		if row is None or not _is_alive(row):
			_write(step.name, status=WAITING, day=getdate(today), attempts=0)


def short() -> list[Step]:
	"""The steps that wait and are soon done."""
	return [step for step in STEPS if not step.long and _status(step.name) == WAITING]


def step_of(name: str) -> Step:
	"""A step by its name."""
	return next(step for step in STEPS if step.name == name)


def run(step: Step) -> Iterator[None]:
	"""Do a step; pauses after each chunk. Raises what the step raises."""
	attempts = frappe.db.get_value(DOCTYPE, step.name, "attempts") or 0
	_write(step.name, status=RUNNING, started_on=now_datetime(), ended_on=None, attempts=attempts + 1)
	yield
	found = step.work()
	for _done in found if isinstance(found, Iterator) else ():
		_write(step.name)
		yield
	_write(step.name, status=DONE, ended_on=now_datetime(), problem=None, error_log=None)


def fail(step: Step, problem: str) -> None:
	"""Keep what went wrong with a step. Call it where the error is handled."""
	log = frappe.log_error(f"Daily work: {step.name} was not done")
	_fail(step.name, problem, log and log.name)


def _fail(name: str, problem: str, log: str | None = None) -> None:
	_write(name, status=FAILED, ended_on=now_datetime(), problem=problem[:500], error_log=log)


def hand_on() -> str | None:
	"""Put the first step that is left on the queue; returns its name, None when nothing is left."""
	rows = _rows()
	for step in STEPS:
		row = rows.get(step.name)
		if row is None or row.status not in (WAITING, RUNNING) or row.day != getdate():
			continue
		if row.status == RUNNING and row.attempts >= TRIES:
			_fail(step.name, _("{0} workers died of it.").format(TRIES))
			continue
		_enqueue(step.name)
		return step.name
	return None


def _enqueue(name: str) -> None:
	frappe.enqueue(
		"credit_control.tasks.daily_step",
		queue="long",
		timeout=TIMEOUT,
		job_id=f"credit_control_daily||{name}",
		deduplicate=True,
		enqueue_after_commit=True,
		step=name,
	)


def resume(now: datetime | None = None) -> str | None:
	"""Go on with the day's work when nobody was heard of for long; returns the step that is done next."""
	today = [row for row in _rows().values() if row.day == getdate() and row.heard_on]
	newest = max((get_datetime(row.heard_on) for row in today), default=None)
	if newest is None or newest > (now or now_datetime()) - STALE:
		return None
	return hand_on()


def _is_alive(row) -> bool:
	return (
		row.status == RUNNING and bool(row.heard_on) and get_datetime(row.heard_on) > now_datetime() - STALE
	)


def _status(name: str) -> str | None:
	return frappe.db.get_value(DOCTYPE, name, "status")


def _rows() -> dict[str, frappe._dict]:
	fields = ["name", "status", "day", "heard_on", "attempts"]
	return {row.name: row for row in frappe.get_all(DOCTYPE, fields=fields)}


def _write(name: str, **values) -> None:
	frappe.db.set_value(DOCTYPE, name, {"heard_on": now_datetime(), **values})
