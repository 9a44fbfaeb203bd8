"""What would clear a document that is held or warned of: each way computed, tried, and told with its outcome.

A way is a change of the case. It is judged again by the same rules as the document itself, and kept only
when it clears something: so an option never promises what a judgement would not hold.
"""

from __future__ import annotations

from dataclasses import replace

from . import options_customer, options_money
from .case import Case
from .deciding import EXEMPT, HELD, PASSED, RELEASED, WARNED, Decided, decide
from .findings import Result
from .options_money import Maker
from .policy import WARNING_LINE, CheckRule, place_of
from .remedy import Change, Remedy

#: of two options the one with the better outcome comes first
RANKS = {EXEMPT: 0, PASSED: 0, RELEASED: 1, WARNED: 2, HELD: 3}
#: the line is there to be seen, not to be cleared
UNCLEARED = (WARNING_LINE,)
MAKERS: tuple[Maker, ...] = (*options_money.MAKERS, *options_customer.MAKERS)


def remedies(case: Case, decided: Decided) -> tuple[Remedy, ...]:
	"""Every way to clear what holds the document, or what it is warned of; those that clear all come first."""
	targets = _targets(case, decided)
	if not targets:
		return ()
	changes = (change for make in MAKERS for change in make(case, targets))
	tried = (_tried(change, decided, targets) for change in changes)
	return tuple(sorted(filter(None, tried), key=lambda remedy: RANKS[remedy.outcome or HELD]))


def _targets(case: Case, decided: Decided) -> dict[str, CheckRule]:
	"""The rules of the checks to clear, in their order: those that hold, or without one those that warn."""
	if decided.outcome not in (HELD, WARNED):
		return {}
	codes = {result.check for result in _failing(decided, decided)} - set(UNCLEARED)
	if not codes:
		return {}
	listed, implied = case.policy.rules_for(case.standing.grade)
	rules = {rule.check: rule for rule in (*listed, *implied)}
	return {code: rules[code] for code in sorted(codes, key=place_of)}


def _failing(then: Decided, now: Decided) -> tuple[Result, ...]:
	"""What fails then of the kind that matters now: a hold is not cleared of its warnings."""
	return then.holding if now.outcome == HELD else then.failures


def _tried(change: Change, now: Decided, targets: dict[str, CheckRule]) -> Remedy | None:
	"""The remedy with what it leads to; None when it would change nothing for the better."""
	then = decide(change.case)
	left = {result.check for result in _failing(then, now)}
	cleared = [code for code in targets if code not in left]
	worse, same = RANKS[then.outcome] > RANKS[now.outcome], then.outcome == now.outcome
	if worse or (same and not cleared):
		return None
	still = tuple(result.check for result in then.holding) if then.outcome == HELD else ()
	return replace(change.remedy, check=next(iter(cleared), ""), outcome=then.outcome, still=still)
