"""Collection Strategies for the desk: looking at what a run would do, and sending."""

import frappe
from frappe.utils import getdate

from credit_control.services import collection_jobs, collection_notices, collection_preview
from credit_control.services.collection_facts import NOTICE
from credit_control.services.collection_strategies import DOCTYPE


@frappe.whitelist()
def preview(strategy: str, company: str | None = None, day: str | None = None, after: str = "") -> dict:
	"""Who would get what from a strategy on a day and who is left out, a page of customers."""
	frappe.has_permission(DOCTYPE, "read", strategy, throw=True)
	frappe.has_permission(NOTICE, "create", throw=True)
	return collection_preview.preview(frappe.get_doc(DOCTYPE, strategy), company or None, getdate(day), after)


@frappe.whitelist()
def text(strategy: str, customer: str, company: str | None = None, day: str | None = None) -> dict:
	"""What would be written to one customer."""
	frappe.has_permission(DOCTYPE, "read", strategy, throw=True)
	frappe.has_permission(NOTICE, "create", throw=True)
	return collection_preview.text(frappe.get_doc(DOCTYPE, strategy), customer, company or None, getdate(day))


@frappe.whitelist(methods=["POST"])
def send(strategy: str, company: str | None = None) -> bool:
	"""Start today's run of a strategy in the background; False when one is on its way already."""
	frappe.has_permission(NOTICE, "create", throw=True)
	doc = frappe.get_doc(DOCTYPE, strategy)
	doc.check_permission("read")
	return collection_jobs.start(doc, company or None)


@frappe.whitelist(methods=["POST"])
def done(notice: str, note: str | None = None) -> None:
	"""Say that what a notice asked for was done."""
	frappe.has_permission(NOTICE, "create", throw=True)
	frappe.get_doc(NOTICE, notice).check_permission("read")
	collection_notices.done(notice, note)
