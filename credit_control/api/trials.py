"""Trying a scorecard on customers: starting, stopping, going on, and what came out."""

import frappe
from frappe.utils import cint

from credit_control.services import trial_views, trials


@frappe.whitelist(methods=["POST"])
def start(
	scorecard: str,
	company: str,
	as_of: str | None = None,
	customer_group: str | None = None,
	territory: str | None = None,
	grade: str | None = None,
	sample_size: int | str = 0,
) -> str:
	"""Try a scorecard on the customers that fit the filters; returns the name of the trial."""
	frappe.has_permission(trials.DOCTYPE, "create", throw=True)
	frappe.has_permission("Credit Scorecard", "read", scorecard, throw=True)
	frappe.has_permission("Company", "read", company, throw=True)
	doc = frappe.new_doc(trials.DOCTYPE)
	doc.update({"scorecard": scorecard, "company": company, "as_of": as_of or frappe.utils.nowdate()})
	doc.update({"customer_group": customer_group, "territory": territory, "grade": grade})
	doc.sample_size = cint(sample_size)
	return doc.insert().name


@frappe.whitelist(methods=["POST"])
def resume(name: str) -> None:
	"""Go on with a trial that was cancelled or broke off."""
	trials.resume(_trial(name, "write"))


@frappe.whitelist(methods=["POST"])
def cancel(name: str) -> None:
	"""Stop a trial after the customers that are being worked on."""
	trials.cancel(_trial(name, "write"))


@frappe.whitelist()
def picture(name: str) -> dict:
	"""Counts, the matrix of grades and who moves most."""
	return trial_views.picture(_trial(name, "read"))


@frappe.whitelist()
def detail(name: str) -> dict:
	"""One customer's factors by both scorecards."""
	result = frappe.get_doc(trials.RESULT, name)
	result.check_permission("read")
	return trial_views.detail(result)


def _trial(name: str, right: str):
	doc = frappe.get_doc(trials.DOCTYPE, name)
	doc.check_permission(right)
	return doc
