"""What a credit file lacks, for the check of a policy: from what the file keeps, in full only where it lacks something."""

import frappe

from credit_control.engine import completeness
from credit_control.engine.circumstances import Missing
from credit_control.engine.completeness import ITEMS, Finding
from credit_control.engine.money import HUNDRED, ZERO, decimal
from credit_control.services import file_completeness, files
from credit_control.services.question import Question


def gaps_of(question: Question) -> Missing:
	"""The entries that are missing and those that are out of date, by their labels, and how complete the file is.

	A customer without a Credit File lacks everything that the settings ask for.
	"""
	if question.known is None:
		asked = tuple(ITEMS[rule.code].label for rule in file_completeness.item_rules())
		return Missing(missing=asked, percent=ZERO)
	kept = frappe.db.get_value(
		files.CREDIT_FILE, question.known.name, ["completeness", "records_status"], as_dict=True
	)
	if decimal(kept.completeness) >= HUNDRED and kept.records_status != file_completeness.EXPIRED:
		return Missing(percent=HUNDRED)
	return _in_full(question)


def _in_full(question: Question) -> Missing:
	file = frappe.get_doc(files.CREDIT_FILE, question.known.name)
	found = file_completeness.records_of(file, question.day)
	return Missing(
		missing=_labels(found.findings, completeness.MISSING),
		expired=_labels(found.findings, completeness.EXPIRED),
		percent=found.result.percent,
	)


def _labels(findings: tuple[Finding, ...], state: str) -> tuple[str, ...]:
	return tuple(label_of(finding.code) for finding in findings if finding.state == state)


def label_of(code: str) -> str:
	"""What an item, or a kind of document, is called in English."""
	return code.removeprefix(file_completeness.DOCUMENT) if code not in ITEMS else ITEMS[code].label
