"""The first sight of an assessment: result, limit, what moved, what to do; in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from credit_control.engine.advice import Improvement, improvements, missing_data, sentence
from credit_control.engine.assessment import AssessmentResult
from credit_control.erp import sales
from credit_control.services import assessment_comparison, assessment_inputs, indicator_words
from credit_control.services.assessment_inputs import Kept, UnreadableInputsError

#: what to do about data that is missing, by its source
REMEDIES = {
	"ledger": "The customer has not bought enough yet.",
	"statement": "Enter a financial statement and submit it.",
	"file": "Fill it in in the Credit File.",
}
#: indicators that are not entered where the others of their source are
OTHER_REMEDIES = {
	"security_cover": "Enter a Credit Security, if there is one.",
	"relationship_years": REMEDIES["ledger"],
}
#: so many pieces of advice, the dearest factors first
ADVICE_SHOWN = 5


def show(doc) -> None:
	"""On load: hand the overview to the form."""
	if not doc.is_new():
		doc.set_onload("overview", overview(doc))


def overview(doc) -> dict:
	"""Everything the top of the form shows; a problem in place of what cannot be computed."""
	try:
		kept = assessment_inputs.load(doc)
	except UnreadableInputsError as error:
		frappe.clear_last_message()
		return {"problem": str(error), "explanation": explanation(doc)}
	result = kept.result()
	return {
		"explanation": explanation(doc),
		"enough": result.score_result.enough,
		"minimum_coverage": float(kept.card.minimum_coverage),
		"grades": [{"grade": rule.grade, "above": float(rule.score_above)} for rule in kept.rules],
		"limits": assessment_comparison.limit_rows(kept.proposal(doc.grade), doc.currency),
		"moved": assessment_comparison.with_previous(doc, kept),
		"advice": advice(kept, result),
		"missing": missing(result),
		"notes": list(_notes(doc, kept, result)),
	}


def explanation(doc) -> list[str]:
	"""Why the grade is what it is."""
	return [_(line) for line in (doc.explanation or "").splitlines()]


def advice(kept: Kept, result: AssessmentResult) -> list[dict]:
	"""The factors that cost most points, with their advice and what the next band would give."""
	found = improvements(kept.card, result)[:ADVICE_SHOWN]
	return [_advice_row(each) for each in found]


def _advice_row(each: Improvement) -> dict:
	edge = "" if each.edge is None else indicator_words.value(each.indicator, each.edge)
	next_band = sentence(_translated(each), edge)
	return {
		"indicator": indicator_words.label(each.indicator),
		"value": indicator_words.value(each.indicator, each.value),
		"lost": round(float(each.lost), 1),
		"advice": _(each.advice) if each.advice else "",
		"next": next_band.render(_) if next_band else "",
	}


def _translated(each: Improvement) -> Improvement:
	"""The band's category as the file shows it: Good and Poor mean something else elsewhere."""
	if each.target is None or not each.target.text:
		return each
	return replace(
		each, target=replace(each.target, text=indicator_words.value(each.indicator, each.target.text))
	)


def missing(result: AssessmentResult) -> list[dict]:
	"""What is not known, the heaviest factor first, and what to do about it."""
	return [
		{
			"indicator": indicator_words.label(each.indicator),
			"source": each.source,
			"weight": float(each.weight),
			"remedy": _(OTHER_REMEDIES.get(each.indicator) or REMEDIES.get(each.source, "")),
		}
		for each in missing_data(result)
	]


def _notes(doc, kept: Kept, result: AssessmentResult) -> Iterator[str]:
	"""Empty states: what is missing altogether, and what to enter."""
	facts = kept.stored.facts
	if facts.statement_audit is None:
		yield _("There is no financial statement. Enter one and submit it, then save this assessment again.")
	if not facts.has_history:
		yield _no_history(doc)
	if not result.score_result.enough:
		yield _(
			"The coverage is {0} %; the scorecard asks for {1} %. Fill in what is missing below, or choose a grade and say why."
		).format(f"{result.score_result.coverage:.0f}", f"{kept.card.minimum_coverage:.0f}")


def _no_history(doc) -> str:
	opened = sales.books_begin(doc.company)
	if opened and getdate(doc.as_of) < opened:
		return _("The books of {0} begin on {1}: there was no ledger on that day.").format(
			doc.company, formatdate(opened)
		)
	return _(
		"{0} had not bought from {1} by that day. Enter what it is expected to buy in a year, so that a limit can be proposed."
	).format(doc.customer_name or doc.customer, doc.company)
