"""What becomes of invoices that are not paid."""

from __future__ import annotations

from frappe.utils import nowdate

from credit_control.tests.api_calls.kinds import CREDIT, SELLERS, Call

CALLS = (
	Call("disputes.open_invoices", SELLERS, lambda on: {"customer": on.customer, "company": on.company}),
	Call(
		"disputes.resolve",
		CREDIT,
		lambda on: {"dispute": on.dispute, "resolution": "Withdrawn", "note": "They paid"},
		posts=True,
	),
	Call(
		"repayment_plans.propose",
		CREDIT,
		lambda on: {"company": on.company, "total": 1000, "first": nowdate(), "count": 3},
	),
	Call("repayment_plans.seasons", CREDIT, lambda on: {"customer": on.customer, "company": on.company}),
)
