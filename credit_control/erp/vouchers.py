"""In which currency the documents behind open items were made out."""

from __future__ import annotations

from collections.abc import Iterable

import frappe

from credit_control.engine.receivables import OpenItem


def currencies(items: Iterable[OpenItem], default: str) -> dict[str, str]:
	"""Voucher → its currency; a journal's is that of the customer's account, `default` where it is not told."""
	items = list(items)
	invoices = [item.voucher_no for item in items if item.voucher_type == "Sales Invoice"]
	others = [item.voucher_no for item in items if item.voucher_type != "Sales Invoice"]
	found = dict.fromkeys((item.voucher_no for item in items), default)
	return found | _of_invoices(invoices) | _of_accounts(others)


def _of_invoices(names: list[str]) -> dict[str, str]:
	if not names:
		return {}
	statement = "select name, currency from `tabSales Invoice` where name in %(names)s"
	return dict(frappe.db.sql(statement, {"names": names}))


def _of_accounts(names: list[str]) -> dict[str, str]:
	if not names:
		return {}
	statement = """
		select voucher_no, max(account_currency) from `tabPayment Ledger Entry`
		where voucher_no in %(names)s and party_type = 'Customer' and delinked = 0 group by voucher_no"""
	return dict(frappe.db.sql(statement, {"names": names}))
