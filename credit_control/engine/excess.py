"""How much less a customer would have to owe for a failed check to pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import TYPE_CHECKING

from .checks_document import security_percent
from .checks_ledger import open_items, unsecured_cap
from .circumstances import Cover, tightest
from .money import HUNDRED, ZERO, percent_of
from .policy import (
	BUDGET,
	GROUP_LIMIT,
	LIMIT,
	OVERDUE_AMOUNT,
	OVERDUE_SHARE,
	SECURITY,
	UNSECURED,
	CheckRule,
)

if TYPE_CHECKING:
	from .case import Case

CENT = Decimal("0.01")


def of_exposure(case: Case, targets: Mapping[str, CheckRule]) -> Decimal:
	"""The amount by which the exposure must fall, for all of the failed checks that look at it."""
	amounts = (EXPOSURE[check](case, rule) for check, rule in targets.items() if check in EXPOSURE)
	return max(amounts, default=ZERO)


def of_overdue(case: Case, targets: Mapping[str, CheckRule]) -> Decimal:
	"""The amount by which what is overdue must fall, for all of the failed checks that look at it."""
	amounts = (OVERDUE[check](case, rule) for check, rule in targets.items() if check in OVERDUE)
	return max(amounts, default=ZERO)


def _limit(case: Case, rule: CheckRule) -> Decimal:
	return ZERO if case.limit is None else case.after - case.limit


def _group(case: Case, rule: CheckRule) -> Decimal:
	pool = case.circumstances.pool
	return pool.others + case.after - pool.limit if pool else ZERO


def _unsecured(case: Case, rule: CheckRule) -> Decimal:
	cover = case.circumstances.cover or Cover()
	return cover.unsecured(case.after) - (unsecured_cap(case, rule) or ZERO)


def _budget(case: Case, rule: CheckRule) -> Decimal:
	budget = tightest(case.circumstances.budgets)
	return budget.used + case.document.amount - budget.limit if budget else ZERO


def _security(case: Case, rule: CheckRule) -> Decimal:
	percent = security_percent(case, rule)
	if not percent:
		return ZERO
	covered = (case.circumstances.cover or Cover()).covered(case.after)
	return case.after - (covered * HUNDRED / percent).quantize(CENT, ROUND_DOWN)


def missing_security(case: Case, rule: CheckRule) -> Decimal:
	"""How much more security the exposure needs."""
	cover = case.circumstances.cover or Cover()
	required = percent_of(max(case.after, ZERO), security_percent(case, rule))
	return max(ZERO, required - cover.covered(case.after)).quantize(CENT, ROUND_UP)


def _overdue_amount(case: Case, rule: CheckRule) -> Decimal:
	return case.overdue.amount - (rule.threshold or ZERO)


def _overdue_share(case: Case, rule: CheckRule) -> Decimal:
	"""x of (late − x) / (open − x) = allowed: what is paid leaves both."""
	allowed = (rule.threshold or ZERO) / HUNDRED
	late = case.overdue.amount
	if allowed >= 1:
		return ZERO
	wanted = (late - allowed * open_items(case)) / (1 - allowed)
	return wanted.quantize(CENT, ROUND_UP)


Excess = Callable[["Case", CheckRule], Decimal]
EXPOSURE: dict[str, Excess] = {
	LIMIT: _limit,
	GROUP_LIMIT: _group,
	UNSECURED: _unsecured,
	BUDGET: _budget,
	SECURITY: _security,
}
OVERDUE: dict[str, Excess] = {OVERDUE_AMOUNT: _overdue_amount, OVERDUE_SHARE: _overdue_share}
