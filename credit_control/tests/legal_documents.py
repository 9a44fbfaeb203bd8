"""Legal Actions, and what the permission tests act on when it comes to suing and writing off."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from credit_control.services import legal_actions, write_offs
from credit_control.tests.bootstrap import COMPANY, new
from credit_control.tests.collection_documents import make_overdue_invoice, make_plan
from credit_control.tests.factories import make_customer, make_payment, saved
from credit_control.tests.write_off_case import make_write_off


def make_action(*, customer: str, items, submit=True, **fields):
	"""A Legal Action over (invoice, amount) pairs, begun a month ago."""
	values = {
		"customer": customer,
		"company": COMPANY,
		"begun_on": add_days(nowdate(), -30),
		"items": [{"sales_invoice": invoice.name, "amount": amount} for invoice, amount in items],
	}
	return saved(new("Legal Action", **{**values, **fields}), submit)


def sued(collector: str) -> dict[str, str]:
	"""An action with one stage, a plan in force, a payment, and write-offs that are drafted and sent by a collector."""
	customer = make_customer().name
	invoice = make_overdue_invoice(customer=customer, amount=100, days=20)
	planned = make_overdue_invoice(customer=customer, amount=100, days=20)
	plan = make_plan(customer=customer, items=[(planned, 100)], instalments=[(5, 100)])
	action = make_action(customer=customer, items=[(invoice, 100)])
	legal_actions.record(action.name, stage="Demand Letter", day=nowdate())
	draft = make_write_off(customer=customer, items=[(invoice, 40)])
	user = frappe.session.user
	frappe.set_user(collector)
	sent = make_write_off(customer=customer, items=[(planned, 40)])
	write_offs.send(sent.name)
	frappe.set_user(user)
	return {
		"action": action.name,
		"plan": plan.name,
		"draft": draft.name,
		"sent": sent.name,
		"payment": make_payment(invoice=invoice, amount=1).name,
	}
