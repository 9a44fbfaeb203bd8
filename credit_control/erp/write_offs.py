"""What ERPNext needs to book a lost receivable: accounts, what is open in their currency, cost centres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import frappe

from credit_control.engine.write_off import Claim
from credit_control.erp.values import to_decimal


class Receivable(NamedTuple):
	"""An invoice as a journal that clears it sees it."""

	account: str
	account_currency: str
	cost_center: str | None
	project: str | None
	claim: Claim


def receivables(is_open: Mapping[str, Decimal], invoices: Sequence[str]) -> dict[str, Receivable]:
	"""The receivables of invoices by name; `is_open` is what each has open in company currency."""
	fields = [
		"name",
		"debit_to",
		"party_account_currency",
		"outstanding_amount",
		"conversion_rate",
		"currency",
		"cost_center",
		"project",
	]
	rows = frappe.get_all("Sales Invoice", {"name": ["in", list(invoices)], "docstatus": 1}, fields)
	return {row.name: _receivable(row, is_open) for row in rows if row.name in is_open}


def _receivable(row, is_open: Mapping[str, Decimal]) -> Receivable:
	open_now = is_open[row.name]
	account_currency = row.party_account_currency or frappe.get_cached_value(
		"Account", row.debit_to, "account_currency"
	)
	# an invoice in dollars may stand on an account in company currency
	rate = to_decimal(row.conversion_rate) if account_currency == row.currency else Decimal(1)
	claim = Claim(open_now, to_decimal(row.outstanding_amount), rate)
	return Receivable(row.debit_to, account_currency, row.cost_center, row.project, claim)


def defaults(company: str) -> dict[str, str | None]:
	"""The company's account for write-offs and its cost centre."""
	row = frappe.get_cached_doc("Company", company)
	return {"account": row.write_off_account or None, "cost_center": row.cost_center or None}


def account(name: str):
	"""Company, root type, account type, currency and whether it can be posted to; None for no account."""
	fields = ["company", "root_type", "account_type", "account_currency", "is_group", "disabled"]
	return frappe.db.get_value("Account", name, fields, as_dict=True)
