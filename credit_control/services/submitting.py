"""Submitting an order by itself when its hold is released or cleared, as the user who asked for it.

It is that user's own submit: with their permissions, judged at the gate like any other. What refuses it
leaves the draft as it is and is told to them and to whoever released it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import strip_html

from credit_control.services import notices
from credit_control.services.hold_words import CREDIT_HOLD

#: what is submitted by itself; deliveries and invoices move goods and money, and wait for a person
DOCTYPES = ("Sales Order",)
#: ERPNext's word for an order that goes on after it was put on hold
RESUMED = "Draft"


def later(hold) -> None:
	"""Submit a hold's document once the current transaction is committed."""
	if hold.reference_doctype in DOCTYPES:
		frappe.enqueue(
			"credit_control.tasks.submit_released",
			queue="short",
			enqueue_after_commit=True,
			hold=hold.name,
			decided_by=frappe.session.user,
		)


def submit(hold_name: str, decided_by: str) -> None:
	"""Submit the document, or resume a stopped one, keep how that went, and tell those concerned."""
	hold = frappe.get_doc(CREDIT_HOLD, hold_name)
	user = hold.requested_by or hold.document_owner
	problem = _attempt(hold, user)
	result = problem or _("Submitted as {0}.").format(user)
	hold.db_set("submit_result", result, notify=True)
	notices.submitted_by_itself(hold, dict.fromkeys([user, decided_by]), problem)


def _attempt(hold, user: str) -> str | None:
	"""Why the document could not be submitted; None when it was."""
	if not frappe.db.get_value("User", user, "enabled"):
		return _("{0} is disabled and cannot submit it any more.").format(user)
	frappe.db.savepoint("submit_released")
	try:
		with _acting_as(user):
			_submit_or_resume(frappe.get_doc(hold.reference_doctype, hold.reference_name))
	except Exception as error:
		frappe.db.rollback(save_point="submit_released")
		frappe.clear_messages()
		return strip_html(str(error)) or type(error).__name__
	return None


def _submit_or_resume(doc) -> None:
	doc.check_permission("submit")
	if doc.docstatus == 0:
		doc.submit()
	elif doc.status == "On Hold":
		doc.update_status(RESUMED)
	else:
		frappe.throw(_("{0} is {1} already.").format(doc.name, _(doc.status)))


@contextmanager
def _acting_as(user: str) -> Iterator[None]:
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)
