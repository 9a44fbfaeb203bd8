"""Telling people: notifications in the desk for the steps of a hold."""

from collections.abc import Iterable, Sequence

import frappe
from frappe import _
from frappe.utils import escape_html
from frappe.utils.user import get_users_with_role

from credit_control.services import joining

CREDIT_MANAGER = "Credit Manager"


def release_requested(hold) -> None:
	"""Tell every Credit Manager that a release was asked for."""
	subject = _("{0} asks for the release of {1} for {2}").format(
		hold.requested_by, hold.reference_name, hold.customer_name
	)
	users = [user for user in get_users_with_role(CREDIT_MANAGER) if user != hold.requested_by]
	notify(users, subject, hold, escape_html(hold.request_reason or ""))


def held(hold, user: str) -> None:
	"""Tell the salesperson of a document that it is held, unless `user`, who was just refused, is them."""
	subject = _("{0} for {1} is held by credit control").format(hold.reference_name, hold.customer_name)
	users = [] if hold.sales_user in (None, user) else [hold.sales_user]
	notify(users, subject, hold, escape_html(hold.reasons or ""))


def revoked(hold, orders: Sequence[str]) -> None:
	"""Tell the requester, the salesperson and the document's owner that a release was taken back."""
	subject = _("The release of {0} for {1} was revoked").format(hold.reference_name, hold.customer_name)
	lines = [escape_html(hold.revoke_reason or "")]
	if orders:
		lines.append(_("Put On Hold: {0}").format(joining.listed(orders)))
	notify(_concerned(hold), subject, hold, "<br>".join(lines))


def submitted_by_itself(hold, users: Iterable[str], problem: str | None) -> None:
	"""Tell a user how the submission of a released order went that they did not make by hand."""
	if problem:
		subject = _("{0} for {1} was released but could not be submitted")
	else:
		subject = _("{0} for {1} was released and submitted")
	notify(users, subject.format(hold.reference_name, hold.customer_name), hold, escape_html(problem or ""))


def customer_held(hold) -> None:
	"""Tell those who sell to a customer that all its new documents are held."""
	subject = _("All new documents of {0} are held").format(hold.customer_name or hold.customer)
	notify(_sellers_of(hold.customer), subject, hold, escape_html(hold.reason))


def customer_hold_ended(hold) -> None:
	"""Tell those who sell to a customer, and who held it, that its documents are judged as before."""
	subject = _("New documents of {0} are not held any more").format(hold.customer_name or hold.customer)
	users = dict.fromkeys([*_sellers_of(hold.customer), hold.placed_by])
	users.pop(frappe.session.user, None)
	notify(users, subject, hold, escape_html(hold.lift_reason or ""))


def _sellers_of(customer: str) -> list[str]:
	"""The account manager of the customer, in the Credit File and in ERPNext."""
	in_file = frappe.db.get_value("Credit File", {"customer": customer}, "account_manager")
	in_erpnext = frappe.db.get_value("Customer", customer, "account_manager")
	return [user for user in dict.fromkeys([in_file, in_erpnext]) if user and user != frappe.session.user]


def decided_in_bulk(user: str, result: dict[str, list]) -> None:
	"""Tell who decided about many holds how that went."""
	subject = _("{0} holds decided, {1} not").format(len(result["done"]), len(result["failed"]))
	lines = [
		joining.labelled(escape_html(failure["document"]), escape_html(failure["reason"]))
		for failure in result["failed"]
	]
	_alert(user, subject, "<br>".join(lines))


def decided(hold) -> None:
	"""Tell the requester, the salesperson and the document's owner how it was decided."""
	subject = _("{0} for {1}: {2}").format(
		hold.reference_name, hold.customer_name, _(hold.status, context=hold.doctype)
	)
	notify(_concerned(hold), subject, hold, escape_html(hold.release_reason or ""))


def cleared(hold) -> None:
	"""Tell the requester, the salesperson and the document's owner that it can be submitted now."""
	subject = _("{0} for {1} can be submitted: nothing holds it any more").format(
		hold.reference_name, hold.customer_name
	)
	notify(_concerned(hold), subject, hold)


def files_created(user: str, result: dict[str, list]) -> None:
	"""Tell a user how the bulk creation of Credit Files went."""
	subject = _("{0} Credit Files created, {1} existed, {2} failed").format(
		len(result["created"]), len(result["existing"]), len(result["failed"])
	)
	failures = [
		joining.labelled(escape_html(failure["customer"]), failure["reason"]) for failure in result["failed"]
	]
	_alert(user, subject, "<br>".join(failures))


def _alert(user: str, subject: str, content: str) -> None:
	"""A notification that leads to no document."""
	values = {"for_user": user, "type": "Alert", "subject": subject, "email_content": content}
	frappe.get_doc({"doctype": "Notification Log", **values}).insert(ignore_permissions=True)


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
	users = dict.fromkeys([hold.requested_by, hold.sales_user, hold.document_owner])
	return [user for user in users if user]


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
