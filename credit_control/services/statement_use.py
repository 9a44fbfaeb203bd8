"""What becomes of assessments whose statement turns out to be wrong."""

import frappe
from frappe import _

from credit_control.services import joining

#: an assessment keeps the figures it was made of, so that its statement may be corrected
USERS = ("Credit Assessment",)


def assessments_on(statement: str) -> list[str]:
	"""The approved assessments that stand on a statement, the newest first."""
	filters = {"statement": statement, "docstatus": 1}
	return frappe.get_all(USERS[0], filters=filters, pluck="name", order_by="as_of desc, creation desc")


def tell_cancelled(doc) -> None:
	"""Say what stands on a statement that was cancelled, there and here, and what to do next."""
	names = assessments_on(doc.name)
	for name in names:
		text = _("Financial Statement {0}, which this assessment stands on, was cancelled.").format(doc.name)
		frappe.get_doc(USERS[0], name).add_comment("Info", text)
	if names:
		links = joining.listed(frappe.utils.get_link_to_form(USERS[0], name) for name in names)
		frappe.msgprint(
			_(
				"{0} stands on this statement and keeps its grade and limit. Amend the statement, submit it, "
				"and assess the customer again."
			).format(links),
			title=_("An Assessment Stands on This Statement"),
			indicator="orange",
		)
