"""A Legal Action in the customer's Credit File: from the filing on a lawsuit of ours stands among its legal records.

A demand letter alone leaves no record: many are paid. The row is found again by the action's name in its
source; undoing the filing or cancelling the action takes it out, closing the action closes it.
"""

import frappe

from credit_control.services import files

FILING, ENFORCEMENT, CLOSED = "Filing", "Enforcement", "Closed"
TABLE = "legal_records"


def follow(doc) -> None:
	"""Bring the legal records of the customer's file in step with an action."""
	filed = next((row for row in doc.steps if row.stage == FILING), None)
	wanted = doc.docstatus == 1 and filed is not None
	file = files.file_of(doc.customer)
	if not (wanted or file):
		return
	_write(
		frappe.get_doc(files.CREDIT_FILE, file or files.ensure(doc.customer)), doc, filed if wanted else None
	)


def _write(file, doc, filed) -> None:
	row = next((row for row in file.get(TABLE) if row.source == doc.name), None)
	if filed is None:
		if row is None:
			return
		file.remove(row)
	else:
		(row or file.append(TABLE, {})).update(_record(doc, filed))
	# who leads an action need not be allowed to edit files
	file.save(ignore_permissions=True)


def _record(doc, filed) -> dict:
	closed = doc.steps[-1] if doc.steps[-1].stage == CLOSED else None
	enforced = any(step.stage == ENFORCEMENT for step in doc.steps)
	return {
		"kind": "Enforcement" if enforced else "Lawsuit",
		"role": "Defendant",
		"severity": "Serious",
		"filed_on": filed.step_date,
		"checked_on": doc.steps[-1].step_date,
		"status": "Closed" if closed else "Open",
		"closed_on": closed and closed.step_date,
		"amount": doc.claimed_amount,
		"currency": doc.currency,
		"case_number": doc.case_number,
		"court": doc.court,
		"source": doc.name,
	}
