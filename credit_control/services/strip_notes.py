"""What a strip says beside its figures: a hold by hand, the group's pool, cover, what is excused or runs out."""

from collections.abc import Iterator
from decimal import Decimal

from frappe import _
from frappe.utils import formatdate

from credit_control.engine.judgement import Case
from credit_control.engine.money import HUNDRED, ZERO
from credit_control.engine.policy import WARNING_LINE
from credit_control.services import covers, wording

#: the warning line where the policy names none, in percent
USUAL_LINE = Decimal(80)
#: how much a note presses: the colours of the pills before it
STOP, CARE, KNOW = "red", "orange", "blue"


def notes(case: Case, company: str, currency: str) -> list[dict]:
	"""The notes of a customer's strip as tone, label and text, what presses most first."""
	found = [*_manual_hold(case), *_pool(case, currency), *_budgets(case, currency), *_review(case)]
	found += [*_temporary(case, currency), *_excused(case, currency), *_cover(case, company, currency)]
	return [{"tone": tone, "label": label, "text": text} for tone, label, text in found]


def _manual_hold(case: Case) -> Iterator[tuple[str, str, str]]:
	hold = case.circumstances.manual_hold
	if hold is None or not hold.holds(case.today):
		return
	if hold.until:
		text = _("All new documents until {0}, by {1}: {2}")
		yield (
			STOP,
			_("On Hold", context="Credit File"),
			text.format(formatdate(hold.until), hold.by, hold.reason),
		)
	else:
		yield (
			STOP,
			_("On Hold", context="Credit File"),
			_("All new documents, by {0}: {1}").format(hold.by, hold.reason),
		)


def _pool(case: Case, currency: str) -> Iterator[tuple[str, str, str]]:
	pool = case.circumstances.pool
	if pool is None:
		return
	used = pool.others + case.after
	text = _("{0}: {1} of {2} are used by all members").format(
		pool.group, wording.show(used, currency), wording.show(pool.limit, currency)
	)
	yield STOP if used > pool.limit else KNOW, _("Credit Group"), text


def _budgets(case: Case, currency: str) -> Iterator[tuple[str, str, str]]:
	"""Budgets that are nearly used up, where the policy checks them."""
	for budget in case.circumstances.budgets:
		used = budget.used + case.document.amount
		if used * HUNDRED > budget.limit * _warning_line(case):
			text = _("{0}: {1} of {2} are used").format(
				budget.name, wording.show(used, currency), wording.show(budget.limit, currency)
			)
			yield STOP if used > budget.limit else CARE, _("Credit Budget"), text


def _warning_line(case: Case) -> Decimal:
	"""The percentage from which the policy warns of a limit, used for budgets too."""
	rules = (rule for rule in case.policy.checks if rule.check == WARNING_LINE and rule.threshold)
	return next((rule.threshold for rule in rules if rule.threshold), USUAL_LINE)


def _review(case: Case) -> Iterator[tuple[str, str, str]]:
	due = case.standing.next_review
	if due and due < case.today:
		yield CARE, _("Review"), _("Was due on {0}").format(formatdate(due))


def _temporary(case: Case, currency: str) -> Iterator[tuple[str, str, str]]:
	standing = case.standing
	if standing.temporary_limit and standing.temporary_in_date(case.today):
		text = _("{0} of the limit until {1}")
		amount = wording.show(standing.temporary_limit, currency)
		yield KNOW, _("Temporary"), text.format(amount, formatdate(standing.temporary_until))


def _excused(case: Case, currency: str) -> Iterator[tuple[str, str, str]]:
	excused = case.overdue.excused
	if excused > ZERO:
		text = _("{0} more are late, but disputed or in a repayment plan")
		yield KNOW, _("Not Held against It"), text.format(wording.show(excused, currency))
	covered = case.overdue.covered
	if covered > ZERO:
		text = _("{0} more are late, but money that is not allocated covers them")
		yield KNOW, _("Paid on Account"), text.format(wording.show(covered, currency))


def _cover(case: Case, company: str, currency: str) -> Iterator[tuple[str, str, str]]:
	cover = case.circumstances.cover or covers.cover(case.standing.customer, company, case.today)
	covered, bare = cover.covered(case.after), cover.unsecured(case.after)
	if covered <= ZERO:
		return
	if bare <= ZERO:
		yield KNOW, _("Cover"), _("{0}, all of it secured or insured").format(wording.show(covered, currency))
	else:
		text = _("{0} secured or insured, {1} not")
		yield KNOW, _("Cover"), text.format(wording.show(covered, currency), wording.show(bare, currency))
