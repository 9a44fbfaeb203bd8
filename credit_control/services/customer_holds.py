"""A person stops all new documents of a customer, and lifts that again; the machine does neither.

A hold ends with its own last day or when somebody lifts it. Orders that it put On Hold go on then, unless the
gate refuses them.
"""

from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, escape_html, getdate, now_datetime, strip_html

from credit_control.erp import customers, orders
from credit_control.services import files, notices, rejudging, reminders, revoking
from credit_control.services.manual_holds import DOCTYPE, IN_FORCE, LIFT, STOPPED, of_customer, refresh

RESUMED, NOT_RESUMED = "Resumed", "Not Resumed"
#: ERPNext's word for an order that goes on after it was put on hold
GO_ON = "Draft"


def place(
	customer: str,
	*,
	reason: str,
	from_date: date,
	until_date: date | None = None,
	company: str | None = None,
	stop: Sequence[str] = (),
	notice: str | None = None,
) -> str:
	"""Hold all new documents of a customer from one day until another or for good; returns the hold's name.

	`stop` names submitted orders to be put On Hold. Releases for all documents of the customer end.
	`notice` is the Collection Notice whose step asked for it.
	"""
	_must_make_sense(customer, reason, from_date, until_date, company)
	file = files.ensure(customer)
	today = getdate()
	doc = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"customer": customer,
			"only_for_company": company,
			"status": "Active" if from_date <= today else "Planned",
			"from_date": from_date,
			"until_date": until_date,
			"reason": reason,
			"collection_notice": notice,
			"placed_by": frappe.session.user,
			"placed_on": now_datetime(),
			"orders": _stop(customer, company, stop),
		}
	)
	# past the insert's defaults, which fill an empty company with the user's own
	doc.flags.ignore_permissions = True
	doc.insert()
	revoking.end_for_customer(customer, company, reason)
	refresh(customer)
	_note(file, _("All new documents are held: {0}").format(reason), doc)
	notices.customer_held(doc)
	return doc.name


def _must_make_sense(customer, reason, from_date, until_date, company) -> None:
	if not (reason or "").strip():
		frappe.throw(_("{0} is missing. Say in a sentence why.").format(_("Reason")))
	if from_date < getdate():
		frappe.throw(_("From lies in the past. Choose today or a later day."))
	if until_date and until_date < from_date:
		frappe.throw(_("Until lies before From. Correct one of the two."))
	other = next((row for row in of_customer(customer) if (row.only_for_company or None) == company), None)
	if other:
		frappe.throw(
			_("{0} is held already by {1}. Lift that hold first.").format(customer, other.name),
			frappe.DuplicateEntryError,
		)


def open_orders(customer: str, company: str | None = None) -> list:
	"""The orders that a hold could stop, with their amount in company currency."""
	rows = orders.moving(customer, company)
	return [{**row, "currency": customers.currency_of(row.company)} for row in rows]


def _stop(customer: str, company: str | None, names: Sequence[str]) -> list[dict]:
	known = {row["name"]: row for row in open_orders(customer, company)}
	chosen = [known[name] for name in dict.fromkeys(names) if name in known]
	return [
		{
			"sales_order": row["name"],
			"amount": row["base_grand_total"],
			"currency": row["currency"],
			"status": STOPPED,
		}
		for row in chosen
		if orders.stop_moving(row["name"])
	]


def lift(name: str, *, reason: str) -> list[dict]:
	"""Lift a hold, saying why; returns its orders with what became of each: Resumed or Not Resumed and why."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	if doc.status not in IN_FORCE:
		frappe.throw(
			_("Hold {0} is {1} already. Reload the page.").format(name, _(doc.status, context=DOCTYPE))
		)
	if not (reason or "").strip():
		frappe.throw(_("{0} is missing. Say in a sentence why.").format(_("Reason")))
	lifted = {"lifted_by": frappe.session.user, "lifted_on": now_datetime(), "lift_reason": reason}
	_end(doc, {"status": "Lifted", **lifted})
	_note(files.ensure(doc.customer), _("The hold on all new documents was lifted: {0}").format(reason), doc)
	return [row.as_dict() for row in doc.orders]


def _end(doc, values: dict) -> None:
	doc.update(values)
	doc.save(ignore_permissions=True)
	# first the hold, or the orders would be refused because of it
	refresh(doc.customer)
	reminders.end(DOCTYPE, doc.name, LIFT)
	for row in doc.orders:
		_resume(row)
	doc.save(ignore_permissions=True)
	rejudging.later(doc.customer, doc.only_for_company or None)
	notices.customer_hold_ended(doc)


def _resume(row) -> None:
	"""Let a stopped order go on, unless the gate refuses it or somebody decided otherwise meanwhile."""
	if frappe.db.get_value("Sales Order", row.sales_order, ["docstatus", "status"]) != (1, "On Hold"):
		return
	frappe.db.savepoint("resume_order")
	try:
		frappe.get_doc("Sales Order", row.sales_order).update_status(GO_ON)
		row.status = RESUMED
	except frappe.ValidationError as error:
		frappe.db.rollback(save_point="resume_order")
		frappe.clear_messages()
		row.update({"status": NOT_RESUMED, "note": strip_html(str(error))})


def day_passed() -> None:
	"""Planned holds whose day has come are in force; those whose last day has passed are over."""
	today = getdate()
	for name in frappe.get_all(DOCTYPE, {"status": "Planned", "from_date": ["<=", today]}, pluck="name"):
		frappe.db.set_value(DOCTYPE, name, "status", "Active")
	over = {"status": ["in", IN_FORCE], "until_date": ["between", ["1900-01-01", add_days(today, -1)]]}
	for name in frappe.get_all(DOCTYPE, over, pluck="name"):
		_end(frappe.get_doc(DOCTYPE, name, for_update=True), {"status": "Ended"})


def _note(file: str, text: str, doc) -> None:
	frappe.get_doc(files.CREDIT_FILE, file).add_comment("Info", f"{escape_html(text)} ({doc.name})")
