"""Taking a release back, before or after it was used.

A draft waits for a decision again. Orders that passed with the release and still have something to deliver
or bill are put On Hold: resuming them is judged like any re-opened order. What was delivered or invoiced
stays as it is.
"""

import frappe
from frappe import _
from frappe.utils import get_fullname, now_datetime

from credit_control.engine.judgement import HELD, RELEASED
from credit_control.erp import orders
from credit_control.services import notices
from credit_control.services.grants import GRANTING
from credit_control.services.hold_words import ALL_DOCUMENTS, CREDIT_HOLD
from credit_control.services.holds import note, save
from credit_control.services.releases import locked, must_say


def revoke(hold_name: str, *, reason: str) -> list[str]:
	"""Take the release of a hold back, saying why; returns the orders that were put On Hold."""
	doc = locked(hold_name)
	_must_be_granted(doc)
	must_say(reason, _("Reason"))
	stopped = [name for name in orders_that_used(doc) if orders.stop_moving(name)]
	_take_back(doc, reason, stopped)
	return stopped


def end_for_customer(customer: str, company: str | None, reason: str) -> None:
	"""End the releases for all documents of a customer; what passed with them goes on."""
	filters = {
		"customer": customer,
		"scope": ALL_DOCUMENTS,
		"status": ["in", GRANTING],
		"amount_cap": [">", 0],
	}
	if company:
		filters["company"] = company
	for name in frappe.get_all(CREDIT_HOLD, filters=filters, pluck="name"):
		_take_back(locked(name), reason, [])


def _take_back(doc, reason: str, stopped: list[str]) -> None:
	_mark(doc, stopped)
	doc.update(
		{
			"amount_cap": 0,
			"submit_when_released": 0,
			"revoked_by": frappe.session.user,
			"revoked_on": now_datetime(),
			"revoke_reason": reason,
		}
	)
	save(doc)
	note(doc, _("{0} revoked the release: {1}").format(get_fullname(doc.revoked_by), reason))
	notices.revoked(doc, stopped)


def orders_that_used(doc) -> list[str]:
	"""The Sales Orders that passed with a release, in the order in which they did."""
	names = [row.reference_name for row in doc.uses if row.reference_doctype == "Sales Order"]
	return [name for name in names if frappe.db.exists("Sales Order", name)]


def orders_to_stop(doc) -> list[str]:
	"""Those of them that revoking would put On Hold."""
	return [name for name in orders_that_used(doc) if orders.is_moving(name)]


def _must_be_granted(doc) -> None:
	if doc.status not in GRANTING or not doc.amount_cap:
		frappe.throw(_("Credit Hold {0} has no release that could be revoked.").format(doc.name))


def _mark(doc, stopped: list[str]) -> None:
	"""The hold waits again while there is something to stop or submit, else it is over."""
	docstatus = frappe.db.get_value(doc.reference_doctype, doc.reference_name, "docstatus")
	if docstatus == 0 or doc.reference_name in stopped:
		doc.status = HELD
	elif doc.status == RELEASED:
		doc.status = "Closed"
	for doctype, name in [
		(doc.reference_doctype, doc.reference_name),
		*(("Sales Order", each) for each in stopped),
	]:
		_hold_again(doctype, name, stopped)


def _hold_again(doctype: str, name: str, stopped: list[str]) -> None:
	if not frappe.get_meta(doctype).has_field("credit_status"):
		return
	released = {"name": name, "credit_status": RELEASED}
	if name not in stopped:
		released["docstatus"] = 0
	frappe.db.set_value(doctype, released, "credit_status", HELD, update_modified=False)
