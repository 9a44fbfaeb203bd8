"""Checks on the document itself: its size, terms and prepayment, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from .checks_ledger import oldest
from .circumstances import Cover, tightest
from .findings import Finding, finding, percentage
from .money import ZERO, percent_of
from .policy import IGNORE, PREPAYMENT, WARN, CheckRule

if TYPE_CHECKING:
	from .case import Case


def document_too_large(case: Case, rule: CheckRule) -> Finding | None:
	"""The whole document is larger than one document may be."""
	allowed, value = rule.threshold or ZERO, case.document.whole
	if value <= allowed:
		return None
	template = "The document is worth {value}; a single one may be worth {allowed}."
	return finding(value, allowed, template, value=value, allowed=allowed)


def over_budget(case: Case, rule: CheckRule) -> Finding | None:
	"""The document takes the budget of a sales person or a territory over; the tightest is told."""
	budget = tightest(case.circumstances.budgets)
	if budget is None or budget.used + case.document.amount <= budget.limit:
		return None
	used = budget.used + case.document.amount
	template = "The customers of {name} would owe {used}, above the credit budget of {limit}."
	return finding(used, budget.limit, template, name=budget.name, used=used, limit=budget.limit)


def terms_too_long(case: Case, rule: CheckRule) -> Finding | None:
	"""The document's longest credit days are above those granted, with the policy's days on top.

	What was shipped can always be billed: of its terms there is a warning at most.
	"""
	days, granted = case.document.term_days, granted_days(case)
	allowed = None if granted is None else granted + int(rule.threshold or 0)
	if days is None or allowed is None or days <= allowed:
		return None
	template = "The terms give {days} days of credit; {allowed} are granted."
	found = finding(days, allowed, template, days=days, allowed=allowed)
	return replace(found, at_most=WARN) if case.document.shipped else found


def granted_days(case: Case) -> int | None:
	"""The days of the terms that the file grants, else of the grade; None where neither says."""
	if case.standing.term_days is not None:
		return case.standing.term_days
	row = case.policy.grade_rule(case.standing.grade)
	return row.term_days if row else None


def prepayment_missing(case: Case, rule: CheckRule) -> Finding | None:
	"""Less was received in advance than the grade asks of the whole document."""
	required, prepaid = required_prepayment(case), case.document.prepaid
	if prepaid >= required:
		return None
	template = "{required} is to be paid in advance, {percent} % of the document; {prepaid} was received."
	percent = percentage(prepayment_percent(case))
	return finding(prepaid, required, template, required=required, percent=percent, prepaid=prepaid)


def required_prepayment(case: Case) -> Decimal:
	"""What is to be paid in advance of the whole document."""
	return percent_of(case.document.whole, prepayment_percent(case))


def prepayment_percent(case: Case) -> Decimal:
	"""What the grade wants in advance, but no more than was asked when the order passed; zero without a grade."""
	row = case.policy.grade_rule(case.standing.grade)
	asked = case.document.asked_percent
	percent = row.prepayment_percent if row else ZERO
	return percent if asked is None else min(percent, asked)


def percent_asked(case: Case, doctype: str) -> Decimal | None:
	"""What a past case made a condition for documents of a type: zero where its policy did not ask for it.

	None where the case was decided without a policy.
	"""
	if not case.policy.grades:
		return None
	listed, _implied = case.policy.rules_for(case.standing.grade)
	asked = any(rule.check == PREPAYMENT and rule.reaction(doctype) != IGNORE for rule in listed)
	row = case.policy.grade_rule(case.standing.grade)
	return row.prepayment_percent if row and asked else ZERO


def security_missing(case: Case, rule: CheckRule) -> Finding | None:
	"""Less of the exposure is covered than the grade asks, or what was held has run out."""
	cover, percent = case.circumstances.cover or Cover(), security_percent(case, rule)
	required, covered = percent_of(max(case.after, ZERO), percent), cover.covered(case.after)
	if covered < required:
		template = "{required} is to be secured, {percent} % of the exposure; {covered} is."
		shown = percentage(percent)
		return finding(covered, required, template, required=required, percent=shown, covered=covered)
	if has_run_out(cover):
		return finding(covered, required, "What was held as security has run out.")
	return None


def has_run_out(cover: Cover) -> bool:
	"""True when something was held, and nothing of it counts on the day."""
	held = [part for part in (cover.secured, cover.insured) if part is not None]
	return bool(held) and not any(held)


def security_percent(case: Case, rule: CheckRule) -> Decimal:
	"""The share of the exposure that must be secured: the grade's, else the threshold."""
	row = case.policy.grade_rule(case.standing.grade)
	return (row.security_percent if row else ZERO) or rule.threshold or ZERO


def insurer_refuses(case: Case, rule: CheckRule) -> Finding | None:
	"""The insurer wants deliveries stopped, or does not cover terms as long as these.

	What follows an order that passed is stopped by the first only: its terms passed with the order.
	"""
	cover = case.circumstances.cover
	return next(_insurer_refuses(case, rule, cover), None) if cover and cover.insured is not None else None


def _insurer_refuses(case: Case, rule: CheckRule, cover: Cover) -> Iterator[Finding]:
	days, voucher = oldest(case, rule)
	follows = case.document.amount <= ZERO
	stops = cover.stops_passed or not follows
	if stops and cover.stop_days is not None and days > cover.stop_days:
		template = "{voucher} has been overdue for {days} days; the insurer stops deliveries after {allowed}."
		yield finding(days, cover.stop_days, template, voucher=voucher, days=days, allowed=cover.stop_days)
	longest = None if follows else case.document.term_days
	if cover.extension_days is not None and longest is not None and longest > cover.extension_days:
		template = "The terms give {days} days of credit; the insurer covers {allowed}."
		yield finding(longest, cover.extension_days, template, days=longest, allowed=cover.extension_days)
