"""Disputes, promises and plans over real invoices."""

from frappe.utils import add_days, nowdate

from credit_control.tests.bootstrap import COMPANY, new
from credit_control.tests.factories import make_sales_invoice, saved


def make_overdue_invoice(*, customer: str, amount: float = 1000, days: int = 40, **fields):
	"""An invoice that fell due some days ago."""
	issued = add_days(nowdate(), -days - 1)
	due = add_days(nowdate(), -days)
	return make_sales_invoice(customer=customer, rate=amount, date=issued, due_date=due, **fields)


def make_dispute(*, customer: str, items, submit=True, **fields):
	"""A Payment Dispute over (invoice, amount) pairs."""
	values = {
		"customer": customer,
		"company": COMPANY,
		"reason": "Quality",
		"due_date": add_days(nowdate(), 14),
		"description": "Half of it came broken",
		"items": [{"sales_invoice": invoice.name, "disputed_amount": amount} for invoice, amount in items],
	}
	return saved(new("Payment Dispute", **{**values, **fields}), submit)


def make_promise(*, customer: str, amount: float, items=(), days: int = 7, submit=True, **fields):
	"""A Promise to Pay within some days."""
	values = {
		"customer": customer,
		"company": COMPANY,
		"amount": amount,
		"promised_date": add_days(nowdate(), days),
		"items": [{"sales_invoice": invoice.name} for invoice in items],
	}
	return saved(new("Promise to Pay", **{**values, **fields}), submit)


def make_plan(*, customer: str, items, instalments, submit=True, **fields):
	"""A Repayment Plan of (invoice, amount) pairs over (days from today, amount) instalments."""
	values = {
		"customer": customer,
		"company": COMPANY,
		"items": [{"sales_invoice": invoice.name, "amount": amount} for invoice, amount in items],
		"instalments": [
			{"due_date": add_days(nowdate(), days), "amount": amount} for days, amount in instalments
		],
	}
	return saved(new("Repayment Plan", **{**values, **fields}), submit)
