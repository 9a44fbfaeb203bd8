"""Why one of many could not be done, in a sentence for its row."""

import frappe
from frappe.utils import strip_html

#: longer reasons are cut: the column is for reading
LONGEST = 500


def reason_of(error: Exception, title: str) -> str:
	"""An error as plain text; one that is no validation goes into the Error Log under the title as well."""
	if not isinstance(error, frappe.ValidationError):
		frappe.log_error(title)
	frappe.clear_last_message()
	return strip_html(str(error) or type(error).__name__)[:LONGEST]
