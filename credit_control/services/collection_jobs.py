"""Collection runs in the background: by hand for one strategy, each day for all that run by themselves."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils.background_jobs import is_job_enqueued
from frappe.utils.user import get_users_with_role

from credit_control.services import collection_runs, collection_strategies, notices, strategy_holds
from credit_control.services.collection_runs import Progress
from credit_control.services.collection_strategies import DOCTYPE

#: what the form listens to
EVENT = "credit_collection_run"


def start(doc, company: str | None) -> bool:
	"""Put a run of one strategy on the queue; False when it is there already. Raises when it cannot be run."""
	if doc.disabled:
		frappe.throw(_("{0} is disabled. Enable it before sending.").format(doc.name))
	company, _strategies = collection_runs.of_strategy(doc, company)
	collection_runs.must_be_ready([doc])
	job_id = f"collect||{doc.name}||{company}"
	if is_job_enqueued(job_id):
		return False
	frappe.enqueue(
		"credit_control.tasks.collect",
		queue="long",
		timeout=6 * 3600,
		job_id=job_id,
		deduplicate=True,
		enqueue_after_commit=True,
		strategy=doc.name,
		company=company,
		user=frappe.session.user,
	)
	return True


def work(strategy: str, company: str, user: str) -> Iterator[Progress]:
	"""Run one strategy, telling the user how far it is and at its end how it went."""
	doc = frappe.get_doc(DOCTYPE, strategy)
	company, strategies = collection_runs.of_strategy(doc, company)
	progress = Progress()
	for progress in collection_runs.run(company, strategies, only=[doc.name]):
		_publish(doc, progress, user)
		yield progress
	_publish(doc, progress, user, done=True)
	notices.notify([user], summary(doc, company, progress), doc)


def _publish(doc, progress: Progress, user: str, *, done: bool = False) -> None:
	frappe.publish_realtime(
		EVENT,
		{
			"strategy": doc.name,
			"seen": progress.seen,
			"total": progress.total,
			"contacted": progress.contacted,
			"left_out": progress.left_out,
			"failed": progress.failed[:20],
			"done": done,
		},
		user=user,
	)


def summary(doc, company: str, progress: Progress) -> str:
	"""How a run went, in a sentence."""
	text = _("{0} for {1}: {2} customers contacted, {3} left out").format(
		doc.name, company, progress.contacted, progress.left_out
	)
	if progress.failed:
		text += " " + _("{0} failed: see the Error Log.").format(len(progress.failed))
	return text


def daily() -> Iterator[Progress | str]:
	"""Run the strategies that run by themselves, company by company; first ask about holds that did their work."""
	yield from strategy_holds.offer_all()
	every = [frappe.get_doc(DOCTYPE, name) for name in _daily_names()]
	for company in collection_strategies.companies(every):
		yield from _of_company(company)


def _daily_names() -> list[str]:
	return frappe.get_all(DOCTYPE, {"disabled": 0, "send_daily": 1}, pluck="name", order_by="name")


def _of_company(company: str) -> Iterator[Progress]:
	"""A strategy that cannot be run is told to the Credit Managers; the others run."""
	strategies = collection_strategies.enabled(company)
	ready = [doc.name for doc in strategies if doc.send_daily and _is_ready(doc)]
	if ready:
		yield from collection_runs.run(company, strategies, only=ready)


def _is_ready(doc) -> bool:
	try:
		collection_runs.must_be_ready([doc])
	except frappe.ValidationError as error:
		_tell_problem(doc, error)
		return False
	return True


def _tell_problem(doc, error: Exception) -> None:
	managers = sorted(set(get_users_with_role(notices.CREDIT_MANAGER)) - {"Administrator"})
	frappe.clear_messages()
	frappe.log_error(f"Collection Strategy {doc.name} was not run", str(error))
	notices.notify(managers, _("{0} was not run: nothing was sent").format(doc.name), doc, str(error))
