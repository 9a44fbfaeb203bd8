"""Trying a scorecard on customers: what each would get by it, beside what the champion gives them.

Nothing is written to the customers. The rows wait in their own table, so that a trial goes on where it
stopped: running a chunk twice, or after a kill, tries nobody twice.
"""

import json
from collections import Counter
from dataclasses import replace

import frappe
from frappe import _
from frappe.utils import getdate, now

from credit_control.engine.assessment import AssessmentResult
from credit_control.engine.codec import encode
from credit_control.engine.indicators import INDICATORS
from credit_control.engine.score_changes import (
	MOVED_DOWN,
	MOVED_UP,
	SAME_GRADE,
	factor_changes,
	grade_change,
	main_change,
)
from credit_control.services import files, policies
from credit_control.services.assessment_basis import assess_customer

DOCTYPE = "Credit Scorecard Trial"
RESULT = "Credit Scorecard Trial Result"
WAITING = "Waiting"
RUNNING = "Running"
COMPLETED = "Completed"
CANCELLED = "Cancelled"
FAILED = "Failed"
NOT_ASSESSED = "Not Assessed"
#: how many customers are tried before the work is kept and the progress shown
CHUNK = 50
#: up to so many are tried at once, without a worker
AT_ONCE = 20
COLUMNS = (
	"name",
	"creation",
	"modified",
	"owner",
	"modified_by",
	"trial",
	"customer",
	"customer_name",
	"change",
)


def validate(doc) -> None:
	"""Before a trial is made: a day that has come, a company that is judged, a scorecard that may be used."""
	if getdate(doc.as_of) > getdate():
		frappe.throw(_("As of lies in the future. Enter a day up to today."))
	if frappe.db.get_value("Credit Scorecard", doc.scorecard, "docstatus") == 2:
		frappe.throw(_("Credit Scorecard {0} is cancelled. Choose another.").format(doc.scorecard))
	if (doc.sample_size or 0) < 0:
		frappe.throw(_("At Most is negative. Enter 0 for all customers, or how many."))


def start(doc) -> None:
	"""Choose the customers and try the scorecard on them, many of them in the background."""
	chosen = _chosen(doc)
	if not chosen:
		frappe.throw(_("No customer fits. Change the filters."), title=_("Nobody to Try"))
	_add_waiting(doc.name, chosen)
	doc.db_set({"customers": len(chosen), "status": WAITING})
	if len(chosen) > AT_ONCE:
		enqueue(doc.name)
		return
	while work(doc.name):
		pass
	doc.reload()


def _chosen(doc) -> list:
	rows = frappe.get_list(
		"Customer",
		filters=_filters(doc),
		fields=["name", "customer_name"],
		order_by="name",
		limit_page_length=0,
	)
	if doc.grade:
		graded = set(frappe.get_all(files.CREDIT_FILE, {"grade": doc.grade}, pluck="customer"))
		rows = [row for row in rows if row.name in graded]
	return _spread(rows, doc.sample_size or 0)


def _filters(doc) -> dict:
	filters: dict = {"disabled": 0}
	for field in ("customer_group", "territory"):
		if doc.get(field):
			filters[field] = ["descendants of (inclusive)", doc.get(field)]
	return filters


def _spread(rows: list, most: int) -> list:
	"""At most so many rows, taken at even distances: the same customers each time."""
	if not most or len(rows) <= most:
		return rows
	return [rows[position * len(rows) // most] for position in range(most)]


def _add_waiting(trial: str, chosen: list) -> None:
	moment, user = now(), frappe.session.user
	values = [
		(
			frappe.generate_hash(length=12),
			moment,
			moment,
			user,
			user,
			trial,
			row.name,
			row.customer_name,
			WAITING,
		)
		for row in chosen
	]
	frappe.db.bulk_insert(RESULT, fields=list(COLUMNS), values=values)


def enqueue(trial: str) -> None:
	"""Go on with a trial in the background; one job for a trial at a time."""
	frappe.enqueue(
		"credit_control.tasks.try_scorecard",
		queue="long",
		timeout=6 * 3600,
		job_id=f"credit_scorecard_trial::{trial}",
		deduplicate=True,
		enqueue_after_commit=True,
		trial=trial,
	)


def resume(doc) -> None:
	"""Go on where a trial stopped: cancelled, failed, or left by a worker that was killed."""
	if doc.status == COMPLETED:
		frappe.throw(_("Trial {0} is completed. Start another one.").format(doc.name))
	doc.db_set({"status": WAITING, "problem": ""})
	enqueue(doc.name)


def cancel(doc) -> None:
	"""Stop after the chunk that is being worked on; what was tried stays."""
	if doc.status not in (WAITING, RUNNING):
		frappe.throw(_("Trial {0} is not running.").format(doc.name))
	doc.db_set("status", CANCELLED)


def work(trial: str) -> bool:
	"""Try the next chunk of customers; True while there is more to do. The caller keeps the work."""
	doc = frappe.get_doc(DOCTYPE, trial)
	if doc.status not in (WAITING, RUNNING):
		return False
	card = frappe.get_doc("Credit Scorecard", doc.scorecard)
	waiting = frappe.get_all(
		RESULT, {"trial": trial, "change": WAITING}, ["name", "customer"], order_by="customer", limit=CHUNK
	)
	for row in waiting:
		values = {"file_grade": _file_grade(row.customer), **_tried(doc, card, row.customer)}
		frappe.db.set_value(RESULT, row.name, values, update_modified=False)
	return _count(doc)


def _tried(doc, card, customer: str) -> dict:
	"""What one customer gets; a customer who cannot be assessed is told from the others, with the reason."""
	try:
		basis, old = assess_customer(customer, doc.company, getdate(doc.as_of))
		new = replace(basis, scorecard=card).assess()
	except frappe.ValidationError as error:
		frappe.clear_last_message()
		return {"change": NOT_ASSESSED, "reason": frappe.utils.strip_html(str(error))}
	change, steps = grade_change(old.model_grade, new.model_grade, policies.grade_rules(basis.policy))
	return {"change": change, "steps": steps, **_sides(old, new), **_moves(old, new)}


def _sides(old: AssessmentResult, new: AssessmentResult) -> dict:
	values = {}
	for side, result in (("old", old), ("new", new)):
		scored = result.score_result
		values |= {
			f"{side}_grade": result.model_grade,
			f"{side}_score": float(scored.score or 0),
			f"{side}_coverage": float(scored.coverage),
		}
	return values


def _moves(old: AssessmentResult, new: AssessmentResult) -> dict:
	changes = factor_changes(old.score_result, new.score_result)
	top = main_change(changes)
	return {
		"top_indicator": INDICATORS[top.indicator].label if top else "",
		"top_change": float(top.change) if top else 0,
		"factors": json.dumps([encode(change) for change in changes], ensure_ascii=False),
	}


def _file_grade(customer: str) -> str | None:
	return frappe.db.get_value(files.CREDIT_FILE, {"customer": customer}, "grade") or None


def _count(doc) -> bool:
	counts = Counter(dict(change_counts(doc.name)))
	waiting = counts[WAITING]
	status = _status_now(doc.name)
	if status != CANCELLED:
		status = RUNNING if waiting else COMPLETED
	doc.db_set(
		{
			"status": status,
			"done": counts.total() - waiting,
			"moved_up": counts[MOVED_UP],
			"moved_down": counts[MOVED_DOWN],
			"unchanged": counts[SAME_GRADE],
			"not_assessed": counts[NOT_ASSESSED],
		}
	)
	progress = {"trial": doc.name, "done": doc.done, "customers": doc.customers, "status": doc.status}
	frappe.publish_realtime("credit_scorecard_trial", progress, doctype=DOCTYPE, docname=doc.name)
	return status == RUNNING


def _status_now(trial: str) -> str:
	# a plain read would not see that somebody cancelled while the chunk was worked on
	return frappe.db.get_value(DOCTYPE, trial, "status", for_update=True)


def change_counts(trial: str) -> list[tuple[str, int]]:
	"""How many rows of a trial each kind of change has, waiting ones included."""
	rows = frappe.db.sql(
		f"select `change`, count(*) from `tab{RESULT}` where trial = %s group by `change`", trial
	)
	return [(change, int(count)) for change, count in rows]


def fail(trial: str, problem: str) -> None:
	"""Note why a trial broke off; it can be resumed."""
	frappe.db.set_value(DOCTYPE, trial, {"status": FAILED, "problem": problem})


def remove_results(trial: str) -> None:
	"""A trial is deleted: its rows go with it."""
	frappe.db.delete(RESULT, {"trial": trial})


def remove_of(scorecard: str) -> None:
	"""A scorecard is deleted, and its trials by the same right: nothing can be learned any more from them."""
	for name in frappe.get_all(DOCTYPE, {"scorecard": scorecard}, pluck="name"):
		frappe.delete_doc(DOCTYPE, name, ignore_permissions=True)
