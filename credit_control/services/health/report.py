"""All checks of the site's health, the worst findings first in each area."""

from collections.abc import Callable, Iterable

import frappe
from frappe import _

from credit_control.services.health import companies, jobs, ledgers, people
from credit_control.services.health.findings import SEVERITY, Finding, problem

CHECKS: tuple[Callable[[], Iterable[Finding]], ...] = (
	companies.modes,
	companies.displaced,
	companies.core_limits,
	ledgers.drift,
	ledgers.missing_indexes,
	ledgers.decisions,
	jobs.scheduler,
	jobs.workers,
	jobs.late_jobs,
	jobs.failed_jobs,
	jobs.daily_steps,
	jobs.mail,
	people.managers,
)


def findings() -> list[Finding]:
	"""What every check found. One that breaks is a finding itself and keeps no other from being made."""
	found = [finding for check in CHECKS for finding in _run(check)]
	areas = list(dict.fromkeys(finding.area for finding in found))
	return sorted(found, key=lambda each: (areas.index(each.area), SEVERITY.index(each.status)))


def _run(check: Callable[[], Iterable[Finding]]) -> list[Finding]:
	try:
		return list(check())
	except Exception:
		frappe.log_error(f"Health check {check.__name__} broke off")
		detail = _("This could not be looked at.")
		return [problem(_("Checks"), check.__name__, detail, _("Read the Error Log."), ("List", "Error Log"))]
