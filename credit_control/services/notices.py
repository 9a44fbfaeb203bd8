"""Telling people: notifications in the desk for the steps of a hold."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import escape_html
from frappe.utils.user import get_users_with_role

CREDIT_MANAGER = "Credit Manager"


def release_requested(hold) -> None:
	"""Tell every Credit Manager that a release was asked for."""
	subject = _("{0} asks for the release of {1} for {2}").format(
		hold.requested_by, hold.reference_name, hold.customer_name
	)
	users = [user for user in get_users_with_role(CREDIT_MANAGER) if user != hold.requested_by]
	notify(users, subject, hold, escape_html(hold.request_reason or ""))


def decided(hold) -> None:
	"""Tell the requester and the document's owner how it was decided."""
	subject = _("{0} for {1}: {2}").format(hold.reference_name, hold.customer_name, _(hold.status))
	notify(_concerned(hold), subject, hold, escape_html(hold.release_reason or ""))


def cleared(hold) -> None:
	"""Tell the requester and the document's owner that it can be submitted now."""
	subject = _("{0} for {1} can be submitted: nothing holds it any more").format(
		hold.reference_name, hold.customer_name
	)
	notify(_concerned(hold), subject, hold)


def files_created(user: str, result: dict[str, list]) -> None:
	"""Tell a user how the bulk creation of Credit Files went."""
	subject = _("{0} Credit Files created, {1} existed, {2} failed").format(
		len(result["created"]), len(result["existing"]), len(result["failed"])
	)
	failures = [f"{escape_html(failure['customer'])}: {failure['reason']}" for failure in result["failed"]]
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": user,
			"type": "Alert",
			"subject": subject,
			"email_content": "<br>".join(failures),
		}
	).insert(ignore_permissions=True)


def reassessed(run) -> None:
	"""Tell who started a re-assessment how it ended."""
	subject = _("Credit reassessment {0}: {1} done, {2} moved, {3} not assessed").format(
		run.name, run.done, run.moved, run.failed
	)
	notify([run.started_by], subject, run, escape_html(run.error or ""))


def adjusted(adjustment, users: Iterable[str], reason: str | None = None) -> None:
	"""Tell those concerned how far a bulk change of limits is."""
	subject = _("Limit adjustment {0}, {1}: {2}").format(
		adjustment.name, adjustment.subject, _(adjustment.status, context=adjustment.doctype)
	)
	notify(dict.fromkeys(users), subject, adjustment, escape_html(reason or ""))


def _concerned(hold) -> list[str]:
	return [user for user in dict.fromkeys([hold.requested_by, hold.document_owner]) if user]


def notify(users: Iterable[str], subject: str, doc, content: str | None = None) -> None:
	"""One notification for each user, leading to a document; `content` may be HTML."""
	# a guest who answers a questionnaire is nobody that could be looked up
	sender = None if frappe.session.user == "Guest" else frappe.session.user
	for user in users:
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"for_user": user,
				"from_user": sender,
				"type": "Alert",
				"subject": subject,
				"email_content": content or "",
				"document_type": doc.doctype,
				"document_name": doc.name,
			}
		).insert(ignore_permissions=True)
