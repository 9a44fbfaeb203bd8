"""The grade table of a policy: from a score to a grade, and what each grade grants.

Lower edges are exclusive: with AAA above 90, a score of 90 is AA. The lowest grade also takes 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from .errors import CreditError, Problem, number
from .money import HUNDRED, ZERO
from .schedule import MONTH

#: ERPNext rounds each part of a schedule and accepts a difference of 0.1 in all
MOST_INSTALMENTS = 18


@dataclass(frozen=True, slots=True)
class GradeRule:
	"""One row of the grade table. Percentages are percentage points; the caps are in company currency.

	`net_worth_percent` and `turnover_percent` are a and b of the capacity method, `sales_coefficient` the
	percentage of the monthly-sales method; None where the grade has none. `security_percent` is the share
	of the exposure that must be covered; `discount_percent` is granted for paying within `discount_days`;
	`instalments` are equal monthly parts, 0 or 1 for one amount.
	"""

	grade: str
	score_above: Decimal
	limit_factor: Decimal
	limit_cap: Decimal | None = None
	payment_terms: str | None = None
	term_days: int = 0
	prepayment_percent: Decimal = ZERO
	tolerance_percent: Decimal = ZERO
	review_months: int = 12
	net_worth_percent: Decimal | None = None
	turnover_percent: Decimal | None = None
	sales_coefficient: Decimal | None = None
	unsecured_cap: Decimal | None = None
	security_percent: Decimal = ZERO
	discount_percent: Decimal = ZERO
	discount_days: int = 0
	instalments: int = 0

	@property
	def credit_allowed(self) -> bool:
		"""False for a grade that buys against payment only."""
		return self.limit_factor > ZERO


def best_first(rules: Sequence[GradeRule]) -> list[GradeRule]:
	"""The rows from the best grade to the worst. Raises CreditError for an empty table."""
	if not rules:
		raise CreditError("The grade table is empty.", field="grades", remedy="Add at least one grade.")
	return sorted(rules, key=lambda rule: rule.score_above, reverse=True)


def grade_for(score: Decimal, rules: Sequence[GradeRule]) -> str:
	"""The best grade whose lower edge is below the score (0–100); the lowest grade takes the rest.

	Source: domain.md, Bands. Raises CreditError for a score outside 0–100 or an empty table.
	"""
	if not ZERO <= score <= HUNDRED:
		raise CreditError(
			"A score of {score} is not between 0 and 100.", {"score": number(score)}, field="score"
		)
	ordered = best_first(rules)
	return next((rule.grade for rule in ordered if score > rule.score_above), ordered[-1].grade)


def rank(grade: str, rules: Sequence[GradeRule]) -> int:
	"""0 for the best grade, growing as grades worsen. Raises CreditError for a grade not in the table."""
	for position, rule in enumerate(best_first(rules)):
		if rule.grade == grade:
			return position
	raise CreditError(
		"Grade {grade} is not in the grade table.",
		{"grade": grade},
		field="grade",
		remedy="Choose a grade of the policy.",
	)


def rule_for(grade: str, rules: Sequence[GradeRule]) -> GradeRule:
	"""The row of a grade. Raises CreditError for a grade not in the table."""
	return best_first(rules)[rank(grade, rules)]


def worst_grade(rules: Sequence[GradeRule]) -> str:
	"""The lowest grade of the table. Raises CreditError for an empty table."""
	return best_first(rules)[-1].grade


def worse_of(a: str, b: str, rules: Sequence[GradeRule]) -> str:
	"""The worse of two grades. Raises CreditError for a grade not in the table."""
	return max(a, b, key=lambda grade: rank(grade, rules))


def notch(grade: str, steps: int, rules: Sequence[GradeRule]) -> str:
	"""The grade `steps` rows better (positive) or worse (negative), held within the table.

	Raises CreditError for a grade not in the table.
	"""
	ordered = best_first(rules)
	position = rank(grade, rules) - steps
	return ordered[min(max(position, 0), len(ordered) - 1)].grade


def grade_problems(rules: Sequence[GradeRule]) -> list[Problem]:
	"""Every fault of a grade table: no rows, doubles, gaps, wrong order, figures that cannot be."""
	if not rules:
		return [Problem("grades", "The grade table is empty.", "Add at least one grade.")]
	problems = [*_duplicates(rules), *_order_problems(rules), *_gap_problems(rules)]
	for rule in rules:
		problems += _row_problems(rule)
	return problems


def _duplicates(rules: Sequence[GradeRule]) -> Iterator[Problem]:
	grades = [rule.grade for rule in rules]
	for grade in dict.fromkeys(grades):
		if grades.count(grade) > 1:
			yield Problem(
				"grade", "Grade {grade} is listed twice.", "Remove one of the rows.", {"grade": grade}
			)


def _order_problems(rules: Sequence[GradeRule]) -> Iterator[Problem]:
	for upper, lower in pairwise(rules):
		params = {"upper": upper.grade, "lower": lower.grade, "score": number(upper.score_above)}
		if upper.score_above == lower.score_above:
			message = "{upper} and {lower} overlap: both start above {score}."
			yield Problem("score_above", message, "Give each grade its own lower edge.", params)
		elif upper.score_above < lower.score_above:
			message = "{lower} stands below {upper} but needs a higher score."
			yield Problem("score_above", message, "List the grades from best to worst.", params)
		if upper.limit_factor < lower.limit_factor:
			message = "{lower} has a higher limit factor than the better grade {upper}."
			yield Problem("limit_factor", message, "Let the factor fall with the grade.", params)


def _gap_problems(rules: Sequence[GradeRule]) -> Iterator[Problem]:
	lowest = best_first(rules)[-1]
	if lowest.score_above > ZERO:
		yield Problem(
			"score_above",
			"Scores from 0 to {score} have no grade: {grade} is the lowest.",
			"Let the lowest grade start at 0.",
			{"score": number(lowest.score_above), "grade": lowest.grade},
		)


_PERCENTS = (
	"score_above",
	"prepayment_percent",
	"tolerance_percent",
	"net_worth_percent",
	"turnover_percent",
	"security_percent",
	"discount_percent",
)
_PERCENT_MESSAGE = "Grade {grade}: {label} is {value}; it must be between 0 and 100."
_NEGATIVE_MESSAGE = "Grade {grade}: {label} is {value}; it cannot be negative."
_NOT_NEGATIVE = (
	"limit_factor",
	"limit_cap",
	"unsecured_cap",
	"term_days",
	"sales_coefficient",
	"discount_days",
	"instalments",
)


def _row_problems(rule: GradeRule) -> Iterator[Problem]:
	if not rule.grade:
		yield Problem("grade", "A row has no grade.", "Name the grade.")
	yield from _range_problems(rule, _PERCENTS, _outside_percent, _PERCENT_MESSAGE)
	yield from _range_problems(rule, _NOT_NEGATIVE, _negative, _NEGATIVE_MESSAGE)
	if rule.review_months < 1:
		message = "Grade {grade}: the review interval must be one month or more."
		yield Problem("review_months", message, "", {"grade": rule.grade})
	yield from _terms_problems(rule)


def _terms_problems(rule: GradeRule) -> Iterator[Problem]:
	if rule.discount_percent > ZERO and rule.discount_days == 0:
		message = "Grade {grade}: a discount needs the days within which it is granted."
		yield Problem("discount_days", message, "Enter the days.", {"grade": rule.grade})
	if rule.instalments > MOST_INSTALMENTS:
		message = "Grade {grade}: {value} instalments are more than {most}."
		params = {"grade": rule.grade, "value": rule.instalments, "most": MOST_INSTALMENTS}
		yield Problem("instalments", message, "Enter fewer.", params)
	yield from _instalment_problems(rule)


def _instalment_problems(rule: GradeRule) -> Iterator[Problem]:
	needed = MONTH * rule.instalments
	if rule.instalments < 2:
		return
	if rule.payment_terms:
		message = "Grade {grade}: it has both payment terms and instalments."
		yield Problem("instalments", message, "Keep one of them.", {"grade": rule.grade})
	if rule.term_days < needed:
		message = "Grade {grade}: {count} monthly instalments take {needed} days; {days} are granted."
		params = {"grade": rule.grade, "count": rule.instalments, "needed": needed, "days": rule.term_days}
		yield Problem("term_days", message, "Grant more credit days or fewer instalments.", params)


def _range_problems(
	rule: GradeRule, names: Sequence[str], is_wrong: Callable[[Decimal], bool], message: str
) -> Iterator[Problem]:
	for name in names:
		value: Decimal | int | None = getattr(rule, name)
		if value is not None and is_wrong(Decimal(value)):
			params = {"grade": rule.grade, "label": _LABELS[name], "value": number(Decimal(value))}
			yield Problem(name, message, "", params)


_LABELS = {
	"score_above": "Score Above",
	"prepayment_percent": "Prepayment %",
	"tolerance_percent": "Tolerance %",
	"net_worth_percent": "Net Worth %",
	"turnover_percent": "Turnover %",
	"limit_factor": "Limit Factor",
	"limit_cap": "Limit Cap",
	"unsecured_cap": "Highest Unsecured Limit",
	"term_days": "Term Days",
	"sales_coefficient": "Sales Coefficient %",
	"security_percent": "Security %",
	"discount_percent": "Early-Payment Discount %",
	"discount_days": "Discount within (Days)",
	"instalments": "Monthly Instalments",
}


def _outside_percent(value: Decimal) -> bool:
	return not ZERO <= value <= HUNDRED


def _negative(value: Decimal) -> bool:
	return value < ZERO
