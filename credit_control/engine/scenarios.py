"""What if: ready scenarios that change what is known of a customer, and what the model then says.

A scenario is open about what it takes for granted; docs/users/assess-and-approve.md tells it to the user.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from .assessment import Facts
from .behaviour import Behaviour, InvoiceHistory, PaidPart, behaviour, settlements
from .money import HUNDRED, ZERO
from .payments import CENT
from .reviews import next_review, whole_months
from .scorecard import Value
from .statement import AUDITED

PAYS_ON_TIME = "pays_on_time"
AUDITED_STATEMENTS = "audited_statements"
CLEARS_OVERDUE = "clears_overdue"
ADDS_SECURITY = "adds_security"

WINDOW_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Ahead:
	"""The ledger some months ahead: the day, the behaviour of its last 12 months."""

	day: date
	paid: Behaviour


def pay_on_time(history: Sequence[InvoiceHistory], today: date, months: int = 3) -> Ahead | None:
	"""The behaviour after the customer paid on time for some months; None without invoices to go by.

	- What is overdue today is paid today: it stays as late as it is.
	- What falls due within the months is paid on its due date.
	- Each month brings one invoice, the first today: the average of the last 12 months (or of as many as
	  there are), due after the terms that the customer had on average.
	- The window of 12 months moves along: what was invoiced before it no longer counts.
	"""
	recent = [one for one in history if _since(today) < one.posting_date <= today]
	if not recent:
		return None
	end = next_review(today, months)
	known = [_settled(one, today, end) for one in recent if one.posting_date > _since(end)]
	expected = [_expected(recent, today, step, end) for step in range(months)]
	return Ahead(end, behaviour([*known, *expected], end))


def _since(day: date) -> date:
	"""The same day a year before: what was invoiced later is of the last 12 months."""
	return day - timedelta(days=365)


def _settled(invoice: InvoiceHistory, today: date, end: date) -> InvoiceHistory:
	"""The invoice as it will be: what falls due by the end is paid on its day, what is overdue today."""
	unpaid = [part for part in settlements(invoice) if part.paid_on is None]
	paid = [PaidPart(part.amount, max(part.due, today)) for part in unpaid if part.due <= end]
	left = sum((part.amount for part in unpaid if part.due > end), ZERO)
	return replace(
		invoice,
		payments=(*invoice.payments, *paid),
		outstanding=left + min(invoice.disputed, invoice.outstanding),
	)


def _expected(recent: Sequence[InvoiceHistory], today: date, step: int, end: date) -> InvoiceHistory:
	first = min(invoice.posting_date for invoice in recent)
	months = min(WINDOW_MONTHS, max(1, whole_months(first, today)))
	amount = sum((invoice.invoiced for invoice in recent), ZERO) / months
	posted = next_review(today, step) if step else today
	due = posted + timedelta(days=_usual_term(recent))
	paid = (PaidPart(amount, due),) if due <= end else ()
	return InvoiceHistory(f"expected {step + 1}", posted, due, amount, paid, ZERO if paid else amount)


def _usual_term(recent: Sequence[InvoiceHistory]) -> int:
	total = sum((invoice.invoiced for invoice in recent), ZERO)
	if total <= ZERO:
		return 0
	days = sum((invoice.invoiced * (invoice.due - invoice.posting_date).days for invoice in recent), ZERO)
	return max(0, round(days / total))


def paid_on_time(facts: Facts, ahead: Ahead, months: int = 3) -> Facts:
	"""The facts when the customer has paid on time: nothing is overdue, and it has been with us longer."""
	paid: dict[str, Value] = {
		"late_ratio": ahead.paid.late_ratio,
		"weighted_days_late": ahead.paid.weighted_days_late,
		"oldest_overdue_days": ZERO,
		"overdue_share": ZERO,
	}
	return _changed(facts, {**paid, **_longer(facts.values, months)})


def _longer(values: Mapping[str, Value], months: int) -> dict[str, Value]:
	found: dict[str, Value] = {}
	known, years = values.get("months_of_history"), values.get("relationship_years")
	if isinstance(known, Decimal):
		found["months_of_history"] = known + months
	if isinstance(years, Decimal):
		found["relationship_years"] = (years + Decimal(months) / WINDOW_MONTHS).quantize(CENT)
	return found


def overdue_cleared(facts: Facts) -> Facts:
	"""Everything overdue is paid today: it stays as late as it was, but nothing is overdue."""
	return _changed(facts, {"oldest_overdue_days": ZERO, "overdue_share": ZERO})


def statements_audited(facts: Facts) -> Facts:
	"""The same figures, audited and new. Without a statement its figures stay unknown: only the cap goes."""
	return replace(facts, statement_audit=AUDITED, statement_age_months=0)


def security_added(facts: Facts, secured: Decimal, exposure: Decimal) -> Facts:
	"""Securities of a value after haircut, against the exposure; nothing to cover is covered in full."""
	cover = HUNDRED * secured / exposure if exposure > ZERO else HUNDRED
	return _changed(facts, {"security_cover": cover})


def with_values(facts: Facts, changes: Mapping[str, Value]) -> Facts:
	"""The facts with some indicators changed by hand."""
	return _changed(facts, changes)


def _changed(facts: Facts, changes: Mapping[str, Value]) -> Facts:
	return replace(facts, values={**facts.values, **changes})
