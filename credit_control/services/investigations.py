"""Credit Investigations: opened from a template, worked on channel by channel, completed or taken back."""

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce
from frappe.utils import getdate, nowdate

from credit_control.engine import investigations as rules
from credit_control.services import (
	files,
	investigation_channels,
	investigation_findings,
	investigation_tasks,
	investigation_templates,
	joining,
	reference_requests,
	settings,
)
from credit_control.services.investigation_channels import CHANNEL

DOCTYPE = "Credit Investigation"
#: what an amended investigation does not take over: the original's tasks and rows are closed and gone
OWN = ("todo", "reminded_on", "file_rows", "reference_request")


def open_for(customer: str, company: str | None = None) -> str:
	"""The customer's investigation that is under way, else a new one filled from the best template."""
	files.validate_customer(customer)
	found = frappe.get_all(DOCTYPE, {"customer": customer, "docstatus": 0}, pluck="name", limit=1)
	if found:
		return found[0]
	file = frappe.get_doc(files.CREDIT_FILE, files.ensure(customer))
	reason = "Review" if file.last_assessment else "New Customer"
	values = {"doctype": DOCTYPE, "customer": customer, "company": company, "reason": reason}
	return frappe.get_doc(values).insert().name


def prepare(doc) -> None:
	"""Before the first save: the file, the specialist, and the template's channels where none were entered."""
	files.validate_customer(doc.customer)
	doc.credit_file = files.ensure(doc.customer)
	doc.opened_on = doc.opened_on or nowdate()
	doc.specialist = doc.specialist or _specialist(doc)
	for row in doc.channels if doc.amended_from else ():
		row.update(dict.fromkeys(OWN))
	if not doc.channels:
		doc.template = doc.template or investigation_templates.best(doc.customer, doc.company)
		fill(doc)


def _specialist(doc) -> str | None:
	own = frappe.db.get_value(files.CREDIT_FILE, doc.credit_file, "specialist")
	known = settings.specialist(own, doc.company)
	if known and investigation_templates.may_work(known):
		return known
	return frappe.session.user if investigation_templates.may_work(frappe.session.user) else None


def fill(doc) -> int:
	"""Add the template's channels that are not there yet; those whose finding is still valid come with it.

	Returns how many were added.
	"""
	if not doc.template:
		return 0
	rows = _missing(doc, investigation_templates.channel_rows(doc.template, doc))
	known = earlier_findings(doc)
	wanted = [rules.Wanted(row["channel"], row["subject"]) for row in rows]
	for row, finding in zip(rows, rules.reuse(wanted, list(known.values()), getdate()), strict=True):
		doc.append("channels", {**row, **(_reused(finding.key) if finding else {})})
	return len(rows)


def _missing(doc, rows: list[dict]) -> list[dict]:
	"""Each channel of the template takes one that is there; what is left over is missing."""
	there = [row.channel for row in doc.channels]
	missing = []
	for row in rows:
		if row["channel"] in there:
			there.remove(row["channel"])
		else:
			missing.append(row)
	return missing


def earlier_findings(doc) -> dict[str, rules.Known]:
	"""What completed investigations of the customer found, newest first, by the name of the channel's row."""
	parent, row = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType(CHANNEL)
	query = (
		frappe.qb.from_(row)
		.join(parent)
		.on((row.parent == parent.name) & (row.parenttype == DOCTYPE))
		.select(row.name, row.channel, row.subject, row.valid_to)
		.where((parent.customer == doc.customer) & (parent.docstatus == 1))
		.where((row.status == rules.ANSWERED) & (Coalesce(row.reused_from, "") == ""))
		.orderby(row.verified_on, order=frappe.qb.desc)
		.orderby(row.creation, order=frappe.qb.desc)
	)
	found = query.run(as_dict=True)
	return {one.name: rules.Known(one.name, one.channel, one.subject or "", one.valid_to) for one in found}


def _reused(name: str) -> dict:
	"""The finding of an earlier channel as a row that needs nothing more."""
	row = frappe.get_doc(CHANNEL, name)
	values = {field: row.get(field) for field in investigation_findings.FINDING_FIELDS}
	note = _("Reused from {0}, valid to {1}").format(row.parent, frappe.format(row.valid_to, "Date"))
	kept = {"status": rules.ANSWERED, "reused_from": row.parent, "note": note, "due_date": None}
	# the earlier investigation has written it into the file already
	return {**values, **kept, "subject": row.subject, "update_file": 0}


def refresh(doc) -> None:
	"""Before each save: what follows from the channels, and what is not possible in them."""
	for row in doc.channels:
		investigation_channels.complete(row)
		investigation_channels.check(doc, row)
	statuses = [row.status for row in doc.channels]
	doc.status = rules.status_of(statuses, doc.docstatus)
	doc.progress = float(rules.progress(statuses))
	due = [getdate(row.due_date) for row in doc.channels if row.due_date]
	doc.due_date = doc.due_date or (max(due) if due else None)


def check_complete(doc) -> None:
	"""Raise while channels are open, naming them, or an answered one says nothing."""
	if not doc.channels:
		frappe.throw(_("There are no channels. Fill them from a template, or add one."))
	waiting = [investigation_channels.title(row) for row in doc.channels if row.status in rules.OPEN]
	if waiting:
		frappe.throw(
			_("Still open: {0}. Answer them, or mark them Not Needed or Failed.").format(
				joining.listed(waiting)
			),
			title=_("Channels Are Open"),
		)
	for row in doc.channels:
		investigation_channels.check_done(row)
	if not (doc.conclusion or "").strip():
		frappe.throw(_("Conclusion is missing. Say what the findings come to."))


def complete(doc) -> None:
	"""The findings go into the Credit File; questionnaires that are still out are withdrawn."""
	reference_requests.withdraw_all(doc.name)
	investigation_findings.write(doc)
	doc.db_set("status", rules.COMPLETED)


def take_back(doc) -> None:
	"""A cancelled investigation takes its findings out of the Credit File again."""
	investigation_findings.take_back(doc)
	doc.db_set("status", rules.CANCELLED)


def after_save(doc) -> None:
	"""Tasks follow the channels."""
	investigation_tasks.follow(doc)


def forget(doc) -> None:
	"""A draft that is deleted leaves no open tasks and no unsent requests; one that is out keeps it."""
	investigation_tasks.end_all(doc)
	reference_requests.forget_unsent(doc.name)
