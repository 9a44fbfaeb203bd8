"""Proving an assessment: computing it again from what it kept, and beside today's data. Nothing is saved."""

from __future__ import annotations

import re
from decimal import Decimal

from frappe import _
from frappe.utils import flt, getdate

from credit_control.engine.comparison import Assessed
from credit_control.engine.money import optional_decimal
from credit_control.engine.stored import RULES_VERSION, fingerprint
from credit_control.services import assessment_comparison, assessment_inputs, assessment_rows, joining
from credit_control.services.assessment_basis import assess_customer
from credit_control.services.assessment_inputs import Kept
from credit_control.services.proposals import METHOD_LABELS

#: the database keeps nine decimals
NOISE = 1e-6
FACTOR_FIELDS = {
	"value": "Value",
	"points": "Points",
	"weight": "Weight %",
	"effective_weight": "Counted %",
	"contribution": "Contribution",
}


def run_again(doc) -> dict:
	"""The assessment computed again from its stored inputs, by the scorecard and policy it names.

	`identical` is True when every figure is the one that is stored; `differences` are the others, each
	with what is stored and what came out; `notes` name a scorecard, policy or rules that have changed.
	"""
	kept = assessment_inputs.load(doc, as_stored=True)
	differences = [*_result_differences(doc, kept), *_limit_differences(doc, kept)]
	notes = _notes(doc, kept)
	return {"identical": not differences and not notes, "differences": differences, "notes": notes}


def _result_differences(doc, kept: Kept) -> list[dict]:
	result = kept.result()
	again = {
		_("Score"): (doc.score, _as_kept(doc, "score", result.score_result.score or 0)),
		_("Coverage %"): (doc.coverage, _as_kept(doc, "coverage", result.score_result.coverage)),
		_("Model Grade"): (doc.model_grade or "", result.model_grade or ""),
	}
	return [*_differing(again), *_factor_differences(doc, kept)]


def _factor_differences(doc, kept: Kept) -> list[dict]:
	parts = assessment_rows.parts_of(kept.scorecard)
	again = {
		row["indicator"]: row
		for row in (assessment_rows.factor_row(each, parts) for each in kept.result().score_result.rows)
	}
	stored = {row.indicator: row for row in doc.factors}
	found = []
	for name in dict.fromkeys([*again, *stored]):
		old, new = stored.get(name) or {}, again.get(name) or {}
		pairs = {
			joining.labelled(_(name), _(label)): (
				old.get(field, ""),
				_as_kept(old, field, new.get(field, "")),
			)
			for field, label in FACTOR_FIELDS.items()
		}
		found += _differing(pairs)
	return found


def _limit_differences(doc, kept: Kept) -> list[dict]:
	proposal = kept.proposal(doc.grade)
	binding = METHOD_LABELS.get(proposal.binding, "") if proposal else ""
	pairs = {
		_("Proposed Limit"): (doc.proposed_limit, float((proposal and proposal.amount) or 0)),
		_("Binding Method"): (_(doc.binding_method or ""), _(binding)),
	}
	again = assessment_rows.limit_rows(proposal, doc.currency) if proposal else []
	new = {row["method"]: row["amount"] for row in again}
	old = {row.method: row.amount or "" for row in doc.limits}
	for method in dict.fromkeys([*new, *old]):
		# the site's number format may have changed since, the digits may not
		if _digits(old.get(method, "")) != _digits(new.get(method, "")):
			pairs[_(method)] = (old.get(method, ""), new.get(method, ""))
	return _differing(pairs)


def _as_kept(row, field: str, again):
	"""A figure as the field keeps it: all of its decimals on 15, on 16 those that the field shows."""
	if not row or not isinstance(again, float | Decimal):
		return again
	stored, decimals = flt(row.get(field)), row.precision(field)
	is_cut = decimals is not None and abs(stored - round(stored, decimals)) < NOISE
	is_near = is_cut and abs(stored - float(again)) <= 0.5 * 10**-decimals + NOISE
	return stored if is_near else float(again)


def _digits(amount: str) -> str:
	return re.sub(r"\D", "", amount)


def _differing(pairs: dict[str, tuple]) -> list[dict]:
	return [
		{"what": what, "stored": _plain(stored), "again": _plain(again)}
		for what, (stored, again) in pairs.items()
		if not _same(stored, again)
	]


def _same(stored, again) -> bool:
	if isinstance(again, float):
		return abs(flt(stored) - again) < NOISE
	return (stored or "") == (again or "")


def _plain(value) -> str:
	return f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _notes(doc, kept: Kept) -> list[str]:
	stored, notes = kept.stored, []
	if stored.scorecard_print and stored.scorecard_print != fingerprint(kept.card):
		notes.append(
			_("Scorecard {0} is no longer what it was when this was assessed.").format(doc.scorecard)
		)
	if stored.grades_print and stored.grades_print != fingerprint(kept.rules):
		notes.append(
			_("The grade table of policy {0} is no longer what it was when this was assessed.").format(
				doc.policy
			)
		)
	if stored.rules_version != RULES_VERSION:
		notes.append(
			_("The rules of the program have changed since: version {0} then, {1} now.").format(
				stored.rules_version, RULES_VERSION
			)
		)
	return notes


def with_today(doc) -> dict:
	"""What the customer would get today, by today's data, scorecard and policy, beside this assessment."""
	kept = assessment_inputs.load(doc)
	basis, result = assess_customer(doc.customer, doc.company, getdate())
	proposal = basis.propose_limit(result.model_grade, optional_decimal(doc.expected_purchases or None))[1]
	after = {
		"as_of": str(getdate()),
		"score": float(result.score_result.score or 0),
		"grade": result.model_grade or "",
		"limit": float((proposal and proposal.amount) or 0),
		"scorecard": basis.scorecard.name,
	}
	before = assessment_comparison.head_of(doc)
	before.update({"grade": doc.model_grade or "", "limit": doc.proposed_limit})
	found = assessment_comparison.moved(
		Assessed(kept.card, kept.stored.facts), Assessed(basis.card, basis.facts)
	)
	return {"currency": doc.currency, "before": before, "after": after, **found}
