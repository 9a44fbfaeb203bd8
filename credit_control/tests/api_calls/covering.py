"""What stands behind a customer's debts."""

from __future__ import annotations

from frappe.utils import nowdate

from credit_control.tests.api_calls.kinds import DEPARTMENT, MANAGER, Call

CALLS = (
	Call("agreements.proposal", DEPARTMENT, lambda on: {"customer": on.customer, "company": on.company}),
	Call(
		"agreements.sign",
		DEPARTMENT,
		lambda on: {
			"agreement": on.cover["agreement"],
			"signed_on": nowdate(),
			"signed_copy": "/private/files/signed.pdf",
		},
		posts=True,
	),
	Call(
		"agreements.terminate",
		MANAGER,
		lambda on: {"agreement": on.cover["agreement"], "reason": "Late again"},
		posts=True,
	),
	Call("securities.explain", DEPARTMENT, lambda on: {"security": on.cover["insurance"]}),
	Call("securities.open_reports", DEPARTMENT, lambda on: {"security": on.cover["insurance"]}),
	Call(
		"securities.release",
		MANAGER,
		lambda on: {"security": on.bulk["security"], "reason": "Paid"},
		posts=True,
	),
	Call(
		"securities.report",
		DEPARTMENT,
		lambda on: {"security": on.cover["insurance"], "vouchers": [], "reported_on": nowdate()},
		posts=True,
	),
)
