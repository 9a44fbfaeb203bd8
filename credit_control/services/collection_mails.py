"""E-mails about open items, through Frappe's queue and on the customer's timeline."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.translate import print_language

from credit_control.services import styled_mails

STATEMENT = "Statement of Open Items"
DUNNING = "Dunning with Interest"


def has_account() -> bool:
	"""True where the site has an account to send from."""
	filters = {"enable_outgoing": 1, "default_outgoing": 1}
	return bool(frappe.db.exists("Email Account", filters) or frappe.conf.mail_server)


def must_have_account() -> None:
	"""Raise where nothing could be sent."""
	if not has_account():
		frappe.throw(
			_("There is no outgoing e-mail account. Set one up as the default before sending."),
			title=_("Nothing Is Sent"),
		)


def send(notice, *, attach: bool) -> str:
	"""Queue the e-mail of a notice; returns its Communication. Answers go to whoever is responsible.

	It waits until the quiet hours are over. The attachments are printed when the queue is sent, in the customer's language.
	"""
	attachments = _attachments(notice, attach)
	communication = _communication(notice, attachments)
	styled_mails.queue(
		recipients=[notice.recipient],
		subject=notice.subject,
		message=notice.message,
		reference_doctype="Customer",
		reference_name=notice.customer,
		communication=communication,
		reply_to=_address(notice.responsible),
		send_after=notice.send_after,
		attachments=attachments,
		add_unsubscribe_link=0,
	)
	return communication


def _address(user: str | None) -> str | None:
	return frappe.db.get_value("User", user, "email", cache=True) if user else None


def _communication(notice, attachments: list[dict]) -> str:
	doc = frappe.get_doc(
		{
			"doctype": "Communication",
			"communication_type": "Communication",
			"communication_medium": "Email",
			"sent_or_received": "Sent",
			"subject": notice.subject[:140],
			"content": notice.message,
			"recipients": notice.recipient,
			"reference_doctype": "Customer",
			"reference_name": notice.customer,
			"status": "Linked",
			"has_attachment": int(bool(attachments)),
		}
	)
	return _insert(doc).name


def _insert(doc):
	"""Insert an e-mail's Communication; Frappe would read its customer twice, and its HTML once more."""
	# the customer was just read, so its link needs no check
	doc.flags.ignore_links = True
	doc.parent_doc = frappe.get_cached_doc(doc.reference_doctype, doc.reference_name)
	# what takes a signature was written in the desk's editor
	doc.flags.skip_add_signature = "ql-editor" not in doc.content
	doc.insert(ignore_permissions=True)
	# a run over many would keep them all
	frappe.clear_document_cache(doc.reference_doctype, doc.reference_name)
	return doc


def _attachments(notice, attach: bool) -> list[dict]:
	found = [_print("Dunning", name, notice, _dunning_format(), name) for name in _dunnings(notice)]
	if attach:
		with print_language(notice.language):
			title = f"{_(STATEMENT)}-{notice.name}"
		found.append(_print(notice.doctype, notice.name, notice, STATEMENT, title))
	return found


def _dunnings(notice) -> list[str]:
	return list(dict.fromkeys(row.dunning for row in notice.items if row.dunning))


def _dunning_format() -> str | None:
	"""The site's own format for Dunnings, None, where it has chosen one; else ours, which shows the interest."""
	return None if frappe.get_meta("Dunning").default_print_format else DUNNING


def _print(doctype: str, name: str, notice, print_format: str | None, title: str) -> dict:
	return {
		"print_format_attachment": 1,
		"doctype": doctype,
		"name": name,
		"print_format": print_format,
		"file_name": title,
		"lang": notice.language,
	}
