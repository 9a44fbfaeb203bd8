"""What a customer owes, shown where the eye is, and the state of the site."""

from __future__ import annotations

from credit_control.tests.api_calls.kinds import MANAGER, NOBODY, SELLERS, Call

CALLS = (
	# journals are for those whom ERPNext lets make them
	Call("bills.take_back", NOBODY, lambda on: {"source_name": on.order.name}),
	Call(
		"exposure.documents",
		SELLERS,
		lambda on: {"customer": on.customer, "company": on.company, "part": "open_orders"},
	),
	Call("exposure.forecast", SELLERS, lambda on: {"customer": on.customer, "company": on.company}),
	Call("exposure.view", SELLERS, lambda on: {"customer": on.customer, "company": on.company}),
	Call("health.findings", MANAGER),
	Call("strip.for_customer", SELLERS, lambda on: {"customer": on.customer, "company": on.company}),
	Call("strip.for_document", SELLERS, lambda on: {"doc": on.order.as_json()}),
	Call("strip.for_prospect", SELLERS, lambda on: {"doctype": "Opportunity", "name": on.opportunity}),
)
