"""Entry points of the scheduler and the queue."""

import frappe

from credit_control.services import (
	adjusting,
	adjustments,
	agreement_steps,
	bulk_decisions,
	classes,
	collection_cases,
	collection_jobs,
	collection_notices,
	customer_holds,
	dunning_documents,
	expiries,
	file_tasks,
	files,
	hold_review,
	insurer_tasks,
	investigation_tasks,
	keeping,
	limit_requests,
	limitation_tasks,
	notices,
	payment_thanks,
	reassessments,
	reference_requests,
	rejudging,
	reviews,
	security_steps,
	submitting,
	trials,
	write_offs,
)


def daily():
	"""A day has passed: reviews fall due, trade changes classes, waiting holds are judged again."""
	reviews.make_due()
	classes.later()
	reference_requests.expire()
	investigation_tasks.remind()
	keeping.daily()
	customer_holds.day_passed()
	follow_cover()
	follow_requests()
	follow_cases()
	rejudge_waiting()
	refresh_files()
	collect_daily()


def follow_cover():
	"""Securities and agreements begin and run out, and people are reminded of it, chunk by chunk."""
	for work in (
		security_steps.expire_in_chunks,
		agreement_steps.update_all,
		expiries.remind_all,
		insurer_tasks.remind_all,
		limitation_tasks.remind_all,
	):
		for _done in work():
			# what is done stays done, whatever becomes of the next
			frappe.db.commit()


def follow_requests():
	"""Requests that wait too long go on to somebody else, and those whose limit has run out end."""
	limit_requests.end_temporary()
	for late in (limit_requests.escalate_late, write_offs.escalate_late):
		for _done in late():
			# who was told of one is told once, whatever becomes of the next
			frappe.db.commit()


def follow_cases():
	"""Whoever is late gets a Collection Case, and each open one is renewed or closed, chunk by chunk."""
	for _done in collection_cases.update_all():
		# a chunk that is done stays done, whatever becomes of the next
		frappe.db.commit()


def refresh_files():
	"""Bring the completeness of every Credit File up to date and remind of what is about to expire."""
	for _done in file_tasks.refresh_all():
		# a chunk that is done stays done, whatever becomes of the next
		frappe.db.commit()


def rejudge_customer(customer: str, company: str | None = None):
	"""Judge one customer's waiting holds again."""
	hold_review.rejudge(customer, company)


def rejudge_waiting():
	"""Judge all waiting holds again: one customer's fault or size must not cost the others their turn."""
	for customer, company in rejudging.customers_waiting():
		try:
			hold_review.rejudge(customer, company)
		except Exception:
			frappe.db.rollback()
			frappe.log_error(f"Holds of {customer} were not judged again")
		frappe.db.commit()


def submit_released(hold: str, decided_by: str):
	"""Submit the document of a released or cleared hold."""
	submitting.submit(hold, decided_by)


def decide_holds(action: str, names: list[str], values: dict, user: str):
	"""Decide about many holds in the background; what is decided stays when the worker is killed."""
	for _done in bulk_decisions.work(action, names, values, user):
		frappe.db.commit()


def update_conduct(customer: str, company: str):
	"""Judge one customer's promises and repayment plans again, and bring its Collection Case up to date."""
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


def collect(strategy: str, company: str, user: str):
	"""Run one Collection Strategy: who was contacted stays contacted when the worker is killed."""
	for _done in collection_jobs.work(strategy, company, user):
		frappe.db.commit()
	frappe.db.commit()


def thank_for_payments():
	"""Customers that paid what we had written about, or kept a promise, are thanked."""
	for _done in payment_thanks.run():
		# who was thanked is not thanked again, whatever becomes of the next
		frappe.db.commit()


def collect_daily():
	"""Collection Strategies take their steps; notices, e-mails, tasks and Dunnings are brought in step."""
	collection_notices.follow()
	dunning_documents.correct_all()
	frappe.db.commit()
	for _done in collection_jobs.daily():
		# who was contacted stays contacted, whatever becomes of the next
		frappe.db.commit()
