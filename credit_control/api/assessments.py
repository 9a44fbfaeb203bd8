"""Credit Assessments for the desk: proving one, comparing it, and playing through what if. Nothing is saved."""

import json

import frappe

from credit_control.services import assessment_replay, what_if

DOCTYPE = "Credit Assessment"


@frappe.whitelist()
def run_again(name: str) -> dict:
	"""Compute an assessment again from its stored inputs, and say whether it is the same."""
	return assessment_replay.run_again(_readable(name))


@frappe.whitelist()
def compare_with_today(name: str) -> dict:
	"""What the customer would get by today's data, beside the assessment."""
	return assessment_replay.with_today(_readable(name))


@frappe.whitelist()
def what_if_choices(name: str) -> dict:
	"""What may be changed in a what-if: factors with their values, ready scenarios."""
	return what_if.choices(_readable(name))


@frappe.whitelist()
def play_through(
	name: str,
	changes: str | dict | None = None,
	scenarios: str | list | None = None,
	security: str | float | None = None,
) -> dict:
	"""Score, grade and limit as they would be with other values."""
	doc = _readable(name)
	return what_if.what_if(doc, _parsed(changes), _parsed(scenarios), security)


def _readable(name: str):
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	return doc


def _parsed(value):
	return json.loads(value) if isinstance(value, str) and value else value or None
