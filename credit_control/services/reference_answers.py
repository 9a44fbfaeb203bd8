"""The answer to a questionnaire: by a guest with a link, once, into the channel that asked."""

import hmac
from collections.abc import Mapping

import frappe
from frappe import _
from frappe.utils import escape_html, getdate, now_datetime

from credit_control.engine import investigations as rules
from credit_control.engine.errors import Problem
from credit_control.engine.references import Answer, read_answer
from credit_control.services import notices
from credit_control.services import reference_requests as requests
from credit_control.services.investigation_channels import CHANNEL

#: a token is 43 characters; what is longer is not looked up
LONGEST_TOKEN = 100
FIELDS = tuple(Answer.__dataclass_fields__)


def find(token: str | None, lock: bool = False):
	"""The request a link belongs to; None for a link that nobody was sent.

	With `lock` the row is read as it is now and kept from others until the end of the request.
	"""
	if not token or len(token) > LONGEST_TOKEN:
		return None
	digest = requests.digest(token)
	name = frappe.db.get_value(requests.DOCTYPE, {"token_hash": digest}, for_update=lock)
	doc = frappe.get_doc(requests.DOCTYPE, name, for_update=lock) if name else None
	# the index has found it; comparing here again takes the same time whatever differs
	return doc if doc and hmac.compare_digest(doc.token_hash or "", digest) else None


def state(doc) -> str:
	"""Sent, Opened, Answered, Expired or Revoked as of today, whether or not the daily job has run."""
	out = doc.status in requests.OUT
	return requests.EXPIRED if out and getdate(doc.expires_on) < getdate() else doc.status


def opened(doc) -> None:
	"""The first time that a link is followed."""
	if doc.status == requests.SENT:
		frappe.db.set_value(
			requests.DOCTYPE, doc.name, {"status": requests.OPENED, "opened_on": now_datetime()}
		)


def currencies() -> list[str]:
	"""The currencies that an amount may be in."""
	return frappe.get_all("Currency", {"enabled": 1}, pluck="name", order_by="name")


def answer(doc, form: Mapping[str, str]) -> list[Problem]:
	"""Keep what was posted and fill the channel; returns what is wrong with it, and then keeps nothing."""
	found, problems = read_answer(form, currencies(), getdate())
	if found is None:
		return problems
	_keep(doc, found)
	_fill_channel(doc, found)
	return []


def _keep(doc, found: Answer) -> None:
	said = {name: getattr(found, name) for name in FIELDS}
	said["highest_credit"] = float(found.highest_credit or 0)
	# a guest answers: the link is the right to do so
	doc.flags.ignore_permissions = True
	requests.keep(doc, **said, standing=found.standing, status=requests.ANSWERED, answered_on=now_datetime())


def _fill_channel(doc, found: Answer) -> None:
	investigation = frappe.get_doc(requests.INVESTIGATION, doc.investigation, for_update=True)
	row = requests.channel_of(doc, investigation)
	owner = (row and row.assigned_to) or investigation.specialist or doc.sent_by
	language = frappe.db.get_value("User", owner, "language") or frappe.local.conf.lang or "en"
	text = finding(doc, found, language)
	if investigation.docstatus == 0 and row is not None and row.status in rules.OPEN:
		_write(investigation, row, doc, found, text)
	subject = _("{0} has answered about {1}: {2}", lang=language).format(
		doc.party_name, doc.customer_name, _(found.standing, lang=language, context=requests.DOCTYPE)
	)
	notices.notify([owner], subject, investigation, escape_html(text))


def _write(investigation, row, doc, found: Answer, text: str) -> None:
	row.update(
		{
			"status": rules.ANSWERED,
			"result": found.standing,
			"finding": text,
			"reliability": rules.THIRD_PARTY,
			"verified_on": getdate(),
			"subject": row.subject or doc.party_name,
			**_facts(row, doc, found),
		}
	)
	# still the guest
	investigation.flags.ignore_permissions = True
	frappe.db.savepoint("reference_answer")
	try:
		investigation.save()
	except frappe.ValidationError:
		# the answer itself is kept; what keeps the draft from being saved is for its owner to mend
		frappe.db.rollback(save_point="reference_answer")
		frappe.clear_messages()
		frappe.log_error(f"The answer {doc.name} could not be put into {investigation.name}")


def _facts(row, doc, found: Answer) -> dict:
	"""What the answer says in figures, in the fields of the channel's kind."""
	since = f"{found.trading_since}-01-01" if found.trading_since else None
	contact = {"contact_person": found.answered_by, "email": doc.email}
	if row.channel == rules.BANK_REFERENCE:
		return {"account_since": since, **contact}
	return {
		"trading_since": since,
		"highest_credit": float(found.highest_credit or 0),
		"currency": found.currency,
		"term_days": "" if found.term_days is None else str(found.term_days),
		"payment_habit": found.payment_habit,
		**contact,
	}


def finding(doc, found: Answer, language: str) -> str:
	"""The answer in a few sentences, in the owner's language; what was not said is left out."""

	def said(label: str, value: str | None) -> str:
		return (
			f"{_(label, lang=language, context=requests.DOCTYPE)}: {_(value, lang=language, context=requests.DOCTYPE)}"
			if value
			else ""
		)

	who = ", ".join(filter(None, (found.answered_by, found.answered_position, doc.party_name)))
	parts = [
		_("Answered on the web by {0}.", lang=language).format(who),
		said("Payment Habit", _(found.payment_habit, lang=language, context=CHANNEL)),
		said("Would Give Credit Again", found.extend_again),
		said("Returned Cheques or Bills", found.returned_cheques),
		said("Against Security", found.secured),
		found.remarks or "",
	]
	return "\n".join(filter(None, parts))
