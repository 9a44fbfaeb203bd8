"""Credit Groups for the desk."""

import json

import frappe

from credit_control.services import groups, pools


@frappe.whitelist()
def pool(group: str) -> dict:
	"""How a Credit Group's pooled limit is used, member by member."""
	doc = frappe.get_doc(groups.DOCTYPE, group)
	doc.check_permission("read")
	return pools.view(doc)


@frappe.whitelist()
def uses(names: str | list) -> dict[str, float]:
	"""How many percent of its pool each of the groups in a list uses."""
	frappe.has_permission(groups.DOCTYPE, "read", throw=True)
	wanted = json.loads(names) if isinstance(names, str) else names
	filters = {"name": ["in", wanted]}
	return pools.uses(frappe.get_list(groups.DOCTYPE, filters=filters, pluck="name", limit_page_length=0))
