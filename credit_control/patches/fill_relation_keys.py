"""Give the Credit Files that there are already the keys by which they find each other."""

import frappe

from credit_control.services import relation_keys
from credit_control.services.files import CREDIT_FILE


def execute():
	# a hundred thousand files are more than one transaction should hold
	frappe.db.auto_commit_on_many_writes = True
	filters = {"customer": ["is", "set"], "status": ["!=", "Merged"]}
	relation_keys.renew_of(frappe.get_all(CREDIT_FILE, filters=filters, pluck="customer", order_by="name"))
	frappe.db.auto_commit_on_many_writes = False
