"""Holding all new documents of a customer by hand, and lifting that."""

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.services import customer_holds, manual_holds

HOLDERS = frozenset(("Credit Manager", "Credit Specialist"))


@frappe.whitelist()
def of_customer(customer: str) -> list:
	"""The holds of a customer that are in force or planned."""
	frappe.get_doc("Customer", customer).check_permission("read")
	return manual_holds.of_customer(customer)


@frappe.whitelist()
def open_orders(customer: str, company: str | None = None) -> list:
	"""The orders that a hold could put On Hold."""
	_only_holders(customer)
	return customer_holds.open_orders(customer, company or None)


@frappe.whitelist(methods=["POST"])
def place(
	customer: str,
	reason: str,
	from_date: str,
	until_date: str | None = None,
	company: str | None = None,
	orders: str | list | None = None,
) -> str:
	"""Hold all new documents of a customer; `orders` are put On Hold too."""
	_only_holders(customer)
	if company:
		frappe.get_doc("Company", company).check_permission("read")
	return customer_holds.place(
		customer,
		reason=reason,
		from_date=getdate(from_date),
		until_date=getdate(until_date) if until_date else None,
		company=company or None,
		stop=frappe.parse_json(orders) or [],
	)


@frappe.whitelist(methods=["POST"])
def lift(hold: str, reason: str) -> list:
	"""Lift a hold; the orders that it stopped go on unless the policy holds them."""
	_only_holders(frappe.db.get_value(manual_holds.DOCTYPE, hold, "customer"))
	return customer_holds.lift(hold, reason=reason)


def _only_holders(customer: str) -> None:
	# not frappe.only_for: in tests that lets everybody through
	if HOLDERS.isdisjoint(frappe.get_roles()):
		frappe.throw(
			_("Only a Credit Manager or a Credit Specialist may hold a customer or lift that."),
			frappe.PermissionError,
		)
	frappe.get_doc("Customer", customer).check_permission("read")
