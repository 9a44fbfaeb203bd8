"""Proving a decision: judged again from what was stored it comes out the same, and the chain it is in is whole."""

import json

import frappe

from credit_control.engine.replaying import UNREADABLE, differences
from credit_control.services import chains, judging
from credit_control.services.chains import DECISION


def verify(decision) -> dict:
	"""What the form says of a Credit Decision.

	`differences` are the labels of what came out otherwise; `broken` are the decisions of the customer's chain
	that are no longer what was written, with the file itself when its last decision is gone.
	"""
	outcome, found = _replayed(decision)
	broken = chains.chain_faults(decision.credit_file)
	return {
		"outcome": outcome,
		"differences": list(found),
		"broken": broken,
		"touched": decision.name in broken,
		"decisions": frappe.db.count(DECISION, {"credit_file": decision.credit_file}),
	}


def _replayed(decision) -> tuple[str | None, tuple[str, ...]]:
	try:
		again = judging.replay(decision.inputs)
		return again.outcome, differences(json.loads(decision.results), again)
	except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError):
		# somebody changed the stored text until it is no case any more
		return None, (UNREADABLE,)
