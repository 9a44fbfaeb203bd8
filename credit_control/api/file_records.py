"""The records of a Credit File for its form: what is missing or out of date, and the tasks to get it."""

import frappe
from frappe.utils import getdate

from credit_control.services import file_panel, file_tasks, files


@frappe.whitelist()
def panel(name: str) -> dict:
	"""Completeness, the items that something is to be done about, and what the file comes to today."""
	doc = frappe.get_doc(files.CREDIT_FILE, name)
	doc.check_permission("read")
	return file_panel.panel(doc)


@frappe.whitelist(methods=["POST"])
def make_task(name: str, item: str) -> str:
	"""Make a ToDo for one item of a file, for its specialist; returns the open one where there is one."""
	doc = frappe.get_doc(files.CREDIT_FILE, name)
	doc.check_permission("write")
	return file_tasks.make(doc, item, getdate())
