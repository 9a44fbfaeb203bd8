"""Ways to clear a document by money: pay, prepay, order less, a temporary limit, more security."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_UP, Decimal

from . import effects, excess
from .approval import TEMPORARY, levels_for
from .case import Case, Line
from .checks_document import required_prepayment
from .debts import Debt, debts, fewest, named, too_old
from .findings import percentage
from .fitting import lines_to_keep, rows_text, total
from .messages import Message
from .money import HUNDRED, ZERO
from .policy import GRADE, LARGEST_DOCUMENT, LIMIT, PREPAYMENT, SECURITY, UNSECURED, CheckRule
from .receivables import OpenTerm
from .remedy import PAY, PREPAY, REDUCE, SECURE, TEMPORARY_LIMIT, Change, Remedy, says
from .standing import LIMITED

Targets = Mapping[str, CheckRule]
Maker = Callable[[Case, Targets], Iterator[Change]]


def pay(case: Case, targets: Targets) -> Iterator[Change]:
	"""The smallest set of open items: those too old, then the fewest that make up the amount."""
	chosen = too_old(case, targets)
	chosen += _for_overdue(case, targets, chosen)
	chosen += _for_exposure(case, targets, chosen)
	if not chosen:
		return
	names = tuple(dict.fromkeys(term.voucher_no for term in chosen))
	amount = sum((term.amount for term in chosen), ZERO)
	message = says("Have {vouchers} paid: {amount}.", vouchers=named(names), amount=amount)
	yield Change(Remedy(message, amount, PAY, vouchers=names), effects.paid(case, chosen))


def _for_overdue(case: Case, targets: Targets, chosen: Sequence[OpenTerm]) -> list[OpenTerm]:
	need = excess.of_overdue(case, targets) - sum((term.amount for term in chosen), ZERO)
	return _terms_of(fewest(debts(case.overdue.terms, chosen), need)) if need > ZERO else []


def _for_exposure(case: Case, targets: Targets, chosen: Sequence[OpenTerm]) -> list[OpenTerm]:
	after = effects.paid(case, chosen) if chosen else case
	need = excess.of_exposure(after, targets)
	if need <= ZERO:
		return []
	found = debts((*case.overdue.terms, *case.payable), chosen)
	return _terms_of(fewest([debt for debt in found if case.exposure.switches.includes(debt.part)], need))


def _terms_of(found: Sequence[Debt]) -> list[OpenTerm]:
	return [term for debt in found for term in debt.terms]


def prepay(case: Case, targets: Targets) -> Iterator[Change]:
	"""Money that comes in for the document: what is owed too much, what the grade asks, or all of it."""
	needs = [excess.of_exposure(case, targets)]
	if PREPAYMENT in targets:
		needs.append(required_prepayment(case) - case.document.prepaid)
	if GRADE in targets and case.standing.grade:
		needs.append(case.after)
	amount = max(needs).quantize(excess.CENT, ROUND_UP)
	if amount > ZERO:
		yield Change(Remedy(_prepayment(case, amount), amount, PREPAY), effects.received(case, amount))


def _prepayment(case: Case, amount: Decimal) -> Message:
	if amount >= case.after:
		return says("Receive {amount} in advance, so that nothing is owed.", amount=amount)
	if amount > case.document.whole:
		return says("Receive {amount} from the customer, as payment or prepayment.", amount=amount)
	share = (amount * HUNDRED / case.document.whole).quantize(excess.CENT, ROUND_UP)
	template = "Receive {amount} in advance, {percent} % of the document."
	return says(template, amount=amount, percent=percentage(share))


def reduce(case: Case, targets: Targets) -> Iterator[Change]:
	"""Leave lines out, or order less, until the rest fits."""
	need = excess.of_exposure(case, targets)
	if LARGEST_DOCUMENT in targets:
		need = max(need, case.document.whole - (targets[LARGEST_DOCUMENT].threshold or ZERO))
	room = case.document.amount - need
	if need <= ZERO or room <= ZERO:
		return
	kept = lines_to_keep(case.document.lines, need) if case.document.lines else ()
	yield _keeping(case, kept, room) if total(kept) > ZERO else _reducing(case, need, room)


def _keeping(case: Case, kept: Sequence[Line], room: Decimal) -> Change:
	rows = tuple(line.row for line in kept)
	left_out = total(case.document.lines) - total(kept)
	message = says(
		"Keep only rows {rows}, worth {amount}; {room} still fits.",
		rows=rows_text(rows),
		amount=case.document.amount - left_out,
		room=room,
	)
	changed = effects.reduced(case, left_out, tuple(kept))
	return Change(Remedy(message, left_out, REDUCE, rows=rows), changed)


def _reducing(case: Case, need: Decimal, room: Decimal) -> Change:
	message = says("Reduce the document by {amount}; {room} still fits.", amount=need, room=room)
	return Change(Remedy(message, need, REDUCE), effects.reduced(case, need))


def temporary_limit(case: Case, targets: Targets) -> Iterator[Change]:
	"""A temporary limit of what is missing, with whoever may approve it; it replaces one that is in force."""
	standing = case.standing
	if LIMIT not in targets or standing.limit_mode != LIMITED:
		return
	in_force = standing.temporary_limit if standing.temporary_in_date(case.today) else ZERO
	amount = in_force + excess.of_exposure(case, {LIMIT: targets[LIMIT]})
	message = says(
		"Grant a temporary limit of {amount}. Approved by: {approvers}.",
		amount=amount,
		approvers=_approvers(case, amount),
	)
	changed = effects.with_temporary_limit(case, amount)
	yield Change(Remedy(message, amount, TEMPORARY_LIMIT), changed)


def _approvers(case: Case, amount: Decimal) -> tuple[str, ...]:
	limit = case.standing.limit
	increase = amount * HUNDRED / limit if limit else None
	levels = levels_for(case.policy, TEMPORARY, limit + amount, case.standing.grade, increase)
	return tuple(level.approver for level in levels if level.approver)


def add_security(case: Case, targets: Targets) -> Iterator[Change]:
	"""More security, by its worth after haircut; what has run out is renewed."""
	needs = [excess.of_exposure(case, {UNSECURED: targets[UNSECURED]})] if UNSECURED in targets else []
	if SECURITY in targets:
		needs.append(excess.missing_security(case, targets[SECURITY]))
	if not needs:
		return
	amount = max(needs)
	if amount > ZERO:
		message = says("Add security worth {amount} after haircut.", amount=amount)
		yield Change(Remedy(message, amount, SECURE), effects.with_security(case, amount))
	else:
		message = says("Renew the security that has run out.")
		yield Change(Remedy(message, None, SECURE), effects.with_security(case, excess.CENT))


MAKERS: tuple[Maker, ...] = (pay, prepay, reduce, temporary_limit, add_security)
