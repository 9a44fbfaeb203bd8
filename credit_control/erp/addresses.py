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
