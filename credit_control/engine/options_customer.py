"""Ways to clear a document by what is known of the customer: shorter terms, another day, a mended file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from . import policy as codes
from .case import Case
from .checks_document import granted_days
from .circumstances import Agreement, Missing, tightest
from .deciding import HELD, decide
from .effects import on_day, with_circumstances
from .grades import best_first
from .messages import Message
from .options_money import Maker, Targets
from .remedy import ASSESS, MEND, SHORTEN, WAIT, Change, Remedy, says
from .standing import LIMITED


def shorten_terms(case: Case, targets: Targets) -> Iterator[Change]:
	"""Terms as long as they are granted, and as the insurer covers."""
	longest = min(_longest_terms(case, targets), default=None)
	if longest is not None and (case.document.term_days or 0) > longest:
		message = says("Shorten the terms to {days} days.", days=longest)
		document = replace(case.document, term_days=longest)
		yield Change(Remedy(message, kind=SHORTEN), replace(case, document=document))


def _longest_terms(case: Case, targets: Targets) -> Iterator[int]:
	granted, cover = granted_days(case), case.circumstances.cover
	if codes.TERMS in targets and granted is not None:
		yield granted + int(targets[codes.TERMS].threshold or 0)
	if codes.INSURANCE in targets and cover and cover.extension_days is not None:
		yield cover.extension_days


def wait(case: Case, targets: Targets) -> Iterator[Change]:
	"""The days on which something ends or begins by itself, until one of them clears the document."""
	for day in sorted(set(_turning_days(case, targets))):
		changed = on_day(case, day)
		yield Change(Remedy(_waiting(case, day), kind=WAIT, day=day), changed)
		if decide(changed).outcome != HELD:
			return


def _waiting(case: Case, day: date) -> Message:
	"""With a horizon, other orders come within it meanwhile, and nobody knows yet which will be delivered."""
	ahead = case.exposure.switches.horizon_days
	if ahead is None:
		return says("Wait until {day}.", day=day)
	template = "Wait until {day}. Orders that are to be delivered by {horizon} count then too."
	return says(template, day=day, horizon=day + timedelta(days=ahead))


def _turning_days(case: Case, targets: Targets) -> Iterator[date]:
	hold, start = case.circumstances.manual_hold, case.standing.temporary_from
	if codes.MANUAL_HOLD in targets and hold and hold.until:
		yield hold.until + timedelta(days=1)
	if codes.LIMIT in targets and case.standing.limit_mode == LIMITED and start and start > case.today:
		yield start


def lift_hold(case: Case, targets: Targets) -> Iterator[Change]:
	"""A person's hold is lifted by a person."""
	hold = case.circumstances.manual_hold
	if codes.MANUAL_HOLD in targets and hold:
		message = says("Have the hold by {by} lifted.", by=hold.by)
		yield Change(Remedy(message), with_circumstances(case, manual_hold=None))


def review(case: Case, targets: Targets) -> Iterator[Change]:
	"""The review that is due."""
	if codes.REVIEW in targets:
		changed = replace(case, standing=replace(case.standing, next_review=None))
		yield Change(Remedy(says("Complete the credit review."), kind=ASSESS), changed)


def assess(case: Case, targets: Targets) -> Iterator[Change]:
	"""An assessment that gives the lowest grade with which the document is not held, else the best grade."""
	if codes.GRADE not in targets:
		return
	grades = [rule.grade for rule in best_first(case.policy.grades) if rule.credit_allowed]
	tried = [replace(case, standing=replace(case.standing, grade=grade)) for grade in reversed(grades)]
	changed = next((each for each in tried if decide(each).outcome != HELD), tried[-1] if tried else None)
	if changed:
		template = "Assess the customer and have the assessment approved; grade {grade} is needed."
		yield Change(Remedy(says(template, grade=changed.standing.grade), kind=ASSESS), changed)


def complete_file(case: Case, targets: Targets) -> Iterator[Change]:
	"""What the credit file lacks."""
	gaps = case.circumstances.file
	if codes.FILE in targets and gaps:
		message = says("Complete the credit file: {items}.", items=(*gaps.missing, *gaps.expired))
		yield Change(Remedy(message), with_circumstances(case, file=Missing()))


def sign_agreement(case: Case, targets: Targets) -> Iterator[Change]:
	"""A contract, new or extended."""
	if codes.AGREEMENT in targets:
		known = case.circumstances.agreement
		message = (
			says("Have credit agreement {agreement} extended.", agreement=known.name)
			if known
			else says("Have a credit agreement signed.")
		)
		yield Change(Remedy(message), with_circumstances(case, agreement=Agreement("")))


def raise_pool(case: Case, targets: Targets) -> Iterator[Change]:
	"""A larger limit for the group."""
	pool = case.circumstances.pool
	if codes.GROUP_LIMIT in targets and pool:
		limit = pool.others + case.after
		message = says("Raise the limit of group {group} to {limit}.", group=pool.group, limit=limit)
		changed = with_circumstances(case, pool=replace(pool, limit=limit))
		yield Change(Remedy(message, limit - pool.limit, MEND), changed)


def raise_budget(case: Case, targets: Targets) -> Iterator[Change]:
	"""Larger budgets for the sales person or the territory."""
	budget = tightest(case.circumstances.budgets)
	if codes.BUDGET in targets and budget:
		limit = budget.used + case.document.amount
		message = says("Raise the credit budget of {name} to {limit}.", name=budget.name, limit=limit)
		budgets = tuple(
			replace(each, limit=limit) if each == budget else each for each in case.circumstances.budgets
		)
		changed = with_circumstances(case, budgets=budgets)
		yield Change(Remedy(message, limit - budget.limit, MEND), changed)


def keep_word(case: Case, targets: Targets) -> Iterator[Change]:
	"""What was dunned is paid, what was promised is kept, the plan is caught up with."""
	conduct = case.circumstances.conduct
	if conduct is None:
		return
	if codes.DUNNING in targets:
		message = says("Have what was dunned with {dunning} paid.", dunning=conduct.dunning)
		yield Change(Remedy(message), with_circumstances(case, conduct=replace(conduct, dunning_level=0)))
	if codes.BROKEN_PROMISE in targets:
		message = says("Have the promise {promise} kept.", promise=conduct.broken_promise)
		yield Change(Remedy(message), with_circumstances(case, conduct=replace(conduct, broken_promises=0)))
	if codes.PLAN_DEFAULT in targets:
		message = says("Have the missed instalments of {plan} paid.", plan=conduct.plan_default)
		yield Change(Remedy(message), with_circumstances(case, conduct=replace(conduct, plan_default=None)))


MAKERS: tuple[Maker, ...] = (
	shorten_terms,
	wait,
	lift_hold,
	review,
	assess,
	complete_file,
	sign_agreement,
	raise_pool,
	raise_budget,
	keep_word,
)
