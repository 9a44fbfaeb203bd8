"""Which companies are governed, by which policy, and whether ERPNext's own check keeps out of the way."""

from collections.abc import Iterator

import frappe
from frappe import _

from credit_control.erp import gates, limits
from credit_control.services import joining, judging, policies, settings
from credit_control.services.health.findings import Finding, attention, fine, problem

SETTINGS = ("Form", settings.SETTINGS)


def modes() -> Iterator[Finding]:
	"""The mode of each company, and whether a policy applies to it."""
	area = _("Companies")
	for company in frappe.get_all("Company", pluck="name", order_by="name"):
		mode = settings.mode(company)
		state = joining.labelled(_(mode), _meaning(mode))
		if mode == settings.OFF:
			yield attention(area, company, state, _("Set a mode in Credit Control Settings."), SETTINGS)
		elif _has_policy(company):
			yield fine(area, company, state)
		else:
			remedy = _("Submit a Credit Policy with an empty company or with this company.")
			yield problem(
				area, company, _("{0} No policy applies.").format(state), remedy, ("List", "Credit Policy")
			)


def _meaning(mode: str) -> str:
	return {
		settings.OFF: _("Nothing is judged."),
		settings.WARN_ONLY: _("Documents are judged and users warned; nothing is held."),
		settings.ENFORCE: _("Documents that break the policy are held."),
	}[mode]


def _has_policy(company: str) -> bool:
	try:
		judging.policy_for("", company)
	except policies.NoPolicyError:
		frappe.clear_last_message()
		return False
	return True


def displaced() -> Iterator[Finding]:
	"""Whether ERPNext's own check is silent where we govern: another app may have taken the class's place."""
	area = _("ERPNext's Own Check")
	taken = gates.unmuted()
	if not taken:
		yield fine(area, _("Silent Where We Enforce"), _("Only credit control decides there."))
	for doctype, source in taken.items():
		detail = _("{0} is replaced by {1}: ERPNext's limit check runs in addition to ours.")
		remedy = _("Install credit_control after that app, or ask its authors to extend the class instead.")
		yield attention(area, _(doctype), detail.format(_(doctype), source), remedy)


def core_limits() -> Iterator[Finding]:
	"""Limits of ERPNext that are still there for companies we govern; newer versions warn by them on save."""
	area = _("ERPNext's Own Check")
	for company in filter(settings.is_governed, frappe.get_all("Company", pluck="name", order_by="name")):
		count = sum(1 for row in limits.core_limits(company) if row.limit)
		if count:
			detail = _("{0} customers have an ERPNext limit; it is not used, but may warn when saving.")
			remedy = _("Clear it on the Customer, Customer Group or Company when you no longer need it.")
			yield attention(area, company, detail.format(count), remedy, ("List", "Customer"))
