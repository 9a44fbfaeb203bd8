"""The e-mails about a request and the page behind their link, as a test sees them."""

from __future__ import annotations

from email import message_from_string
from email.header import decode_header, make_header

import frappe

from credit_control.services import approval_notices
from credit_control.www import credit_approval


def mails_about(name: str) -> dict[str, tuple[str, str]]:
	"""Subject and text of what is queued about a document, by recipient."""
	found = {}
	for row in frappe.get_all("Email Queue", {"reference_name": name}, ["name", "message"]):
		mail = message_from_string(row.message)
		text = next(part for part in mail.walk() if part.get_content_type() == "text/html")
		to = frappe.get_all("Email Queue Recipient", {"parent": row.name}, pluck="recipient")
		subject = str(make_header(decode_header(mail["Subject"])))
		found[to[0]] = (subject, text.get_payload(decode=True).decode())
	return found


def visit(case, doc, user: str, method="GET", **form) -> frappe._dict:
	"""The page of a document as a user gets it; what the request left behind is put back."""
	words = {kind: word for word, kind in approval_notices.TYPES.items()}
	asked = {"name": doc.name, "type": words.get(doc.doctype, ""), **form}
	request, typed = getattr(frappe.local, "request", None), frappe.local.form_dict
	frappe.local.request = frappe._dict(method=method)
	context = frappe._dict()
	try:
		with case.acting_as(user):
			# signing in makes a new one
			frappe.local.form_dict = frappe._dict(asked)
			credit_approval.get_context(context)
	finally:
		frappe.local.request, frappe.local.form_dict = request, typed
	doc.reload()
	return context


def rendered(context) -> str:
	"""The page's HTML."""
	return frappe.render_template("credit_control/www/credit-approval.html", {**context, "frappe": frappe})
