"""An assessment beside another of the same customer: what moved, in the reader's language."""

from __future__ import annotations

import frappe
from frappe import _

from credit_control.engine.comparison import Assessed, Move, compare, sentence, sentences
from credit_control.engine.limits import LimitProposal
from credit_control.services import assessment_inputs, indicator_words, statements, wording
from credit_control.services.assessment_inputs import Kept, UnreadableInputsError
from credit_control.services.assessment_rows import INPUT_LABELS
from credit_control.services.proposals import METHOD_LABELS

DOCTYPE = "Credit Assessment"


def with_previous(doc, now: Kept) -> dict | None:
	"""What moved since the last approved assessment; None for the first, a problem where it is unreadable."""
	if not doc.previous_assessment:
		return None
	before = frappe.get_doc(DOCTYPE, doc.previous_assessment)
	heads = {"before": head_of(before), "after": head_of(doc)}
	try:
		kept = assessment_inputs.load(before)
	except UnreadableInputsError as error:
		frappe.clear_last_message()
		return {**heads, "problem": str(error)}
	return {**heads, **moved(_side(kept), _side(now))}


def _side(kept: Kept) -> Assessed:
	return Assessed(kept.card, kept.stored.facts)


def head_of(doc) -> dict:
	"""What an assessment came to, in one line."""
	return {
		"name": doc.name,
		"as_of": str(doc.as_of),
		"score": doc.score,
		"grade": doc.grade or "",
		"limit": doc.credit_limit if doc.limit_mode == "Limited" else doc.proposed_limit,
		"scorecard": doc.scorecard,
	}


def moved(before: Assessed, after: Assessed) -> dict:
	"""The comparison as the form shows it: sentences, and every factor with its parts."""
	found = compare(before, after)
	return {
		"change": None if found.change is None else float(found.change),
		"same_scorecard": found.same_scorecard,
		"sentences": [message.render(_) for message in sentences(found, indicator_words.value)],
		"rows": [_row(move) for move in found.moves],
	}


def _row(move: Move) -> dict:
	told = sentence(move, indicator_words.value)
	return {
		"sentence": told.render(_) if told else "",
		"indicator": indicator_words.label(move.indicator),
		"value_before": indicator_words.value(move.indicator, move.value_before),
		"value_after": indicator_words.value(move.indicator, move.value_after),
		"before": _points(move.before),
		"after": _points(move.after),
		"change": _points(move.change),
		"by_value": _points(move.by_value),
		"by_weight": _points(move.by_weight),
	}


def _points(value) -> float | None:
	return None if value is None else round(float(value), 2)


def limit_rows(proposal: LimitProposal | None, currency: str) -> list[dict]:
	"""Every method and cap of a proposal with its amount as a number, None where it cannot be had."""
	return [
		{
			"method": _(METHOD_LABELS[term.code]),
			"amount": None if term.amount is None else float(term.amount),
			"shown": "" if term.amount is None else wording.show(term.amount, currency),
			"note": statements.note(term.note, INPUT_LABELS),
			"binding": term.code == proposal.binding,
		}
		for term in (proposal.terms if proposal else ())
	]
