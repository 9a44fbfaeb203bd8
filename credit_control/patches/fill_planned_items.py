"""Plans in force from before what was paid of each of their items was kept."""

import frappe

from credit_control.engine.repayment_plan import IN_DEFAULT, ON_TRACK
from credit_control.services import planned_items


def execute():
	for name in frappe.get_all("Repayment Plan", {"status": ["in", (ON_TRACK, IN_DEFAULT)]}, pluck="name"):
		planned_items.keep_paid(frappe.get_doc("Repayment Plan", name))
