"""From facts to the model's grade: score, then coverage, caps and knock-outs, each one explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .errors import Problem
from .grades import GradeRule, grade_for, notch, worse_of, worst_grade
from .haircuts import haircut_percent
from .indicators import from_source
from .knock_outs import KNOCK_OUTS
from .scorecard import Scorecard, ScoreResult, score
from .statement import AUDITED, REVIEWED

NO_HISTORY = "no_history"
UNAUDITED = "unaudited"
NO_STATEMENT = "no_statement"
OLD_STATEMENT = "old_statement"
#: how many grades up or down a person may move what the model found
MOST_NOTCHES = 3

#: explanation code → sentence; `knock_out:` and `cap:` codes are looked up by what follows the colon
EXPLANATIONS: Mapping[str, str] = {
	"graded": "The grade follows from the score.",
	"no_data": "There is no data to score.",
	"low_coverage": "Too little data for an automatic grade.",
	NO_HISTORY: "No dealings with us yet: the grade is capped.",
	UNAUDITED: "The statements are neither audited nor reviewed: the grade is capped.",
	NO_STATEMENT: "There are no statements: the grade is capped as for unaudited ones.",
	OLD_STATEMENT: "The statements are too old: the grade is capped.",
	"raised": "The grade was raised by hand.",
	"lowered": "The grade was lowered by hand.",
	**{code: label for code, (label, _) in KNOCK_OUTS.items()},
}


@dataclass(frozen=True, slots=True)
class Facts:
	"""What is known of a customer: values by indicator code (None: missing) and the state of its sources.

	`statement_audit` is None without a statement; `statement_age_months` counts from the period's end.
	"""

	values: Mapping[str, Decimal | str | None]
	knock_outs: frozenset[str] = frozenset()
	has_history: bool = True
	statement_audit: str | None = None
	statement_age_months: int | None = None


@dataclass(frozen=True, slots=True)
class CapApplied:
	"""A cap that lowered the grade."""

	code: str
	from_grade: str
	to_grade: str


@dataclass(frozen=True, slots=True)
class AssessmentResult:
	"""The outcome of the model. `scored_grade` is the grade of the bare score, `model_grade` the final one.

	Both are None when coverage is too low; a knock-out gives the lowest grade all the same.
	"""

	score_result: ScoreResult
	model_grade: str | None
	scored_grade: str | None
	knock_outs: tuple[str, ...]
	caps: tuple[CapApplied, ...]
	explanation: tuple[str, ...]


def assess(card: Scorecard, rules: Sequence[GradeRule], facts: Facts) -> AssessmentResult:
	"""Score the facts and grade the score by the policy's table.

	Raises CreditError for an empty grade table or a cap that is not in it.
	"""
	result = score_facts(card, facts)
	scored = grade_for(result.score, rules) if result.enough and result.score is not None else None
	caps = _caps(card, rules, facts, scored)
	hits = tuple(code for code in card.knock_outs if code in facts.knock_outs)
	grade = caps[-1].to_grade if caps else scored
	return AssessmentResult(
		score_result=result,
		model_grade=worst_grade(rules) if hits else grade,
		scored_grade=scored,
		knock_outs=hits,
		caps=caps,
		explanation=tuple(_explanation(result, scored, hits, caps)),
	)


def notched(result: AssessmentResult, steps: int, rules: Sequence[GradeRule]) -> str | None:
	"""The model's grade moved by some grades (above zero: better), held within the table.

	None without a model grade. Raises CreditError for more than `MOST_NOTCHES`, for notching where the
	model gave no grade, and for raising a customer that was knocked out.
	"""
	problem = _notch_problem(result, steps)
	if problem:
		raise problem.error()
	return notch(result.model_grade, steps, rules) if result.model_grade else None


def _notch_problem(result: AssessmentResult, steps: int) -> Problem | None:
	if abs(steps) > MOST_NOTCHES:
		message = "A notch of {steps} is too far: a grade may be moved by {most} at most."
		return Problem("notch", message, "", {"steps": str(steps), "most": MOST_NOTCHES})
	if steps and result.model_grade is None:
		message = "The model gave no grade, so there is nothing to notch."
		return Problem("notch", message, "Set Notch to 0 and choose the grade.")
	if steps > 0 and result.knock_outs:
		hits = tuple(EXPLANATIONS[code] for code in result.knock_outs)
		message = "A knock-out applies ({hits}): the grade cannot be raised."
		return Problem("notch", message, "Set Notch to 0 or below.", {"hits": hits})
	return None


def score_facts(card: Scorecard, facts: Facts) -> ScoreResult:
	"""The bare score of the facts, statements discounted by trust and age."""
	haircut = haircut_percent(card.haircuts, facts.statement_audit, facts.statement_age_months)
	return score(card, facts.values, haircut)


def cap_problems(card: Scorecard, rules: Sequence[GradeRule]) -> list[Problem]:
	"""Caps of a scorecard that name a grade the policy's table does not have."""
	known = tuple(rule.grade for rule in rules)
	caps = ("no_history_cap", "unaudited_cap", "old_statement_cap")
	return [
		Problem(
			name,
			"Grade {grade} is not in the grade table.",
			"Choose one of: {known}.",
			{"grade": getattr(card, name), "known": known},
		)
		for name in caps
		if getattr(card, name) is not None and getattr(card, name) not in known
	]


def _caps(
	card: Scorecard, rules: Sequence[GradeRule], facts: Facts, grade: str | None
) -> tuple[CapApplied, ...]:
	applied = []
	for code, cap in _caps_due(card, facts):
		if grade is None or cap is None:
			continue
		capped = worse_of(grade, cap, rules)
		if capped != grade:
			applied.append(CapApplied(code, grade, capped))
			grade = capped
	return tuple(applied)


def _caps_due(card: Scorecard, facts: Facts) -> Iterator[tuple[str, str | None]]:
	if not facts.has_history:
		yield NO_HISTORY, card.no_history_cap
	if facts.statement_audit is None:
		# else a customer would do better by handing in nothing than by handing in unaudited figures
		if _uses_statements(card):
			yield NO_STATEMENT, card.unaudited_cap
	elif facts.statement_audit not in (AUDITED, REVIEWED):
		yield UNAUDITED, card.unaudited_cap
	if _is_old(card, facts):
		yield OLD_STATEMENT, card.old_statement_cap


def _uses_statements(card: Scorecard) -> bool:
	codes = from_source("statement")
	return any(factor.indicator in codes for factor in card.factors)


def _is_old(card: Scorecard, facts: Facts) -> bool:
	age, most = facts.statement_age_months, card.old_statement_months
	return age is not None and most is not None and age > most


def _explanation(
	result: ScoreResult, scored: str | None, hits: Sequence[str], caps: Sequence[CapApplied]
) -> Iterator[str]:
	if result.score is None:
		yield "no_data"
	elif not result.enough:
		yield "low_coverage"
	if scored is not None:
		yield "graded"
	yield from (f"cap:{cap.code}" for cap in caps)
	yield from (f"knock_out:{code}" for code in hits)
