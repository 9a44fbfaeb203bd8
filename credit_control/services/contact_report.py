"""The report Contact Activity: whom each collector contacted, how, and what came of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import frappe
from frappe import _
from frappe.desk.reportview import build_match_conditions

from credit_control.engine.collecting import CHANNELS, DISPUTES, PROMISED
from credit_control.services import people
from credit_control.services import report_parts as parts
from credit_control.services.collection_cases import DOCTYPE

#: nobody was spoken to
NOT_REACHED = ("No Answer", "Message Left", "Wrong Number")

#: the logged contacts of cases; mails and what the system sent of itself have no outcome
CONTACTS = """
	select entry.user, entry.collection_channel channel, entry.collection_outcome outcome,
		date(entry.communication_date) day, `tabCollection Case`.customer, count(*) contacts
	from `tabCommunication` entry
	join `tabCollection Case` on `tabCollection Case`.name = entry.reference_name
	where entry.reference_doctype = 'Collection Case' and entry.collection_outcome is not null
		and entry.collection_outcome <> '' and `tabCollection Case`.company = %(company)s
		and date(entry.communication_date) between %(start)s and %(end)s {conditions}
	group by entry.user, channel, outcome, day, `tabCollection Case`.customer"""


def run(filters: Mapping) -> tuple:
	"""Columns, rows, no message, chart and summary, as a script report returns them."""
	found = _contacts(parts.company_of(filters), filters)
	wanted, rows = (_by_outcome if filters.get("view") == "Outcomes" else _by_collector)(found)
	return wanted, rows, None, _chart(found), _summary(found)


def _contacts(company: str, filters: Mapping) -> Sequence:
	"""The contacts of the cases that the user may read, those of a day with one outcome in one row."""
	start, end = parts.period(filters)
	values = {"company": company, "start": start, "end": end}
	conditions = ""
	for fieldname, column in (("collector", "entry.user"), ("customer", "`tabCollection Case`.customer")):
		if filters.get(fieldname):
			conditions += f" and {column} = %({fieldname})s"
			values[fieldname] = filters[fieldname]
	allowed = build_match_conditions(DOCTYPE)
	if allowed:
		conditions += f" and ({allowed.replace('%', '%%')})"
	return frappe.db.sql(CONTACTS.format(conditions=conditions), values, as_dict=True)


def _count(found: Sequence, outcomes: Sequence[str] | None = None) -> int:
	return sum(row.contacts for row in found if outcomes is None or row.outcome in outcomes)


def _by_collector(found: Sequence) -> tuple[list[dict], list[dict]]:
	users = defaultdict(list)
	for row in found:
		users[row.user].append(row)
	names = people.full_names(users)
	rows = [{"collector": names[user], **_collector_row(user, contacts)} for user, contacts in users.items()]
	rows.sort(key=lambda row: (-row["contacts"], row["collector"]))
	return [
		parts.text("collector", _("Collector"), 220),
		parts.count("contacts", _("Contacts", context="Contact Activity")),
		parts.count("customers", _("Customers Contacted")),
		parts.figure("per_day", _("Contacts a Day")),
		parts.percent("reached", _("Reached %")),
		parts.count("promised", _(PROMISED, context="Collection Case")),
		parts.count("disputed", _(DISPUTES, context="Collection Case")),
		*(parts.count(_key(channel), _(channel, context="Collection Case")) for channel in CHANNELS),
	], rows


def _collector_row(user: str, contacts: Sequence) -> dict:
	total = _count(contacts)
	return {
		"user": user,
		"contacts": total,
		"customers": len({row.customer for row in contacts}),
		# the days on which there was a contact at all
		"per_day": round(total / len({row.day for row in contacts}), 1),
		"reached": _reached(contacts),
		"promised": _count(contacts, (PROMISED,)),
		"disputed": _count(contacts, (DISPUTES,)),
		**{_key(name): _count([row for row in contacts if row.channel == name]) for name in CHANNELS},
	}


def _reached(contacts: Sequence) -> float | None:
	total = _count(contacts)
	return parts.share(total - _count(contacts, NOT_REACHED), total)


def _key(channel: str) -> str:
	return channel.lower().replace("-", "_")


def _by_outcome(found: Sequence) -> tuple[list[dict], list[dict]]:
	outcomes = Counter()
	for row in found:
		outcomes[row.outcome] += row.contacts
	total = outcomes.total()
	rows = [
		{"outcome": outcome, "contacts": number, "share": parts.share(number, total)}
		for outcome, number in sorted(outcomes.items(), key=lambda entry: (-entry[1], entry[0]))
	]
	return [
		parts.text("outcome", _("Outcome", context="Contact Activity"), 200),
		parts.count("contacts", _("Contacts", context="Contact Activity")),
		parts.percent("share", _("Share %", context="Receivables Performance")),
	], rows


def _chart(found: Sequence) -> dict | None:
	"""Contacts by month and channel."""
	months = sorted({f"{row.day:%Y-%m}" for row in found})
	series = {
		_(channel, context="Collection Case"): [
			_count([row for row in found if row.channel == channel and f"{row.day:%Y-%m}" == month])
			for month in months
		]
		for channel in CHANNELS
	}
	return parts.chart(months, series, title=_("Contacts by Month"))


def _summary(found: Sequence) -> list[dict]:
	if not found:
		return []
	return parts.tiles(
		parts.tile(_("Contacts", context="Contact Activity"), _count(found)),
		parts.tile(_("Customers Contacted"), len({row.customer for row in found})),
		parts.tile(_("Reached %"), _reached(found), "Percent"),
		parts.tile(_(PROMISED, context="Collection Case"), _count(found, (PROMISED,))),
	)
