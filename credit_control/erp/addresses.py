"""Where customers and companies are: countries of ERPNext's addresses."""

import frappe


def country_of_customer(customer: str) -> str | None:
	"""The country of the customer's primary address, else of its newest one; None without an address."""
	address, link = frappe.qb.DocType("Address"), frappe.qb.DocType("Dynamic Link")
	query = (
		frappe.qb.from_(address)
		.join(link)
		.on((link.parent == address.name) & (link.parenttype == "Address"))
		.select(address.country)
		.where((link.link_doctype == "Customer") & (link.link_name == customer) & (address.disabled == 0))
		.orderby(address.is_primary_address, order=frappe.qb.desc)
		.orderby(address.creation, order=frappe.qb.desc)
		.limit(1)
	)
	found = query.run(pluck=True)
	return found[0] or None if found else None


def country_of_company(company: str | None) -> str | None:
	"""The company's country; without a company the site's own."""
	if company:
		return frappe.get_cached_value("Company", company, "country")
	return frappe.db.get_single_value("System Settings", "country")


def address_of(doctype: str, name: str) -> str | None:
	"""The address of a Customer or Company in one line, the primary one first; None where it has none."""
	address, link = frappe.qb.DocType("Address"), frappe.qb.DocType("Dynamic Link")
	query = (
		frappe.qb.from_(address)
		.join(link)
		.on((link.parent == address.name) & (link.parenttype == "Address"))
		.select(address.address_line1, address.address_line2, address.city, address.state)
		.where((link.link_doctype == doctype) & (link.link_name == name) & (address.disabled == 0))
		.orderby(address.is_primary_address, order=frappe.qb.desc)
		.orderby(address.creation, order=frappe.qb.desc)
		.limit(1)
	)
	found = query.run()
	return ", ".join(part for part in found[0] if part) or None if found else None
