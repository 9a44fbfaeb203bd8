"""Checks on what the ledgers show: exposure against limits, and what is overdue."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from .circumstances import Cover
from .findings import Finding, finding, percentage
from .money import HUNDRED, ZERO, percent_of
from .policy import CheckRule
from .receivables import OpenTerm
from .standing import NO_CREDIT

if TYPE_CHECKING:
	from .case import Case


def over_limit(case: Case, rule: CheckRule) -> Finding | None:
	"""Exposure with the document is above the effective limit; exactly at the limit passes."""
	limit = case.limit
	if limit is None or case.after <= limit:
		return None
	params = {"exposure": case.after, "limit": limit, "excess": case.after - limit}
	if case.standing.limit_mode == NO_CREDIT:
		template = "The customer buys without credit; this leaves {exposure} owed."
	else:
		template = "Exposure of {exposure} is {excess} above the limit of {limit}."
	return finding(case.after, limit, template, **params)


def above_warning_line(case: Case, rule: CheckRule) -> Finding | None:
	"""Exposure is above the warning line, a share of the limit, but not above the limit itself."""
	limit, percent = case.limit, rule.threshold
	if limit is None or percent is None or limit == ZERO or case.after > limit:
		return None
	line = percent_of(limit, percent)
	if case.after <= line:
		return None
	template = "Exposure of {exposure} is above the warning line of {line}, {percent} % of the limit."
	return finding(case.after, line, template, exposure=case.after, line=line, percent=percentage(percent))


def over_group_limit(case: Case, rule: CheckRule) -> Finding | None:
	"""What all members of the customer's group owe together is above the limit that they share."""
	pool = case.circumstances.pool
	if pool is None or pool.others + case.after <= pool.limit:
		return None
	together = pool.others + case.after
	template = (
		"Group {group} would owe {exposure}, {excess} above the limit of {limit} that its members share."
	)
	excess = together - pool.limit
	return finding(
		together,
		pool.limit,
		template,
		group=pool.group,
		exposure=together,
		excess=excess,
		limit=pool.limit,
	)


def unsecured_too_much(case: Case, rule: CheckRule) -> Finding | None:
	"""More is unsecured than the grade, or where it names no cap the policy, allows."""
	cap = unsecured_cap(case, rule)
	unsecured = (case.circumstances.cover or Cover()).unsecured(case.after)
	if cap is None or unsecured <= cap:
		return None
	template = "{unsecured} would be owed without security or insurance; {cap} is allowed."
	return finding(unsecured, cap, template, unsecured=unsecured, cap=cap)


def unsecured_cap(case: Case, rule: CheckRule) -> Decimal | None:
	"""The grade's cap on what is unsecured, else the threshold; None where both are empty."""
	row = case.policy.grade_rule(case.standing.grade)
	cap = row.unsecured_cap if row else None
	return cap if cap is not None else rule.threshold or None


def overdue_too_long(case: Case, rule: CheckRule) -> Finding | None:
	"""The oldest open item has been overdue for more days than the policy allows."""
	allowed = int(rule.threshold or 0)
	days, voucher = oldest(case, rule)
	if days <= allowed:
		return None
	template = "{voucher} has been overdue for {days} days; {allowed} are allowed. Overdue in all: {amount}."
	return finding(
		days, allowed, template, voucher=voucher, days=days, allowed=allowed, amount=case.overdue.amount
	)


def oldest(case: Case, rule: CheckRule) -> tuple[int, str | None]:
	"""Days and name of the oldest overdue item that is no small residue (domain.md, trap 7)."""
	if not rule.ignore_below:
		return case.overdue.oldest_days, case.overdue.oldest_voucher
	term = next(iter(terms_that_count(case, rule)), None)
	return (term.days_overdue(case.today), term.voucher_no) if term else (0, None)


def terms_that_count(case: Case, rule: CheckRule) -> tuple[OpenTerm, ...]:
	"""The overdue terms, oldest first, without items of which less is overdue than the rule regards."""
	owed: dict[str, Decimal] = defaultdict(Decimal)
	for term in case.overdue.terms:
		owed[term.voucher_no] += term.amount
	return tuple(term for term in case.overdue.terms if owed[term.voucher_no] >= rule.ignore_below)


def overdue_too_much(case: Case, rule: CheckRule) -> Finding | None:
	"""More is overdue than the policy allows."""
	allowed, amount = rule.threshold or ZERO, case.overdue.amount
	if amount <= allowed:
		return None
	template = "{amount} is overdue; {allowed} is allowed."
	return finding(amount, allowed, template, amount=amount, allowed=allowed)


def overdue_share_too_high(case: Case, rule: CheckRule) -> Finding | None:
	"""The overdue share of what is open is higher than the policy allows."""
	allowed, share = rule.threshold or ZERO, overdue_share(case)
	if share is None or share <= allowed:
		return None
	template = "{share} % of what is open is overdue; {allowed} % are allowed. Overdue in all: {amount}."
	shown = percentage(share.quantize(Decimal("0.1")))
	return finding(
		share, allowed, template, share=shown, allowed=percentage(allowed), amount=case.overdue.amount
	)


def overdue_share(case: Case) -> Decimal | None:
	"""Overdue / open items × 100 (domain.md, overdue rate), at most 100; None when nothing is overdue."""
	late = case.overdue.amount
	return HUNDRED * late / max(late, open_items(case)) if late > ZERO else None


def open_items(case: Case) -> Decimal:
	"""Open items before credits, as the overdue amount is: an advance for an order pays none of them."""
	return case.exposure.open_invoices + case.exposure.other_receivables
