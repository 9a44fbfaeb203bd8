"""The invoices that a dispute, a promise or a plan is about: open ones of its customer, each once."""

from collections.abc import Mapping
from decimal import Decimal

import frappe
from frappe import _

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.receivables import RESIDUE
from credit_control.erp.customers import currency_of
from credit_control.erp.receivables import open_items
from credit_control.services import wording
from credit_control.services.rows import refuse_repeats


def open_amounts(customer: str, company: str) -> dict[str, Decimal]:
	"""What is open of each invoice of a customer, in company currency."""
	return {
		item.voucher_no: item.outstanding
		for item in open_items(customer, company)
		if item.voucher_type == "Sales Invoice"
	}


def choice(customer: str, company: str) -> list[dict]:
	"""The open invoices to choose from: invoice, due_date and amount, the oldest due first."""
	items = [item for item in open_items(customer, company) if item.voucher_type == "Sales Invoice"]
	rows = [
		{
			"invoice": item.voucher_no,
			"due_date": str(min(term.due for term in item.schedule)),
			"amount": float(item.outstanding),
		}
		for item in items
	]
	return sorted(rows, key=lambda row: (row["due_date"], row["invoice"]))


def check(
	doc, amount_field: str | None = None, is_open: dict[str, Decimal] | None = None
) -> dict[str, Decimal]:
	"""Raise when a row repeats another, is not open, or claims more than is open; returns what is open.

	`is_open` is given by whoever may claim more than that, such as what was paid under a former plan.
	"""
	doc.currency = currency_of(doc.company)
	refuse_repeats(doc.items, "sales_invoice")
	if is_open is None:
		is_open = open_amounts(doc.customer, doc.company)
	for row in doc.items:
		row.currency = doc.currency
		_check_row(doc, row, is_open, amount_field)
	return is_open


def _check_row(doc, row, is_open: Mapping[str, Decimal], amount_field: str | None) -> None:
	left = is_open.get(row.sales_invoice)
	if left is None:
		_refuse(
			_("Row {0}: {1} is not an open invoice of {2} with {3}. Choose another or take the row out."),
			row,
			doc.customer,
			doc.company,
		)
	if amount_field and decimal(row.get(amount_field) or 0) > left + RESIDUE:
		_refuse(
			_("Row {0}: of {1} only {2} is open. Enter at most that."), row, wording.show(left, doc.currency)
		)
	if amount_field and decimal(row.get(amount_field) or 0) <= ZERO:
		_refuse(_("Row {0}: the amount for {1} is missing. Enter one above zero."), row)


def _refuse(template: str, row, *figures: str) -> None:
	frappe.throw(template.format(row.idx, row.sales_invoice, *figures))


def total(doc, amount_field: str) -> float:
	"""The sum of the rows' amounts."""
	return float(sum((decimal(row.get(amount_field) or 0) for row in doc.items), ZERO))
