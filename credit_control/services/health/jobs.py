"""Whether the scheduler, its jobs and their workers run, and whether mail can go out."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import (
	add_days,
	add_to_date,
	escape_html,
	format_datetime,
	formatdate,
	get_datetime,
	getdate,
	now_datetime,
)
from frappe.utils.background_jobs import get_workers
from frappe.utils.scheduler import is_scheduler_inactive

from credit_control.services import daily_work
from credit_control.services.health.findings import Finding, attention, fine, problem

APP = "credit_control.tasks."
#: a job of a day may be this late before it is missed
HOURS = {"Daily": 26, "Daily Long": 26, "Cron": 2, "Hourly": 3, "Hourly Long": 3}
USUAL_HOURS = 26


def scheduler() -> Iterator[Finding]:
	"""Whether Frappe's scheduler is on and has workers."""
	area, subject = _("Jobs"), _("Scheduler")
	if is_scheduler_inactive(verbose=False):
		remedy = _("Turn it on: bench --site … enable-scheduler, and unset pause_scheduler.")
		yield problem(
			area, subject, _("Off: no reviews, no expiries, no holds judged again by the day."), remedy
		)
	else:
		yield fine(area, subject, _("On."))


def workers() -> Iterator[Finding]:
	"""Whether there are workers for what is done in the background."""
	area, subject = _("Jobs"), _("Workers")
	count = len(get_workers())
	if count:
		yield fine(area, subject, _("{0} running.").format(count))
	else:
		remedy = _("Start the workers: bench worker, or supervisorctl restart all.")
		yield problem(area, subject, _("None is running: work in the background waits."), remedy)


def late_jobs() -> Iterator[Finding]:
	"""Our scheduled jobs that did not run when they should have, or are stopped."""
	fields = ["name", "method", "frequency", "last_execution", "stopped", "creation"]
	for job in frappe.get_all("Scheduled Job Type", {"method": ["like", f"{APP}%"]}, fields):
		yield _job(job)


def _job(job) -> Finding:
	area, subject, route = _("Jobs"), _name(job.method), ("Form", "Scheduled Job Type", job.name)
	ran = (
		_("Ran last {0}.").format(format_datetime(job.last_execution))
		if job.last_execution
		else _("Not run yet.")
	)
	if job.stopped:
		return problem(area, subject, _("Stopped. {0}").format(ran), _("Clear Stopped in the job."), route)
	hours = HOURS.get(job.frequency, USUAL_HOURS)
	since = get_datetime(job.last_execution or job.creation)
	if since < add_to_date(now_datetime(), hours=-hours):
		remedy = _("Look at the job's log and at the scheduler; Execute in the job runs it now.")
		return problem(area, subject, _("Did not run in time. {0}").format(ran), remedy, route)
	return fine(area, subject, ran)


def _name(method: str) -> str:
	names = {
		"daily": _("Daily Work"),
		"resume_bulk_work": _("Bulk Work That Stopped"),
		"take_back_waiting": _("E-Mails That Wait for Quiet Hours to End"),
		"thank_for_payments": _("Thanks to Customers Who Paid"),
	}
	task = method[len(APP) :]
	return names.get(task, task)


def failed_jobs() -> Iterator[Finding]:
	"""Jobs of the last week that ended with an error."""
	rows = frappe.db.sql(
		"""select job.method, count(*), max(log.name) from `tabScheduled Job Log` log
		join `tabScheduled Job Type` job on job.name = log.scheduled_job_type
		where job.method like %s and log.status = 'Failed' and log.creation > %s
		group by job.method""",
		(f"{APP}%", add_to_date(now_datetime(), days=-7)),
	)
	for method, count, log in rows:
		detail = _("Failed {0} times in the last seven days.").format(count)
		remedy = _("Read what went wrong in the latest log.")
		yield attention(_("Jobs"), _name(method), detail, remedy, ("Form", "Scheduled Job Log", log))


def daily_steps() -> Iterator[Finding]:
	"""Steps of the daily work that were not done, each with what to do about it."""
	fields = ["name", "status", "day", "ended_on", "problem", "error_log"]
	rows = frappe.get_all(daily_work.DOCTYPE, fields=fields, order_by="name")
	bad = [finding for finding in map(_step, rows) if finding]
	yield from bad
	if rows and not bad:
		done = sum(row.status == daily_work.DONE for row in rows)
		detail = _("{0} of {1} steps of the last day are done.").format(done, len(rows))
		yield fine(_("Jobs"), _("Steps of the Daily Work"), detail)


def _step(row) -> Finding | None:
	area, subject = _("Jobs"), _(row.name, context=daily_work.DOCTYPE)
	if row.status == daily_work.FAILED:
		detail = _("Not done on {0}: {1}").format(formatdate(row.day), escape_html(row.problem or ""))
		remedy = _(
			"Read the Error Log and remove the cause. Execute in the job Daily Work runs it again; so does the next night."
		)
		route = ("Form", "Error Log", row.error_log) if row.error_log else ("List", "Error Log")
		return problem(area, subject, detail, remedy, route)
	if row.status != daily_work.DONE and row.day < getdate(add_days(getdate(), -1)):
		detail = _("Not done since {0}.").format(formatdate(row.day))
		remedy = _(
			"Look whether the workers of the queue long run. Execute in the job Daily Work runs it again."
		)
		return problem(area, subject, detail, remedy, ("Form", daily_work.DOCTYPE, row.name))
	return None


def mail() -> Iterator[Finding]:
	"""Whether requests and reminders can be sent by e-mail."""
	area, subject = _("People"), _("Outgoing E-Mail")
	if frappe.db.exists("Email Account", {"enable_outgoing": 1, "default_outgoing": 1}):
		yield fine(area, subject, _("A default account sends it."))
	else:
		remedy = _("Set up a default outgoing Email Account.")
		yield attention(
			area,
			subject,
			_("Not set up: requests are seen in the desk only."),
			remedy,
			("List", "Email Account"),
		)
