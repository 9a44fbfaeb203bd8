"""Held documents and held customers."""

from __future__ import annotations

from frappe.utils import add_days, nowdate

from credit_control.tests.api_calls.kinds import CREDIT, DEPARTMENT, MANAGER, SELLERS, Call

CALLS = (
	Call("holds.reject", MANAGER, lambda on: {"hold": on.hold, "reason": "Too risky"}, posts=True),
	Call("holds.reject_many", MANAGER, lambda on: {"holds": [on.hold], "reason": "Too risky"}, posts=True),
	Call("holds.rejudge", CREDIT | {"owner"}, lambda on: {"hold": on.hold}, posts=True),
	Call(
		"holds.release",
		MANAGER,
		lambda on: {
			"hold": on.hold,
			"reason": "Guaranteed",
			"amount_cap": 1500,
			"tolerance_percent": 0,
			"valid_to": add_days(nowdate(), 1),
		},
		posts=True,
	),
	Call("holds.release_defaults", MANAGER, lambda on: {"hold": on.hold}),
	Call(
		"holds.release_many",
		MANAGER,
		lambda on: {"holds": [on.hold], "reason": "Insured", "valid_to": add_days(nowdate(), 1)},
		posts=True,
	),
	Call(
		"holds.request_release",
		CREDIT | {"owner"},
		lambda on: {"hold": on.hold, "reason": "They pay on Friday"},
		posts=True,
	),
	Call("holds.revoke", MANAGER, lambda on: {"hold": on.released, "reason": "No guarantee"}, posts=True),
	Call("holds.used_orders", MANAGER, lambda on: {"hold": on.released}),
	Call(
		"manual_holds.lift",
		DEPARTMENT,
		lambda on: {"hold": on.customer_hold, "reason": "Settled"},
		posts=True,
	),
	Call("manual_holds.of_customer", SELLERS, lambda on: {"customer": on.new_customer}),
	Call("manual_holds.open_orders", DEPARTMENT, lambda on: {"customer": on.new_customer}),
	Call(
		"manual_holds.place",
		DEPARTMENT,
		lambda on: {"customer": on.new_customer, "reason": "Lawsuit", "from_date": nowdate()},
		posts=True,
	),
	Call("worklist.choices", SELLERS),
	Call("worklist.read", SELLERS),
)
