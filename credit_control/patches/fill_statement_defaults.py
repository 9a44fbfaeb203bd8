"""Give a site that has the app already layouts and industry tables, and its statements their kind of business."""

import frappe

from credit_control.setup import statement_defaults

STATEMENT = "Customer Financial Statement"


def execute():
	statement_defaults.create()
	# the yes or no of before became a choice that may stay open
	if frappe.db.has_column(STATEMENT, "manufacturing"):
		statement = frappe.qb.DocType(STATEMENT)
		query = frappe.qb.update(statement).set(statement.business, "Manufacturing")
		query.where(statement.manufacturing == 1).run()
