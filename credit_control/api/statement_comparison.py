"""A customer's statements side by side, for the page of the desk and as a spreadsheet."""

import frappe
from frappe import _
from frappe.utils import cint
from frappe.utils.xlsxutils import make_xlsx

from credit_control.services import statement_comparison, statements
from credit_control.services.statement_comparison import Wanted

VIEWS = ("amount", "share", "change")


@frappe.whitelist()
def compare(
	customer: str,
	period_type: str = "Annual",
	consolidated: int | str = 0,
	currency: str = "",
	count: int | str = 5,
) -> dict:
	"""The statements of one kind with ratios and evaluations, a column for each period."""
	frappe.has_permission(statements.DOCTYPE, "read", throw=True)
	frappe.has_permission("Customer", "read", customer, throw=True)
	return statement_comparison.compare(_wanted(customer, period_type, consolidated, currency, count))


@frappe.whitelist()
def export(
	customer: str,
	period_type: str = "Annual",
	consolidated: int | str = 0,
	currency: str = "",
	count: int | str = 5,
	view: str = "amount",
) -> None:
	"""The same as a spreadsheet to download."""
	frappe.has_permission(statements.DOCTYPE, "export", throw=True)
	frappe.has_permission("Customer", "read", customer, throw=True)
	wanted = _wanted(customer, period_type, consolidated, currency, count)
	found = statement_comparison.compare(wanted)
	if not found["columns"]:
		frappe.throw(_("There is no submitted statement of this kind to export."))
	rows = statement_comparison.table(found, view if view in VIEWS else VIEWS[0])
	frappe.response["filename"] = f"{found['customer_name']}.xlsx"
	frappe.response["filecontent"] = make_xlsx(
		rows, _("Statements"), column_widths=[36, *[18] * len(found["columns"])]
	).getvalue()
	frappe.response["type"] = "binary"


def _wanted(customer, period_type, consolidated, currency, count) -> Wanted:
	return Wanted(customer, period_type, bool(cint(consolidated)), currency or "", cint(count) or 5)
