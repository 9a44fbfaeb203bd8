"""Collection Cases for the desk: the worklist, one case in full, and what a collector records."""

import frappe
from frappe import _

from credit_control.services import (
	case_commitments,
	case_contacts,
	case_owners,
	case_view,
	case_worklist,
)
from credit_control.services.case_contacts import Contact
from credit_control.services.collection_cases import DOCTYPE


@frappe.whitelist()
def read(filters: str | dict | None = None, start: int | str = 0) -> dict:
	"""Open cases that the user may see, the most urgent first, fifty at a time."""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	chosen = frappe.parse_json(filters) or {}
	if not set(case_worklist.CONDITIONS).issuperset(chosen):
		frappe.throw(_("The worklist cannot be filtered like that."))
	return case_worklist.read(chosen, int(start))


@frappe.whitelist()
def choices() -> dict:
	"""The values to filter by, and who collects."""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	return case_worklist.choices()


@frappe.whitelist()
def view(case: str) -> dict:
	"""One case with everything about its customer."""
	doc = _readable(case)
	return case_view.view(doc.name)


@frappe.whitelist()
def people(case: str) -> list[dict]:
	"""Whom to call about a case: names, roles and numbers."""
	doc = _readable(case)
	return case_view.people(doc.customer)


@frappe.whitelist()
def reasons(case: str) -> list[dict]:
	"""Why a case has its priority: points and words."""
	doc = _readable(case)
	return case_worklist.reasons_of(doc.inputs, doc.currency)


@frappe.whitelist(methods=["POST"])
def record(case: str, version: str, contact: str | dict) -> dict:
	"""Log a contact with its outcome and next step; returns the case as it is then, and the log's entry."""
	_must_work(case)
	entry = case_contacts.record(case_contacts.locked(case, version), _contact(contact))
	return {**case_worklist.row(case), "entry": entry}


@frappe.whitelist(methods=["POST"])
def take_back(
	case: str, version: str, entry: str, action: str | None = None, action_on: str | None = None
) -> dict:
	"""Undo a contact that the user recorded by mistake a moment ago."""
	_must_work(case)
	doc = case_contacts.locked(case, version)
	case_contacts.take_back(doc, entry, action=action or None, action_on=action_on or None)
	return case_worklist.row(case)


@frappe.whitelist(methods=["POST"])
def promise(
	case: str, version: str, contact: str | dict, amount: float | str, invoices: str | list | None = None
) -> dict:
	"""Record a Promise to Pay and the contact in which it was given."""
	_must_work(case)
	doc = case_contacts.locked(case, version)
	named = frappe.parse_json(invoices) or []
	made = case_commitments.promise(doc, _contact(contact), amount=float(amount or 0), invoices=named)
	return {**case_worklist.row(case), "made": made}


@frappe.whitelist(methods=["POST"])
def dispute(case: str, version: str, contact: str | dict, reason: str, items: str | list) -> dict:
	"""Draft a Payment Dispute and record the contact in which it was raised."""
	_must_work(case)
	doc = case_contacts.locked(case, version)
	rows = frappe.parse_json(items) or []
	made = case_commitments.dispute(doc, _contact(contact), reason=reason, items=rows)
	return {**case_worklist.row(case), "made": made}


@frappe.whitelist(methods=["POST"])
def hand_over(case: str, version: str, user: str, note: str, escalate: bool | int | str = False) -> dict:
	"""Give a case to another collector with what they should know."""
	_must_work(case)
	doc = case_contacts.locked(case, version)
	case_owners.hand_over(doc, user, note, bool(int(escalate or 0)))
	return case_worklist.row(case)


def _readable(case: str):
	doc = frappe.get_doc(DOCTYPE, case)
	doc.check_permission("read")
	return doc


def _must_work(case: str) -> None:
	frappe.has_permission(DOCTYPE, "write", case, throw=True)


def _contact(given: str | dict) -> Contact:
	values = frappe.parse_json(given) or {}
	if not isinstance(values, dict) or not set(Contact.__dataclass_fields__).issuperset(values):
		frappe.throw(_("The contact cannot be recorded like that."))
	if not values.get("outcome"):
		frappe.throw(_("Outcome is missing. Say what came of the contact."))
	return Contact(
		**{name: value or None for name, value in values.items() if name not in ("channel",)},
		channel=values.get("channel") or "Phone",
	)
