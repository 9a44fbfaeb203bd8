"""ERPNext's Bank Guarantees that back a customer's debts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import frappe

from credit_control.erp.values import to_decimal

FIELDS = ("name", "bg_type", "docstatus", "customer", "amount", "end_date", "bank", "bank_guarantee_number")


@dataclass(frozen=True, slots=True)
class Guarantee:
	"""A Bank Guarantee. ERPNext keeps it in the site's currency and names no company."""

	name: str
	customer: str | None
	amount: Decimal
	currency: str
	end_date: date | None
	bank: str | None
	number: str | None
	is_received: bool


def guarantee(name: str) -> Guarantee:
	"""One Bank Guarantee; raises DoesNotExistError when there is none of that name."""
	row = frappe.db.get_value("Bank Guarantee", name, FIELDS, as_dict=True)
	if row is None:
		raise frappe.DoesNotExistError(name)
	return Guarantee(
		name=row.name,
		customer=row.customer,
		amount=to_decimal(row.amount),
		currency=frappe.db.get_default("currency"),
		end_date=row.end_date,
		bank=row.bank,
		number=row.bank_guarantee_number,
		is_received=row.docstatus == 1 and row.bg_type == "Receiving",
	)
