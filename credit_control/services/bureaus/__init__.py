"""Where reports of credit bureaus come from: one adapter per bureau, named in the hook `credit_bureau_adapters`.

How another app adds one: docs/developers/bureau-adapter.md.
"""

import frappe
from frappe import _
from frappe.utils import escape_html

from credit_control.services.bureaus.adapter import BureauAdapter, BureauQuery, Upload

__all__ = ["BureauAdapter", "BureauQuery", "Upload", "adapter", "adapters"]

HOOK = "credit_bureau_adapters"


def adapters() -> dict[str, type[BureauAdapter]]:
	"""Every adapter of the installed apps by its code; of two with one code the later app's counts."""
	classes = [frappe.get_attr(path) for path in frappe.get_hooks(HOOK)]
	return {adapter.code: adapter for adapter in classes}


def adapter(code: str) -> BureauAdapter:
	"""The adapter of a code; raises ValidationError for one that no app has."""
	known = adapters()
	if code not in known:
		frappe.throw(
			_("There is no bureau adapter {0}. Choose another one.").format(frappe.bold(escape_html(code)))
		)
	return known[code]()
