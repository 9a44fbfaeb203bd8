"""What would clear a failed judgement, computed instead of guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .findings import Result
from .messages import Message
from .money import ZERO
from .policy import GRADE, IGNORE, LIMIT, OLDEST_OVERDUE, REVIEW
from .receivables import OpenTerm

if TYPE_CHECKING:
	from .judgement import Case

#: more vouchers than this in one sentence is a list nobody reads
NAMED_VOUCHERS = 5


@dataclass(frozen=True, slots=True)
class Remedy:
	"""One way to clear a failed check, and the amount of money it takes, if any."""

	check: str
	message: Message
	amount: Decimal | None = None


def remedies(case: Case, results: Sequence[Result]) -> tuple[Remedy, ...]:
	"""Every way to clear each failed check, in the order of the checks."""
	found: list[Remedy] = []
	for result in results:
		if result.failed and result.reaction != IGNORE and result.check in SOURCES:
			found += SOURCES[result.check](case, result)
	return tuple(found)


def _for_limit(case: Case, result: Result) -> Iterator[Remedy]:
	limit = case.limit or ZERO
	excess = case.after - limit
	yield _remedy(LIMIT, "Receive {amount} from the customer, as payment or prepayment.", excess)
	room = limit - case.before
	if room > ZERO:
		yield _remedy(LIMIT, "Reduce the document by {amount}; {room} still fits.", excess, room=room)
	if result.threshold != ZERO:
		yield _remedy(LIMIT, "Grant a temporary limit of {amount} in the Credit File.", excess)


def _for_overdue(case: Case, result: Result) -> Iterator[Remedy]:
	allowed = int(str(result.threshold))
	late = [term for term in case.overdue.terms if term.days_overdue(case.today) > allowed]
	if late:
		amount = sum((term.amount for term in late), ZERO)
		yield _remedy(OLDEST_OVERDUE, "Have {vouchers} paid: {amount}.", amount, vouchers=_vouchers(late))


def _vouchers(terms: Sequence[OpenTerm]) -> str:
	names = list(dict.fromkeys(term.voucher_no for term in terms))
	shown = ", ".join(names[:NAMED_VOUCHERS])
	return shown if len(names) <= NAMED_VOUCHERS else f"{shown} (+{len(names) - NAMED_VOUCHERS})"


def _for_grade(case: Case, result: Result) -> Iterator[Remedy]:
	if case.standing.grade:
		owed = case.after
		yield _remedy(GRADE, "Receive {amount} in advance, so that nothing is owed.", owed)
	yield Remedy(GRADE, Message("Assess the customer and have the assessment approved."))


def _for_review(case: Case, result: Result) -> Iterator[Remedy]:
	yield Remedy(REVIEW, Message("Complete the credit review."))


def _remedy(check: str, template: str, amount: Decimal, **params: Decimal | str) -> Remedy:
	return Remedy(check, Message(template, {"amount": amount, **params}), amount)


SOURCES: dict[str, Callable[[Case, Result], Iterator[Remedy]]] = {
	LIMIT: _for_limit,
	OLDEST_OVERDUE: _for_overdue,
	GRADE: _for_grade,
	REVIEW: _for_review,
}
