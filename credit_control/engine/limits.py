"""The rule that makes one limit of methods, caps and security (domain.md, Limit methods).

	unsecured = round_down(min(min(methods, caps) × grade factor, caps), step)
	caps      = highest limit of the grade; insured + unsecured cap; remainder of the group's limit
	limit     = min(unsecured + security, remainder of the group's limit)

- A factor above one never lifts the limit over a cap.
- The unsecured cap is the lower of the policy's and the grade's. An insured customer may have what the
  insurer covers on top of it; without an unsecured cap, what the insurer covers is the cap.
- Security is added in full, or up to a share of the limit without it. It is not rounded and lies above
  the grade's highest limit; a pooled limit holds for everything that its members are granted.
- A grade that allows no credit gives 0, with security too. Caps and security alone make no limit.

Amounts are in company currency.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .errors import Problem
from .grades import GradeRule
from .limit_methods import METHODS, LimitInputs, LimitSettings, LimitTerm, WorkingAssetsBand, term_of
from .money import HUNDRED, ZERO, percent_of, round_down

GRADE_CAP = "grade_cap"
UNSECURED_CAP = "unsecured_cap"
INSURED_CAP = "insured_cap"
GROUP_REMAINDER = "group_remainder"
#: what is added; it never binds
SECURITY = "security"
#: what binds when the grade allows no credit
GRADE = "grade"


@dataclass(frozen=True, slots=True)
class LimitProposal:
	"""The proposed limit with every term. `binding` is the code of the lowest, the first of equals.

	`unsecured` is the limit without security, `security` what was added to it.
	"""

	terms: tuple[LimitTerm, ...]
	binding: str | None
	before_factor: Decimal | None
	factor: Decimal
	amount: Decimal | None
	unsecured: Decimal | None = None
	security: Decimal = ZERO


def propose(inputs: LimitInputs, settings: LimitSettings, rule: GradeRule) -> LimitProposal:
	"""The limit for a customer's figures by the rule above.

	No amount when no enabled method has its figures. Raises ValueError for a step of zero or less,
	KeyError for an unknown method.
	"""
	methods = tuple(METHODS[code](inputs, settings, rule) for code in settings.methods)
	caps = tuple(_caps(inputs, settings, rule))
	lowest = _lowest(methods + caps) if any(method.amount is not None for method in methods) else None
	binding, unsecured = _unsecured(lowest, caps, settings, rule)
	security = _security(inputs, settings, rule, unsecured)
	added = ZERO if unsecured is None or security is None else security.amount or ZERO
	amount, binding = _total(unsecured, added, caps, binding)
	return LimitProposal(
		terms=methods + caps + ((security,) if security else ()),
		binding=binding,
		before_factor=lowest[1] if lowest else None,
		factor=rule.limit_factor,
		amount=amount,
		unsecured=unsecured,
		security=ZERO if amount is None or unsecured is None else amount - unsecured,
	)


def _unsecured(
	lowest: tuple[str, Decimal] | None, caps: tuple[LimitTerm, ...], settings: LimitSettings, rule: GradeRule
) -> tuple[str | None, Decimal | None]:
	"""What binds, and the limit without security."""
	if not rule.credit_allowed:
		return GRADE, ZERO
	if lowest is None:
		return None, None
	graded = LimitTerm(lowest[0], lowest[1] * rule.limit_factor)
	binding, amount = _lowest((graded, *caps))
	return binding, round_down(amount, settings.step)


def _caps(inputs: LimitInputs, settings: LimitSettings, rule: GradeRule) -> Iterator[LimitTerm]:
	if rule.limit_cap is not None:
		yield term_of(GRADE_CAP, rule.limit_cap)
	yield from _unsecured_cap(inputs, settings, rule)
	if settings.cap_by_group and inputs.group_remainder is not None:
		yield term_of(GROUP_REMAINDER, inputs.group_remainder)


def _unsecured_cap(inputs: LimitInputs, settings: LimitSettings, rule: GradeRule) -> Iterator[LimitTerm]:
	known = [cap for cap in (settings.unsecured_cap, rule.unsecured_cap) if cap is not None]
	unsecured = min(known) if known else None
	if settings.cap_by_insurance and inputs.insured is not None:
		yield term_of(INSURED_CAP, inputs.insured + (unsecured or ZERO))
	elif unsecured is not None:
		yield term_of(UNSECURED_CAP, unsecured)


def _security(
	inputs: LimitInputs, settings: LimitSettings, rule: GradeRule, unsecured: Decimal | None
) -> LimitTerm | None:
	"""What security adds; None where there is none or the policy does not add it."""
	if not settings.add_security or inputs.security is None:
		return None
	if not rule.credit_allowed:
		return LimitTerm(SECURITY, ZERO, "the grade allows no credit")
	if unsecured is None:
		return term_of(SECURITY, inputs.security, "no limit to add it to")
	most = None if settings.security_share is None else percent_of(unsecured, settings.security_share)
	if most is not None and inputs.security > most:
		return term_of(SECURITY, most, "held to the share of the policy")
	return term_of(SECURITY, inputs.security)


def _total(
	unsecured: Decimal | None, added: Decimal, caps: tuple[LimitTerm, ...], binding: str | None
) -> tuple[Decimal | None, str | None]:
	if unsecured is None:
		return None, binding
	pooled = [cap.amount for cap in caps if cap.code == GROUP_REMAINDER and cap.amount is not None]
	total = unsecured + added
	if pooled and pooled[0] < total:
		# without this the pool would be granted twice where a member is secured
		return pooled[0], GROUP_REMAINDER
	return total, binding


def limit_problems(settings: LimitSettings) -> list[Problem]:
	"""Faults of the limit settings: no or unknown methods, a step, bands or constants that cannot be."""
	problems = [
		Problem("methods", "There is no limit method {code}.", "Choose one from the list.", {"code": code})
		for code in settings.methods
		if code not in METHODS
	]
	if not settings.methods:
		problems.append(Problem("methods", "No limit method is enabled.", "Enable at least one."))
	if settings.step <= ZERO:
		problems.append(Problem("step", "The rounding step must be above zero."))
	problems += [
		Problem(name, "{label} cannot be negative.", "", {"label": label})
		for name, label in _LABELS.items()
		if (getattr(settings, name) or ZERO) < ZERO
	]
	return [*problems, *_band_problems(settings.working_assets_bands)]


_LABELS = {
	"net_worth_percent": "Net Worth %",
	"credit_months": "Credit Months",
	"buffer_days": "Buffer Days",
	"assumed_days_late": "Days Late Assumed without History",
	"unsecured_cap": "Highest Unsecured Limit",
	"security_share": "Security at Most %",
}


def _band_problems(bands: tuple[WorkingAssetsBand, ...]) -> Iterator[Problem]:
	edges = [band.above for band in bands]
	if len(set(edges)) < len(edges):
		yield Problem(
			"working_assets_bands",
			"Two bands of the working assets start at the same evaluation.",
			"Remove one of the rows.",
		)
	if any(not ZERO <= band.percent <= HUNDRED for band in bands):
		yield Problem("working_assets_bands", "A percentage of the working assets is not between 0 and 100.")


def _lowest(terms: tuple[LimitTerm, ...]) -> tuple[str, Decimal]:
	known = [(each.code, each.amount) for each in terms if each.amount is not None]
	return min(known, key=lambda item: item[1])
