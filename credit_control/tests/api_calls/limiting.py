"""Limits: asked for, shared, adjusted in bulk, given out as budgets."""

from __future__ import annotations

from credit_control.tests.api_calls.kinds import CREDIT, DEPARTMENT, MANAGER, SELLERS, Call

CALLS = (
	Call("adjustments.preview", DEPARTMENT, lambda on: {"adjustment": on.bulk["preview"]}, posts=True),
	Call("adjustments.resume", MANAGER, lambda on: {"adjustment": on.bulk["go_on"]}, posts=True),
	Call("adjustments.state", DEPARTMENT, lambda on: {"adjustment": on.bulk["undo"]}),
	Call("adjustments.undo", DEPARTMENT, lambda on: {"adjustment": on.bulk["undo"]}, posts=True),
	Call("budgets.use", DEPARTMENT, lambda on: {"budget": on.budget}),
	Call("groups.pool", DEPARTMENT, lambda on: {"group": on.bulk["group"]}),
	Call("groups.uses", DEPARTMENT, lambda on: {"names": [on.bulk["group"]]}),
	Call("limit_requests.approve", MANAGER, lambda on: {"name": on.asked}, posts=True),
	Call("limit_requests.overview", SELLERS, lambda on: {"doc": {"name": on.asked}}),
	Call("limit_requests.reject", MANAGER, lambda on: {"name": on.asked, "comment": "Too risky"}, posts=True),
	Call("limit_requests.send", CREDIT | {"owner"}, lambda on: {"name": on.draft}, posts=True),
	Call(
		"limit_requests.send_back",
		MANAGER,
		lambda on: {"name": on.asked, "comment": "Half of it"},
		posts=True,
	),
	Call(
		"limit_requests.start",
		SELLERS,
		lambda on: {"kind": "Temporary Limit", "customer": on.customer, "company": on.company},
	),
	Call("limit_requests.waiting_count", SELLERS),
	Call("limit_requests.waiting_for_me", SELLERS),
	Call("limit_requests.withdraw", {"owner"}, lambda on: {"name": on.asked}, posts=True),
)
