"""Legal Actions for the desk: their stages, and how they end."""

import frappe
from frappe.utils import getdate

from credit_control.services import legal_actions
from credit_control.services.legal_actions import DOCTYPE


@frappe.whitelist(methods=["POST"])
def record(name: str, stage: str, step_date: str, note: str = "", document: str | None = None) -> None:
	"""Write down that an action has reached a stage."""
	frappe.has_permission(DOCTYPE, "write", name, throw=True)
	legal_actions.record(name, stage=stage, day=getdate(step_date), note=note, document=document)


@frappe.whitelist(methods=["POST"])
def close(name: str, outcome: str, step_date: str, note: str, document: str | None = None) -> None:
	"""End an action, saying what came of it."""
	frappe.has_permission(DOCTYPE, "submit", name, throw=True)
	legal_actions.close(name, outcome=outcome, day=getdate(step_date), note=note, document=document)


@frappe.whitelist(methods=["POST"])
def undo(name: str, reason: str) -> None:
	"""Take the last stage back."""
	frappe.has_permission(DOCTYPE, "submit", name, throw=True)
	legal_actions.undo(name, reason)
