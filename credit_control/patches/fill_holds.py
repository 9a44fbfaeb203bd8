"""Holds from before each document that uses a release was a row of its own, and had the customer's name."""

import frappe

from credit_control.services.hold_words import CREDIT_HOLD, FOLLOWING


def execute():
	for hold in frappe.get_all(
		CREDIT_HOLD,
		filters={"consumed_amount": [">", 0]},
		fields=["name", "reference_doctype", "reference_name", "consumed_amount", "currency", "released_on"],
	):
		if not frappe.db.exists("Credit Release Use", {"parent": hold.name}):
			_add_use(hold)
	frappe.db.sql("update `tabCredit Hold` set scope = %s where amount_cap > 0 and scope is null", FOLLOWING)
	frappe.db.sql(
		"""update `tabCredit Hold` hold join tabCustomer cust on cust.name = hold.customer
		set hold.customer_name = cust.customer_name where hold.customer_name is null"""
	)
	frappe.db.sql(
		"""update `tabCredit Hold` hold join `tabCredit File` file on file.customer = hold.customer
		set hold.credit_file = file.name where hold.credit_file is null"""
	)


def _add_use(hold):
	frappe.get_doc(
		{
			"doctype": "Credit Release Use",
			"parent": hold.name,
			"parenttype": CREDIT_HOLD,
			"parentfield": "uses",
			"idx": 1,
			"reference_doctype": hold.reference_doctype,
			"reference_name": hold.reference_name,
			"amount": hold.consumed_amount,
			"used_on": hold.released_on,
			"currency": hold.currency,
		}
	).db_insert()
