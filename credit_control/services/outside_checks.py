"""Running the checks of other apps: what they find is kept with the case, so that it replays without them.

A check that breaks never stops an order: it is logged and shown as a warning.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

import frappe

from credit_control.engine.circumstances import Outside, not_installed, not_made
from credit_control.engine.messages import Message
from credit_control.engine.money import ZERO
from credit_control.engine.policy import CHECKS, Policy
from credit_control.erp import compat
from credit_control.services.checks import CreditCheck
from credit_control.services.question import Question

HOOK = "credit_checks"


def known() -> dict[str, type[CreditCheck]]:
	"""Every check of the installed apps by its code; of two with one code the later app's counts."""
	classes = (frappe.get_attr(path) for path in frappe.get_hooks(HOOK))
	return {check.code: check for check in classes if check.code not in CHECKS}


def labels() -> Mapping[str, str]:
	"""Label of each check of other apps → its code."""
	return {check.label: code for code, check in known().items()}


def findings_of(question: Question, policy: Policy, codes: Collection[str]) -> tuple[Outside, ...]:
	"""What these checks of the policy find on a document, in the order of the policy."""
	listed, _implied = policy.rules_for((question.known and question.known.grade) or None)
	installed = known()
	found = (
		_found(installed.get(rule.check), question, rule.check, rule.threshold or ZERO)
		for rule in listed
		if rule.check in codes
	)
	return tuple(each for each in found if each is not None)


def _found(
	check: type[CreditCheck] | None, question: Question, code: str, threshold: Decimal
) -> Outside | None:
	if check is None:
		return not_installed(code)
	told = len(frappe.get_message_log())
	frappe.db.savepoint("credit_check")
	try:
		found = check().find(question, threshold)
		return None if found is None else _readable(found, code)
	except Exception as error:
		if compat.is_lock_error(error):
			raise
		_forget(told)
		# the log outlives a refused document
		frappe.log_error(f"Credit check {code} failed on {question.doctype}", defer_insert=True)
		return not_made(code, check.label)


def _forget(told: int) -> None:
	"""Take back what a broken check wrote and said."""
	frappe.db.rollback(save_point="credit_check")
	while len(frappe.get_message_log()) > told:
		frappe.clear_last_message()


def _readable(found: Outside, code: str) -> Outside:
	"""The finding under its own code; raises when its sentence has a placeholder without a figure."""
	figures = {name: str(figure) for name, figure in found.figures.items()}
	Message(found.message, figures).render()
	return replace(found, check=code, figures=figures)
