"""The life of a Credit Scorecard: checked before it is saved, amended, promoted from challenger to champion."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.scorecard_problems import scorecard_problems
from credit_control.services import scorecards


def validate(doc) -> None:
	"""Refuse what cannot be scored with, every fault at once."""
	faults = [*_unreadable_bands(doc), *_bands_without_factor(doc)]
	if not faults:
		problems = scorecard_problems(scorecards.convert(doc))
		faults = [problem.render(_category) for problem in problems]
	if faults:
		frappe.throw(faults, title=_("The Scorecard Has Faults"), as_list=True)


def _unreadable_bands(doc) -> list[str]:
	message = _("Row {0}: From is {1}, which is not a number. Enter one; leave it empty in the lowest band.")
	return [message.format(row.idx, row.from_value) for row in scorecards.unreadable_bands(doc)]


def _bands_without_factor(doc) -> list[str]:
	used = {row.indicator for row in doc.factors}
	unused = dict.fromkeys(row.indicator for row in doc.bands if row.indicator not in used)
	message = _("{0} has bands but is no factor. Add it to the factors, or remove its bands.")
	return [message.format(_(indicator)) for indicator in unused]


def _category(text: str) -> str:
	"""A text in the sense that it has on a Credit File, such as Private for an owner."""
	return _(text, context="Credit File")


def promote(doc, valid_from: date):
	"""Amend a challenger to a champion that is valid from a day; returns the new document.

	The challenger is cancelled: from now on nothing is computed in the shadow until another one is
	submitted. Assessments keep the version that they were made with.
	"""
	_check_promotable(doc, valid_from)
	amended = frappe.copy_doc(doc)
	amended.update({"amended_from": doc.name, "role": scorecards.CHAMPION, "valid_from": valid_from})
	doc.cancel()
	amended.insert()
	return amended.submit()


def _check_promotable(doc, valid_from: date) -> None:
	if doc.docstatus != 1 or doc.role != scorecards.CHALLENGER:
		frappe.throw(_("{0} is no submitted challenger. Choose one that is.").format(doc.name))
	if valid_from < getdate():
		frappe.throw(_("Valid From lies in the past. Enter today or a later day."))
