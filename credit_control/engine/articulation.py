"""Whether a statement can be believed: its sums add up, its signs and dates make sense."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from .errors import Problem
from .money import ZERO
from .statement import AUDITS, IDENTITIES, LINES, SUBTOTALS, Statement, Sum, computed, with_subtotals


def articulation_problems(statement: Statement, tolerance: Decimal, today: date) -> list[Problem]:
	"""Everything that keeps the statement from being believed; empty when it articulates.

	`tolerance` is the rounding difference allowed, in the statement's currency. A sum is checked only
	where all its parts are given: a missing line is not a zero.
	"""
	problems = [*_period_problems(statement, today), *_line_problems(statement)]
	return [*problems, *sum_problems(statement, tolerance)]


def sum_problems(statement: Statement, tolerance: Decimal) -> list[Problem]:
	"""The sums that do not add up, each with both figures."""
	lines = with_subtotals(statement).lines
	return [
		problem for rule in (*SUBTOTALS, *IDENTITIES) for problem in _sum_problems(rule, lines, tolerance)
	]


def sum_checks(statement: Statement) -> list[tuple[str, Decimal, Decimal | None]]:
	"""Each total that is stated, with what its parts make; None where a part is missing."""
	lines = statement.lines
	return [
		(rule.code, lines[rule.code], computed(rule, lines))
		for rule in (*SUBTOTALS, *IDENTITIES)
		if rule.code in lines
	]


def _period_problems(statement: Statement, today: date) -> Iterator[Problem]:
	params = {"start": statement.period_start, "end": statement.period_end, "today": today}
	if statement.period_end <= statement.period_start:
		yield Problem(
			"period_end",
			"The period from {start} to {end} has no length.",
			"Enter an end date after the start date.",
			params,
		)
	if statement.period_end > today:
		yield Problem(
			"period_end",
			"The period ends on {end}, after today, {today}.",
			"Enter statements of a period that is over.",
			params,
		)


def _line_problems(statement: Statement) -> Iterator[Problem]:
	if statement.audit not in AUDITS:
		yield Problem(
			"audit",
			"{audit} is no kind of audit.",
			"Choose one of: {known}.",
			{"audit": statement.audit, "known": AUDITS},
		)
	if not statement.lines:
		yield Problem("lines", "The statement has no figures.", "Enter at least the totals.")
	for code, amount in statement.lines.items():
		line = LINES.get(code)
		if line is None:
			yield Problem(code, "There is no statement line {code}.", "", {"code": code})
		elif amount < ZERO and not line.may_be_negative:
			yield Problem(
				code,
				"{label} is {amount}, which cannot be negative.",
				"Enter it as a positive figure; costs are subtracted by themselves.",
				{"label": line.label, "amount": amount},
			)


def _sum_problems(rule: Sum, lines: Mapping[str, Decimal], tolerance: Decimal) -> Iterator[Problem]:
	figure, stated = computed(rule, lines), lines.get(rule.code)
	if figure is None or stated is None or abs(stated - figure) <= tolerance:
		return
	message = "{label} is {stated}, but {plus} make {computed}: a difference of {difference}."
	if rule.minus:
		message = (
			"{label} is {stated}, but {plus} less {minus} make {computed}: a difference of {difference}."
		)
	yield Problem(
		rule.code,
		message,
		"Correct one of these lines; for restricted cash use Other Current Assets."
		if rule.code == "cash"
		else "Correct one of these lines.",
		{
			"label": LINES[rule.code].label,
			"stated": stated,
			"plus": tuple(LINES[code].label for code in rule.plus),
			"minus": tuple(LINES[code].label for code in rule.minus),
			"computed": figure,
			"difference": stated - figure,
		},
	)
