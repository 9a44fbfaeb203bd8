"""Suing, extending plans, crediting disputes and writing off."""

from __future__ import annotations

from frappe.utils import nowdate

from credit_control.tests.api_calls.kinds import CREDIT, DEPARTMENT, MANAGER, NOBODY, Call
from credit_control.tests.bootstrap import BANK
from credit_control.tests.write_off_case import LOSSES

CALLS = (
	Call("repayment_plans.extend", CREDIT, lambda on: {"plan": on.sued["plan"]}, posts=True),
	# whoever may make or read ERPNext's own documents: nobody of these
	Call("disputes.credit_note", NOBODY, lambda on: {"dispute": on.dispute, "invoice": on.invoice}),
	Call("disputes.short_payment", NOBODY, lambda on: {"payment": on.sued["payment"]}),
	Call(
		"legal_actions.record",
		CREDIT,
		lambda on: {"name": on.sued["action"], "stage": "Filing", "step_date": nowdate()},
		posts=True,
	),
	Call(
		"legal_actions.close",
		DEPARTMENT,
		lambda on: {
			"name": on.sued["action"],
			"outcome": "Paid",
			"step_date": nowdate(),
			"note": "All came in",
		},
		posts=True,
	),
	Call(
		"legal_actions.undo",
		DEPARTMENT,
		lambda on: {"name": on.sued["action"], "reason": "Never sent"},
		posts=True,
	),
	Call("write_offs.send", CREDIT, lambda on: {"name": on.sued["draft"]}, posts=True),
	Call("write_offs.approve", MANAGER, lambda on: {"name": on.sued["sent"]}, posts=True),
	Call(
		"write_offs.reject",
		MANAGER,
		lambda on: {"name": on.sued["sent"], "comment": "They still trade"},
		posts=True,
	),
	Call(
		"write_offs.send_back",
		MANAGER,
		lambda on: {"name": on.sued["sent"], "comment": "Half of it"},
		posts=True,
	),
	Call("write_offs.withdraw", frozenset({"collector"}), lambda on: {"name": on.sued["sent"]}, posts=True),
	Call("write_offs.waiting_for_me", CREDIT),
	Call("write_offs.recovery", NOBODY, lambda on: {"name": on.sued["sent"]}),
	Call(
		"write_offs.record_recovery",
		NOBODY,
		lambda on: {
			"name": on.sued["sent"],
			"amount": 1,
			"received_on": nowdate(),
			"account": BANK,
			"income_account": LOSSES,
		},
		posts=True,
	),
	Call(
		"write_offs.take_recovery_back",
		NOBODY,
		lambda on: {"name": on.sued["sent"], "row": "none"},
		posts=True,
	),
)
