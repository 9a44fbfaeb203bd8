"""What the Credit File's form shows of its records: the percentage, what is to be done, what the file comes to."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine import completeness as rules
from credit_control.engine.completeness import Finding
from credit_control.services import file_indicators, file_tasks
from credit_control.services.file_completeness import figure, records_of

LABELS = {
	"external_rating": "External Rating",
	"trade_references": "Trade References",
	"bank_reference": "Bank Reference",
	"legal_record": "Legal Record",
	"tax_rating": "Tax Credit Rating",
}
#: where a value's words are translated
CONTEXTS = {"tax_rating": "Credit File Tax Record"}


def panel(doc, today: date | None = None) -> dict:
	"""Percentage, counts, the open items with their tasks, and what references and records come to."""
	today = today or getdate()
	found = records_of(doc, today)
	tasks = file_tasks.open_tasks(doc.name)
	return {
		"percent": figure(found.result.percent),
		"had": len(found.result.of(rules.VALID, rules.EXPIRING)),
		"asked": len(found.result.findings),
		"items": [_item(finding, tasks) for finding in found.open],
		"summary": [_known(name, value) for name, value in file_indicators.summary(doc, today)],
		"may_write": bool(frappe.has_permission(doc.doctype, "write", doc)),
	}


def _item(finding: Finding, tasks: dict[str, str]) -> dict:
	return {
		"code": finding.code,
		"label": file_tasks.label(finding.code),
		"state": finding.state,
		"until": finding.until,
		"weight": float(finding.weight),
		"field": file_tasks.field(finding.code),
		"task": tasks.get(finding.code),
	}


def _known(name: str, value: str) -> dict:
	context = CONTEXTS.get(name, "Credit File")
	return {"label": _(LABELS[name], context=context), "value": _(value, context=context), "word": value}
