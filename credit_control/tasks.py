"""Entry points of the scheduler and the queue."""

import frappe

from credit_control.services import (
	adjusting,
	adjustments,
	bulk_decisions,
	classes,
	collection_jobs,
	daily_work,
	files,
	hold_review,
	keeping,
	notices,
	payment_thanks,
	reassessments,
	submitting,
	trials,
	waiting_mails,
)


def daily():
	"""A day has passed: each step of the daily work by itself, the long ones as jobs one after another."""
	daily_work.begin()
	frappe.db.commit()
	for step in daily_work.short():
		_take(step)
	daily_work.hand_on()
	frappe.db.commit()


def daily_step(step: str):
	"""One step of the daily work in a job of its own; the next one follows, whatever becomes of it."""
	_take(daily_work.step_of(step))
	daily_work.hand_on()
	frappe.db.commit()


def _take(step: daily_work.Step):
	"""A chunk that is done stays done, and a step that fails costs the others nothing."""
	try:
		for _done in daily_work.run(step):
			frappe.db.commit()
	except Exception as error:
		frappe.db.rollback()
		daily_work.fail(step, str(error) or type(error).__name__)
	frappe.db.commit()


def rejudge_customer(customer: str, company: str | None = None):
	"""Judge one customer's waiting holds again."""
	hold_review.rejudge(customer, company)


def rejudge_waiting():
	"""Judge all waiting holds again: one customer's fault or size must not cost the others their turn."""
	for _done in hold_review.rejudge_all():
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
	for _done in classes.recompute_all():
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
	"""Hand the bulk work and the daily work whose worker died to new ones."""
	daily_work.resume()
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


def take_back_waiting():
	"""E-mails that wait for quiet hours to end are taken back when their reason is gone."""
	for _done in waiting_mails.take_back_all():
		# what was taken back stays so
		frappe.db.commit()
