"""Telling people: notifications in the desk for the steps of a hold."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils.user import get_users_with_role

CREDIT_MANAGER = "Credit Manager"


def release_requested(hold) -> None:
	"""Tell every Credit Manager that a release was asked for."""
	subject = _("{0} asks for the release of {1} for {2}").format(
		hold.requested_by, hold.reference_name, hold.customer_name
	)
	users = [user for user in get_users_with_role(CREDIT_MANAGER) if user != hold.requested_by]
	_notify(users, subject, hold, hold.request_reason)


def decided(hold) -> None:
	"""Tell the requester and the document's owner how it was decided."""
	subject = _("{0} for {1}: {2}").format(hold.reference_name, hold.customer_name, _(hold.status))
	_notify(_concerned(hold), subject, hold, hold.release_reason)


def cleared(hold) -> None:
	"""Tell the requester and the document's owner that it can be submitted now."""
	subject = _("{0} for {1} can be submitted: nothing holds it any more").format(
		hold.reference_name, hold.customer_name
	)
	_notify(_concerned(hold), subject, hold)


def files_created(user: str, result: dict[str, list]) -> None:
	"""Tell a user how the bulk creation of Credit Files went."""
	subject = _("{0} Credit Files created, {1} existed, {2} failed").format(
		len(result["created"]), len(result["existing"]), len(result["failed"])
	)
	failures = [f"{failure['customer']}: {failure['reason']}" for failure in result["failed"]]
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": user,
			"type": "Alert",
			"subject": subject,
			"email_content": "<br>".join(failures),
		}
	).insert(ignore_permissions=True)


def _concerned(hold) -> list[str]:
	return [user for user in dict.fromkeys([hold.requested_by, hold.document_owner]) if user]


def _notify(users: Iterable[str], subject: str, hold, content: str | None = None) -> None:
	for user in users:
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"for_user": user,
				"from_user": frappe.session.user,
				"type": "Alert",
				"subject": subject,
				"email_content": content or "",
				"document_type": hold.doctype,
				"document_name": hold.name,
			}
		).insert(ignore_permissions=True)
