"""The contact log of a Collection Case: each contact a Communication on its timeline, with what came of it.

Two collectors may have the same customer in front of them. Whoever records something says which state of the
case they saw, and is told when somebody else was faster.
"""

from dataclasses import dataclass
from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import cint, escape_html, get_datetime, get_fullname, getdate, now_datetime

from credit_control.engine.collecting import CHANNELS, OUTCOMES, FollowUp, follow_up
from credit_control.erp import compat
from credit_control.services import joining
from credit_control.services.collection_cases import DOCTYPE, OPEN

#: our channels as ERPNext's Communication calls them
MEDIUMS = {"Phone": "Phone", "E-Mail": "Email", "Visit": "Visit", "Letter": "Other", "Other": "Other"}
#: how long a contact can be taken back by who recorded it
MAY_TAKE_BACK = timedelta(minutes=15)
RECEIVED = "Received"
#: what may come of a contact
COMMITMENTS = ("Promise to Pay", "Payment Dispute")


class CaseChangedError(frappe.ValidationError):
	"""Somebody else has changed the case since the user saw it."""


@dataclass(frozen=True, slots=True)
class Contact:
	"""One contact as the collector records it; what is not said is None. Days are ISO text.

	`named_day` is a day that the customer named. `action` and `action_on` replace what follows by itself.
	"""

	outcome: str
	channel: str = "Phone"
	note: str | None = None
	named_day: str | None = None
	action: str | None = None
	action_on: str | None = None
	person: str | None = None
	phone: str | None = None
	place: str | None = None
	photo: str | None = None


def locked(name: str, version: str):
	"""An open case, locked as it is now. Raises CaseChangedError when it is not what the user saw."""
	doc = _lock(name)
	if str(doc.modified) != version:
		_refuse_changed(doc, version)
	if doc.status != OPEN:
		frappe.throw(_("Collection Case {0} is closed: nothing is overdue any more.").format(name))
	return doc


def _lock(name: str):
	"""The case as it is now. A newer MariaDB refuses a row that was changed since the request began."""
	try:
		return frappe.get_doc(DOCTYPE, name, for_update=True)
	except Exception as error:
		if not compat.is_lock_error(error):
			raise
		message = _("Somebody else is changing this case at this moment. Reload to see how it stands.")
		frappe.throw(message, CaseChangedError, title=_("Please Reload"))


def _refuse_changed(doc, version: str) -> None:
	user = escape_html(get_fullname(doc.modified_by))
	template = _("{0} has just changed this case. Reload to see how it stands.")
	if doc.last_contact_on and doc.last_contact_on > get_datetime(version):
		user = escape_html(get_fullname(doc.last_contact_by))
		template = _("{0} has just recorded a contact: {1}. Reload to see it.")
	outcome = _(doc.last_outcome, context=DOCTYPE) if doc.last_outcome else ""
	frappe.throw(template.format(user, outcome), CaseChangedError, title=_("Please Reload"))


def record(doc, contact: Contact, made=None) -> str:
	"""Log a contact on a locked case and set its next step; returns the Communication's name.

	`made` is the promise or dispute that came of it: the contact stands on its timeline too.
	"""
	_check(doc, contact)
	entry = _log(doc, contact, made)
	following = _next_step(contact)
	doc.update(
		{
			"last_contact_on": entry.communication_date,
			"last_contact_by": frappe.session.user,
			"last_outcome": contact.outcome,
			"contacts": cint(doc.contacts) + 1,
			"next_action": following.action,
			"next_action_on": following.day,
		}
	)
	doc.save()
	return entry.name


def _check(doc, contact: Contact) -> None:
	if contact.channel not in CHANNELS:
		frappe.throw(_("Channel {0} is not known. Choose another.").format(escape_html(contact.channel)))
	if contact.outcome not in OUTCOMES:
		frappe.throw(_("Outcome {0} is not known. Choose another.").format(escape_html(contact.outcome)))
	for day in (contact.named_day, contact.action_on):
		if day and getdate(day) < getdate():
			frappe.throw(_("The next step lies in the past. Choose a day from today on."))
	if contact.photo and not _photo(doc, contact.photo):
		frappe.throw(_("The photo does not belong to this case. Attach it again."))


def _photo(doc, url: str) -> str | None:
	"""The user's own upload that belongs to nothing yet, or a file of the case."""
	of_case = {"attached_to_doctype": DOCTYPE, "attached_to_name": doc.name}
	own = {"attached_to_name": ["is", "not set"], "owner": frappe.session.user}
	for filters in (of_case, own):
		found = frappe.get_all("File", {"file_url": url, **filters}, pluck="name", limit=1)
		if found:
			return found[0]
	return None


def _next_step(contact: Contact) -> FollowUp:
	named = getdate(contact.named_day) if contact.named_day else None
	found = follow_up(contact.outcome, getdate(), named)
	day = getdate(contact.action_on) if contact.action_on else found.day
	return FollowUp(contact.action or found.action, day)


def _log(doc, contact: Contact, made):
	"""The contact on the timeline. The right is that to the case: nobody needs one to Communications."""
	title = joining.labelled(_(contact.channel, context=DOCTYPE), _(contact.outcome, context=DOCTYPE))
	entry = frappe.get_doc(
		{
			"doctype": "Communication",
			"communication_type": "Communication",
			"communication_medium": MEDIUMS[contact.channel],
			"communication_date": now_datetime(),
			"sent_or_received": "Sent",
			"status": "Linked",
			"subject": title,
			"content": _content(title, contact),
			"phone_no": contact.phone,
			"reference_doctype": DOCTYPE,
			"reference_name": doc.name,
			"sender": frappe.db.get_value("User", frappe.session.user, "email"),
			"user": frappe.session.user,
			"collection_channel": contact.channel,
			"collection_outcome": contact.outcome,
			"collection_place": contact.place,
		}
	)
	if made is not None:
		entry.append("timeline_links", {"link_doctype": made.doctype, "link_name": made.name})
	entry.flags.is_contact_log = True
	entry.insert(ignore_permissions=True)
	if contact.photo:
		_attach(entry.name, _photo(doc, contact.photo))
	return entry


def _content(title: str, contact: Contact) -> str:
	whom = " ".join(part for part in (contact.person, contact.phone) if part)
	lines = [title]
	if whom:
		lines.append(_("With: {0}").format(whom))
	if contact.place:
		lines.append(_("Place: {0}").format(contact.place))
	lines += (contact.note or "").strip().splitlines()
	return "".join(f"<p>{escape_html(line)}</p>" for line in lines if line)


def _attach(entry: str, file: str) -> None:
	values = {"attached_to_doctype": "Communication", "attached_to_name": entry}
	frappe.db.set_value("File", file, values)
	frappe.db.set_value("Communication", entry, "has_attachment", 1, update_modified=False)


def take_back(doc, name: str, *, action: str | None, action_on: str | None) -> None:
	"""Undo a contact that was recorded by mistake a moment ago, and go back to the step that stood before."""
	entry = frappe.get_doc("Communication", name)
	_check_own(doc, entry)
	_must_have_made_nothing(entry)
	frappe.delete_doc("Communication", name, ignore_permissions=True)
	last = last_contact(doc.name)
	doc.update(
		{
			"last_contact_on": last and last.communication_date,
			"last_contact_by": last and last.user,
			"last_outcome": last and last.collection_outcome,
			"contacts": max(0, cint(doc.contacts) - 1),
			"next_action": action,
			"next_action_on": action_on,
		}
	)
	doc.save()


def _check_own(doc, entry) -> None:
	of_case = (entry.reference_doctype, entry.reference_name) == (DOCTYPE, doc.name)
	if not of_case or not entry.collection_outcome:
		frappe.throw(_("That is no contact of this case."))
	if entry.user != frappe.session.user or now_datetime() - entry.creation > MAY_TAKE_BACK:
		frappe.throw(
			_("A contact can be taken back within 15 minutes by who recorded it. Record another one.")
		)


def _must_have_made_nothing(entry) -> None:
	"""A promise or dispute would stand there without the contact in which it was given."""
	for link in entry.timeline_links:
		if link.link_doctype in COMMITMENTS and _stands(link):
			name = joining.labelled(_(link.link_doctype), link.link_name)
			frappe.throw(_("{0} came of this contact. Cancel or delete that first.").format(name))


def _stands(link) -> bool:
	status = frappe.db.get_value(link.link_doctype, link.link_name, "docstatus")
	return status is not None and status < 2


def last_contact(case: str):
	"""The last contact of a case, None without one."""
	rows = contacts_of(case, 1)
	return rows[0] if rows else None


def contacts_of(case: str, most: int) -> list:
	"""The latest contacts and mails of a case, newest first."""
	return frappe.get_all(
		"Communication",
		{
			"reference_doctype": DOCTYPE,
			"reference_name": case,
			"communication_type": ["in", ("Communication", "Automated Message")],
		},
		[
			"name",
			"communication_date",
			"user",
			"subject",
			"content",
			"sent_or_received",
			"communication_medium",
			"collection_channel",
			"collection_outcome",
			"collection_place",
			"has_attachment",
		],
		order_by="communication_date desc, creation desc",
		limit=most,
	)


def mailed(doc, entry) -> None:
	"""A mail was sent from the case's form, or the customer answered: that is a contact too."""
	if entry.flags.is_contact_log or entry.communication_medium != "Email" or not entry.flags.in_insert:
		return
	received = entry.sent_or_received == RECEIVED
	doc.db_set(
		{
			"last_contact_on": entry.communication_date or now_datetime(),
			"last_contact_by": doc.last_contact_by if received else frappe.session.user,
			"last_outcome": RECEIVED if received else "Sent",
			"contacts": cint(doc.contacts) + 1,
		}
	)
