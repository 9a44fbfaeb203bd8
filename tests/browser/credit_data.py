"""Committed customers with a limit, and their orders that wait; the story they belong to removes them."""

from __future__ import annotations

import frappe

from credit_control.services import files, recording
from credit_control.services.gate import CreditHoldError
from credit_control.tests import bootstrap
from credit_control.tests.factories import make_customer, make_sales_order


def make_limited(limit: float, name: str) -> str:
	"""A customer with grade A that may owe so much, in company currency."""
	customer = make_customer(name=name).name
	row = {"company": bootstrap.COMPANY, "limit_mode": "Limited", "credit_limit": limit}
	files.create(customer, limits=[row]).db_set("grade", "A")
	frappe.db.commit()
	return customer


def make_draft(customer: str, rate: float, seller: str) -> str:
	"""A draft of a Sales Order that the seller entered."""
	frappe.set_user(seller)
	try:
		order = make_sales_order(customer=customer, rate=rate, submit=False)
	finally:
		frappe.set_user("Administrator")
	frappe.db.commit()
	return order.name


def make_held(customer: str, rate: float, seller: str) -> str:
	"""A draft that the seller tried to submit in vain."""
	order = make_draft(customer, rate, seller)
	frappe.set_user(seller)
	try:
		frappe.get_doc("Sales Order", order).submit()
	except CreditHoldError:
		frappe.db.rollback()
		recording.write_pending()
	finally:
		frappe.set_user("Administrator")
		frappe.clear_messages()
	frappe.db.commit()
	assert latest("Sales Order", {"name": order}, "credit_status") == "Held"
	return order


def latest(doctype: str, filters: dict, fieldname: str | list[str] = "name"):
	"""A value of the newest document that fits, as other sessions committed it."""
	frappe.db.rollback()
	return frappe.db.get_value(doctype, filters, fieldname, order_by="creation desc")


def hold_of(order: str) -> str:
	return latest("Credit Hold", {"reference_name": order})
