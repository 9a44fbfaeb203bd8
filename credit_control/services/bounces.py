"""E-mails about open items that come back after they left: the notice, the address and a task say so.

Frappe hands over received mail as a Communication, which holds its words only. The accounts keep what they have
read of the whole mail for it (`keep`); where another app reads the mail, the words must do.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import add_days, escape_html, nowdate, strip_html

from credit_control.engine.bounces import Bounce, of_text, read
from credit_control.services import collection_notices
from credit_control.services.collection_facts import NOTICE

#: reports of older e-mails are believed only where they name the message
RECENT_DAYS = 14
SAVEPOINT = "bounce"
#: where an address is kept that e-mails come back from
MARK = "bounced_email"


def keep(mails: Iterable) -> None:
	"""Remember what received mails say of others that came back, until their Communications are made."""
	kept = frappe.local.credit_bounces = {}
	for mail in mails:
		try:
			kept[mail.message_id] = read(mail.raw_message)
		except Exception:
			frappe.log_error("A received e-mail was not looked through for a bounce")


def received(doc) -> None:
	"""A mail came in: where it tells of one of ours that came back, that is noted. Never keeps it from coming in."""
	if doc.sent_or_received != "Received" or doc.communication_medium != "Email":
		return
	frappe.db.savepoint(SAVEPOINT)
	try:
		for bounce in _bounces(doc):
			_note(bounce, doc)
	except Exception:
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.log_error(f"Communication {doc.name} was not looked through for a bounce")


def _bounces(doc) -> tuple[Bounce, ...]:
	kept = getattr(frappe.local, "credit_bounces", {})
	if doc.message_id and doc.message_id in kept:
		return kept[doc.message_id]
	return of_text(
		sender=doc.sender or "",
		subject=doc.subject or "",
		text="\n".join((doc.text_content or "", _plain(doc.content or ""))),
		own=doc.recipients or "",
	)


def _plain(html: str) -> str:
	return strip_html(html.replace("<br", "\n<br").replace("</", "\n</"))


def _note(bounce: Bounce, doc) -> None:
	name = _notice_of(bounce, doc)
	if not name:
		return
	notice = frappe.get_doc(NOTICE, name)
	if bounce.is_address_wrong and (notice.recipient or "").lower() == bounce.recipient:
		mark(bounce.recipient)
	collection_notices.came_back(notice, bounce.reason)
	if not doc.reference_name:
		doc.db_set({"reference_doctype": "Customer", "reference_name": notice.customer, "status": "Linked"})


def _notice_of(bounce: Bounce, doc) -> str | None:
	"""The notice whose e-mail came back: by its identifier, else the latest one to the address."""
	queued = _communications(bounce.message_ids)
	found = _notice({"communication": ["in", [*queued, doc.in_reply_to or ""]]})
	recently = {"recipient": bounce.recipient, "taken_on": [">=", add_days(nowdate(), -RECENT_DAYS)]}
	return found or _notice({**recently, "status": ["in", collection_notices.AWAY]})


def _communications(identifiers: tuple[str, ...]) -> list[str]:
	if not identifiers:
		return []
	filters = {"message_id": ["in", list(identifiers)], "communication": ["is", "set"]}
	return frappe.get_all("Email Queue", filters, pluck="communication")


def _notice(filters: dict) -> str | None:
	names = frappe.get_all(NOTICE, filters, pluck="name", order_by="taken_on desc, creation desc", limit=1)
	return names[0] if names else None


def mark(address: str) -> None:
	"""Write to an address no more: wherever it stands it is marked, until it is changed or the mark taken away."""
	for doctype in ("Contact", "Customer"):
		for name in frappe.get_all(doctype, {"email_id": address}, pluck="name"):
			frappe.db.set_value(doctype, name, MARK, address, update_modified=False)
			_tell(doctype, name, address)


def _tell(doctype: str, name: str, address: str) -> None:
	text = _("E-mails to {0} come back: no reminder is sent to it until it is changed.").format(
		escape_html(address)
	)
	frappe.get_doc(doctype, name).add_comment("Info", text)
