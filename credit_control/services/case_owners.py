"""Whose a Collection Case is: by an Assignment Rule, the account manager, the company's collector, or handed over."""

from collections.abc import Sequence
from zlib import crc32

import frappe
from frappe import _
from frappe.desk.form import assign_to
from frappe.utils import escape_html, get_fullname

from credit_control.erp import salespeople
from credit_control.services import case_settings, joining, notices

DOCTYPE = "Collection Case"
COLLECTOR = "Collector"
#: who works on cases
COLLECTORS = (COLLECTOR, "Credit Specialist", "Credit Manager")


def give(doc) -> None:
	"""Give a new case to whom an Assignment Rule gave it, else to the customer's or the company's collector."""
	collector = _assigned(doc.name) or _of_file(doc.customer) or case_settings.default_collector(doc.company)
	if collector:
		doc.db_set("collector", collector, update_modified=False)


def _assigned(name: str) -> str | None:
	filters = {"reference_type": DOCTYPE, "reference_name": name, "status": "Open"}
	found = frappe.get_all("ToDo", filters, pluck="allocated_to", order_by="creation", limit=1)
	return found[0] if found else None


def _of_file(customer: str) -> str | None:
	"""The account manager, if that is somebody who collects, else a collector of their team: a salesperson only reads cases."""
	manager = frappe.db.get_value("Credit File", {"customer": customer}, "account_manager")
	if not manager or collects(manager):
		return manager or None
	return _of_team(manager, customer)


def _of_team(manager: str, customer: str) -> str | None:
	"""A collector of the account manager's team of Sales Persons: of several, always the same for a customer."""
	team = [user for user in salespeople.team_of(manager) if collects(user, (COLLECTOR,))]
	return team[crc32(customer.encode()) % len(team)] if team else None


def collects(user: str, roles: Sequence[str] = COLLECTORS) -> bool:
	"""True for an enabled user who works on cases, by one of some roles."""
	enabled = frappe.db.get_value("User", user, "enabled")
	return bool(enabled) and not set(roles).isdisjoint(frappe.get_roles(user))


def hand_over(doc, user: str, note: str, escalate: bool = False) -> None:
	"""Give a locked case to another collector, with what they should know, and tell them."""
	_check(doc, user, note)
	before, doc.collector = doc.collector, user
	doc.escalated = doc.escalated or int(escalate)
	doc.save()
	doc.add_comment("Comment", _told(doc, before, note))
	_move_task(doc, before)
	if user != frappe.session.user:
		subject = _("{0} handed the Collection Case of {1} over to you").format(
			get_fullname(frappe.session.user), doc.customer_name or doc.customer
		)
		notices.notify([user], subject, doc, escape_html(note))


def _check(doc, user: str, note: str) -> None:
	if not (note or "").strip():
		frappe.throw(_("Note is missing. Say what the next collector should know."))
	if user == doc.collector:
		frappe.throw(_("The case is with {0} already. Choose somebody else.").format(get_fullname(user)))
	if not collects(user):
		frappe.throw(
			_("{0} does not work on Collection Cases. Choose somebody with the role {1}.").format(
				get_fullname(user), joining.listed(_(role) for role in COLLECTORS)
			)
		)


def _told(doc, before: str | None, note: str) -> str:
	template = _("Handed over from {0} to {1}: {2}") if before else _("Handed over to {1}: {2}")
	names = [get_fullname(user) if user else "" for user in (before, doc.collector)]
	return template.format(*map(escape_html, names), escape_html(note.strip()))


def _move_task(doc, before: str | None) -> None:
	"""A task that an Assignment Rule made goes along."""
	task = frappe.db.get_value(
		"ToDo",
		{"reference_type": DOCTYPE, "reference_name": doc.name, "allocated_to": before, "status": "Open"},
	)
	if not task:
		return
	assign_to.set_status(DOCTYPE, doc.name, task, before, status="Cancelled", ignore_permissions=True)
	values = {"doctype": DOCTYPE, "name": doc.name, "assign_to": [doc.collector]}
	assign_to.add({**values, "description": doc.customer_name}, ignore_permissions=True)


def end_tasks(name: str) -> None:
	"""Close the open tasks of a case that is closed."""
	filters = {"reference_type": DOCTYPE, "reference_name": name, "status": "Open"}
	for task in frappe.get_all("ToDo", filters, pluck="name"):
		todo = frappe.get_doc("ToDo", task)
		todo.status = "Closed"
		todo.save(ignore_permissions=True)


def people() -> list[dict]:
	"""Whom a case can be handed over to: value and label, by name."""
	rows = frappe.db.sql(
		"""
		select distinct user.name value, coalesce(nullif(user.full_name, ''), user.name) label
		from `tabHas Role` role join tabUser user on user.name = role.parent
		where role.parenttype = 'User' and role.role in %s and user.enabled = 1 and user.user_type = 'System User'
		order by label
		""",
		(COLLECTORS,),
		as_dict=True,
	)
	return rows
