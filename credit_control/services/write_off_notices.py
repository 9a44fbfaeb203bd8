"""Telling the people of a write-off, in the desk and each in their own language, what waits or was decided."""

from collections.abc import Callable, Iterable

import frappe
from frappe import _
from frappe.translate import get_user_lang, print_language
from frappe.utils import escape_html, get_fullname

from credit_control.engine.money import decimal
from credit_control.services import approvers, notices, wording


def asked(doc, users: Iterable[str]) -> None:
	"""Ask those who can decide the open step."""
	_tell(users, doc, _asks)


def escalated(doc, users: Iterable[str]) -> None:
	"""Tell those to whom a late step went on, and those who let it wait."""
	_tell(users, doc, _waits_too_long)


def decided(doc) -> None:
	"""Tell who asked how it was decided."""
	_tell(sorted(approvers.requesters(doc) - {frappe.session.user, "Administrator"}), doc, _was_decided)


def _tell(users: Iterable[str], doc, subject: Callable) -> None:
	for user in users:
		with print_language(get_user_lang(user)):
			notices.notify([user], subject(doc), doc, escape_html(doc.decision_note or doc.reason or ""))


def _asks(doc) -> str:
	return _("{0} asks to write off {1} of {2}").format(
		get_fullname(doc.requested_by), _amount(doc), _customer(doc)
	)


def _waits_too_long(doc) -> str:
	return _("Waiting too long: writing off {0} of {1}").format(_amount(doc), _customer(doc))


def _was_decided(doc) -> str:
	return _("Write-off of {0} of {1}: {2}").format(
		_amount(doc), _customer(doc), _(doc.status, context=doc.doctype)
	)


def _amount(doc) -> str:
	return wording.show(decimal(doc.total_amount), doc.currency)


def _customer(doc) -> str:
	return doc.customer_name or doc.customer
