"""Telling the people of an approval: in the desk and by e-mail, each in their own language, with a link.

The link opens a page that asks whoever is not signed in to sign in. Opening it decides nothing, so that the
scanners of mail servers, which follow links, do no harm.
"""

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

import frappe
from frappe.translate import get_user_lang, print_language
from frappe.utils import escape_html, get_fullname, get_url

from credit_control.services import approval_kinds, approval_pack, approvers, notices

PAGE = "credit-approval"
#: what the link says of its document; a limit request needs no word
TYPES = {"write-off": "Bad Debt Write-Off"}


def asked(doc, users: Iterable[str]) -> None:
	"""Ask those who can decide the open step."""
	_tell(users, doc, approval_kinds.of(doc).asks, with_mail=True)


def escalated(doc, users: Iterable[str]) -> None:
	"""Tell those to whom a late step went on, and those who let it wait."""
	_tell(users, doc, approval_kinds.of(doc).waits_too_long, with_mail=True)


def decided(doc) -> None:
	"""Tell who asked how it was decided."""
	_tell(_askers(doc), doc, approval_kinds.of(doc).was_decided, with_mail=True)


def withdrawn(doc, users: Iterable[str]) -> None:
	"""Tell those who were asked that nothing is left to decide."""
	_tell(users, doc, approval_kinds.of(doc).was_withdrawn, with_mail=False)


def _askers(doc) -> list[str]:
	return sorted(approvers.requesters(doc) - {frappe.session.user, "Administrator"})


def customer(doc) -> str:
	return doc.customer_name or doc.customer


def _tell(users: Iterable[str], doc, subject: Callable, *, with_mail: bool) -> None:
	can_mail = with_mail and _has_mail_account()
	for user in users:
		with print_language(get_user_lang(user)):
			text = subject(doc)
			notices.notify([user], text, doc, escape_html(doc.decision_note or doc.reason or ""))
			if can_mail:
				_mail(user, text, doc)


def _has_mail_account() -> bool:
	"""Without an outgoing account the desk's notifications have to do."""
	account = frappe.db.exists("Email Account", {"enable_outgoing": 1, "default_outgoing": 1})
	return bool(account or frappe.conf.mail_server)


def _mail(user: str, subject: str, doc) -> None:
	address = frappe.db.get_value("User", user, "email")
	if not address:
		return
	frappe.sendmail(
		recipients=[address],
		subject=subject,
		message=mail_body(doc, user),
		reference_doctype=doc.doctype,
		reference_name=doc.name,
		add_unsubscribe_link=0,
	)


def mail_body(doc, user: str) -> str:
	"""The e-mail as HTML in the language that is on: the figures, and a link to decide or to look."""
	decides = approvers.may_decide(doc, user) if approvers.open_step(doc) else None
	context = {
		"customer": customer(doc),
		"figures": approval_kinds.of(doc).key_figures(doc),
		"reason": doc.reason,
		"note": doc.decision_note,
		"on_behalf_of": _in_place_of(doc, user),
		"summary": approval_pack.summary(doc) if decides else [],
		"decides": bool(decides),
		"link": link(doc),
	}
	return frappe.render_template("credit_control/templates/approval_mail.html", context)


def _in_place_of(doc, user: str) -> str | None:
	found = approvers.may_decide(doc, user)
	return get_fullname(found.on_behalf_of) if found and found.on_behalf_of else None


def link(doc) -> str:
	"""Where the request is decided or looked at; opening it changes nothing."""
	return get_url(f"/{address(doc.doctype, doc.name)}")


def address(doctype: str, name: str) -> str:
	"""The page of a request, without the site."""
	word = next((word for word, known in TYPES.items() if known == doctype), None)
	asked = {"type": word, "name": name} if word else {"name": name}
	return f"{PAGE}?{urlencode(asked)}"
