"""Entry points of the scheduler and the queue."""

import frappe

from credit_control.services import (
	adjusting,
	adjustments,
	classes,
	file_tasks,
	files,
	holds,
	investigation_tasks,
	keeping,
	notices,
	reassessments,
	reference_requests,
	rejudging,
	reviews,
	security_steps,
	trials,
)


def daily():
	"""A day has passed: reviews fall due, trade changes classes, waiting holds are judged again."""
	reviews.make_due()
	expire_securities()
	classes.later()
	reference_requests.expire()
	investigation_tasks.remind()
	keeping.daily()
	for customer, company in rejudging.customers_waiting():
		rejudge_customer(customer, company)
		# one customer's fault or size must not cost the others their turn
		frappe.db.commit()
	refresh_files()


def expire_securities():
	"""Mark what has run out, chunk by chunk."""
	for _done in security_steps.expire_in_chunks():
		frappe.db.commit()


def refresh_files():
	"""Bring the completeness of every Credit File up to date and remind of what is about to expire."""
	for _done in file_tasks.refresh_all():
		# a chunk that is done stays done, whatever becomes of the next
		frappe.db.commit()


def rejudge_customer(customer: str, company: str):
	"""Judge one customer's waiting holds again."""
	holds.rejudge(customer, company)


def update_conduct(customer: str, company: str):
	"""Judge one customer's promises and repayment plans again."""
	keeping.update(customer, company)


def classify_files():
	"""Classify all customers anew, chunk by chunk: what is done stays when the worker is killed."""
	last: str | None = ""
	while last is not None:
		last, _changed = classes.recompute(last)
		frappe.db.commit()


def create_files(names: list[str], user: str):
	"""Open many Credit Files in the background and tell the user how it went."""
	notices.files_created(user, files.create_many(names))


def try_scorecard(trial: str):
	"""Try a scorecard chunk by chunk: what is done stays when the worker is killed, and is not done again."""
	try:
		while trials.work(trial):
			frappe.db.commit()
	except Exception as error:
		frappe.db.rollback()
		trials.fail(trial, str(error))
		frappe.log_error(f"Trial {trial} of a scorecard broke off")


def reassess(run: str, worker: str):
	"""Work on a re-assessment of many customers, chunk by chunk, until it is done or the turn is over."""
	try:
		reassessments.work(run, worker)
	except Exception as error:
		frappe.db.rollback()
		frappe.log_error(f"Credit reassessment {run} stopped")
		reassessments.fail(run, worker, str(error))


def resume_bulk_work():
	"""Hand the bulk work whose worker died to new ones."""
	reassessments.resume_dead()
	adjusting.resume_dead()


def preview_adjustment(adjustment: str):
	"""Fill a bulk change of limits with the figures of many customers."""
	try:
		adjustments.preview_in_background(adjustment)
	except Exception as error:
		frappe.db.rollback()
		frappe.log_error(f"Preview of {adjustment} broke off")
		adjustments.preview_failed(adjustment, str(error))


def apply_adjustment(adjustment: str):
	"""Apply an approved bulk change of limits, chunk by chunk."""
	adjusting.work(adjustment)
