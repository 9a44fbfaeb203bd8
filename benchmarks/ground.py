"""What benchmarks of real documents stand on: the test company, customers with a standing, drafts to submit."""

from __future__ import annotations

import frappe

from credit_control.services import files, settings
from credit_control.tests import bootstrap
from credit_control.tests.factories import make_customer, make_sales_invoice, make_sales_order

#: ERPNext's own limit, out of reach: its check runs to its end and passes
OUT_OF_REACH = 9e11


def prepare() -> None:
	"""The test company, governed by us; commits."""
	frappe.flags.in_test = True
	bootstrap.before_tests()
	settings.set_mode(bootstrap.COMPANY, settings.WARN_ONLY)


def customer(name: str, invoices: int) -> str:
	"""A customer with a limit in ERPNext and one with us, and so many open invoices. Before `govern`."""
	made = make_customer(name=name, credit_limit=OUT_OF_REACH).name
	limits = [{"company": bootstrap.COMPANY, "limit_mode": "Limited", "credit_limit": OUT_OF_REACH}]
	files.create(made, limits=limits).db_set("grade", "A")
	for _ in range(invoices):
		make_sales_invoice(customer=made, rate=100)
	return made


def govern() -> None:
	"""From here on the judgement is ours."""
	settings.set_mode(bootstrap.COMPANY, settings.ENFORCE)


def draft(customer: str, lines: int, item: str = bootstrap.GOODS) -> str:
	"""A draft order of so many lines of an item."""
	order = make_sales_order(customer=customer, item=item, submit=False)
	for _ in range(lines - 1):
		order.append("items", {**_plain(order.items[0]), "idx": None})
	return order.save().name


def _plain(row) -> dict:
	fields = ("item_code", "qty", "rate", "warehouse", "delivery_date", "uom", "conversion_factor")
	return {name: row.get(name) for name in fields}
