"""Holds that a collection strategy placed: once nothing is overdue any more, somebody is asked to lift them.

The machine lifts none: who decides may know more than the ledgers do. The task ends when the hold does, or when
something is overdue again; then it is asked again after that was paid.
"""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from credit_control.erp import compat
from credit_control.services import case_debtors, collection_owners, reminders
from credit_control.services.file_tasks import MARK
from credit_control.services.manual_holds import DOCTYPE, IN_FORCE, LIFT
from credit_control.services.notices import CREDIT_MANAGER

#: an offer that was overtaken by something overdue
OVERTAKEN = f"{LIFT}|overtaken"
SAVEPOINT = "offer_to_lift"


def offer_all() -> Iterator[str]:
	"""Look at all of them; yields each, for the caller to commit."""
	for row in _placed({}):
		_offer_one(row)
		yield row.name


def offer(customer: str, company: str) -> None:
	"""The same for a customer of a company whose ledger has changed."""
	for row in _placed({"customer": customer, "only_for_company": company}):
		_offer(row)


def _placed(filters: dict) -> list:
	filters = {"status": ["in", IN_FORCE], "collection_notice": ["is", "set"], **filters}
	fields = ["name", "customer", "customer_name", "only_for_company"]
	return frappe.get_all(DOCTYPE, filters, fields, order_by="name")


def _offer_one(row) -> None:
	"""One whose ledger cannot be read costs the others nothing."""
	frappe.db.savepoint(SAVEPOINT)
	try:
		_offer(row)
	except Exception as error:
		if compat.is_lock_error(error):
			raise
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.log_error(f"Nobody was asked to lift {row.name}")


def _offer(row) -> None:
	if case_debtors.debtor_of(row.customer, row.only_for_company, getdate()).late:
		_overtake(row.name)
		return
	manager = collection_owners.one_of(CREDIT_MANAGER, row.customer)
	if manager:
		reminders.make([reminders.Task(DOCTYPE, row.name, LIFT, lambda: _sentence(row), getdate(), manager)])


def _sentence(row) -> str:
	return _("Nothing of {0} is overdue any more: lift the hold, or close this task to keep it").format(
		escape_html(row.customer_name or row.customer)
	)


def _overtake(hold: str) -> None:
	reminders.end(DOCTYPE, hold, LIFT)
	offered = {"reference_type": DOCTYPE, "reference_name": hold, MARK: LIFT}
	frappe.db.set_value("ToDo", offered, MARK, OVERTAKEN, update_modified=False)
