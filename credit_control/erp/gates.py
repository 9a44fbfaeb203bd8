"""Whether ERPNext's classes still go through our mixin."""

from __future__ import annotations

from frappe.model.base_document import get_controller

#: the documents on which ERPNext checks the credit limit itself
DOCTYPES = ("Sales Order", "Delivery Note", "Sales Invoice", "Journal Entry")
MIXIN = "CreditCheckMute"


def unmuted() -> dict[str, str]:
	"""The documents whose class lacks our mixin, with the dotted path of the class that is used instead."""
	classes = {doctype: get_controller(doctype) for doctype in DOCTYPES}
	return {
		doctype: f"{used.__module__}.{used.__name__}"
		for doctype, used in classes.items()
		if not any(base.__name__ == MIXIN for base in used.__mro__)
	}
