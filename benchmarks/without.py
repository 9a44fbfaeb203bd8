"""The same process with the app and as if it were not installed, for comparing the two in one run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.model.base_document import get_controller

APP = "credit_control"
#: the DocTypes whose ERPNext class the app extends
EXTENDED = ("Sales Order", "Delivery Note", "Sales Invoice", "Journal Entry")


@contextmanager
def without_us() -> Iterator[None]:
	"""None of the app's document events runs, and its DocTypes have ERPNext's own classes.

	What stays is the site: our custom fields, tables and indexes.
	"""
	hooks, ours = frappe.get_doc_hooks(), {doctype: get_controller(doctype) for doctype in EXTENDED}
	classes = frappe.controllers[frappe.local.site]
	frappe.local.doc_events_hooks = {doctype: _others(events) for doctype, events in hooks.items()}
	classes.update({doctype: _own_class(doctype, ours[doctype]) for doctype in EXTENDED})
	try:
		yield
	finally:
		frappe.local.doc_events_hooks = hooks
		classes.update(ours)


def _others(events: dict) -> dict:
	"""The handlers of other apps by event."""
	return {
		event: [handler for handler in handlers if not handler.startswith(f"{APP}.")]
		for event, handlers in events.items()
	}


def _own_class(doctype: str, found: type) -> type:
	"""ERPNext's class, behind whatever extends it."""
	name = doctype.replace(" ", "")
	return next(
		kind for kind in found.__mro__ if kind.__name__ == name and kind.__module__.startswith("erpnext.")
	)
