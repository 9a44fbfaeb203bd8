"""Questionnaires for suppliers and banks: written, sent with a link, sent again, withdrawn, run out."""

import hashlib
import secrets
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, cint, escape_html, formatdate, get_url, getdate, now_datetime

from credit_control.engine import investigations as rules
from credit_control.services import reference_messages, settings
from credit_control.services.investigation_channels import CHANNEL

DOCTYPE = "Credit Reference Request"
INVESTIGATION = "Credit Investigation"
PAGE = "credit-reference"
DRAFT, SENT, OPENED, ANSWERED, EXPIRED, REVOKED = (
	"Draft",
	"Sent",
	"Opened",
	"Answered",
	"Expired",
	"Revoked",
)
#: a link that can be answered
OUT = (SENT, OPENED)
DEFAULT_DAYS = 14


def draft_for(investigation, row) -> str:
	"""The channel's request that may still be sent, else a new draft."""
	filters = {"investigation": investigation.name, "channel_row": row.name, "status": ["!=", ANSWERED]}
	known = frappe.get_all(DOCTYPE, filters, pluck="name", order_by="creation desc", limit=1)
	if known:
		return known[0]
	chinese = (frappe.local.lang or "en").startswith("zh")
	return (
		frappe.get_doc(
			{
				"doctype": DOCTYPE,
				"investigation": investigation.name,
				"channel_row": row.name,
				"kind": row.channel,
				"party_name": row.subject,
				"contact_person": row.contact_person,
				"email": row.email,
				"language": "Chinese" if chinese else "English",
			}
		)
		.insert(ignore_mandatory=True)
		.name
	)


def refresh(doc) -> None:
	"""Before each save: the channel it belongs to, and our own text where nobody wrote another one."""
	investigation = frappe.get_doc(INVESTIGATION, doc.investigation)
	doc.customer, doc.customer_name = investigation.customer, investigation.customer_name
	if not doc.flags.by_service:
		_keep_course(doc)
	if doc.is_new():
		_check_channel(doc, investigation)
	if doc.status != ANSWERED:
		reference_messages.follow(doc, investigation)


def _keep_course(doc) -> None:
	"""How a request was sent and answered is not for forms to say."""
	before = doc.get_doc_before_save() or frappe.new_doc(DOCTYPE)
	if before.status == ANSWERED:
		frappe.throw(_("{0} is answered and stays as it is.").format(doc.name))
	course = [df.fieldname for df in doc.meta.fields if df.read_only and not df.fetch_from]
	doc.update({name: before.get(name) for name in course if name not in ("customer", "channel_row")})


def keep(doc, **fields) -> None:
	"""Write how a request goes on."""
	doc.update(fields)
	doc.flags.by_service = True
	doc.save()


def _check_channel(doc, investigation) -> None:
	row = channel_of(doc, investigation)
	if row is None or row.channel != doc.kind:
		frappe.throw(
			_("Investigation {0} has no open channel {1}. Add one, and ask from there.").format(
				investigation.name, _(doc.kind, context=CHANNEL)
			)
		)
	doc.channel_row = row.name


def channel_of(doc, investigation):
	"""The investigation's row that the request asks for: the one named, else the first that is open."""
	rows = [row for row in investigation.channels if row.channel == doc.kind]
	if doc.channel_row:
		return next((row for row in rows if row.name == doc.channel_row), None)
	return next((row for row in rows if row.status in rules.OPEN), None)


def preview(doc) -> dict:
	"""The e-mail as it would go out, with a link that leads nowhere."""
	subject, message = reference_messages.composed(doc, get_url(f"/{PAGE}?token=…"), _last_day())
	return {"subject": subject, "message": message, "email": doc.email, "valid_to": formatdate(_last_day())}


def _last_day() -> date:
	days = cint(settings.settings().get("reference_link_days")) or DEFAULT_DAYS
	return getdate(add_days(getdate(), days))


def send(doc) -> None:
	"""Mail the questionnaire with a new link; one that was sent before stops working."""
	_check_sending(doc)
	if reference_messages.LINK not in (doc.message or ""):
		frappe.throw(
			_("The message has no {0}. Put it where the link is to stand.").format(reference_messages.LINK)
		)
	_check_mail_account()
	url = issue(doc)
	subject, message = reference_messages.composed(doc, url, getdate(doc.expires_on))
	frappe.sendmail(
		recipients=[doc.email],
		subject=subject,
		message=message,
		reply_to=frappe.db.get_value("User", frappe.session.user, "email"),
		reference_doctype=DOCTYPE,
		reference_name=doc.name,
		add_unsubscribe_link=0,
	)


def _check_mail_account() -> None:
	"""Frappe would fail with an error of its own, after the link was made."""
	account = frappe.db.exists("Email Account", {"enable_outgoing": 1, "default_outgoing": 1})
	if not (account or frappe.conf.mail_server):
		frappe.throw(_("There is no outgoing e-mail account. Set one up, or take the link with Get Link."))


def issue(doc) -> str:
	"""Make a new link, valid for the days of the settings, and return it: only its hash is kept."""
	_check_sending(doc)
	token = secrets.token_urlsafe(32)
	keep(
		doc,
		token_hash=digest(token),
		status=SENT,
		sent_on=now_datetime(),
		sent_by=frappe.session.user,
		times_sent=(doc.times_sent or 0) + 1,
		expires_on=_last_day(),
		opened_on=None,
	)
	_mark_asked(doc)
	return get_url(f"/{PAGE}?token={token}")


def digest(token: str) -> str:
	"""What is kept of a token. It has 256 random bits, so no salt is needed."""
	return hashlib.sha256(token.encode()).hexdigest()


def _check_sending(doc) -> None:
	if doc.status == ANSWERED:
		frappe.throw(_("{0} has answered already.").format(escape_html(doc.party_name)))
	if not doc.party_name or not doc.email:
		frappe.throw(_("Supplier or Bank and Email are needed. Fill them in and save."))
	investigation = frappe.get_doc(INVESTIGATION, doc.investigation)
	row = channel_of(doc, investigation)
	if investigation.docstatus or row is None or row.status not in rules.OPEN:
		frappe.throw(
			_("The channel is no longer open in {0}. There is nothing to ask.").format(doc.investigation)
		)


def _mark_asked(doc) -> None:
	investigation = frappe.get_doc(INVESTIGATION, doc.investigation)
	row = channel_of(doc, investigation)
	row.update(
		{"status": rules.ASKED, "reference_request": doc.name, "subject": row.subject or doc.party_name}
	)
	investigation.save()


def revoke(doc) -> None:
	"""Withdraw a link that is out; the channel is open again."""
	if doc.status not in OUT:
		frappe.throw(_("Only a questionnaire that is out can be withdrawn."))
	keep(doc, status=REVOKED)
	investigation = frappe.get_doc(INVESTIGATION, doc.investigation)
	row = channel_of(doc, investigation)
	if investigation.docstatus == 0 and row is not None and row.status == rules.ASKED:
		row.status = rules.TO_DO
		investigation.save()


def withdraw_all(investigation: str) -> None:
	"""Nobody is asked any more for what an investigation no longer needs; the right is that to the investigation."""
	for name in frappe.get_all(
		DOCTYPE, {"investigation": investigation, "status": ["in", OUT]}, pluck="name"
	):
		doc = frappe.get_doc(DOCTYPE, name)
		doc.flags.ignore_permissions = True
		keep(doc, status=REVOKED)


def expire(today: date | None = None) -> int:
	"""Mark the links that have run out; returns how many."""
	filters = {"status": ["in", OUT], "expires_on": ["<", today or getdate()]}
	names = frappe.get_all(DOCTYPE, filters, pluck="name")
	for name in names:
		frappe.db.set_value(DOCTYPE, name, "status", EXPIRED)
	return len(names)


def forget_unsent(investigation: str) -> None:
	"""Delete the requests that nobody can answer, by the right to delete the draft that they belong to."""
	filters = {"investigation": investigation, "status": ["in", (DRAFT, EXPIRED, REVOKED)]}
	for name in frappe.get_all(DOCTYPE, filters, pluck="name"):
		frappe.delete_doc(DOCTYPE, name, ignore_permissions=True)
