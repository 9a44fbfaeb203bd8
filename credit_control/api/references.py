"""Reference requests for the desk: seeing the e-mail, sending it, taking the link elsewhere, withdrawing it."""

import frappe

from credit_control.services import reference_requests


@frappe.whitelist()
def preview(name: str) -> dict:
	"""The e-mail as it would go out; no link is made."""
	return reference_requests.preview(_request(name))


@frappe.whitelist(methods=["POST"])
def send(name: str) -> None:
	"""Mail the questionnaire with a new link."""
	reference_requests.send(_request(name))


@frappe.whitelist(methods=["POST"])
def new_link(name: str) -> str:
	"""A new link, for those who are asked by another way than e-mail. It is shown this once."""
	return reference_requests.issue(_request(name))


@frappe.whitelist(methods=["POST"])
def revoke(name: str) -> None:
	"""Withdraw a link that is out."""
	reference_requests.revoke(_request(name))


def _request(name: str):
	doc = frappe.get_doc(reference_requests.DOCTYPE, name)
	doc.check_permission("write")
	return doc
