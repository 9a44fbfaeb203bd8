"""A case as it would be once somebody has done something about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from .case import Case, Line
from .circumstances import Cover
from .exposure import OPEN_INVOICES, OTHER_RECEIVABLES, UNALLOCATED_RECEIPTS, Exposure
from .money import ZERO
from .receivables import OpenTerm, Overdue, overdue

INVOICES = ("Sales Invoice", "POS Invoice")


def part_of(term: OpenTerm) -> str:
	"""The exposure part that an open item is counted in."""
	return OPEN_INVOICES if term.voucher_type in INVOICES else OTHER_RECEIVABLES


def paid(case: Case, terms: Iterable[OpenTerm]) -> Case:
	"""Once these open items were paid."""
	terms = tuple(terms)
	exposure = case.exposure
	for term in terms:
		exposure = exposure.plus(part_of(term), -term.amount)
	late = _rebuilt(case, without(case.overdue.terms, terms), case.today)
	payable = tuple(without(case.payable, terms))
	return owing(replace(case, overdue=late, payable=payable), exposure)


def without(terms: Iterable[OpenTerm], taken: Iterable[OpenTerm]) -> Iterable[OpenTerm]:
	"""The terms that are not taken; of two alike only as many go as are taken."""
	left = Counter(taken)
	for term in terms:
		if left[term]:
			left[term] -= 1
		else:
			yield term


def _rebuilt(case: Case, terms: Iterable[OpenTerm], day: date) -> Overdue:
	return replace(overdue(terms, day), excused=case.overdue.excused)


def received(case: Case, amount: Decimal) -> Case:
	"""Once an amount was received for the document."""
	document = replace(case.document, prepaid=case.document.prepaid + amount)
	return owing(replace(case, document=document), case.exposure.plus(UNALLOCATED_RECEIPTS, amount))


def owing(case: Case, exposure: Exposure) -> Case:
	"""With another exposure; the budgets in which it counts change with it."""
	change = exposure.total - case.exposure.total
	budgets = tuple(replace(budget, used=budget.used + change) for budget in case.circumstances.budgets)
	return with_circumstances(replace(case, exposure=exposure), budgets=budgets)


def reduced(case: Case, left_out: Decimal, lines: tuple[Line, ...] = ()) -> Case:
	"""Once so much was left out of the document, and these lines stay."""
	document = case.document
	value = None if document.value is None else document.value - left_out
	amount, total = document.amount - left_out, document.total - left_out
	return replace(case, document=replace(document, amount=amount, total=total, value=value, lines=lines))


def with_security(case: Case, amount: Decimal) -> Case:
	"""Once more security of this worth is held."""
	cover = case.circumstances.cover or Cover()
	return with_circumstances(case, cover=replace(cover, secured=(cover.secured or ZERO) + amount))


def with_temporary_limit(case: Case, amount: Decimal) -> Case:
	"""Once this is the temporary limit of the day."""
	standing = replace(case.standing, temporary_limit=amount, temporary_from=None, temporary_until=case.today)
	return replace(case, standing=standing)


def with_circumstances(case: Case, **changes: Any) -> Case:
	"""With other circumstances."""
	return replace(case, circumstances=replace(case.circumstances, **changes))


def on_day(case: Case, day: date) -> Case:
	"""On a later day, when nobody has paid, and what is due or within the horizon until then counts too."""
	late = _rebuilt(case, (*case.overdue.terms, *case.payable), day)
	lines = tuple(_line_on(line, day) for line in case.document.lines)
	grown = sum(
		(now.amount - line.amount for now, line in zip(lines, case.document.lines, strict=True)), ZERO
	)
	document = replace(case.document, amount=case.document.amount + grown, lines=lines)
	return replace(case, today=day, overdue=late, document=document)


def _line_on(line: Line, day: date) -> Line:
	if line.counts_from is None or day < line.counts_from:
		return line
	return replace(line, amount=line.amount + line.later, later=ZERO, counts_from=None)
