"""Uninstalling gives the site back as it was; ERPNext's own limits were never changed."""

import frappe

from credit_control.setup import check_options, collection_defaults, custom_fields, indexes, leftovers, roles


def before_uninstall() -> None:
	"""Take back what the app added to ERPNext's documents and tables."""
	frappe.flags.credit_control_footprint = leftovers.footprint()
	custom_fields.remove()
	indexes.remove()
	check_options.remove()
	collection_defaults.remove()


def after_uninstall() -> None:
	"""Frappe has removed the app's DocTypes; remove what points at them, then the roles."""
	leftovers.remove(frappe.flags.credit_control_footprint)
	roles.remove()
	leftovers.empty_recycle_bin()
	# Frappe has committed already and does not commit again
	frappe.db.commit()
