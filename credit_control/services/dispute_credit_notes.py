"""Credit notes made from a dispute: drafted over what is disputed, settling it once they are submitted."""

from decimal import Decimal

import frappe
from frappe import _

from erpnext.accounts.doctype.sales_invoice.sales_invoice import make_sales_return

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.receivables import RESIDUE
from credit_control.services import disputes, joining

#: prices are rounded: a credit note that misses the disputed amount by less than this share settles it
ROUNDING = Decimal("0.001")


def draft(name: str, invoice: str):
	"""ERPNext's credit note for an invoice, its prices cut to what is disputed; not saved.

	Quantities stay as they were sold, so that it is an allowance on the price and moves no stock.
	"""
	dispute = frappe.get_doc(disputes.DOCTYPE, name)
	row = next((row for row in dispute.items if row.sales_invoice == invoice), None)
	if dispute.status != disputes.OPEN or row is None:
		frappe.throw(_("{0} is not disputed in {1}. Reload the page.").format(invoice, name))
	note = make_sales_return(invoice)
	share = decimal(row.disputed_amount) / _invoiced(invoice)
	if share < 1:
		_cut(note, float(share))
	note.update({"payment_dispute": name, "update_stock": 0, "update_outstanding_for_self": 0})
	note.run_method("calculate_taxes_and_totals")
	return note


def _invoiced(invoice: str) -> Decimal:
	fields = ["base_rounded_total", "base_grand_total"]
	rounded, total = frappe.db.get_value("Sales Invoice", invoice, fields)
	return decimal(rounded or total)


def _cut(note, share: float) -> None:
	for row in note.items:
		rate = row.rate * share
		row.update({"rate": rate, "price_list_rate": rate, "discount_percentage": 0, "discount_amount": 0})
		row.update({"margin_type": "", "margin_rate_or_amount": 0, "rate_with_margin": 0})
	for tax in note.taxes:
		if tax.charge_type == "Actual":
			tax.tax_amount *= share
	if note.discount_amount and not note.additional_discount_percentage:
		note.discount_amount *= share


def issued(note) -> None:
	"""A credit note was submitted: its dispute is settled when all that is disputed has been credited."""
	name = note.get("payment_dispute")
	if not name or frappe.db.get_value(disputes.DOCTYPE, name, "status") != disputes.OPEN:
		return
	disputed = decimal(frappe.db.get_value(disputes.DOCTYPE, name, "disputed_amount"))
	credited, notes = _credited(name)
	if disputed - credited <= max(RESIDUE, disputed * ROUNDING):
		text = _("Credited with {0}.").format(joining.listed(notes))
		disputes.resolve(name, resolution=disputes.CREDITED, note=text, credit_note=note.name)


def _credited(dispute: str) -> tuple[Decimal, list[str]]:
	rows = frappe.get_all(
		"Sales Invoice",
		{"payment_dispute": dispute, "docstatus": 1, "is_return": 1},
		["name", "base_grand_total"],
		order_by="name asc",
	)
	return sum((-decimal(row.base_grand_total) for row in rows), ZERO), [row.name for row in rows]


def taken_back(note) -> None:
	"""A credit note was cancelled: what it settled is disputed again."""
	filters = {"docstatus": 1, "status": disputes.RESOLVED, "resolution": disputes.CREDITED}
	names = set(frappe.get_all(disputes.DOCTYPE, {**filters, "credit_note": note.name}, pluck="name"))
	if note.get("payment_dispute"):
		names |= set(
			frappe.get_all(disputes.DOCTYPE, {**filters, "name": note.payment_dispute}, pluck="name")
		)
	for name in sorted(names):
		disputes.reopen(name)
