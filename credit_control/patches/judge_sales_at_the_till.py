"""Sales at the till are judged from now on: as the policies judge invoices."""

import frappe


def execute():
	frappe.db.sql("update `tabCredit Policy Check` set pos_invoice = sales_invoice")
