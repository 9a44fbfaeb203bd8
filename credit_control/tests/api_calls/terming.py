"""Payment terms, prepayment and factoring."""

from __future__ import annotations

from credit_control.tests.api_calls.kinds import DEPARTMENT, NOBODY, SELLERS, Call

CALLS = (
	Call("factoring.candidates", DEPARTMENT, lambda on: {"customer": on.customer, "company": on.company}),
	Call(
		"factoring.discount", NOBODY, lambda on: {"company": on.company, "invoices": [on.invoice]}, posts=True
	),
	Call("factoring.state", NOBODY, lambda on: {"invoice": on.invoice}),
	Call("terms.prepayment", SELLERS, lambda on: {"order": on.order.name}),
	Call(
		"terms.proposal",
		SELLERS,
		lambda on: {"doctype": "Sales Order", "customer": on.customer, "company": on.company},
		posts=True,
	),
	Call("terms.receive_payment", NOBODY, lambda on: {"order": on.order.name}, posts=True),
	Call("terms.request_payment", NOBODY, lambda on: {"order": on.order.name}, posts=True),
)
