"""Scorecards for the desk: the registry of indicators, and the challenger that becomes champion."""

import frappe
from frappe.utils import getdate

from credit_control.services import indicator_list, scorecard_versions, scorecards


@frappe.whitelist()
def indicators() -> list[dict]:
	"""Every indicator that a scorecard may use, in the user's language."""
	frappe.has_permission(scorecards.DOCTYPE, "read", throw=True)
	return indicator_list.rows()


@frappe.whitelist(methods=["POST"])
def promote(name: str, valid_from: str) -> str:
	"""Amend a submitted challenger to the champion from a day on; returns the new scorecard's name."""
	doc = frappe.get_doc(scorecards.DOCTYPE, name)
	for right in ("cancel", "amend", "submit"):
		doc.check_permission(right)
	return scorecard_versions.promote(doc, getdate(valid_from)).name
